/* names.c - from names as written to declarations and types. */
#include "typesys/names.h"

#include <string.h>

#include "base/panic.h"
#include "typesys/complain.h"
#include "typesys/constant.h"
#include "typesys/refine.h"

/* ---- declarations ---- */

/* The entry of a name behind a module; the import counts as used. NULL: it was
 * said, or the module itself was not found. */
static const Entry *find_in_module(Checker *checker, Name module, Name name)
{
    const Entry *entry = scope_find(&checker->scopes, module.sym);
    if (!entry) {
        complain_unknown_module(checker, module);
        return NULL;
    }
    if (entry->kind != ENTRY_IMPORT) {
        complain_not_a_module(checker, module, entry);
        return NULL;
    }
    entry->as.import->uses++;
    return names_exported(checker, entry->as.import, name);
}

const Entry *names_exported(Checker *checker, const Import *import, Name name)
{
    const Module *module = import->module;
    if (!module || !module->names || !name.sym)
        return NULL;
    const Entry *entry = module_entry(module, name.sym);
    if (entry && entry->kind == ENTRY_DECL)
        return entry;
    complain_not_exported(checker, import, name);
    return NULL;
}

Decl *resolve_decl(Checker *checker, Name module, Name name, DeclKind kind)
{
    if (!name.sym)
        return NULL;
    const Entry *entry = module.sym ? find_in_module(checker, module, name)
                                    : scope_find(&checker->scopes, name.sym);
    if (!entry && !module.sym)
        complain_unknown_decl(checker, name, kind);
    if (!entry)
        return NULL;
    if (entry->kind != ENTRY_DECL || entry->as.decl->kind != kind) {
        complain_other_decl(checker, name, kind, entry);
        return NULL;
    }
    entry->as.decl->uses++;
    return entry->as.decl;
}

/* ---- built-in types ---- */

/* Of the kind with that word; TYPE_ERROR: there is none. Declared types begin
 * with a capital letter, and most words differ in their first. */
static TypeKind builtin_kind(const char *word)
{
    static const struct {
        const char *word;
        TypeKind kind;
    } words[] = {
        {"int", TYPE_INT},           {"file", TYPE_FILE},
        {"string", TYPE_STRING},     {"float", TYPE_FLOAT},
        {"list", TYPE_LIST},         {"bool", TYPE_BOOL},
        {"table", TYPE_TABLE},       {"map", TYPE_MAP},
        {"datetime", TYPE_DATETIME}, {"none", TYPE_NONE},
        {"duration", TYPE_DURATION}, {"dir", TYPE_DIR},
        {"json", TYPE_JSON},         {"bytes", TYPE_BYTES},
        {"error", TYPE_FAILURE},     {"size", TYPE_SIZE},
        {"template", TYPE_TEMPLATE},
    };
    if (word[0] < 'a')
        return TYPE_ERROR;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (words[i].word[0] == word[0] && strcmp(words[i].word, word) == 0)
            return words[i].kind;
    return TYPE_ERROR;
}

static bool has_args(Checker *checker, const TypeExpr *expr, uint32_t least,
                     uint32_t most)
{
    uint32_t found = type_expr_args(expr).len;
    if (found >= least && found <= most)
        return true;
    complain_type_args(checker, expr, least, most);
    return false;
}

/* file<Row> is a slip: a format is no type. */
static bool is_type_name(const Checker *checker, const Sym *name)
{
    const Entry *entry = scope_find(&checker->scopes, name);
    return entry && entry->kind == ENTRY_DECL &&
           (entry->as.decl->kind == DECL_TYPE ||
            entry->as.decl->kind == DECL_ENUM);
}

/* The format in file<csv>; NULL with *bad for what is no bare name. */
static const Sym *resolve_format(Checker *checker, const TypeExpr *expr,
                                 bool *bad)
{
    bool bare = expr->kind == TYPE_EXPR_NAME && expr->form == NAME_PLAIN &&
                expr->as.name.sym;
    if (bare && !is_type_name(checker, expr->as.name.sym))
        return expr->as.name.sym;
    if (expr->kind != TYPE_EXPR_ERROR)
        complain_format(checker, expr);
    *bad = true;
    return NULL;
}

static const Type *resolve_blob(Checker *checker, const TypeExpr *expr,
                                bool is_dir)
{
    TypeExprVec args = type_expr_args(expr);
    bool bad = !has_args(checker, expr, 0, 1);
    const Sym *format = NULL;
    if (!bad && args.len == 1)
        format = resolve_format(checker, args.at[0], &bad);
    if (bad)
        return checker->types->error;
    return is_dir ? type_dir(checker->types, format)
                  : type_file(checker->types, format);
}

