/* occurrence.h - every name of a module, and what it stands for.
 *
 * The base of hover, definition, references, rename and semantic tokens: two
 * names are the same thing when their targets are one pointer. */
#ifndef FLW_COMPILER_LSP_OCCURRENCE_H
#define FLW_COMPILER_LSP_OCCURRENCE_H

#include "base/vec.h"
#include "grammar/ast.h"
#include "typesys/scope.h"

typedef enum TargetKind {
    TARGET_DECL,   /* const Decl * */
    TARGET_PARAM,  /* const Param *: an input or output */
    TARGET_LOCAL,  /* const Local *: a binding, a loop's or handler's name */
    TARGET_CASE,   /* const EnumCase * */
    TARGET_IMPORT, /* const Import * */
    TARGET_FIELD   /* const Field *: of a record type or kind */
} TargetKind;

typedef struct Occurrence {
    Span span;
    TargetKind kind;
    bool defines;   /* the name is given here */
    bool is_output; /* …as that of an output */
    const void *target;
    const Decl *decl; /* it belongs to, or is: of a CASE its enum, of a PARAM
                         its task; NULL: not known */
    const Type *type; /* NULL: not known */
} Occurrence;
typedef Vec(Occurrence) Occurrences;

/* All of a checked module, by place. */
Occurrences occurrences_of(Arena *arena, const Module *module);
/* The one that holds the position or ends there; NULL: none. */
const Occurrence *occurrence_at(const Occurrences *all, uint32_t position);
/* Where the target's name is given; nowhere when it cannot be known. */
Span target_span(const Occurrence *occurrence);

/* Of a task, workflow or extern: what it declares itself; NULL: nothing. */
const Signature *decl_signature(const Decl *decl);

#endif
