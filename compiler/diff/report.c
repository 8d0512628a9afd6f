/* report.c - what the reports share. */
#include "compiler/diff/report.h"

#include "base/formats/formats.h"

const char *report_counts(const Comparison *comparison)
{
    const uint32_t *counts = comparison->counts;
    return arena_print(comparison->arena,
                       "%u breaking, %u risky, %u safe changes in %u %s",
                       counts[CLASS_BREAKING], counts[CLASS_RISKY],
                       counts[CLASS_SAFE], comparison->entities.len,
                       comparison->entities.len == 1 ? "entity" : "entities");
}

const char *report_kind(const EntityChanges *entity)
{
    return entity->kind ? package_kind_name(entity->kind) : "package";
}

ReportPlace report_place(const Comparison *comparison, const Change *change)
{
    const DiffSide *side = change->is_old ? &comparison->old : &comparison->new;
    if (!change->origin || !side->origins)
        return (ReportPlace){0};
    FormatPlace place =
        format_place(side->origins->sources, change->origin->span);
    if (!place.start.line)
        return (ReportPlace){0};
    return (ReportPlace){place.path, place.start, place.end};
}

bool report_has(const EntityChanges *entity, ChangeClass least)
{
    for (int class = CLASS_BREAKING; class >= (int)least; class --)
        if (entity->counts[class])
            return true;
    return false;
}
