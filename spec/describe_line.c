/* describe_line.c - types and constants on one line. */
#include "spec/describe.h"
#include "spec/describer.h"

typedef struct OneLine {
    Buf text;
    Describer d;
} OneLine;

static Describer *begin(OneLine *line, Arena *arena)
{
    line->text = (Buf){.arena = arena};
    line->d = (Describer){.arena = arena,
                          .line = {.out = &line->text,
                                   .width = UINT32_MAX,
                                   .text = {.arena = arena}}};
    return &line->d;
}

static const char *end(OneLine *line)
{
    layout_end(&line->d.line);
    line->text.at[--line->text.len] = '\0';
    return line->text.at;
}

const char *describe_type_line(Arena *arena, const LiteralType *type)
{
    OneLine line;
    describe_type(begin(&line, arena), type);
    return end(&line);
}

const char *describe_schema_line(Arena *arena, const Struct *schema)
{
    OneLine line;
    describe_schema(begin(&line, arena), schema);
    return end(&line);
}

const char *describe_literal_line(Arena *arena, const Literal *literal)
{
    OneLine line;
    describe_literal(begin(&line, arena), literal);
    return end(&line);
}
