/* check_path.c - names, and paths into what they name. */
#include <string.h>

#include "base/panic.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"

/* ---- names ---- */

static const Type *local_value(Checker *checker, Expr *expr, Local *local)
{
    expr_refer(expr, (Ref){.kind = REF_LOCAL, .as.local = local});
    if (!local->used && local->kind == LOCAL_BINDING)
        checker->idle--;
    local->used = true;
    expr->constant = local_origin(local).constant != NULL;
    const Type *type = scope_type(&checker->scopes, local);
    return type ? type : checker->types->error;
}

/* The constant of a const; what else is declared is no value. */
static const Type *decl_value(Checker *checker, Expr *expr, const Entry *entry)
{
    Decl *decl = entry->as.decl;
    decl->uses++;
    if (decl->kind != DECL_CONST) {
        complain_no_value(checker, expr->span, entry);
        return checker->types->error;
    }
    expr->constant = true;
    bool wrong = !decl->type || !decl->as.const_.found;
    return wrong ? checker->types->error : decl->type;
}

static const Entry *name_entry(Checker *checker, Expr *expr)
{
    const Entry *entry = scope_find(&checker->scopes, expr->as.name.sym);
    if (!entry)
        return NULL;
    if (entry->kind == ENTRY_IMPORT) {
        entry->as.import->uses++;
        expr_refer(expr, (Ref){.kind = REF_MODULE,
                               .as.module = entry->as.import->module});
    }
    if (entry->kind == ENTRY_DECL)
        expr_refer(expr, (Ref){.kind = REF_DECL, .as.decl = entry->as.decl});
    if (entry->kind == ENTRY_BUILTIN)
        expr_refer(expr, (Ref){.kind = REF_BUILTIN});
    return entry;
}

const Entry *path_entry(Checker *checker, Expr *expr, bool *failed)
{
    if (expr->kind == EXPR_NAME && expr->as.name.sym) {
        const Entry *entry = name_entry(checker, expr);
        return entry && entry->kind != ENTRY_LOCAL ? entry : NULL;
    }
    if (expr->kind != EXPR_FIELD || expr->as.field.base->kind != EXPR_NAME)
        return NULL;
    Expr *base = expr->as.field.base;
    const Entry *module = scope_find(&checker->scopes, base->as.name.sym);
    if (!module || module->kind != ENTRY_IMPORT)
        return NULL;
    name_entry(checker, base);
    const Entry *entry =
        names_exported(checker, module->as.import, expr->as.field.name);
    *failed = !entry;
    if (entry)
        expr_refer(expr, (Ref){.kind = REF_DECL, .as.decl = entry->as.decl});
    return entry;
}

static const Type *self_value(Checker *checker, Expr *expr)
{
    expr->ref = REF_SELF;
    return checker->self;
}

static const Type *unknown_name(Checker *checker, Name name, const Type *wanted)
{
    const Body *body = checker->body;
    const Entry *hidden =
        body && body->in_handler
            ? scope_own(&checker->scopes, &body->names, name.sym)
            : NULL;
    if (hidden) {
        hidden->as.local->used = true;
        complain_handler_name(checker, name, hidden);
    } else {
        complain_unknown_name(checker, name, wanted);
    }
    return checker->types->error;
}

/* A binding took the name in spite of its owner: that was said. */
static bool is_shadowed(const Checker *checker, const Entry *entry,
                        const Sym *name)
{
    bool has_value =
        entry->kind == ENTRY_LOCAL ||
        (entry->kind == ENTRY_DECL && entry->as.decl->kind == DECL_CONST);
    return !has_value && checker->body &&
           map_find(&checker->body->shadowing, name);
}

const Type *path_name(Checker *checker, Expr *expr, const Type *wanted)
{
    const Sym *name = expr->as.name.sym;
    if (!name)
        return checker->types->error;
    if (checker->self && !strcmp(name->text, "self"))
        return self_value(checker, expr);
    const Entry *entry = name_entry(checker, expr);
    if (!entry)
        return unknown_name(checker, (Name){name, expr->span}, wanted);
    if (is_shadowed(checker, entry, name))
        return checker->types->error;
    switch (entry->kind) {
    case ENTRY_LOCAL:
        return local_value(checker, expr, entry->as.local);
    case ENTRY_DECL:
        return decl_value(checker, expr, entry);
    case ENTRY_IMPORT:
    case ENTRY_BUILTIN:
        complain_no_value(checker, expr->span, entry);
        return checker->types->error;
    }
    UNREACHABLE("entry kind");
}

/* ---- fields ---- */

static const Type *enum_case(Checker *checker, Expr *expr, Decl *decl)
{
    Name name = expr->as.field.name;
    decl->uses++;
    const EnumCase *case_ = enum_case_named(decl, name.sym);
    if (case_) {
        uint32_t index = (uint32_t)(case_ - decl->as.enum_.cases.at);
        expr_refer(expr, (Ref){.kind = REF_CASE, .as.index = index});
        expr->constant = true;
        return decl->type ? decl->type : checker->types->error;
    }
    if (name.sym)
        complain_unknown_case(checker, name, decl);
    return checker->types->error;
}

