/* diag_text.h - diagnostics as people read them.
 *
 * The form is fixed to the byte; colour only adds escapes around it. */
#ifndef FLW_BASE_DIAG_TEXT_H
#define FLW_BASE_DIAG_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

typedef struct DiagStyle {
    bool colour;
    uint32_t width;     /* columns of notes and helps; 0: 100 */
    uint32_t max_shown; /* diagnostics; 0: all */
} DiagStyle;

enum { DIAG_TEXT_MAX = 1 << 20 }; /* bytes; what comes after is counted */

/* All of them, in the order they are in (see diags_sort), with an empty line
 * after each. */
void diag_text(Buf *out, const Diags *diags, const Sources *sources,
               const DiagStyle *style);

/* "2 errors, 1 warning in 1 file" and a line end; nothing when nothing is
 * wrong. */
void diag_summary(Buf *out, const Diags *diags, const Sources *sources);

#endif
