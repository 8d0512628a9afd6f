/* gate_prompt.c - asks the person at the terminal. */
#include "compiler/cli/gate_prompt.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "runtime/report/words.h"
#include "runtime/value/inputs.h"
#include "runtime/value/literal_text.h"

static bool is_approval(const IdlType *type)
{
    return type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN;
}

static void put_question(GatePrompt *prompt, const char *gate,
                         const IdlType *type, const char *node)
{
    Arena *arena = prompt->arena;
    const char *question =
        arena_print(arena,
                    is_approval(type) ? "approve `%s` (node %s) [y/n]: %s"
                                      : "value for `%s` (node %s), %s: ",
                    plain_words(arena, gate), plain_words(arena, node),
                    is_approval(type) ? "" : type_shown(arena, type));
    prompt->asking = gate;
    if (prompt->table)
        table_ask(prompt->table, question);
    else
        fputs(question, stderr);
}

/* A whole line without its end; NULL: not yet. */
static const char *read_line(GatePrompt *prompt)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!prompt->closed && poll(&input, 1, 0) > 0) {
        char c;
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got <= 0) {
            prompt->closed = true;
            break;
        }
        if (c == '\n') {
            size_t len = prompt->len;
            prompt->len = 0;
            return arena_copy(prompt->arena, prompt->line, len);
        }
        if (prompt->len < sizeof(prompt->line))
            prompt->line[prompt->len++] = c;
    }
    return NULL;
}

static const IdlLiteral *understand(Arena *arena, const IdlType *type,
                                    const char *line)
{
    if (is_approval(type)) {
        bool yes = line[0] == 'y' || line[0] == 'Y';
        if (!yes && line[0] != 'n' && line[0] != 'N')
            return NULL;
        return make_literal(arena, make_scalar(arena, make_bool(arena, yes)));
    }
    InputSlot slot = {.name = "value", .type = type, .description = ""};
    InputSlots slots = {&slot, 1};
    InputFaults faults = {0};
    IdlLiteralMap *values = literal_map_new(arena);
    inputs_read_flag(arena, &slots, "value", line, values, &faults);
    if (faults.len)
        fprintf(stderr, "%s\n", plain_words(arena, faults.at[0].message));
    return faults.len ? NULL : literal_find(values, "value");
}

static const IdlLiteral *ask(void *self, const char *gate, const IdlType *type,
                             const char *node)
{
    GatePrompt *prompt = self;
    if (prompt->closed)
        return NULL;
    if (!prompt->asking)
        put_question(prompt, gate, type, node);
    if (strcmp(prompt->asking, gate) != 0)
        return NULL;
    const char *line = read_line(prompt);
    if (!line)
        return NULL;
    const IdlLiteral *answer = understand(prompt->arena, type, line);
    prompt->asking = NULL;
    if (prompt->table)
        table_ask(prompt->table, NULL);
    return answer;
}

GateAsk gate_ask(GatePrompt *prompt)
{
    return (GateAsk){.ask = ask, .self = prompt};
}
