/* scan.h - from text to tokens. */
#ifndef FLW_GRAMMAR_SCAN_H
#define FLW_GRAMMAR_SCAN_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/panic.h"
#include "base/source.h"
#include "grammar/token.h"

typedef struct Scan {
    Arena *arena;
    Diags *diags;
    const Source *source;
    Tokens *tokens;
    const char *buffer; /* the text, as flex holds it */
    uint16_t flags;     /* of the next token */
    bool cut;           /* nothing after the last token counts */
} Scan;

typedef enum ScanEnd {
    SCAN_WHOLE,
    SCAN_CUT,     /* in a block of text that never ends */
    SCAN_NOT_TEXT /* not UTF-8: there is no token but the end */
} ScanEnd;

/* All tokens of the source. Mistakes are reported and got over. */
ScanEnd scan_source(Arena *arena, Diags *diags, const Source *source,
                    Tokens *tokens);
/* Those of a part of it that begins and ends with whole ones and holds no
 * mistake. */
void scan_part(Arena *arena, const Source *source, Span part, Tokens *tokens);

/* flex's: keeps all tokens, and gives 0. */
int flw_scan(void *scanner);

/* For flw.l alone: a token. */
void scan_keep(Scan *scan, int kind, const char *text, uint32_t len);
/* What it matched that is no token, or a spoiled one. Those that give an int
 * give the kind of token to go on with. */
void scan_trivia(Scan *scan, TriviaKind kind, const char *text, uint32_t len);
bool scan_starts_line(const Scan *scan, const char *text);
int scan_bad_number(Scan *scan, const char *text, uint32_t len);
int scan_open_block(Scan *scan, const char *text, uint32_t len);
int scan_open_text(Scan *scan, const char *text, uint32_t len);
int scan_single_quotes(Scan *scan, const char *text, uint32_t len);
void scan_semicolon(Scan *scan, const char *text, uint32_t len);
void scan_slashes(Scan *scan, const char *text, uint32_t len);
void scan_slash_star(Scan *scan, const char *text, uint32_t len);
void scan_foreign_and(Scan *scan, const char *text, uint32_t len);
void scan_foreign_or(Scan *scan, const char *text, uint32_t len);
void scan_foreign_not(Scan *scan, const char *text, uint32_t len);
void scan_fat_arrow(Scan *scan, const char *text, uint32_t len);
void scan_conflict(Scan *scan, const char *text, uint32_t len);
void scan_stray(Scan *scan, const char *text, uint32_t len);

#endif
