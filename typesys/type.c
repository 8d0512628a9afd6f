#include "typesys/type.h"

#include <assert.h>
#include <string.h>

#include "base/panic.h"
#include "typesys/refine.h"

enum {
    FIRST_CAP = 64,
    INDEX_FROM = 8 /* fields, from which a record has a map of them */
};

static uint32_t mix(uint32_t hash, uint32_t part)
{
    return (hash ^ part) * 0x9E3779B1u + (hash >> 15);
}

static uint32_t hash_sym(const Sym *sym)
{
    return sym ? sym->hash : 0;
}

/* By name, not by address, so that equal sources give equal hashes. */
static uint32_t hash_decl(const Decl *decl)
{
    return hash_sym(decl->name.sym);
}

static uint32_t hash_union(const Type *type)
{
    uint32_t hash = type->as.alt.len;
    for (uint32_t i = 0; i < type->as.alt.len; i++)
        hash = mix(hash, type->as.alt.at[i]->hash);
    return hash;
}

static uint32_t hash_record(const Type *type)
{
    uint32_t hash = type->as.record.open;
    for (uint32_t i = 0; i < type->as.record.len; i++) {
        const RecordField *field = &type->as.record.at[i];
        hash = mix(mix(hash, field->name->hash), field->type->hash);
    }
    return hash;
}

static uint32_t hash_table(const Type *type)
{
    const Type *row = type->as.table.row;
    return mix(hash_sym(type->as.table.format), row ? row->hash : 0);
}

static uint32_t hash_parts(const Type *type)
{
    switch (type->kind) {
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
        return 0;
    case TYPE_LIST:
    case TYPE_MAP:
        return type->as.item->hash;
    case TYPE_UNION:
        return hash_union(type);
    case TYPE_RECORD:
    case TYPE_OUTPUTS:
        return hash_record(type);
    case TYPE_FILE:
    case TYPE_DIR:
        return hash_sym(type->as.format);
    case TYPE_TABLE:
        return hash_table(type);
    case TYPE_ENUM:
        return hash_decl(type->as.decl);
    case TYPE_REFINED:
        return mix(type->as.refined.base->hash,
                   refine_hash(type->as.refined.where));
    case TYPE_NEW:
        return hash_decl(type->as.fresh.decl);
    case TYPE_PARAM:
        return hash_sym(type->as.param);
    }
    UNREACHABLE("type kind");
}

static bool equal_unions(const Type *left, const Type *right)
{
    return left->as.alt.len == right->as.alt.len &&
           !memcmp(left->as.alt.at, right->as.alt.at,
                   left->as.alt.len * sizeof(*left->as.alt.at));
}

static bool equal_renames(const char *left, const char *right)
{
    return left == right || (left && right && !strcmp(left, right));
}

static bool equal_records(const Type *left, const Type *right)
{
    if (left->as.record.len != right->as.record.len ||
        left->as.record.open != right->as.record.open)
        return false;
    for (uint32_t i = 0; i < left->as.record.len; i++) {
        const RecordField *one = &left->as.record.at[i];
        const RecordField *two = &right->as.record.at[i];
        if (one->name != two->name || one->type != two->type ||
            one->has_default != two->has_default ||
            !equal_renames(one->rename, two->rename))
            return false;
    }
    return true;
}

static bool equal_parts(const Type *left, const Type *right)
{
    switch (left->kind) {
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
        return true;
    case TYPE_LIST:
    case TYPE_MAP:
        return left->as.item == right->as.item;
    case TYPE_UNION:
        return equal_unions(left, right);
    case TYPE_RECORD:
    case TYPE_OUTPUTS:
        return equal_records(left, right);
    case TYPE_FILE:
    case TYPE_DIR:
        return left->as.format == right->as.format;
    case TYPE_TABLE:
        return left->as.table.row == right->as.table.row &&
               left->as.table.format == right->as.table.format;
    case TYPE_ENUM:
        return left->as.decl == right->as.decl;
    case TYPE_REFINED:
        return left->as.refined.base == right->as.refined.base &&
               refine_equal(left->as.refined.where, right->as.refined.where);
    case TYPE_NEW:
        return left->as.fresh.decl == right->as.fresh.decl;
    case TYPE_PARAM:
        return left->as.param == right->as.param;
    }
    UNREACHABLE("type kind");
}

