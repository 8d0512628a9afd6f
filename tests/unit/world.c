#include "tests/unit/world.h"

#include <check.h>
#include <string.h>

#include "grammar/parse.h"
#include "typesys/refine.h"

static const char declared[] =
    "enum Region { sf, nyc, la }\n"
    "enum Zone { sf, nyc, la }\n" /* the same cases, another type */
    "enum Level { low, high }\n"
    "type TripId = new string\n"
    "type UserId = new string\n"
    "type Minutes = new float\n"
    "type Trips = new list<int>\n"
    "type RecA = new {id: int}\n"
    "type RecB = new {id: int}\n"
    "type Csv = new file<csv>\n"
    "type Positive = int where self >= 1\n"
    "type Port = int where self in 1..65535\n"
    "type Percent = int where self in 1..100\n"
    "type Ratio = float where self >= 0.0 and self <= 1.0\n"
    "type Label = string where len(self) in 1..63\n"
    "type Code = string where self matches r\"[a-z]{3}\"\n"
    "type Some = list<int> where len(self) >= 1\n"
    "type Rank = new Positive\n";

static const Type *resolve(World *world, const TypeExpr *expr);

static const Sym *format_of(const TypeExprVec *args, uint32_t at)
{
    return args->len > at ? args->at[at]->as.name.sym : NULL;
}

static const Type *resolve_args(World *world, const char *name,
                                const TypeExprVec *args)
{
    TypeTable *types = &world->types;
    if (!strcmp(name, "list"))
        return type_list(types, resolve(world, args->at[0]));
    if (!strcmp(name, "map"))
        return type_map(types, resolve(world, args->at[0]));
    if (!strcmp(name, "file"))
        return type_file(types, format_of(args, 0));
    if (!strcmp(name, "dir"))
        return type_dir(types, format_of(args, 0));
    if (strcmp(name, "table") != 0)
        return NULL;
    const Type *row = args->len ? resolve(world, args->at[0]) : NULL;
    return type_table_of(types, row, format_of(args, 1));
}

static const Type *resolve_name(World *world, const TypeExpr *expr)
{
    const Sym *name = expr->as.name.sym;
    const Type *type = map_find(&world->names, name);
    if (!type) {
        TypeExprVec args = type_expr_args(expr);
        type = resolve_args(world, name->text, &args);
    }
    ck_assert_msg(type != NULL, "no type %s", name->text);
    return type;
}

static const Type *resolve_record(World *world, const TypeExpr *expr)
{
    const FieldVec *written = &expr->as.record.fields;
    RecordField *fields = arena_array(&world->arena, RecordField, written->len);
    for (uint32_t i = 0; i < written->len; i++)
        fields[i] = (RecordField){.name = written->at[i]->name.sym,
                                  .type = resolve(world, written->at[i]->type)};
    return type_record(&world->types, fields, written->len,
                       expr->as.record.open);
}

static const Type *resolve_alt(World *world, const TypeExpr *expr)
{
    const Type *variants[80];
    ck_assert_uint_lt(expr->as.alt.len, 80);
    for (uint32_t i = 0; i < expr->as.alt.len; i++)
        variants[i] = resolve(world, expr->as.alt.at[i]);
    return type_union(&world->types, variants, expr->as.alt.len);
}

static const Type *resolve_refined(World *world, const TypeExpr *expr)
{
    const Type *base = resolve(world, expr->as.refined.base);
    const Refinement *where =
        refine_make(&world->types, &world->diags, base, expr->as.refined.where);
    return where ? type_refined(&world->types, base, where)
                 : world->types.error;
}

static const Type *resolve(World *world, const TypeExpr *expr)
{
    switch ((int)expr->kind) {
    case TYPE_EXPR_NAME:
        return resolve_name(world, expr);
    case TYPE_EXPR_OPTIONAL:
        return type_optional(&world->types, resolve(world, expr->as.optional));
    case TYPE_EXPR_ALT:
        return resolve_alt(world, expr);
    case TYPE_EXPR_RECORD:
        return resolve_record(world, expr);
    case TYPE_EXPR_REFINED:
        return resolve_refined(world, expr);
    default:
        ck_abort_msg("a type expression of another kind");
    }
}

