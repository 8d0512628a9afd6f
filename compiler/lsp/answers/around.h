/* around.h - what stands around a position, by the text before it alone.
 *
 * What is half typed is in no tree. Looked at is the text from the start of
 * the declaration on, so that what is not closed further up does no harm. */
#ifndef FLW_COMPILER_LSP_AROUND_H
#define FLW_COMPILER_LSP_AROUND_H

#include <stdbool.h>
#include <stddef.h>

typedef enum AroundKind {
    AROUND_CODE,
    AROUND_COMMENT,
    AROUND_TEXT, /* between quotes */
    AROUND_HOLE  /* in the braces of a text: "{ here }" */
} AroundKind;

enum { AROUND_DEPTH = 256 }; /* brackets that are counted */

typedef struct Around {
    AroundKind kind;
    const char *start;   /* of the declaration's first word, or of the text */
    const char *bracket; /* the innermost that is open; NULL: none */
    const char *outer;   /* the one around that; NULL: none */
    const char *quote;   /* where the text begins, if in one */
    bool is_raw;         /* of that text: r"…" */
} Around;

Around around(const char *text, size_t at);
/* The word, with its dots, that ends before `at` and spaces. */
const char *word_before(const char *text, const char *at, size_t *len);
bool is_word_char(char c);
bool word_is(const char *word, size_t len, const char *wanted);

#endif
