/* diag_pen.h - writes diagnostics in colour or without.
 *
 * Colours are wrapped around finished text: without them the same bytes
 * remain. */
#ifndef FLW_BASE_DIAG_PEN_H
#define FLW_BASE_DIAG_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/shown.h"
#include "base/source.h"

typedef enum Ink {
    INK_PLAIN,
    INK_TITLE,
    INK_ERROR,
    INK_WARNING,
    INK_NOTE,
    INK_HELP,
    INK_GUTTER, /* line numbers, arrows, secondary marks */
    INK_OLD,
    INK_NEW,
} Ink;

typedef struct Pen {
    Buf *out;
    bool colour;
    uint32_t gutter; /* columns of the widest line number */
} Pen;

/* Text of our own, byte for byte. */
void pen_put(Pen *pen, Ink ink, const char *text, size_t len);
void pen_text(Pen *pen, Ink ink, const char *text);
/* Text that holds words of the user: shown safely, cut when endless. */
void pen_words(Pen *pen, Ink ink, const char *text);
void pen_line(Pen *pen, Ink ink, const ShownLine *line);

/* "   |" without a line end. */
void pen_gutter(Pen *pen);
/* "12 |", or another sign. */
void pen_number(Pen *pen, uint32_t number, char sign, Ink ink);
/* "  --> path:line:column" and the line end. */
void pen_arrow(Pen *pen, const char *path, Place place);

#endif
