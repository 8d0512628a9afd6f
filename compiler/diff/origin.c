/* origin.c - where in a source an entity is written. */
#include "compiler/diff/comparison.h"

void origins_init(Origins *origins, Arena *arena, const Sources *sources)
{
    *origins = (Origins){.arena = arena, .sources = sources};
    sym_table_init(&origins->names, arena);
}

static const Sym *key_of(Origins *origins, PackageKind kind, const char *name,
                         Direction direction, const char *variable)
{
    const char *entity =
        arena_print(origins->arena, "%s %s", package_kind_name(kind), name);
    if (variable)
        entity =
            arena_print(origins->arena, "%s %s %s", entity,
                        direction == DIRECTION_IN ? "in" : "out", variable);
    return sym_of(&origins->names, entity);
}

void origin_put(Origins *origins, PackageKind kind, const char *name,
                Direction direction, const char *variable, Origin origin)
{
    Origin *kept = arena_new(origins->arena, Origin);
    *kept = origin;
    map_put(origins->arena, &origins->at,
            key_of(origins, kind, name, direction, variable), kept);
}

const Origin *origin_find(Origins *origins, PackageKind kind, const char *name,
                          Direction direction, const char *variable)
{
    return kind ? map_find(&origins->at,
                           key_of(origins, kind, name, direction, variable))
                : NULL;
}