static void grow(TypeTable *types)
{
    const Type **old = types->slots;
    uint32_t old_cap = types->cap;
    types->cap = old_cap ? old_cap * 2 : FIRST_CAP;
    types->slots = arena_array(types->arena, const Type *, types->cap);
    for (uint32_t i = 0; i < old_cap; i++) {
        if (!old[i])
            continue;
        uint32_t at = old[i]->hash & (types->cap - 1);
        while (types->slots[at])
            at = (at + 1) & (types->cap - 1);
        types->slots[at] = old[i];
    }
}

/* Measures what a part adds to the whole. */
static void measure(Type *whole, const Type *part)
{
    if (part->depth >= whole->depth)
        whole->depth = part->depth + 1;
    whole->size = part->size > UINT32_MAX - whole->size
                      ? UINT32_MAX
                      : whole->size + part->size;
    whole->poisoned |= part->poisoned;
    whole->sized |= part->sized;
}

/* The one type like draft, whose parts are interned; *made: it is new, and
 * whatever it points at must be given an arena's life by the caller. */
static Type *intern(TypeTable *types, Type *draft, bool *made)
{
    if (types->len >= types->cap / 2)
        grow(types);
    draft->hash = mix((uint32_t)draft->kind + 1, hash_parts(draft));
    uint32_t at = draft->hash & (types->cap - 1);
    for (; types->slots[at]; at = (at + 1) & (types->cap - 1)) {
        const Type *type = types->slots[at];
        if (type->hash == draft->hash && type->kind == draft->kind &&
            equal_parts(type, draft)) {
            *made = false;
            return (Type *)type;
        }
    }
    Type *type = arena_new(types->arena, Type);
    *type = *draft;
    type->id = types->len++;
    types->slots[at] = type;
    *made = true;
    return type;
}

static const Type *intern_plain(TypeTable *types, Type *draft)
{
    bool made;
    return intern(types, draft, &made);
}

static const Type *simple(TypeTable *types, TypeKind kind)
{
    Type draft = {.kind = kind, .depth = 1, .size = 1};
    draft.poisoned = kind == TYPE_ERROR;
    draft.sized = kind == TYPE_SIZE;
    types->simple[kind] = intern_plain(types, &draft);
    return types->simple[kind];
}

void type_table_init(TypeTable *types, Arena *arena)
{
    *types = (TypeTable){.arena = arena};
    types->error = simple(types, TYPE_ERROR);
    types->none = simple(types, TYPE_NONE);
    types->int_ = simple(types, TYPE_INT);
    types->float_ = simple(types, TYPE_FLOAT);
    types->string = simple(types, TYPE_STRING);
    types->bool_ = simple(types, TYPE_BOOL);
    types->datetime = simple(types, TYPE_DATETIME);
    types->duration = simple(types, TYPE_DURATION);
    types->bytes = simple(types, TYPE_BYTES);
    types->json = simple(types, TYPE_JSON);
    types->failure = simple(types, TYPE_FAILURE);
    types->nothing = simple(types, TYPE_NOTHING);
    types->unit = simple(types, TYPE_UNIT);
    types->size = simple(types, TYPE_SIZE);
    types->template_ = simple(types, TYPE_TEMPLATE);
}

static const Type *of_item(TypeTable *types, TypeKind kind, const Type *item)
{
    Type draft = {.kind = kind, .depth = 1, .size = 1, .as.item = item};
    measure(&draft, item);
    return intern_plain(types, &draft);
}

const Type *type_list(TypeTable *types, const Type *item)
{
    return of_item(types, TYPE_LIST, item);
}

const Type *type_map(TypeTable *types, const Type *item)
{
    return of_item(types, TYPE_MAP, item);
}

const Type *type_optional(TypeTable *types, const Type *item)
{
    const Type *variants[] = {item, types->none};
    return type_union(types, variants, 2);
}

typedef Vec(const Type *) TypeVec;

/* Variants, each once; a few are looked through. */
enum { FEW_VARIANTS = 8 };

typedef struct Variants {
    Arena *arena;
    TypeVec types;
    Map seen; /* all of them, beyond a few */
} Variants;

