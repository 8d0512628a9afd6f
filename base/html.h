/* html.h - text into a page, never markup.
 *
 * One escaper for text and attributes: & < > " ' become references, controls
 * and what reorders text are made visible, bad bytes U+FFFD. */
#ifndef FLW_BASE_HTML_H
#define FLW_BASE_HTML_H

#include "base/buf.h"

/* All of a text; line ends stay. */
void html_text(Buf *out, const char *text);
/* The same for len bytes. */
void html_bytes(Buf *out, const char *text, size_t len);
/* "n-" and letters that are safe in an id and a fragment: of a node's path. */
void html_anchor(Buf *out, const char *path);

#endif
