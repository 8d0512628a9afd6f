/* comparison.h - what has changed from one package to another.
 *
 * Packages of any SDK: only what their specs say is looked at. Where a side was
 * written in flw, `Origins` tell where, and what the spec has no place for.
 * Deterministic; cost grows with the packages. */
#ifndef FLW_COMPILER_DIFF_COMPARISON_H
#define FLW_COMPILER_DIFF_COMPARISON_H

#include "base/map.h"
#include "base/source.h"
#include "base/sym.h"
#include "compiler/diff/rule.h"
#include "spec/package.h"

/* Where in a source an entity is written, or an input or output of it. */
typedef struct Origin {
    Span span;
    const char *initial; /* of a task's input: its default as written, which
                            is bound at each call; NULL: none */
} Origin;

typedef struct Origins {
    Arena *arena;
    const Sources *sources;
    SymTable names;
    Map at; /* Sym of "task eta.f", "task eta.f in x" -> Origin */
} Origins;

typedef enum Direction {
    DIRECTION_NONE,
    DIRECTION_IN,
    DIRECTION_OUT
} Direction;

void origins_init(Origins *origins, Arena *arena, const Sources *sources);
/* variable NULL: of the entity itself. */
void origin_put(Origins *origins, PackageKind kind, const char *name,
                Direction direction, const char *variable, Origin origin);
/* NULL: it is not known. */
const Origin *origin_find(Origins *origins, PackageKind kind, const char *name,
                          Direction direction, const char *variable);

typedef struct DiffSide {
    const char *label; /* how the user calls it: "main", "old.tgz" */
    Package *package;
    Origins *origins; /* NULL: not written in flw, or not known */
} DiffSide;

typedef struct Change {
    const Rule *rule;
    const char *title; /* "input `region` no longer takes the case `nyc`" */
    const char *was;   /* NULL: not worth a line */
    const char *now;
    Direction direction; /* what it is about, for its place */
    const char *variable;
    const Origin *origin; /* of the side that it is on; NULL: not known */
    bool is_old;          /* the origin is on the old side */
} Change;

/* An entity that has changed, or the package as a whole. */
typedef struct EntityChanges {
    PackageKind kind; /* 0: the package */
    const char *name;
    const char *old_name; /* that it had; NULL: the same */
    Vec(Change) changes;  /* worst first */
    uint32_t counts[CLASS_BREAKING + 1];
} EntityChanges;

typedef struct Comparison {
    Arena *arena;
    DiffSide old;
    DiffSide new;
    Vec(EntityChanges *) entities; /* worst first, then by kind and name */
    uint32_t counts[CLASS_BREAKING + 1];
    VersionStep step; /* that all changes call for */
} Comparison;

/* Changes both packages: ids of their own entities lose project, domain and
 * version, and maps are put in order, in the arena. */
Comparison *packages_compare(Arena *arena, const DiffSide *old,
                             const DiffSide *new);

#endif