static const Type *declared_type(World *world, const Decl *decl)
{
    if (decl->kind == DECL_ENUM)
        return type_enum(&world->types, decl);
    const TypeExpr *written = decl->as.type.value;
    if (written->kind != TYPE_EXPR_FRESH)
        return resolve(world, written);
    return type_fresh(&world->types, decl, resolve(world, written->as.fresh));
}

static Module *parse(World *world, const char *text)
{
    char *copy = arena_copy(&world->arena, text, strlen(text));
    Source *source =
        sources_add(&world->sources, "world.flw", copy, (uint32_t)strlen(copy));
    Module *module =
        parse_source(&world->arena, &world->syms, &world->diags, source);
    ck_assert_msg(!module->failed, "%s: %s", text,
                  world->diags.at.len ? world->diags.at.at[0]->title : "");
    return module;
}

void world_declare(World *world, const char *source)
{
    Module *module = parse(world, source);
    module->name = "world";
    for (uint32_t i = 0; i < module->decls.len; i++) {
        Decl *decl = module->decls.at[i];
        decl->module = module;
        const Type *type = declared_type(world, decl);
        map_put(&world->arena, &world->names, decl->name.sym, (void *)type);
    }
}

static void declare_words(World *world)
{
    const TypeTable *types = &world->types;
    const Type *words[] = {types->none,     types->int_,    types->float_,
                           types->string,   types->bool_,   types->datetime,
                           types->duration, types->bytes,   types->json,
                           types->failure,  types->nothing, types->error};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        map_put(&world->arena, &world->names,
                sym_of(&world->syms, type_kind_text(words[i]->kind)),
                (void *)words[i]);
    map_put(&world->arena, &world->names, sym_of(&world->syms, "poison"),
            (void *)types->error);
}

void world_init(World *world)
{
    *world = (World){0};
    sym_table_init(&world->syms, &world->arena);
    sources_init(&world->sources, &world->arena);
    diags_init(&world->diags, &world->arena);
    type_table_init(&world->types, &world->arena);
    declare_words(world);
    world_declare(world, declared);
}

const Type *world_type(World *world, const char *text)
{
    Module *module =
        parse(world, arena_print(&world->arena, "type X = %s\n", text));
    return resolve(world, module->decls.at[0]->as.type.value);
}

const Expr *world_expr(World *world, const char *text)
{
    Module *module =
        parse(world, arena_print(&world->arena, "const x = %s\n", text));
    return module->decls.at[0]->as.const_.value;
}

/* ---- constants ---- */

static const Value *value_of(World *world, const Expr *expr);

static void join_item(World *world, const Type **item, const Value *value)
{
    const Type *join = accept_join(&world->types, *item, value->type);
    *item = join ? join : world->types.error;
}

static void list_of(World *world, const Expr *expr, Value *out)
{
    const Type *item = world->types.nothing;
    out->kind = VALUE_LIST;
    out->as.list.len = expr->as.list.len;
    out->as.list.at =
        arena_array(&world->arena, const Value *, expr->as.list.len);
    for (uint32_t i = 0; i < expr->as.list.len; i++) {
        out->as.list.at[i] = value_of(world, expr->as.list.at[i]);
        join_item(world, &item, out->as.list.at[i]);
    }
    out->type = type_list(&world->types, item);
}

static ValueEntry *entries_of(World *world, const Args *args, Value *out)
{
    ValueEntry *entries = arena_array(&world->arena, ValueEntry, args->len);
    for (uint32_t i = 0; i < args->len; i++) {
        entries[i].name = args_name(args, i).sym;
        entries[i].value = value_of(world, args->values[i]);
    }
    out->as.entries.at = entries;
    out->as.entries.len = args->len;
    return entries;
}