static const Type *resolve_table(Checker *checker, const TypeExpr *expr)
{
    TypeExprVec args = type_expr_args(expr);
    TypeTable *types = checker->types;
    bool bad = !has_args(checker, expr, 0, 2);
    if (bad || args.len == 0)
        return bad ? types->error : type_table_of(types, NULL, NULL);
    const Type *row = resolve_type(checker, args.at[0]);
    const Sym *format = NULL;
    if (args.len == 2)
        format = resolve_format(checker, args.at[1], &bad);
    if (row->kind != TYPE_RECORD && row->kind != TYPE_PARAM) {
        if (row->kind != TYPE_ERROR)
            complain_row(checker, args.at[0], row);
        return types->error;
    }
    return bad ? types->error : type_table_of(types, row, format);
}

static const Type *resolve_list(Checker *checker, const TypeExpr *expr)
{
    if (!has_args(checker, expr, 1, 1))
        return checker->types->error;
    const Type *item = resolve_type(checker, type_expr_args(expr).at[0]);
    return type_list(checker->types, item);
}

static const Type *resolve_map(Checker *checker, const TypeExpr *expr)
{
    TypeExprVec args = type_expr_args(expr);
    if (args.len == 2) {
        resolve_type(checker, args.at[0]);
        resolve_type(checker, args.at[1]);
        complain_map_key(checker, expr);
        return checker->types->error;
    }
    if (!has_args(checker, expr, 1, 1))
        return checker->types->error;
    return type_map(checker->types, resolve_type(checker, args.at[0]));
}

/* ---- names of types ---- */

static bool is_type_param(const Checker *checker, const Sym *name)
{
    const Signature *generic = checker->generic;
    for (uint32_t i = 0; generic && i < generic->type_params.len; i++)
        if (generic->type_params.at[i].name.sym == name)
            return true;
    return false;
}

static const Type *declared_type(Checker *checker, const TypeExpr *expr,
                                 const Entry *entry)
{
    Name name = type_expr_name(expr);
    bool fits =
        entry->kind == ENTRY_DECL && (entry->as.decl->kind == DECL_TYPE ||
                                      entry->as.decl->kind == DECL_ENUM);
    if (!fits) {
        complain_not_a_type(checker, name, entry);
        return checker->types->error;
    }
    entry->as.decl->uses++;
    if (!has_args(checker, expr, 0, 0) || !entry->as.decl->type)
        return checker->types->error;
    return entry->as.decl->type;
}

static const Type *resolve_builtin(Checker *checker, const TypeExpr *expr,
                                   TypeKind kind)
{
    if (kind == TYPE_FILE || kind == TYPE_DIR)
        return resolve_blob(checker, expr, kind == TYPE_DIR);
    if (kind == TYPE_LIST)
        return resolve_list(checker, expr);
    if (kind == TYPE_MAP)
        return resolve_map(checker, expr);
    if (kind == TYPE_TABLE)
        return resolve_table(checker, expr);
    const Type *simple = checker->types->simple[kind];
    bool of_kinds = kind == TYPE_SIZE || kind == TYPE_TEMPLATE;
    if (of_kinds && !(checker->decl && checker->decl->kind == DECL_KIND)) {
        complain_kind_type(checker, expr, simple);
        return checker->types->error;
    }
    return has_args(checker, expr, 0, 0) ? simple : checker->types->error;
}

static const Type *resolve_name(Checker *checker, const TypeExpr *expr)
{
    Name module = type_expr_module(expr);
    Name name = type_expr_name(expr);
    if (!name.sym)
        return checker->types->error;
    if (module.sym) {
        const Entry *entry = find_in_module(checker, module, name);
        return entry ? declared_type(checker, expr, entry)
                     : checker->types->error;
    }
    if (is_type_param(checker, name.sym))
        return type_param(checker->types, name.sym);
    TypeKind builtin = builtin_kind(name.sym->text);
    if (builtin != TYPE_ERROR)
        return resolve_builtin(checker, expr, builtin);
    const Entry *entry = scope_find(&checker->scopes, name.sym);
    if (entry)
        return declared_type(checker, expr, entry);
    complain_unknown_type(checker, name);
    return checker->types->error;
}

/* ---- composed types ---- */