static const Type *one_output(Expr *expr, const Type *base)
{
    expr_refer(expr, (Ref){.kind = REF_OUTPUT, .as.index = 0});
    return base;
}

bool decl_in_container(const Decl *task)
{
    const KindUse *use =
        task && task->kind == DECL_TASK ? task->as.task.use : NULL;
    return use && (use->tag == KIND_CONTAINER || use->tag == KIND_SHELL);
}

static bool is_item(const Expr *expr)
{
    const Local *local = expr_local(expr);
    return local && local->kind == LOCAL_ITEM;
}

void check_part(Checker *checker, const Expr *arg, const Decl *task)
{
    const Expr *part = arg->type ? path_origin(arg).part : NULL;
    if (!part || !decl_in_container(task))
        return;
    bool json = decl_in_container(path_origin(part).giver);
    if ((is_item(arg) && !json) || type_comes_packed(arg->type, json))
        complain_packed_part(checker, arg, task);
}

/* What a container writes as JSON has one kind of number: a path to an int
 * hands on a float. */
static bool is_float_by_path(const Expr *expr, const Type *type)
{
    return type_base(type)->kind == TYPE_INT &&
           decl_in_container(path_origin(expr).giver);
}

/* What Flyte takes out of a record is text where the record had one of these:
 * whoever wants the type gets a string. */
static bool is_lost_by_path(const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    return kind == TYPE_DATETIME || kind == TYPE_DURATION || kind == TYPE_BYTES;
}

/* What the part comes to depends on who wrote the record, or on who reads the
 * part, and those may be in another workflow. */
static bool may_change_far(const Expr *expr, const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    const Decl *giver = path_origin(expr).giver;
    bool is_near = giver && giver->kind == DECL_TASK && giver->as.task.use &&
                   giver->as.task.use->tag != KIND_ECHO;
    if (kind == TYPE_INT)
        return !is_near;
    return kind != TYPE_FLOAT && kind != TYPE_STRING && kind != TYPE_BOOL &&
           kind != TYPE_ENUM;
}

static const Type *field_of(Checker *checker, Expr *expr, const Type *base)
{
    const Type *record = type_base(base);
    bool has_fields =
        record->kind == TYPE_RECORD || record->kind == TYPE_OUTPUTS;
    const RecordField *field =
        has_fields ? type_field(record, expr->as.field.name.sym) : NULL;
    if (!field)
        return NULL;
    Ref ref = {.kind = REF_FIELD};
    if (record->kind == TYPE_OUTPUTS) {
        ref.kind = REF_OUTPUT;
        ref.as.index = (uint32_t)(field - record->as.record.at);
    }
    expr_refer(expr, ref);
    expr->constant = expr->as.field.base->constant;
    if (ref.kind == REF_OUTPUT || expr->constant)
        return field->type;
    checker->module->has_parts |= may_change_far(expr, field->type);
    if (is_lost_by_path(field->type))
        complain_lost_field(checker, expr, field->type, "text");
    else if (is_float_by_path(expr, field->type))
        complain_lost_field(checker, expr, field->type, "a float");
    else
        return field->type;
    return checker->types->error;
}

static const Type *value_field(Checker *checker, Expr *expr)
{
    const Type *base = check_expr(checker, expr->as.field.base, NULL);
    const Sym *name = expr->as.field.name.sym;
    if (!name || base->kind == TYPE_ERROR)
        return checker->types->error;
    const Type *field = field_of(checker, expr, base);
    if (field)
        return field;
    if (path_origin(expr->as.field.base).output == name)
        return one_output(expr, base);
    complain_no_field(checker, expr, base);
    return checker->types->error;
}

const Type *path_field(Checker *checker, Expr *expr)
{
    bool failed = false;
    const Entry *entry = path_entry(checker, expr, &failed);
    if (entry)
        return decl_value(checker, expr, entry);
    const Entry *base =
        failed ? NULL : path_entry(checker, expr->as.field.base, &failed);
    if (failed)
        return checker->types->error;
    if (base && base->kind == ENTRY_DECL && base->as.decl->kind == DECL_ENUM)
        return enum_case(checker, expr, base->as.decl);
    if (base &&
        !(base->kind == ENTRY_DECL && base->as.decl->kind == DECL_CONST)) {
        const Expr *name = expr->as.field.base;
        bool said = base->kind == ENTRY_IMPORT ||
                    (name->kind == EXPR_NAME &&
                     is_shadowed(checker, base, name->as.name.sym));
        if (!said)
            complain_no_value(checker, expr->as.field.base->span, base);
        return checker->types->error;
    }
    return value_field(checker, expr);
}

/* ---- indices ---- */

