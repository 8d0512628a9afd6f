/* stdlib.h - texts that travel inside the binary. */
#ifndef FLW_STDLIB_STDLIB_H
#define FLW_STDLIB_STDLIB_H

typedef struct EmbeddedText {
    const char *name; /* file name without folder and extension */
    const char *text;
} EmbeddedText;

/* stdlib/NAME.flw; ends with a row of NULLs. */
extern const EmbeddedText stdlib_texts[];
/* docs/errors/CODE.md; ends with a row of NULLs. */
extern const EmbeddedText explain_texts[];

#endif