static bool has_variant(const Variants *variants, const Type *type)
{
    if (variants->seen.len)
        return map_find(&variants->seen, type) != NULL;
    for (uint32_t i = 0; i < variants->types.len; i++)
        if (variants->types.at[i] == type)
            return true;
    return false;
}

static void add_variant(Variants *variants, const Type *type)
{
    Map *seen = &variants->seen;
    if (has_variant(variants, type))
        return;
    vec_push(variants->arena, &variants->types, type);
    if (variants->types.len <= FEW_VARIANTS)
        return;
    for (uint32_t i = seen->len; i < variants->types.len; i++)
        map_put(variants->arena, seen, variants->types.at[i],
                (void *)variants->types.at[i]);
}

/* Variants of variants come up. No union holds a union, so one level is all
 * there is. */
static void add_flat(Variants *variants, const Type *type)
{
    if (type->kind != TYPE_UNION) {
        add_variant(variants, type);
        return;
    }
    for (uint32_t i = 0; i < type->as.alt.len; i++)
        add_variant(variants, type->as.alt.at[i]);
}

const Type *type_union(TypeTable *types, const Type *const *variants,
                       uint32_t len)
{
    assert(len > 0);
    const Type *few[FEW_VARIANTS];
    Variants flat = {.arena = types->arena,
                     .types = {.at = few, .cap = FEW_VARIANTS}};
    for (uint32_t i = 0; i < len; i++)
        add_flat(&flat, variants[i]);
    if (flat.types.len == 1)
        return flat.types.at[0];
    Type draft = {.kind = TYPE_UNION, .depth = 1, .size = 1};
    draft.as.alt.at = flat.types.at;
    draft.as.alt.len = flat.types.len;
    for (uint32_t i = 0; i < flat.types.len; i++)
        measure(&draft, flat.types.at[i]);
    bool made;
    Type *type = intern(types, &draft, &made);
    if (made && type->as.alt.at == few) {
        type->as.alt.at =
            arena_array(types->arena, const Type *, flat.types.len);
        memcpy(type->as.alt.at, few, flat.types.len * sizeof(*few));
    }
    return type;
}

/* A record that was made for the first time takes its fields along. */
static void own_fields(Arena *arena, Type *record)
{
    uint32_t len = record->as.record.len;
    RecordField *fields = arena_array(arena, RecordField, len);
    if (len)
        memcpy(fields, record->as.record.at, len * sizeof(*fields));
    record->as.record.at = fields;
    if (len < INDEX_FROM)
        return;
    Map *by_name = arena_new(arena, Map);
    for (uint32_t i = 0; i < len; i++)
        map_put(arena, by_name, fields[i].name, &fields[i]);
    record->as.record.by_name = by_name;
}

static const Type *intern_fields(TypeTable *types, Type *draft)
{
    for (uint32_t i = 0; i < draft->as.record.len; i++)
        measure(draft, draft->as.record.at[i].type);
    bool made;
    Type *type = intern(types, draft, &made);
    if (made)
        own_fields(types->arena, type);
    return type;
}

const Type *type_record(TypeTable *types, const RecordField *fields,
                        uint32_t len, bool open)
{
    Type draft = {.kind = TYPE_RECORD, .depth = 1, .size = 1};
    draft.as.record.at = fields;
    draft.as.record.len = len;
    draft.as.record.open = open;
    return intern_fields(types, &draft);
}

void type_alias(const Type *type, const Sym *name)
{
    if (type->kind == TYPE_RECORD && !type->as.record.alias)
        ((Type *)type)->as.record.alias = name; /* no part of what it is */
}

const Type *type_outputs(TypeTable *types, const RecordField *fields,
                         uint32_t len)
{
    Type draft = {.kind = TYPE_OUTPUTS, .depth = 1, .size = 1};
    draft.as.record.at = fields;
    draft.as.record.len = len;
    return intern_fields(types, &draft);
}

static const Type *of_format(TypeTable *types, TypeKind kind, const Sym *format)
{
    Type draft = {.kind = kind, .depth = 1, .size = 1, .as.format = format};
    return intern_plain(types, &draft);
}

const Type *type_file(TypeTable *types, const Sym *format)
{
    return of_format(types, TYPE_FILE, format);
}