static bool check_index(Checker *checker, Expr *index, const Type *wanted)
{
    const Why why = {.kind = WHY_NOTHING};
    if (check_expr_as(checker, index, wanted, &why)->kind == TYPE_ERROR)
        return false;
    FoldFault fault = {0};
    const Value *value = constant_fold(checker->types, index, &fault);
    if (!value) {
        complain_index_not_constant(checker, index);
        return false;
    }
    /* A path of Flyte's holds 32 bits. */
    bool is_fine = value->kind != VALUE_INT ||
                   (value->as.int_ >= 0 && value->as.int_ <= INT32_MAX);
    if (!is_fine)
        complain_index_range(checker, index, value->as.int_);
    return is_fine;
}

const Type *path_index(Checker *checker, Expr *expr)
{
    Expr *index = expr->as.index.index;
    const Type *found = check_expr(checker, expr->as.index.base, NULL);
    const Type *base = type_base(found);
    bool is_list = base->kind == TYPE_LIST;
    if (!is_list && base->kind != TYPE_MAP) {
        check_expr(checker, index, NULL);
        if (base->kind != TYPE_ERROR)
            complain_no_items(checker, expr, found);
        return checker->types->error;
    }
    const Type *wanted =
        is_list ? checker->types->int_ : checker->types->string;
    if (!check_index(checker, index, wanted))
        return checker->types->error;
    expr->constant = expr->as.index.base->constant;
    return base->as.item;
}

/* ---- where a value comes from ---- */

/* *fails: the block has no value because it fails. */
static const Sym *block_output(const Block *block, bool *fails)
{
    *fails = false;
    if (!block || block->stmts.len == 0)
        return NULL;
    const Stmt *last = block->stmts.at[block->stmts.len - 1];
    *fails = last->kind == STMT_FAIL;
    return last->kind == STMT_EXPR ? path_origin(last->as.expr).output : NULL;
}

static const Sym *if_output(const Expr *expr)
{
    bool then_fails;
    bool else_fails = true;
    const Sym *one = block_output(expr->as.if_.then, &then_fails);
    const Sym *other = one;
    if (expr->as.if_.otherwise)
        other = block_output(expr->as.if_.otherwise, &else_fails);
    if (then_fails)
        return other;
    return else_fails || one == other ? one : NULL;
}

static const Sym *match_output(const Expr *expr)
{
    const MatchArmVec *arms = &expr->as.match.arms;
    const Sym *common = NULL;
    for (uint32_t i = 0; i < arms->len; i++) {
        bool fails;
        const Sym *one = block_output(arms->at[i]->body, &fails);
        if (fails)
            continue;
        if (!one || (common && common != one))
            return NULL;
        common = one;
    }
    return common;
}

/* An item is taken out of what its list is taken out of. */
static ValueOrigin name_origin(const Expr *expr)
{
    const Local *local = expr_local(expr);
    bool is_item = local && local->kind == LOCAL_ITEM && local->value;
    if (is_item)
        return (ValueOrigin){.part = path_origin(local->value).part};
    return local ? local_origin(local) : (ValueOrigin){0};
}

/* base: of a field or an item, or what is converted; NULL: it is none. */
static ValueOrigin part_origin(const Expr *expr, const Expr *base)
{
    ValueOrigin origin = base ? path_origin(base) : (ValueOrigin){0};
    origin.output = NULL;
    if (expr->kind == EXPR_FIELD && expr->ref == REF_FIELD)
        origin.part = expr;
    return origin;
}

ValueOrigin path_origin(const Expr *expr)
{
    ValueOrigin node = {.node = true};
    if (expr->constant)
        return (ValueOrigin){0};
    if (expr->kind == EXPR_NAME)
        return name_origin(expr);
    if (expr->kind == EXPR_FIELD)
        return part_origin(expr, expr->as.field.base);
    if (expr->kind == EXPR_INDEX)
        return part_origin(expr, expr->as.index.base);
    if (expr->kind == EXPR_CONVERT)
        return part_origin(expr, expr->as.convert.item);
    if (expr->kind == EXPR_COMPREHENSION)
        return expr->as.comprehension.body->kind == EXPR_CALL
                   ? path_origin(expr->as.comprehension.body)
                   : node;
    if (expr->kind == EXPR_CALL)
        return expr->as.call.call ? expr->as.call.call->origin : node;
    if (expr->kind == EXPR_IF)
        node.output = if_output(expr);
    else if (expr->kind == EXPR_MATCH)
        node.output = match_output(expr);
    else
        return (ValueOrigin){0};
    return node;
}

const ValueOrigin *path_keep_origin(Checker *checker, const Expr *value,
                                    const Value *constant)
{
    const Local *named = expr_local(value);
    bool varies = !value->constant;
    if (varies && value->kind == EXPR_CALL && value->as.call.call)
        return &value->as.call.call->origin;
    if (varies && named && named->kind != LOCAL_ITEM)
        return named->origin;
    ValueOrigin *own = arena_new(checker->arena, ValueOrigin);
    *own = path_origin(value);
    own->constant = constant;
    return own;
}
