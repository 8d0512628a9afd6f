/* utf8.h - what the bytes of a text mean as Unicode.
 *
 * Valid is what RFC 3629 says: no overlong forms, no surrogates, nothing
 * beyond U+10FFFF. NUL is a valid code point here. */
#ifndef FLW_BASE_UTF8_H
#define FLW_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stands for what cannot be shown. */
enum { UTF8_REPLACEMENT = 0xFFFD };
#define UTF8_REPLACEMENT_TEXT "\xEF\xBF\xBD"

/* The offset of the first bad byte; len when all are good. */
size_t utf8_check(const char *text, size_t len);

/* The code point at text[0]; *size is its length in bytes. A bad byte gives
 * UTF8_REPLACEMENT and a size of 1. len must not be 0. */
uint32_t utf8_next(const char *text, size_t len, size_t *size);

/* How many code points; in text that is not valid, how many bytes that do not
 * continue another. */
size_t utf8_count(const char *text, size_t len);

/* How many UTF-16 units, by the same rule. */
size_t utf8_count_utf16(const char *text, size_t len);

/* U+202A-202E and U+2066-2069: they reorder what is shown, so that source
 * could read otherwise than it compiles. */
bool utf8_is_bidi_control(uint32_t point);

#endif
