#include "typesys/castable.h"

#include <strings.h>

#include "base/panic.h"

/* A type and whether it is a variant of a union: as such it has a tag. */
typedef struct Shape {
    const Type *type;
    bool variant;
} Shape;

static Castable both(Castable first, Castable second)
{
    return first < second ? first : second;
}

static Castable either(Castable first, Castable second)
{
    return first > second ? first : second;
}

static Castable yes_if(bool holds)
{
    return holds ? CASTABLE_YES : CASTABLE_NO;
}

/* The nominal type that a type is, by way of refinements; else NULL. */
static const Decl *nominal(const Type *type)
{
    while (type->kind == TYPE_REFINED)
        type = type->as.refined.base;
    return type->kind == TYPE_NEW ? type->as.fresh.decl : NULL;
}

/* The tags that flytekit's transformers have as their names. */
static const char *kind_tag(TypeKind kind)
{
    switch (kind) {
    case TYPE_NONE:
    case TYPE_NOTHING:
        return "none";
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_BYTES:
        return type_kind_text(kind);
    case TYPE_STRING:
        return "str";
    case TYPE_DURATION:
        return "timedelta";
    case TYPE_LIST:
        return "Typed List";
    case TYPE_MAP:
    case TYPE_JSON:
        return "Typed Dict";
    case TYPE_ENUM:
        return "DefaultEnumTransformer";
    case TYPE_RECORD:
        return "Object-Dataclass-Transformer";
    case TYPE_FILE:
        return "FlyteFilePath";
    case TYPE_DIR:
        return "FlyteDirectory";
    case TYPE_TABLE:
        return "StructuredDataset Transformer";
    case TYPE_FAILURE:
        return "FlyteError";
    case TYPE_UNION:
        return "Typed Union";
    case TYPE_ERROR:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_PARAM:
        return type_kind_text(kind); /* never emitted */
    case TYPE_REFINED:
    case TYPE_NEW:
        break; /* type_base has gone through them */
    }
    UNREACHABLE("type kind");
}

const char *castable_tag(Arena *arena, const Type *type)
{
    const Decl *decl = nominal(type);
    if (!decl)
        return NULL;
    const char *module = decl->module ? decl->module->name : NULL;
    return module ? arena_print(arena, "%s.%s", module, decl->name.sym->text)
                  : decl->name.sym->text;
}

const char *castable_variant_tag(Arena *arena, const Type *variant)
{
    const char *tag = castable_tag(arena, variant);
    return tag ? tag : kind_tag(type_base(variant)->kind);
}

bool castable_same_tag(const Type *left, const Type *right)
{
    if (nominal(left) || nominal(right))
        return nominal(left) == nominal(right);
    return kind_tag(type_base(left)->kind) == kind_tag(type_base(right)->kind);
}

/* A tag above asks for the same below; no tag above asks for nothing. */
static bool tag_passes(Shape wanted, Shape found)
{
    if (!found.variant && !nominal(found.type))
        return true;
    if (!wanted.variant && !nominal(wanted.type))
        return false;
    return castable_same_tag(wanted.type, found.type);
}

/* Same values in the same order. */
static bool same_cases(const Decl *left, const Decl *right)
{
    uint32_t len = left->as.enum_.cases.len;
    if (len != right->as.enum_.cases.len)
        return false;
    for (uint32_t i = 0; i < len; i++)
        if (left->as.enum_.cases.at[i].name.sym !=
            right->as.enum_.cases.at[i].name.sym)
            return false;
    return true;
}

static bool is_struct(const Type *base)
{
    return base->kind == TYPE_RECORD || base->kind == TYPE_JSON;
}

static Castable cast_structs(const Type *wanted, const Type *found)
{
    if (wanted->kind == TYPE_JSON || found->kind == TYPE_JSON)
        return CASTABLE_YES; /* one side has no schema */
    return wanted == found ? CASTABLE_YES : CASTABLE_MAYBE;
}

/* trivialChecker, in its order. */
static Castable cast_trivial(Shape wanted, Shape found)
{
    const Type *to = type_base(wanted.type);
    const Type *from = type_base(found.type);
    if (from->kind == TYPE_ENUM && to->kind == TYPE_STRING)
        return CASTABLE_YES;
    if (to->kind == TYPE_ENUM && from->kind == TYPE_STRING)
        return CASTABLE_YES;
    if (!tag_passes(wanted, found))
        return CASTABLE_NO;
    if (is_struct(to) && is_struct(from))
        return cast_structs(to, from);
    if (to->kind == TYPE_ENUM && from->kind == TYPE_ENUM)
        return yes_if(same_cases(to->as.decl, from->as.decl));
    return yes_if(to == from);
}

static Castable cast(TypeTable *types, Shape wanted, Shape found);

static Shape plain(const Type *type)
{
    return (Shape){.type = type};
}

static bool is_none(const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    return kind == TYPE_NONE || kind == TYPE_NOTHING;
}

