#include "tests/unit/parsed.h"

#include <string.h>

#include "base/buf.h"
#include "grammar/dump.h"
#include "grammar/parse.h"

void parsed_init(Parsed *parsed, const char *text, size_t len)
{
    *parsed = (Parsed){0};
    sym_table_init(&parsed->syms, &parsed->arena);
    sources_init(&parsed->sources, &parsed->arena);
    diags_init(&parsed->diags, &parsed->arena);
    Source *source =
        sources_add(&parsed->sources, "x.flw", text, (uint32_t)len);
    parsed->module =
        parse_source(&parsed->arena, &parsed->syms, &parsed->diags, source);
    diags_sort(&parsed->diags);
}

void parsed_text(Parsed *parsed, const char *text)
{
    parsed_init(parsed, text, strlen(text));
}

void parsed_release(Parsed *parsed)
{
    arena_release(&parsed->arena);
}

const char *parsed_codes(Parsed *parsed)
{
    Buf buf = {.arena = &parsed->arena};
    for (uint32_t i = 0; i < parsed->diags.at.len; i++)
        buf_print(&buf, "%s%s", i ? " " : "", parsed->diags.at.at[i]->code);
    return buf_string(&buf);
}

const char *parsed_dump(Parsed *parsed)
{
    Buf buf = {.arena = &parsed->arena};
    ast_dump(&buf, parsed->module);
    return buf_string(&buf);
}

char *repeat(Arena *arena, const char *head, const char *text, size_t count,
             const char *tail)
{
    Buf buf = {.arena = arena};
    buf_text(&buf, head);
    for (size_t i = 0; i < count; i++)
        buf_text(&buf, text);
    buf_text(&buf, tail);
    return buf.at;
}