const Type *type_dir(TypeTable *types, const Sym *format)
{
    return of_format(types, TYPE_DIR, format);
}

const Type *type_table_of(TypeTable *types, const Type *row, const Sym *format)
{
    Type draft = {.kind = TYPE_TABLE, .depth = 1, .size = 1};
    draft.as.table.row = row;
    draft.as.table.format = format;
    if (row)
        measure(&draft, row);
    return intern_plain(types, &draft);
}

const Type *type_enum(TypeTable *types, const Decl *decl)
{
    Type draft = {.kind = TYPE_ENUM, .depth = 1, .size = 1, .as.decl = decl};
    return intern_plain(types, &draft);
}

const Type *type_refined(TypeTable *types, const Type *base,
                         const Refinement *where)
{
    if (base->kind == TYPE_REFINED) {
        where = refine_both(types, base->as.refined.where, where);
        base = base->as.refined.base;
    }
    Type draft = {.kind = TYPE_REFINED, .depth = 1, .size = 1};
    draft.as.refined.base = base;
    draft.as.refined.where = where;
    measure(&draft, base);
    return intern_plain(types, &draft);
}

const Type *type_fresh(TypeTable *types, const Decl *decl, const Type *base)
{
    Type draft = {.kind = TYPE_NEW, .depth = 1, .size = 1};
    draft.as.fresh.decl = decl;
    draft.as.fresh.base = base;
    measure(&draft, base);
    return intern_plain(types, &draft);
}

const Type *type_param(TypeTable *types, const Sym *name)
{
    Type draft = {.kind = TYPE_PARAM, .depth = 1, .size = 1, .as.param = name};
    return intern_plain(types, &draft);
}

bool type_is_optional(const Type *type)
{
    if (type->kind != TYPE_UNION)
        return type->kind == TYPE_NONE;
    for (uint32_t i = 0; i < type->as.alt.len; i++)
        if (type->as.alt.at[i]->kind == TYPE_NONE)
            return true;
    return false;
}

const Type *type_without_none(TypeTable *types, const Type *type)
{
    if (type->kind != TYPE_UNION || !type_is_optional(type))
        return type;
    TypeVec left = {0};
    for (uint32_t i = 0; i < type->as.alt.len; i++)
        if (type->as.alt.at[i]->kind != TYPE_NONE)
            vec_push(types->arena, &left, type->as.alt.at[i]);
    return type_union(types, left.at, left.len);
}

const Type *type_base(const Type *type)
{
    while (type->kind == TYPE_REFINED || type->kind == TYPE_NEW)
        type = type->kind == TYPE_NEW ? type->as.fresh.base
                                      : type->as.refined.base;
    return type;
}

const Type *type_item(const Type *type)
{
    const Type *base = type_base(type);
    bool has_items = base->kind == TYPE_LIST || base->kind == TYPE_MAP;
    return has_items ? base->as.item : NULL;
}

bool type_comes_packed(const Type *type, bool json)
{
    const Type *base = type_base(type);
    if (json && base->kind == TYPE_LIST)
        base = type_base(base->as.item);
    return base->kind == TYPE_LIST || base->kind == TYPE_MAP ||
           base->kind == TYPE_RECORD || base->kind == TYPE_JSON ||
           base->kind == TYPE_UNION || base->kind == TYPE_FILE ||
           base->kind == TYPE_DIR;
}

bool type_is_poisoned(const Type *type)
{
    return type->poisoned;
}

const RecordField *type_field(const Type *record, const Sym *name)
{
    assert(record->kind == TYPE_RECORD || record->kind == TYPE_OUTPUTS);
    if (record->as.record.by_name)
        return map_find(record->as.record.by_name, name);
    for (uint32_t i = 0; i < record->as.record.len; i++)
        if (record->as.record.at[i].name == name)
            return &record->as.record.at[i];
    return NULL;
}

const EnumCase *enum_case_named(const Decl *decl, const Sym *name)
{
    const EnumCaseVec *cases = &decl->as.enum_.cases;
    if (!name)
        return NULL;
    if (decl->as.enum_.by_name.len)
        return map_find(&decl->as.enum_.by_name, name);
    for (uint32_t i = 0; i < cases->len; i++)
        if (cases->at[i].name.sym == name)
            return &cases->at[i];
    return NULL;
}
