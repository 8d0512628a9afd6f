/* marks.h - what the formatter has to know of each token. */
#ifndef FLW_GRAMMAR_FORMAT_MARKS_H
#define FLW_GRAMMAR_FORMAT_MARKS_H

#include "grammar/ast.h"
#include "grammar/token.h"

typedef enum Mark {
    MARK_LINE = 1,    /* starts a line of its block: a statement, an arm */
    MARK_DECL = 2,    /* the first token of a declaration */
    MARK_CLAUSE = 4,  /* `using`, `with` of a declaration: a line of its own */
    MARK_TAIL = 8,    /* `with`, `after` of a call, `at`: a line if need be */
    MARK_TYPE = 16,   /* inside a type: < and > are brackets */
    MARK_BLOCK = 32,  /* a brace that holds lines, and its partner */
    MARK_BODY = 64,   /* such a one of a workflow or test */
    MARK_COMMA = 128, /* a bracket whose broken list ends with a comma */
    MARK_ARM = 256,   /* the last token of a match's arm: a comma follows,
                         unless it ends a block */
    MARK_ITEM = 512   /* the last token of a launch plan's item: no comma */
} Mark;

typedef struct Marks {
    const Tokens *tokens;
    const char *text;  /* of the source, minus its base: text + start */
    uint16_t *at;      /* by token */
    uint32_t *partner; /* of a bracket: its partner's index; else itself */
} Marks;

Marks marks_make(Arena *arena, const Source *source, const Tokens *tokens,
                 const Module *module);

/* Is it spelled so? */
bool marks_is(const Marks *marks, uint32_t token, const char *word);
/* The token that starts at or after the position. */
uint32_t marks_find(const Marks *marks, uint32_t position);

#endif