/* So many are looked through, and kept on the stack. */
enum { FEW_FIELDS = 8 };

/* The one of those before that has the same name; NULL: none. */
static const Field *same_field(Checker *checker, const FieldVec *fields,
                               uint32_t index, Map *seen)
{
    Field *field = fields->at[index];
    if (fields->len <= FEW_FIELDS) {
        for (uint32_t i = 0; i < index; i++)
            if (fields->at[i]->name.sym == field->name.sym)
                return fields->at[i];
        return NULL;
    }
    const Field *other = map_find(seen, field->name.sym);
    if (!other)
        map_put(checker->arena, seen, field->name.sym, field);
    return other;
}

static const Type *resolve_record(Checker *checker, const TypeExpr *expr)
{
    const FieldVec *written = &expr->as.record.fields;
    RecordField few[FEW_FIELDS];
    RecordField *fields =
        written->len <= FEW_FIELDS
            ? few
            : arena_array(checker->arena, RecordField, written->len);
    Map seen = {0};
    uint32_t len = 0;
    for (uint32_t i = 0; i < written->len; i++) {
        Field *field = written->at[i];
        const Type *type = resolve_type(checker, field->type);
        if (!field->name.sym)
            continue;
        const Field *other = same_field(checker, written, i, &seen);
        if (other)
            complain_twice(checker, "field", field->name, other->name.span);
        else
            fields[len++] =
                (RecordField){.name = field->name.sym, .type = type};
    }
    if (expr->as.record.open && !checker->generic) {
        complain_open_record(checker, expr);
        return checker->types->error;
    }
    return type_record(checker->types, fields, len, expr->as.record.open);
}

static const Type *resolve_alt(Checker *checker, const TypeExpr *expr)
{
    const TypeExprVec *alt = &expr->as.alt;
    const Type **variants = arena_array(checker->arena, const Type *, alt->len);
    for (uint32_t i = 0; i < alt->len; i++)
        variants[i] = resolve_type(checker, alt->at[i]);
    return type_union(checker->types, variants, alt->len);
}

static const Type *resolve_refined(Checker *checker, const TypeExpr *expr)
{
    const Type *base = resolve_type(checker, expr->as.refined.base);
    const Type *outer = checker->self;
    checker->self = base;
    const Type *found =
        check_expr(checker, expr->as.refined.where, checker->types->bool_);
    checker->self = outer;
    if (base->kind == TYPE_ERROR || found->kind == TYPE_ERROR)
        return base;
    const Refinement *where = refine_make(checker->types, checker->diags, base,
                                          expr->as.refined.where);
    return where ? type_refined(checker->types, base, where) : base;
}

static const Type *resolve_new_type(Checker *checker, TypeExpr *expr)
{
    switch (expr->kind) {
    case TYPE_EXPR_ERROR:
        return checker->types->error;
    case TYPE_EXPR_NAME:
        return resolve_name(checker, expr);
    case TYPE_EXPR_OPTIONAL:
        return type_optional(checker->types,
                             resolve_type(checker, expr->as.optional));
    case TYPE_EXPR_ALT:
        return resolve_alt(checker, expr);
    case TYPE_EXPR_RECORD:
        return resolve_record(checker, expr);
    case TYPE_EXPR_REFINED:
        return resolve_refined(checker, expr);
    case TYPE_EXPR_FRESH: /* the grammar has it right of `type X =` only */
    case TYPE_EXPR_CASE:  /* and this one in patterns, where it is no type */
        break;
    }
    UNREACHABLE("type expression kind");
}

const Type *resolve_type(Checker *checker, TypeExpr *expr)
{
    if (!expr)
        return checker->types->error;
    if (expr->type)
        return expr->type;
    const Type *type = resolve_new_type(checker, expr);
    if (type->depth > TYPE_DEPTH_MAX || type->size > TYPE_SIZE_MAX ||
        (type->kind == TYPE_UNION && type->as.alt.len > TYPE_VARIANTS_MAX)) {
        complain_type_limit(checker, expr, type);
        type = checker->types->error;
    }
    expr->type = type;
    return type;
}

const Type *names_declare_type(Checker *checker, Decl *decl)
{
    TypeExpr *value = decl->as.type.value;
    if (!value || value->kind != TYPE_EXPR_FRESH)
        return resolve_type(checker, value);
    const Type *base = resolve_type(checker, value->as.fresh);
    if (base->kind == TYPE_ERROR)
        return base;
    value->type = type_fresh(checker->types, decl, base);
    return value->type;
}
