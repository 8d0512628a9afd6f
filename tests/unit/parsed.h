/* parsed.h - one source, parsed, for the tests of the grammar. */
#ifndef FLW_TESTS_UNIT_PARSED_H
#define FLW_TESTS_UNIT_PARSED_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "grammar/ast.h"

typedef struct Parsed {
    Arena arena;
    SymTable syms;
    Sources sources;
    Diags diags;
    Module *module;
} Parsed;

/* The text must outlive what is parsed. */
void parsed_init(Parsed *parsed, const char *text, size_t len);
void parsed_text(Parsed *parsed, const char *text);
void parsed_release(Parsed *parsed);
/* "E0010 E0004", in the order of the source. */
const char *parsed_codes(Parsed *parsed);
/* The tree. */
const char *parsed_dump(Parsed *parsed);
/* `count` times the text, between head and tail; lives in the arena. */
char *repeat(Arena *arena, const char *head, const char *text, size_t count,
             const char *tail);

#endif
