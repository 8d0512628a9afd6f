/* report_diags.c - a comparison as diagnostics, for SARIF and its like. */
#include <string.h>

#include "base/map.h"
#include "compiler/diff/report.h"

typedef struct Mover {
    Diags *diags;
    Sources *sources;
    const Comparison *comparison;
    Map moved;       /* Source of a side -> Source here */
    Source *nowhere; /* called as the new side is; made when needed */
} Mover;

static Source *moved(Mover *mover, Source *from)
{
    Source *to = map_find(&mover->moved, from);
    if (to)
        return to;
    to = sources_add(mover->sources, from->path, from->text, from->len);
    map_put(mover->sources->arena, &mover->moved, from, to);
    return to;
}

static Span nowhere(Mover *mover)
{
    if (!mover->nowhere)
        mover->nowhere =
            sources_add(mover->sources, mover->comparison->new.label, "", 0);
    return (Span){mover->nowhere->base, mover->nowhere->base};
}

/* The two sides have a line of positions each; here is a third. */
static Span span_of(Mover *mover, const Change *change)
{
    const DiffSide *side =
        change->is_old ? &mover->comparison->old : &mover->comparison->new;
    Source *from =
        change->origin && side->origins
            ? sources_find(side->origins->sources, change->origin->span.start)
            : NULL;
    if (!from)
        return nowhere(mover);
    Source *to = moved(mover, from);
    Span span = change->origin->span;
    return (Span){span.start - from->base + to->base,
                  span.end - from->base + to->base};
}

static void add(Mover *mover, const EntityChanges *entity, const Change *change)
{
    const char *title =
        arena_print(mover->diags->arena, "%s%s%s: %s; %s", report_kind(entity),
                    *entity->name ? " " : "", entity->name, change->title,
                    change->rule->why);
    Diag *diag = diag_add(mover->diags, change->rule->code,
                          span_of(mover, change), "%s", title);
    if (*change->rule->advice)
        diag_help(mover->diags, diag, "%s", change->rule->advice);
}

void report_diags(Diags *diags, Sources *sources, const Comparison *comparison,
                  ChangeClass least)
{
    Mover mover = {
        .diags = diags, .sources = sources, .comparison = comparison};
    for (uint32_t i = 0; i < comparison->entities.len; i++) {
        const EntityChanges *entity = comparison->entities.at[i];
        for (uint32_t j = 0; j < entity->changes.len; j++)
            if (rule_class(entity->changes.at[j].rule) >= least)
                add(&mover, entity, &entity->changes.at[j]);
    }
}
