/* shape_compare.h - what differs between two types, part by part.
 *
 * Each difference says whether it lets more values in (WIDER), fewer
 * (NARROWER), or has values on both sides that the other lacks (OTHER). A
 * record may have more fields than are asked for and a table more columns, so
 * to lose one is WIDER. */
#ifndef FLW_COMPILER_DIFF_SHAPE_COMPARE_H
#define FLW_COMPILER_DIFF_SHAPE_COMPARE_H

#include "compiler/diff/shape.h"

typedef enum LeafKind {
    LEAF_TYPE,
    LEAF_NONE,         /* with or without none */
    LEAF_VARIANT,      /* of a union */
    LEAF_CASE,         /* of an enum */
    LEAF_CASE_ORDER,   /* the same cases: neither wider nor narrower */
    LEAF_FIELD,        /* of a record */
    LEAF_FIELD_OPTION, /* a field that may be left out, added or taken away */
    LEAF_FIELD_DEFAULT,
    LEAF_COLUMN, /* of a table */
    LEAF_WHERE,
    LEAF_FORMAT,
    LEAF_TAG /* another nominal type */
} LeafKind;

typedef enum Turn { TURN_NEITHER, TURN_WIDER, TURN_NARROWER, TURN_OTHER } Turn;

typedef struct Leaf {
    LeafKind kind;
    Turn turn;
    const char *path; /* ".items[].id"; "": the whole */
    const char *name; /* the case, field or column */
    const Shape *was; /* at the path; NULL: nothing */
    const Shape *now;
    const StructValue *was_initial; /* FIELD_DEFAULT; or NULL */
    const StructValue *now_initial;
} Leaf;
typedef Vec(Leaf) LeafVec;

enum { LEAVES_MAX = 100 }; /* of one type; the rest is not looked at */

/* Adds the differences; none when the types allow the same values. */
void shape_compare(Arena *arena, const Shape *was, const Shape *now,
                   LeafVec *leaves);

#endif
