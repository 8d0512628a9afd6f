/* check_map.c - [f(x, k) for x in xs]: one task over many items. */
#include <string.h>

#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"
#include "typesys/mentions.h"

/* ---- what is gone through ---- */

static bool is_zip(Checker *checker, const Expr *items)
{
    if (items->kind != EXPR_CALL || items->as.call.callee->kind != EXPR_NAME)
        return false;
    const Entry *entry =
        scope_find(&checker->scopes, items->as.call.callee->as.name.sym);
    return entry && entry->kind == ENTRY_BUILTIN &&
           entry->as.builtin == BUILTIN_ZIP;
}

static const Type *item_type(Checker *checker, Expr *items)
{
    const Type *found = check_expr(checker, items, NULL);
    found = complain_unless_value(checker, items, found);
    const Type *list = type_base(found);
    if (list->kind == TYPE_LIST)
        return list->as.item;
    if (list->kind != TYPE_ERROR)
        complain_map_items(checker, items, found);
    return checker->types->error;
}

/* How many items there are, when that can be seen; -1 else. */
static int64_t known_len(Checker *checker, const Expr *items)
{
    if (items->kind == EXPR_LIST)
        return items->as.list.len;
    const Value *value = constant_fold(checker->types, items, NULL);
    if (!value || value->kind != VALUE_LIST)
        return -1;
    return value->as.list.len;
}

static void check_zip_lens(Checker *checker, const Args *lists)
{
    const Expr *first = NULL;
    int64_t len = -1;
    for (uint32_t i = 0; i < lists->len; i++) {
        int64_t next = known_len(checker, lists->values[i]);
        if (len >= 0 && next >= 0 && len != next) {
            complain_zip_lens(checker, first, len, lists->values[i], next);
            return;
        }
        if (len < 0 && next >= 0) {
            len = next;
            first = lists->values[i];
        }
    }
}

static void check_items(Checker *checker, ForClause *clause,
                        const Type **item_types)
{
    Expr *items = clause->items;
    bool zip = is_zip(checker, items);
    uint32_t found = zip ? items->as.call.args.len : 1;
    for (uint32_t i = 0; i < clause->names.len; i++)
        item_types[i] = checker->types->error;
    for (uint32_t i = 0; i < found; i++) {
        Expr *list = zip ? items->as.call.args.values[i] : items;
        const Type *type = item_type(checker, list);
        if (i < clause->names.len)
            item_types[i] = type;
    }
    if (zip)
        items->as.call.callee->ref = REF_BUILTIN;
    if (found != clause->names.len)
        complain_zip_names(checker, clause, found);
    else if (zip)
        check_zip_lens(checker, &items->as.call.args);
}

/* The list behind a loop variable; NULL: zip has fewer. */
static Expr *items_behind(const ForClause *clause, uint32_t index)
{
    Expr *items = clause->items;
    bool zip = items->kind == EXPR_CALL &&
               items->as.call.callee->kind == EXPR_NAME &&
               items->as.call.callee->ref == REF_BUILTIN;
    if (!zip)
        return items;
    const Args *args = &items->as.call.args;
    return index < args->len ? args->values[index] : NULL;
}

static void bind_items(Checker *checker, ForClause *clause,
                       const Type **item_types)
{
    clause->locals = arena_array(checker->arena, Local *, clause->names.len);
    for (uint32_t i = 0; i < clause->names.len; i++) {
        clause->locals[i] =
            body_local(checker, LOCAL_ITEM, clause->names.at[i]);
        clause->locals[i]->type = item_types[i];
        clause->locals[i]->value = items_behind(clause, i);
    }
}

/* ---- what is done with each ---- */

typedef struct Varying {
    Mentions mentions;
    const ForClause *clause;
    const Sym *found; /* the loop variable that is mentioned */
    Span at;
} Varying;

static void meet(Mentions *mentions, const Sym *name, Span at)
{
    Varying *varying = mentions->context;
    for (uint32_t i = 0; i < varying->clause->names.len; i++)
        if (varying->clause->names.at[i].sym == name && !varying->found) {
            varying->found = name;
            varying->at = at;
        }
}

