/* check_decl.c - types, constants, signatures, tasks. */
#include <string.h>

#include "base/panic.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/flyte_name.h"
#include "typesys/mentions.h"
#include "typesys/order.h"

/* ---- types and constants, each after those it needs ---- */

/* A few are looked through. */
static void index_cases(Checker *checker, Decl *decl)
{
    enum { FEW = 8 };
    EnumCaseVec *cases = &decl->as.enum_.cases;
    Map *by_name = &decl->as.enum_.by_name;
    for (uint32_t i = 0; cases->len > FEW && i < cases->len; i++) {
        EnumCase *case_ = &cases->at[i];
        if (case_->name.sym && !map_find(by_name, case_->name.sym))
            map_put(checker->arena, by_name, case_->name.sym, case_);
    }
}

static void declare_enum(Checker *checker, Decl *decl)
{
    const EnumCaseVec *cases = &decl->as.enum_.cases;
    index_cases(checker, decl);
    for (uint32_t i = 0; i < cases->len; i++) {
        Name name = cases->at[i].name;
        const EnumCase *first = enum_case_named(decl, name.sym);
        if (first && first != &cases->at[i])
            complain_twice(checker, "case", name, first->name.span);
    }
    decl->type = type_enum(checker->types, decl);
}

static void declare_const(Checker *checker, Decl *decl)
{
    TypeExpr *annotation = decl->as.const_.type;
    const Type *wanted = annotation ? resolve_type(checker, annotation) : NULL;
    const Why why = {.kind = WHY_ANNOTATION,
                     .name = decl->name.sym,
                     .at = annotation ? annotation->span : decl->name.span};
    decl->as.const_.found =
        check_constant(checker, decl->as.const_.value, wanted, &why);
    const Value *found = decl->as.const_.found;
    decl->type = wanted ? wanted : found ? found->type : checker->types->error;
}

static bool is_ordered(const Decl *decl)
{
    return decl->kind == DECL_TYPE || decl->kind == DECL_CONST;
}

typedef struct DeclOrder {
    Order order;
    const Checker *checker;
} DeclOrder;

static void need_decl(Mentions *mentions, const Sym *name, Span at)
{
    DeclOrder *decls = mentions->context;
    const Entry *entry = scope_find(&decls->checker->scopes, name);
    if (!entry || entry->kind != ENTRY_DECL)
        return;
    uint32_t place = entry->as.decl->place;
    if (place)
        order_need(&decls->order, mentions->item, place - 1, at);
}

static void collect_needs(DeclOrder *decls, const DeclVec *items)
{
    for (uint32_t i = 0; i < items->len; i++) {
        const Decl *decl = items->at[i];
        Mentions mentions = {need_decl, decls, i};
        if (decl->kind == DECL_TYPE) {
            mentions_of_type(&mentions, decl->as.type.value);
            continue;
        }
        mentions_of_type(&mentions, decl->as.const_.type);
        mentions_of_expr(&mentions, decl->as.const_.value);
    }
}

static void complain_rings(Checker *checker, const DeclVec *items,
                           const Order *order)
{
    for (uint32_t i = 0; i < order->rings.len; i++) {
        const OrderRing *ring = &order->rings.at[i];
        RingStep *steps =
            arena_array(checker->arena, RingStep, ring->items.len);
        bool has_const = false;
        for (uint32_t k = 0; k < ring->items.len; k++) {
            const Decl *decl = items->at[ring->items.at[k].item];
            steps[k] = (RingStep){decl->name, ring->items.at[k].at};
            has_const |= decl->kind == DECL_CONST;
        }
        complain_decl_ring(checker, steps, ring->items.len, has_const);
    }
}

static void declare_ordered(Checker *checker, Decl *decl, bool ringed)
{
    checker->decl = decl;
    if (ringed)
        decl->type = checker->types->error;
    else if (decl->kind == DECL_TYPE) {
        decl->type = names_declare_type(checker, decl);
        type_alias(decl->type, decl->name.sym);
    } else
        declare_const(checker, decl);
    checker->decl = NULL;
}

void declare_types_and_consts(Checker *checker)
{
    const DeclVec *all = &checker->module->decls;
    DeclVec items = {0};
    DeclOrder decls = {.checker = checker};
    for (uint32_t i = 0; i < all->len; i++) {
        if (all->at[i]->kind == DECL_ENUM)
            declare_enum(checker, all->at[i]);
        if (!is_ordered(all->at[i]))
            continue;
        vec_push(checker->arena, &items, all->at[i]);
        all->at[i]->place = items.len;
    }
    order_init(&decls.order, checker->arena, items.len);
    collect_needs(&decls, &items);
    order_solve(&decls.order);
    complain_rings(checker, &items, &decls.order);
    for (uint32_t i = 0; i < items.len; i++) {
        uint32_t at = decls.order.at[i];
        declare_ordered(checker, items.at[at], decls.order.ringed[at]);
    }
}

/* ---- signatures ---- */

/* Inputs or outputs by name; a few are looked through. */
typedef struct Side {
    const ParamVec *params;
    Map by_name;  /* beyond a few */
    uint32_t len; /* of those that are known so far */
} Side;

static bool is_small(const Side *side)
{
    enum { FEW = 8 };
    return side->params->len <= FEW;
}

static const Param *side_find(const Side *side, const Sym *name)
{
    if (!is_small(side))
        return map_find(&side->by_name, name);
    for (uint32_t i = 0; i < side->len; i++)
        if (side->params->at[i]->name.sym == name)
            return side->params->at[i];
    return NULL;
}

