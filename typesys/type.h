/* type.h - what things are.
 *
 * Every type is made once by the TypeTable, so equal types are one pointer and
 * compare with ==. Records are structural; enums and nominal types are their
 * declaration. Aliases leave no trace but the first name of a record, which
 * its JSON schema carries: Flyte may compare that with a Python class's. */
#ifndef FLW_TYPESYS_TYPE_H
#define FLW_TYPESYS_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/sym.h"
#include "base/vec.h"
#include "grammar/ast.h"
#include "typesys/pairs.h"

#define TYPE(kind, text) TYPE_##kind,
typedef enum TypeKind {
#include "typesys/types.def"
} TypeKind;
#undef TYPE

typedef struct Refinement Refinement; /* typesys/refine.h */

typedef struct RecordField {
    const Sym *name;
    const Type *type;
    const char *rename; /* in a kind: its name in the spec; NULL: as it is */
    bool has_default;   /* in a kind: may be left out */
} RecordField;

struct Type {
    TypeKind kind;
    uint32_t hash;
    uint32_t id;    /* by order of making, from 0 */
    uint32_t depth; /* 1 for a type without parts */
    uint32_t size;  /* parts in all, repeated ones each time; UINT32_MAX when
                       they are more */
    bool poisoned;  /* the poison stands somewhere in it */
    bool sized;     /* a size does: no value of it is ever in Flyte */
    union {
        const Type *item; /* LIST, MAP */
        struct {
            const Type **at; /* >= 2, flat, no two equal, in order of writing */
            uint32_t len;
        } alt; /* UNION; T? is {T, none} */
        struct {
            const RecordField *at; /* in order of writing */
            uint32_t len;
            bool open;          /* only as the bound of a type parameter */
            const Map *by_name; /* NULL when there are few */
            const Sym *alias;   /* the first one declared for it; or NULL */
        } record;               /* RECORD, OUTPUTS */
        const Sym *format;      /* FILE, DIR: NULL: any */
        struct {
            const Type *row; /* RECORD; NULL: untyped */
            const Sym *format;
        } table;
        const Decl *decl; /* ENUM */
        struct {
            const Type *base;
            const Refinement *where;
        } refined;
        struct {
            const Decl *decl;
            const Type *base;
        } fresh;          /* NEW: nominal */
        const Sym *param; /* PARAM: type variable of a generic task */
    } as;
};

typedef struct TypeTable {
    Arena *arena;
    Pairs fits;         /* accept.c */
    Pairs castable;     /* castable.c */
    const Type **slots; /* open addressing */
    uint32_t cap;
    uint32_t len;
    const Type *simple[TYPE_LIST]; /* by kind, those without parts: */
    const Type *error; /* poison: accepts and is accepted by everything */
    const Type *none;
    const Type *int_;
    const Type *float_;
    const Type *string;
    const Type *bool_;
    const Type *datetime;
    const Type *duration;
    const Type *bytes;
    const Type *json;
    const Type *failure;   /* `error`: what a failed run says */
    const Type *nothing;   /* the item of []: fits everything */
    const Type *unit;      /* of a call without outputs, approve, sleep */
    const Type *size;      /* options only: 4Gi */
    const Type *template_; /* kind fields only: text with placeholders */
} TypeTable;

/* The checker refuses what is beyond: aliases may pile up what no single text
 * shows (Flyte's decoders stop at 100 levels of messages). */
enum { TYPE_DEPTH_MAX = 32, TYPE_SIZE_MAX = 10000, TYPE_VARIANTS_MAX = 64 };

void type_table_init(TypeTable *types, Arena *arena);

const Type *type_list(TypeTable *types, const Type *item);
const Type *type_map(TypeTable *types, const Type *item);
/* T or none; T itself when it has none already. */
const Type *type_optional(TypeTable *types, const Type *item);
/* Flattens unions, drops repetitions; the only variant left stands alone. */
const Type *type_union(TypeTable *types, const Type *const *variants,
                       uint32_t len);
const Type *type_record(TypeTable *types, const RecordField *fields,
                        uint32_t len, bool open);
/* Says that an alias has been declared for the type; the first one stays. */
void type_alias(const Type *type, const Sym *name);
/* What a call with several outputs gives: no value, only its fields are. */
const Type *type_outputs(TypeTable *types, const RecordField *fields,
                         uint32_t len);
/* format NULL: any. */
const Type *type_file(TypeTable *types, const Sym *format);
const Type *type_dir(TypeTable *types, const Sym *format);
const Type *type_table_of(TypeTable *types, const Type *row, const Sym *format);
const Type *type_enum(TypeTable *types, const Decl *decl);
/* where is narrowed by base's own refinement, if base is REFINED. */
const Type *type_refined(TypeTable *types, const Type *base,
                         const Refinement *where);
const Type *type_fresh(TypeTable *types, const Decl *decl, const Type *base);
const Type *type_param(TypeTable *types, const Sym *name);

/* The first case of that name, which may be NULL; NULL: there is none. */
const EnumCase *enum_case_named(const Decl *decl, const Sym *name);
/* Is none one of its values? */
bool type_is_optional(const Type *type);
/* The type without none (T of T?); none itself stays. */
const Type *type_without_none(TypeTable *types, const Type *type);
/* Through refinements and nominal types to what carries the value. */
const Type *type_base(const Type *type);
/* What a list or a map holds, through the same; NULL: it is neither. */
const Type *type_item(const Type *type);
/* Does Flyte hand the value on as packed bytes, where a path takes it out of a
 * record? json: of one that a container wrote, so that lists of plain values
 * come out as such. flytekit reads these bytes, a container cannot. */
bool type_comes_packed(const Type *type, bool json);
/* Does the poison stand anywhere in it? */
bool type_is_poisoned(const Type *type);
/* Of a RECORD or OUTPUTS; NULL when it has no such field. */
const RecordField *type_field(const Type *record, const Sym *name);

/* As written in flw, for people: long records and deep insides end in `...`. */
void type_write(Buf *buf, const Type *type);
/* All of it, declarations with their modules: different types have different
 * texts. Its length follows type->size. */
void type_write_all(Buf *buf, const Type *type);
const char *type_text(Arena *arena, const Type *type);
const char *type_kind_text(TypeKind kind);

#endif
