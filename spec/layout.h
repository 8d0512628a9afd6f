/* layout.h - lines whose brackets break where they must.
 *
 * A line is built of words, brackets and items, and laid out when it ends:
 * what fits on LAYOUT_WIDTH columns stays on one line, else the outermost
 * bracket that does not fit gets a line for each item, and so on inwards.
 *
 *     layout_words(&line, "task f");
 *     layout_open(&line, '(');
 *     layout_item(&line);
 *     layout_words(&line, "x: int");
 *     layout_close(&line);
 *     layout_end(&line);
 *
 * Words are ours; texts from a file go through layout_name and layout_text,
 * which let no control, no bidi mark and no other invisible character pass.
 * Pairing opens with closes is the caller's. Cost is linear. */
#ifndef FLW_SPEC_LAYOUT_H
#define FLW_SPEC_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

enum { LAYOUT_WIDTH = 80 };

typedef enum LayoutKind {
    LAYOUT_WORDS,
    LAYOUT_OPEN,
    LAYOUT_ITEM,
    LAYOUT_BREAK,
    LAYOUT_CLOSE
} LayoutKind;

typedef struct LayoutPart {
    LayoutKind kind;
    char bracket;   /* OPEN, CLOSE: the opening one */
    bool filled;    /* OPEN: as many items on a line as fit */
    bool hard;      /* OPEN, ITEM: has a BREAK inside */
    size_t from;    /* WORDS: in the text of the line */
    size_t len;     /* WORDS; OPEN: index of its CLOSE */
    uint32_t width; /* on one line; OPEN, ITEM: with all inside */
} LayoutPart;

typedef struct Layout {
    Buf *out;
    uint32_t indent; /* columns, of the lines to come */
    uint32_t width;  /* columns of a line; 0: LAYOUT_WIDTH */
    Buf text;        /* of the line being built; set its arena */
    Vec(LayoutPart) parts;
} Layout;

/* How far a line has come. */
typedef struct LayoutMark {
    uint32_t parts;
    LayoutPart last;
    size_t text;
} LayoutMark;

void layout_words(Layout *line, const char *words);
void layout_print(Layout *line, const char *form, ...) PRINTF_LIKE(2, 3);
/* As it is when it is made of plain letters; else quoted. NULL is "". */
void layout_name(Layout *line, const char *name);
/* In quotes, as flw's texts are written. */
void layout_text(Layout *line, const char *text, size_t len);
/* The same, but line by line when it has several. */
void layout_block(Layout *line, const char *text);
/* Words of a text without quotes: what is not shown becomes U+FFFD. */
void layout_prose(Layout *line, const char *text, size_t len);

/* '(', '[' or '{'. */
void layout_open(Layout *line, char bracket);
/* The same; broken, it has as many items on a line as fit. */
void layout_open_filled(Layout *line, char bracket);
/* Before each item. */
void layout_item(Layout *line);
void layout_close(Layout *line);
/* A new line here, which breaks all brackets that are open. */
void layout_break(Layout *line);
/* The line goes out. */
void layout_end(Layout *line);

LayoutMark layout_mark(const Layout *line);
/* Takes back what was added since. */
void layout_return(Layout *line, LayoutMark mark);
/* Has the innermost bracket no item so far? */
bool layout_is_empty(const Layout *line);

#endif
