/* shape.h - what values a type of a spec has, whether it says so as a
 * LiteralType or as a JSON schema.
 *
 * The fields of a record are those that Flyte knows (dataclass_type); which of
 * them may be left out, and what they then are, only the schema tells. */
#ifndef FLW_COMPILER_DIFF_SHAPE_H
#define FLW_COMPILER_DIFF_SHAPE_H

#include <stdbool.h>

#include "base/vec.h"
#include "spec/idl.h"
#include "spec/struct.h"

typedef enum ShapeKind {
    SHAPE_UNKNOWN,
    SHAPE_NONE,
    SHAPE_INT,
    SHAPE_FLOAT,
    SHAPE_STRING,
    SHAPE_BOOL,
    SHAPE_DATETIME,
    SHAPE_DURATION,
    SHAPE_BYTES,
    SHAPE_ERROR,
    SHAPE_JSON,
    SHAPE_LIST,
    SHAPE_MAP,
    SHAPE_UNION,
    SHAPE_ENUM,
    SHAPE_RECORD,
    SHAPE_FILE,
    SHAPE_DIR,
    SHAPE_TABLE,
    SHAPE_NAMED /* of a schema, a class that holds itself: by its name */
} ShapeKind;

typedef struct Shape Shape;

typedef struct ShapeField {
    const char *name;
    const Shape *shape;
    bool optional;              /* may be left out */
    const StructValue *initial; /* what it then is; NULL: not said */
} ShapeField;
typedef Vec(ShapeField) ShapeFieldVec;

struct Shape {
    ShapeKind kind;
    const char *tag;      /* of a nominal type; "": none */
    const char *where;    /* the text of its refinement; NULL: none */
    const char *format;   /* FILE, DIR, TABLE: "" for any */
    const char *name;     /* RECORD: of its class; NAMED */
    const Shape *item;    /* LIST, MAP */
    ShapeFieldVec fields; /* RECORD; TABLE: its columns; sorted by name */
    Vec(const Shape *) variants; /* UNION */
    Vec(const char *) cases;     /* ENUM, in their order */
    const IdlType *type;         /* what it was made of: this, or */
    const Struct *schema;        /* that */
};

/* NULL gives SHAPE_UNKNOWN. */
const Shape *shape_of(Arena *arena, const IdlType *type);
/* A schema by itself, which its `$ref`s look into. */
const Shape *shape_of_schema(Arena *arena, const Struct *schema);
/* As flw writes types. */
const char *shape_text(Arena *arena, const Shape *shape);
const char *shape_kind_word(ShapeKind kind);

/* ---- shape_schema.c for shape.c ---- */

void shape_sort_fields(ShapeFieldVec *fields);
/* The field of that name; NULL: there is none. */
const ShapeField *shape_field(const Shape *record, const char *name);

#endif
