/* template.c - {{.inputs.x}} and $(NAME) in a task's words. */
#include "runtime/task/template.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "runtime/value/literal_text.h"

static const char *const names[TEMPLATE_COUNT] = {
    [TEMPLATE_INPUT] = "input",
    [TEMPLATE_INPUT_PREFIX] = "inputPrefix",
    [TEMPLATE_OUTPUT_PREFIX] = "outputPrefix",
    [TEMPLATE_RAW_OUTPUT_DATA_PREFIX] = "rawOutputDataPrefix",
    [TEMPLATE_PER_RETRY_UNIQUE_KEY] = "perRetryUniqueKey",
    [TEMPLATE_TASK_TEMPLATE_PATH] = "taskTemplatePath",
    [TEMPLATE_PREV_CHECKPOINT_PREFIX] = "prevCheckpointPrefix",
    [TEMPLATE_CHECKPOINT_OUTPUT_PREFIX] = "checkpointOutputPrefix",
    [TEMPLATE_NAMESPACE] = "namespace",
};

/* What \s is in Go's regular expressions. */
static const char blanks[] = "\t\n\f\r ";

/* The word inside {{ }}, and where the text goes on. */
typedef struct Slot {
    const char *word; /* behind the dot */
    size_t len;
    const char *rest;
} Slot;

/* {{\s*[.$]WORD\s*}} with WORD of anything but blanks and }. */
static bool read_slot(const char *at, Slot *slot)
{
    if (at[0] != '{' || at[1] != '{')
        return false;
    at += 2;
    at += strspn(at, blanks);
    if (*at != '.' && *at != '$')
        return false;
    slot->word = at + 1;
    slot->len = strcspn(slot->word, "}\t\n\f\r ");
    at = slot->word + slot->len;
    at += strspn(at, blanks);
    slot->rest = at + 2;
    return slot->len > 0 && at[0] == '}' && at[1] == '}';
}

static bool is_input(const Slot *slot)
{
    static const char inputs[] = "inputs.";
    size_t len = sizeof(inputs) - 1;
    return slot->len > len && strncasecmp(slot->word, inputs, len) == 0;
}

static bool add_input(TemplateScope *scope, Buf *out, const Slot *slot,
                      const char **why)
{
    const char *dot = strchr(slot->word, '.') + 1;
    const char *name =
        arena_copy(scope->arena, dot, (size_t)(slot->word + slot->len - dot));
    const IdlLiteral *literal = scope->fetch(scope->self, name, why);
    if (literal && literal_template_text(out, literal, why))
        return true;
    *why = arena_print(scope->arena, "{{.inputs.%s}}: %s", name, *why);
    return false;
}

static bool add_name(TemplateScope *scope, Buf *out, const Slot *slot)
{
    for (unsigned i = 0; i < TEMPLATE_COUNT; i++) {
        if (strlen(names[i]) != slot->len ||
            strncasecmp(names[i], slot->word, slot->len) != 0)
            continue;
        if (!scope->value[i])
            return false;
        scope->used |= 1U << i;
        buf_text(out, scope->value[i]);
        return true;
    }
    return false;
}

/* Moves *at past what was understood; leaves it when there is no template of
 * ours. */
static bool render_slot(TemplateScope *scope, Buf *out, const char **at,
                        const char **why)
{
    Slot slot;
    if (!read_slot(*at, &slot))
        return true;
    if (is_input(&slot)) {
        if (!scope->fetch)
            return true;
        if (!add_input(scope, out, &slot, why))
            return false;
        *at = slot.rest;
    } else if (add_name(scope, out, &slot)) {
        *at = slot.rest;
    }
    return true;
}

/* $$ is $, $(NAME) the variable when there is one; any other $ is itself. */
static bool render_dollar(TemplateScope *scope, Buf *out, const char **at,
                          const char **why)
{
    const char *dollar = *at;
    *at += dollar[1] == '$' ? 2 : 1;
    if (dollar[1] == '(') {
        size_t len = strcspn(dollar + 2, ")");
        const EnvironmentEntry *entry =
            environment_find(scope->environment, dollar + 2, len);
        if (dollar[2 + len] == ')' && entry && entry->secret) {
            *why = arena_print(scope->arena,
                               "$(%s) would put a secret on the command "
                               "line, where others can read it: let the "
                               "program read the variable itself",
                               entry->name);
            return false;
        }
        if (dollar[2 + len] == ')' && entry) {
            buf_text(out, entry->value);
            *at = dollar + len + 3;
            return true;
        }
    }
    buf_char(out, '$');
    return true;
}

/* May the byte go on a file's name? */
static bool is_part_of_name(char c)
{
    return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) ||
           (c && strchr("_-.~+@%", c));
}

/* May a path begin at text[at]? Not where it goes on one that began before:
 * a/x, $D/x, ${D}/x; but behind the scheme of a uri, and behind an option such
 * as -I. */
static bool is_path_start(const char *text, size_t at)
{
    if (at >= 3 && strncmp(text + at - 3, "://", 3) == 0)
        return true;
    if (at >= 2 && text[at - 2] == '-' && isalpha((unsigned char)text[at - 1]))
        return at == 2 || !is_part_of_name(text[at - 3]);
    return at == 0 ||
           !(is_part_of_name(text[at - 1]) || strchr("/})]*?$", text[at - 1]));
}

/* The longest that begins here, for one may lie in another. */
static bool render_move(const TemplateScope *scope, Buf *out, const char *text,
                        const char **at)
{
    const TemplateMove *found = NULL;
    size_t found_len = 0;
    for (size_t i = 0; i < scope->move_count; i++) {
        const TemplateMove *move = &scope->moves[i];
        size_t len = strlen(move->from);
        if (len > found_len && strncmp(*at, move->from, len) == 0 &&
            !is_part_of_name((*at)[len])) {
            found = move;
            found_len = len;
        }
    }
    if (!found || !is_path_start(text, (size_t)(*at - text)))
        return false;
    buf_text(out, found->to);
    *at += found_len;
    return true;
}

bool template_render(TemplateScope *scope, Buf *out, const char *text,
                     const char **why)
{
    buf_add(out, "", 0);
    for (const char *at = text; *at;) {
        const char *before = at;
        if (*at == '{' && !render_slot(scope, out, &at, why))
            return false;
        if (*at == '$' && at == before && scope->environment &&
            !render_dollar(scope, out, &at, why))
            return false;
        if (*at == '/' && at == before)
            render_move(scope, out, text, &at);
        if (at == before)
            buf_char(out, *at++);
    }
    return true;
}
