/* shown.h - source text as people see it, and the columns it fills.
 *
 * A tab is four columns and shown as four spaces; East Asian wide characters
 * and emoji fill two; what combines fills none. Controls and bidi controls
 * are shown as U+FFFD, so that a text cannot hide a part of itself. */
#ifndef FLW_BASE_SHOWN_H
#define FLW_BASE_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { SHOWN_MAX = 140 }; /* columns of a line of source */

/* A control, a bidi control or a line separator. */
bool shown_is_hidden(uint32_t point);
/* That, or a character without a form of its own: marks of direction, joiners,
 * tags. In a quoted text these are better told as escapes. */
bool shown_is_invisible(uint32_t point);

void shown_add(Buf *buf, const char *text, size_t len);
uint32_t shown_width(const char *text, size_t len);

/* A line and the part [from, to) of it that is shown, with "..." for what is
 * cut away on either side. */
typedef struct ShownLine {
    const char *text;
    size_t len;
    size_t from;
    size_t to;
} ShownLine;

/* Cut so that [focus, focus_end) is seen, with text around it. */
ShownLine shown_cut(const char *text, size_t len, size_t focus,
                    size_t focus_end);
void shown_add_line(Buf *buf, const ShownLine *line);
/* The column, from 0, of a byte of the line; one that is cut away has a
 * column of the "...". */
uint32_t shown_column(const ShownLine *line, size_t offset);

#endif
