/* quoted.h - texts from a package as flw writes texts, safe on a terminal.
 *
 * Controls, bidi marks and other characters that are not seen come out as
 * escapes, bytes that are not UTF-8 as U+FFFD. */
#ifndef FLW_SPEC_QUOTED_H
#define FLW_SPEC_QUOTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* In quotes: "a\n", or r"{{.input}}" where braces would be read as a place to
 * fill in. */
void quoted_add(Buf *buf, const char *text, size_t len);
/* Made of letters, digits, `_`, `.` and `-` of ASCII, and not empty? */
bool quoted_is_plain(const char *name);
/* Has several lines, and nothing that would have to be escaped within
 * r"""? */
bool quoted_is_block(const char *text);

#endif
