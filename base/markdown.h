/* markdown.h - Markdown as HTML, for texts that nobody vouches for.
 *
 * CommonMark, without what could do harm: markup in it is shown as it is
 * written, a link leads to http, https, mailto or a place on the page or is
 * no link, and a picture is a link to it. The only module that knows cmark. */
#ifndef FLW_BASE_MARKDOWN_H
#define FLW_BASE_MARKDOWN_H

#include <stdbool.h>

#include "base/buf.h"

enum {
    MARKDOWN_MAX = 64 << 10
}; /* bytes; longer texts are shown as they are */

typedef struct MarkdownStyle {
    int heading;     /* the level that `#` is: 1 to 6 */
    bool first_only; /* no more than its first block */
    /* Where a word in `code` leads; NULL: nowhere. May be NULL. */
    const char *(*link)(void *context, const char *code);
    void *context;
} MarkdownStyle;

/* Well-formed as XML, too. */
void markdown_html(Buf *out, const char *text, const MarkdownStyle *style);

#endif