static void map_of(World *world, const Expr *expr, Value *out)
{
    const Type *item = world->types.nothing;
    out->kind = VALUE_MAP;
    const ValueEntry *entries = entries_of(world, &expr->as.map, out);
    for (uint32_t i = 0; i < expr->as.map.len; i++)
        join_item(world, &item, entries[i].value);
    out->type = type_map(&world->types, item);
}

static void record_of(World *world, const Expr *expr, Value *out)
{
    out->kind = VALUE_RECORD;
    const ValueEntry *entries = entries_of(world, &expr->as.record, out);
    uint32_t len = expr->as.record.len;
    RecordField *fields = arena_array(&world->arena, RecordField, len);
    for (uint32_t i = 0; i < len; i++)
        fields[i] = (RecordField){.name = entries[i].name,
                                  .type = entries[i].value->type};
    out->type = type_record(&world->types, fields, len, false);
}

/* Region.sf */
static void case_of(World *world, const Expr *expr, Value *out)
{
    const Sym *name = expr->as.field.base->as.name.sym;
    out->type = map_find(&world->names, name);
    out->kind = VALUE_ENUM;
    const Decl *decl = out->type->as.decl;
    out->as.enum_.decl = decl;
    while (decl->as.enum_.cases.at[out->as.enum_.index].name.sym !=
           expr->as.field.name.sym)
        out->as.enum_.index++;
}

static void negate(World *world, const Expr *expr, Value *out)
{
    Span span = out->span;
    *out = *value_of(world, expr->as.unary.item);
    out->span = span;
    if (out->kind == VALUE_FLOAT)
        out->as.float_ = -out->as.float_;
    else
        out->as.int_ = (int64_t)(0 - (uint64_t)out->as.int_);
}

static void simple_of(World *world, const Expr *expr, Value *out)
{
    switch ((int)expr->kind) {
    case EXPR_NONE:
        out->type = world->types.none;
        break;
    case EXPR_BOOL:
        out->kind = VALUE_BOOL;
        out->type = world->types.bool_;
        out->as.bool_ = expr->as.bool_value;
        break;
    case EXPR_INT:
        out->kind = VALUE_INT;
        out->type = world->types.int_;
        out->as.int_ = expr->as.int_value;
        break;
    case EXPR_FLOAT:
        out->kind = VALUE_FLOAT;
        out->type = world->types.float_;
        out->as.float_ = expr->as.float_value;
        break;
    case EXPR_TEXT:
        out->kind = VALUE_STRING;
        out->type = world->types.string;
        out->as.string.at = expr_string(expr);
        out->as.string.len = expr->text_len;
        break;
    case EXPR_DURATION:
        out->kind = VALUE_DURATION;
        out->type = world->types.duration;
        out->as.int_ = expr->as.duration;
        break;
    case EXPR_DATETIME:
        out->kind = VALUE_DATETIME;
        out->type = world->types.datetime;
        out->as.int_ = expr->as.datetime;
        break;
    default:
        ck_abort_msg("a constant of another kind");
    }
}

static const Value *value_of(World *world, const Expr *expr)
{
    Value *out = arena_new(&world->arena, Value);
    out->span = expr->span;
    if (expr->kind == EXPR_LIST)
        list_of(world, expr, out);
    else if (expr->kind == EXPR_MAP)
        map_of(world, expr, out);
    else if (expr->kind == EXPR_RECORD)
        record_of(world, expr, out);
    else if (expr->kind == EXPR_FIELD)
        case_of(world, expr, out);
    else if (expr->kind == EXPR_UNARY)
        negate(world, expr, out);
    else
        simple_of(world, expr, out);
    return out;
}

const Value *world_value(World *world, const char *text)
{
    return value_of(world, world_expr(world, text));
}

void world_release(World *world)
{
    arena_release(&world->arena);
}
