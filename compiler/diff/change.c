/* change.c - changes, and where they are. */
#include <string.h>

#include "compiler/diff/compare.h"
#include "spec/quoted.h"

Change *change_add(Pair *pair, RuleId rule, const char *title, ...)
{
    va_list args;
    va_start(args, title);
    Change change = {.rule = rule_at(rule),
                     .title = arena_vprint(pair->arena, title, args)};
    va_end(args);
    vec_push(pair->arena, &pair->out->changes, change);
    Change *added = &pair->out->changes.at[pair->out->changes.len - 1];
    change_about(pair, added, DIRECTION_NONE, NULL);
    return added;
}

static const Origin *find(const DiffSide *side, PackageKind kind,
                          const char *name, Direction direction,
                          const char *variable)
{
    return side->origins && name
               ? origin_find(side->origins, kind, name, direction, variable)
               : NULL;
}

/* In the new source, where the reader is; what is gone, in the old. */
void change_about(Pair *pair, Change *change, Direction direction,
                  const char *variable)
{
    const Comparison *all = pair->all;
    change->direction = direction;
    change->variable = variable;
    change->is_old = false;
    change->origin =
        find(&all->new, pair->kind, pair->name, direction, variable);
    if (change->origin)
        return;
    change->origin =
        find(&all->old, pair->kind, pair->old_name, direction, variable);
    change->is_old = change->origin != NULL;
    if (!change->origin && variable)
        change->origin =
            find(&all->new, pair->kind, pair->name, DIRECTION_NONE, NULL);
}

const char *ticked(Arena *arena, const char *text)
{
    char *out = arena_print(arena, "`%s`", text);
    size_t len = strlen(out);
    for (size_t i = 1; i + 1 < len; i++)
        if (out[i] == '`')
            out[i] = '\'';
    return out;
}

/* Of letters and marks of ASCII, and blanks inside. */
static bool is_shown(const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < len; i++)
        if (name[i] < ' ' || name[i] > '~')
            return false;
    return len && name[0] != ' ' && name[len - 1] != ' ';
}

const char *named(Arena *arena, const char *name)
{
    Buf out = {.arena = arena};
    if (name && is_shown(name))
        return ticked(arena, name);
    quoted_add(&out, name ? name : "", strlen(name ? name : ""));
    return ticked(arena, buf_string(&out));
}