static Castable cast_items(TypeTable *types, const Type *to, const Type *from)
{
    if (from->kind != to->kind)
        return CASTABLE_NO;
    if (is_none(from->as.item))
        return CASTABLE_YES;
    return cast(types, plain(to->as.item), plain(from->as.item));
}

/* A file is as good as a directory here. */
static bool cast_blob(const Type *to, const Type *from)
{
    if (from->kind != TYPE_FILE && from->kind != TYPE_DIR)
        return false;
    return !to->as.format || !from->as.format ||
           to->as.format == from->as.format;
}

static Castable cast_columns(TypeTable *types, const Type *to, const Type *from)
{
    Castable answer = CASTABLE_YES;
    if (!to || !from || !from->as.record.len)
        return answer;
    for (uint32_t i = 0; i < to->as.record.len; i++) {
        const RecordField *column = &to->as.record.at[i];
        const RecordField *other = type_field(from, column->name);
        if (!other)
            return CASTABLE_NO;
        answer =
            both(answer, cast(types, plain(column->type), plain(other->type)));
    }
    return answer;
}

static const Type *row_of(const Type *table)
{
    return table->as.table.row ? type_base(table->as.table.row) : NULL;
}

static Castable cast_table(TypeTable *types, const Type *to, const Type *from)
{
    if (from->kind == TYPE_NONE || from->kind == TYPE_NOTHING)
        return CASTABLE_YES;
    if (from->kind != TYPE_TABLE)
        return CASTABLE_NO;
    const Sym *one = to->as.table.format;
    const Sym *two = from->as.table.format;
    if (one && two && strcasecmp(one->text, two->text) != 0)
        return CASTABLE_NO;
    return cast_columns(types, row_of(to), row_of(from));
}

/* At least one variant takes it. */
static Castable cast_any(TypeTable *types, const Type *to, Shape found)
{
    Castable answer = CASTABLE_NO;
    for (uint32_t i = 0; i < to->as.alt.len; i++) {
        Shape variant = {.type = to->as.alt.at[i], .variant = true};
        answer = either(answer, cast(types, variant, found));
    }
    return answer;
}

/* Exactly one variant takes it. */
static Castable cast_one(TypeTable *types, const Type *to, Shape found)
{
    uint32_t yes = 0;
    uint32_t maybe = 0;
    for (uint32_t i = 0; i < to->as.alt.len; i++) {
        Shape variant = {.type = to->as.alt.at[i], .variant = true};
        Castable answer = cast(types, variant, found);
        yes += answer == CASTABLE_YES;
        maybe += answer == CASTABLE_MAYBE;
    }
    if (yes > 1 || !(yes + maybe))
        return CASTABLE_NO;
    return maybe ? CASTABLE_MAYBE : CASTABLE_YES;
}

static Castable cast_union(TypeTable *types, const Type *to, Shape found)
{
    const Type *from = type_base(found.type);
    if (from->kind != TYPE_UNION)
        return cast_one(types, to, found);
    Castable answer = CASTABLE_YES;
    for (uint32_t i = 0; i < from->as.alt.len; i++) {
        Shape variant = {.type = from->as.alt.at[i], .variant = true};
        answer = both(answer, cast_any(types, to, variant));
    }
    return answer;
}

static Castable cast_fresh(TypeTable *types, Shape wanted, Shape found)
{
    const Type *to = type_base(wanted.type);
    const Type *from = type_base(found.type);
    switch (to->kind) {
    case TYPE_LIST:
    case TYPE_MAP:
        return cast_items(types, to, from);
    case TYPE_FILE:
    case TYPE_DIR:
        return yes_if(cast_blob(to, from));
    case TYPE_TABLE:
        return cast_table(types, to, from);
    case TYPE_UNION:
        return cast_union(types, to, found);
    case TYPE_NONE:
    case TYPE_NOTHING:
        return yes_if(is_none(from));
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_ENUM:
    case TYPE_RECORD:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_PARAM:
        return cast_trivial(wanted, found);
    case TYPE_ERROR:
        return CASTABLE_YES;
    case TYPE_REFINED:
    case TYPE_NEW:
        break; /* type_base has gone through them */
    }
    UNREACHABLE("type kind");
}

static uint32_t key_of(Shape shape)
{
    return shape.type->id << 1 | shape.variant;
}

static Castable cast(TypeTable *types, Shape wanted, Shape found)
{
    if (wanted.type->poisoned || found.type->poisoned)
        return CASTABLE_YES;
    uint32_t first = key_of(wanted);
    uint32_t second = key_of(found);
    uint8_t known = pairs_find(&types->castable, first, second);
    if (known != PAIRS_UNKNOWN)
        return (Castable)known;
    Castable answer = cast_fresh(types, wanted, found);
    pairs_put(types->arena, &types->castable, first, second, (uint8_t)answer);
    return answer;
}

Castable castable(TypeTable *types, const Type *wanted, const Type *found)
{
    return cast(types, plain(wanted), plain(found));
}

Castable castable_to_variant(TypeTable *types, const Type *wanted,
                             const Type *found)
{
    return cast(types, (Shape){.type = wanted, .variant = true}, plain(found));
}
