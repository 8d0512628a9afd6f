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
    TriviaVec *trivia;
    void *flex;       /* its scanner */
    const char *zero; /* the text as flex holds it, less its positions */
    uint32_t read;    /* bytes of the source that flex has */
    uint32_t count;   /* tokens before the first: */
    Token *first;     /* where the tokens go */
    Token *next;      /* where the next one goes */
    Token *last;      /* the last place, which only the end may take */
    uint16_t flags;   /* of the next token */
    bool closed;      /* flex has the byte behind the source, too */
    bool cut;         /* nothing after the last token counts */
    bool ended;       /* the last token is the end */
} Scan;

/* All tokens of the source. Mistakes are reported and got over. False: not to
 * its end, in a block of text that has none, or where it is no UTF-8. */
bool scan_source(Arena *arena, Diags *diags, const Source *source,
                 Tokens *tokens);
/* Those of a part of it that begins and ends with whole ones and holds no
 * mistake. */
void scan_part(Arena *arena, const Source *source, Span part, Tokens *tokens);

/* All tokens, a few at a time. In: arena, diags, source and trivia. */
void scan_open(Scan *scan);
/* Puts the next ones there; how many. There must be room for 2 or more, and for
 * one more than is taken as long as the scan has not ended. */
uint32_t scan_more(Scan *scan, Token *tokens, uint32_t room);
void scan_close(Scan *scan);

/* flex's: keeps tokens. 0: the text is at its end; 1: the room is. */
int flw_scan(void *scanner);

/* For flw.l alone: puts the next bytes of the text there; how many. \xFF stands
 * behind the last. */
uint32_t scan_read(Scan *scan, char *to, uint32_t room);

/* A token. True: there is no room for more. */
static inline bool scan_keep(Scan *scan, int kind, const char *text,
                             uint32_t len)
{
    uint32_t start = (uint32_t)(text - scan->zero);
    *scan->next++ = token_of((Span){start, start + len}, kind, scan->flags);
    scan->flags = 0;
    return scan->next == scan->last;
}

/* What it matched that is no token, or a spoiled one. Those that give an int
 * give the kind of token to go on with. */
void scan_trivia(Scan *scan, TriviaKind kind, const char *text, uint32_t len);
bool scan_starts_line(const Scan *scan, const char *text);
void scan_long_name(Scan *scan, const char *text, uint32_t len);
int scan_bad_number(Scan *scan, const char *text, uint32_t len);
void scan_open_block(Scan *scan, const char *text, uint32_t len);
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