static void check_side(Checker *checker, Side *side, const char *what)
{
    for (; side->len < side->params->len; side->len++) {
        Param *param = side->params->at[side->len];
        param->found = resolve_type(checker, param->type);
        if (!param->name.sym)
            continue;
        const Param *other = side_find(side, param->name.sym);
        if (other)
            complain_twice(checker, what, param->name, other->name.span);
        else if (!is_small(side))
            map_put(checker->arena, &side->by_name, param->name.sym, param);
    }
}

static void check_defaults(Checker *checker, const ParamVec *inputs)
{
    for (uint32_t i = 0; i < inputs->len; i++) {
        Param *param = inputs->at[i];
        const Why why = {.kind = WHY_DEFAULT,
                         .name = param->name.sym,
                         .at = param->type ? param->type->span : param->span};
        if (param->value)
            param->constant =
                check_constant(checker, param->value, param->found, &why);
    }
}

static void check_generics(Checker *checker, const Decl *decl,
                           const Signature *signature)
{
    if (signature->type_params.len == 0)
        return;
    for (uint32_t i = 0; i < signature->type_params.len; i++)
        if (signature->type_params.at[i].bound)
            resolve_type(checker, signature->type_params.at[i].bound);
    complain_generic(checker, decl, signature);
}

/* An input and an output of a task would be one placeholder. */
static void check_apart(Checker *checker, const ParamVec *outputs,
                        const Side *inputs)
{
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Param *output = outputs->at[i];
        const Param *input = side_find(inputs, output->name.sym);
        if (output->name.sym && input)
            complain_input_and_output(checker, output, input);
    }
}

void check_module_name(Checker *checker)
{
    const DeclVec *decls = &checker->module->decls;
    const char *name = checker->module->name;
    bool is_short = name && strlen(name) <= FLYTE_NAME_MAX; /* else E0502 */
    const char *fault = is_short ? flyte_name_fault(name) : NULL;
    for (uint32_t i = 0; fault && i < decls->len; i++) {
        const Decl *decl = decls->at[i];
        bool is_named = decl->kind == DECL_TASK ||
                        decl->kind == DECL_WORKFLOW ||
                        decl->kind == DECL_LAUNCH;
        if (!is_named || !decl->name.sym)
            continue;
        complain_module_name(checker, decl, fault);
        return;
    }
}

static void check_name_len(Checker *checker, const Decl *decl)
{
    const char *module = checker->module->name;
    size_t len = decl->name.sym ? decl->name.sym->len : 0;
    if (module)
        len += strlen(module) + 1;
    if (len > FLYTE_NAME_MAX)
        complain_long_name(checker, decl, len, FLYTE_NAME_MAX);
}

void declare_signature(Checker *checker, Decl *decl)
{
    const Signature *signature = decl_signature_of(decl);
    Side inputs = {.params = &signature->inputs};
    Side outputs = {.params = &signature->outputs};
    checker->decl = decl;
    checker->generic = signature;
    check_generics(checker, decl, signature);
    check_side(checker, &inputs, "input");
    check_side(checker, &outputs, "output");
    checker->generic = NULL;
    check_defaults(checker, &signature->inputs);
    if (decl->kind == DECL_TASK)
        check_apart(checker, &signature->outputs, &inputs);
    check_name_len(checker, decl);
    checker->decl = NULL;
}

/* ---- tasks ---- */

/* Inputs and outputs are seen by placeholders alone, so they may have the name
 * of a task, but not that of a constant. */
static Local *declare_params(Checker *checker, const ParamVec *params,
                             LocalKind kind)
{
    const Scopes *scopes = &checker->scopes;
    Local *locals = arena_array(checker->arena, Local, params->len);
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        locals[i] =
            (Local){.kind = kind, .name = param->name, .type = param->found};
        if (!param->name.sym)
            continue;
        const Entry *other =
            scope_own(scopes, scopes->inner->outer, param->name.sym);
        bool is_const = other && other->kind == ENTRY_DECL &&
                        other->as.decl->kind == DECL_CONST;
        if (is_const)
            complain_shadow(checker, param->name, other);
        if (!scope_own(scopes, scopes->inner, param->name.sym))
            scope_put(&checker->scopes, entry_of_local(&locals[i]));
    }
    return locals;
}

void declare_task(Checker *checker, Decl *task)
{
    const Signature *signature = &task->as.task.signature;
    Scope scope;
    checker->decl = task;
    task->as.task.settings =
        check_settings(checker, task->as.task.with, PLACE_TASK, task->name.sym);
    scope_enter(&checker->scopes, &scope);
    task->as.task.inputs =
        declare_params(checker, &signature->inputs, LOCAL_INPUT);
    task->as.task.outputs =
        declare_params(checker, &signature->outputs, LOCAL_OUTPUT);
    check_kind_use(checker, task);
    scope_leave(&checker->scopes);
    checker->decl = NULL;
}

/* ---- extern ---- */

/* project/domain/name@version: three slashless parts and a version. Flyte fills
 * in templates at no such place. */
static bool is_reference(const char *at)
{
    if (strpbrk(at, " \t\n{}"))
        return false;
    const char *domain = strchr(at, '/');
    const char *name = domain ? strchr(domain + 1, '/') : NULL;
    const char *version = name ? strrchr(name, '@') : NULL;
    return version && domain > at && name > domain + 1 && version > name + 1 &&
           version[1] && !strchr(name + 1, '/');
}

void declare_extern(Checker *checker, Decl *decl)
{
    declare_signature(checker, decl);
    if (decl->as.extern_.at && !is_reference(decl->as.extern_.at))
        complain_extern(checker, decl);
}