/* The loop variable that the expression mentions; NULL: it does not vary. */
static const Sym *varies(const ForClause *clause, Expr *expr, Span *at)
{
    Varying varying = {.clause = clause};
    varying.mentions = (Mentions){.mention = meet, .context = &varying};
    mentions_of_expr(&varying.mentions, expr);
    *at = varying.at;
    return varying.found;
}

/* An array node hands a task whole items: a loop variable stands alone. */
static void check_varying(Checker *checker, const Expr *body,
                          const ForClause *clause)
{
    bool any = false;
    for (uint32_t i = 0; i < body->as.call.args.len; i++) {
        Expr *arg = body->as.call.args.values[i];
        Span at;
        const Sym *name = varies(clause, arg, &at);
        any |= name != NULL;
        if (name && arg->kind != EXPR_NAME)
            complain_item_inside(checker, arg, name, at);
    }
    if (!any)
        complain_nothing_varies(checker, body, clause);
}

/* Flyte's array node takes a task that this program declares. */
static bool is_mappable(Checker *checker, const Expr *body)
{
    if (body->kind != EXPR_CALL) {
        complain_map_body(checker, body, NULL);
        return false;
    }
    const Call *call = body->as.call.call;
    if (!call)
        return false;
    if (call->decl && call->decl->kind == DECL_TASK)
        return true;
    complain_map_body(checker, body, call);
    return false;
}

/* ---- what comes out ---- */

/* A failed item leaves a none in its place. */
static bool may_fail(const CallTail *tail)
{
    const Settings *settings = tail ? tail->settings : NULL;
    if (!settings)
        return false;
    return settings_has(settings, SETTING_MIN_SUCCESSES) ||
           (settings_has(settings, SETTING_MIN_SUCCESS) &&
            settings->min_success < 1.0);
}

static const Type *list_of(Checker *checker, const Type *item, bool optional)
{
    if (item->kind == TYPE_ERROR)
        return item;
    if (optional)
        item = type_optional(checker->types, item);
    return type_list(checker->types, item);
}

static const Type *gathered(Checker *checker, const Type *found, bool optional)
{
    if (found->kind == TYPE_UNIT || found->kind == TYPE_ERROR)
        return found;
    if (found->kind != TYPE_OUTPUTS)
        return list_of(checker, found, optional);
    uint32_t len = found->as.record.len;
    RecordField *fields = arena_array(checker->arena, RecordField, len);
    for (uint32_t i = 0; i < len; i++) {
        fields[i] = found->as.record.at[i];
        fields[i].type = list_of(checker, fields[i].type, optional);
    }
    return type_outputs(checker->types, fields, len);
}

/* More items than there are cannot succeed. */
static void check_min_successes(Checker *checker, const Expr *expr)
{
    const CallTail *tail = expr->as.comprehension.tail;
    const Settings *settings = tail ? tail->settings : NULL;
    if (!settings || !settings_has(settings, SETTING_MIN_SUCCESSES))
        return;
    const ForClause *clause = expr->as.comprehension.clause;
    for (uint32_t i = 0; i < clause->names.len; i++) {
        const Expr *items = items_behind(clause, i);
        int64_t len = items ? known_len(checker, items) : -1;
        if (len >= 0 && settings->min_successes > len) {
            complain_min_successes(checker, tail, settings->min_successes, len);
            return;
        }
    }
}

const Type *map_check(Checker *checker, Expr *expr)
{
    ForClause *clause = expr->as.comprehension.clause;
    Expr *body = expr->as.comprehension.body;
    if (!clause || !clause->items || !body)
        return checker->types->error;
    const Type **item_types =
        arena_array(checker->arena, const Type *, clause->names.len);
    check_items(checker, clause, item_types);
    Scope scope;
    scope_enter(&checker->scopes, &scope);
    bind_items(checker, clause, item_types);
    const Type *found = check_expr(checker, body, NULL);
    scope_leave(&checker->scopes);
    if (!is_mappable(checker, body))
        return checker->types->error;
    check_varying(checker, body, clause);
    if (body->as.call.tail && body->as.call.tail->after.len > 0)
        complain_map_tail(checker, body);
    call_tail(checker, expr->as.comprehension.tail, PLACE_MAP,
              body->as.call.call->decl->name.sym);
    check_min_successes(checker, expr);
    return gathered(checker, found, may_fail(expr->as.comprehension.tail));
}
