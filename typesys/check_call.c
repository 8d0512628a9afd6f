/* check_call.c - calls: what is called, and what goes into which input. */
#include "base/buf.h"
#include "base/panic.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"

const Signature *decl_signature_of(const Decl *decl)
{
    if (decl->kind == DECL_TASK)
        return &decl->as.task.signature;
    if (decl->kind == DECL_EXTERN)
        return &decl->as.extern_.signature;
    if (decl->kind == DECL_WORKFLOW)
        return &decl->as.workflow.signature;
    const Launch *launch =
        decl->kind == DECL_LAUNCH ? decl->as.launch.launch : NULL;
    bool known = launch && launch->workflow;
    return known ? &launch->workflow->as.workflow.signature : NULL;
}

void call_count_node(Checker *checker)
{
    if (!checker->body)
        return;
    checker->body->all_nodes++;
    if (checker->body->nesting == 0)
        checker->body->nodes++;
}

/* ---- with and after ---- */

static void check_after(Checker *checker, Expr *expr)
{
    if (expr->kind != EXPR_NAME) {
        check_expr(checker, expr, NULL);
        if (expr->type->kind != TYPE_ERROR)
            complain_after(checker, expr);
        return;
    }
    check_expr(checker, expr, NULL);
    if (expr->type->kind != TYPE_ERROR && !path_origin(expr).node)
        complain_after(checker, expr);
}

void call_tail(Checker *checker, CallTail *tail, SettingPlace place,
               const Sym *owner)
{
    if (!tail)
        return;
    Body *body = checker->body;
    checker->body = NULL; /* options are constants, as outside of bodies */
    if (tail->with)
        tail->settings = check_settings(checker, tail->with, place, owner);
    checker->body = body;
    for (uint32_t i = 0; i < tail->after.len; i++)
        check_after(checker, tail->after.at[i]);
}

/* ---- what is called ---- */

static void note_edge(Checker *checker, Decl *decl, Span at)
{
    Decl *caller = checker->decl;
    if (!caller || (decl->kind != DECL_WORKFLOW && decl->kind != DECL_LAUNCH))
        return;
    if (caller->kind == DECL_WORKFLOW)
        vec_push(checker->arena, &caller->as.workflow.callees, decl);
    if (decl->module != checker->module)
        return;
    FlowEdge edge = {caller, decl, at};
    vec_push(checker->arena, &checker->flow->edges, edge);
}

static bool callee_kind(const Decl *decl, CalleeKind *kind)
{
    if (decl->kind == DECL_TASK)
        *kind = CALLEE_TASK;
    else if (decl->kind == DECL_EXTERN)
        *kind = decl->as.extern_.is_launch ? CALLEE_LAUNCH : CALLEE_TASK;
    else if (decl->kind == DECL_WORKFLOW)
        *kind = CALLEE_WORKFLOW;
    else if (decl->kind == DECL_LAUNCH)
        *kind = CALLEE_LAUNCH;
    else
        return false;
    return true;
}

static void warn_deprecated(Checker *checker, const Expr *expr,
                            const Decl *decl)
{
    const Settings *settings =
        decl->kind == DECL_TASK ? decl->as.task.settings : NULL;
    if (settings && settings_has(settings, SETTING_DEPRECATED))
        complain_deprecated(checker, expr->as.call.callee->span, decl,
                            settings->deprecated);
}

static const Type *outputs_type(Checker *checker, const Signature *signature)
{
    const ParamVec *outputs = &signature->outputs;
    if (outputs->len == 0)
        return checker->types->unit;
    if (outputs->len == 1)
        return outputs->at[0]->found ? outputs->at[0]->found
                                     : checker->types->error;
    enum { FEW = 8 };
    RecordField few[FEW];
    RecordField *fields =
        outputs->len <= FEW
            ? few
            : arena_array(checker->arena, RecordField, outputs->len);
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Param *output = outputs->at[i];
        if (!output->found || !output->name.sym)
            return checker->types->error;
        fields[i] =
            (RecordField){.name = output->name.sym, .type = output->found};
    }
    return type_outputs(checker->types, fields, outputs->len);
}

/* What its calls have in common; NULL: nobody knows how it is called. */
static const Call *call_of_decl(Checker *checker, const Decl *decl,
                                CalleeKind kind)
{
    const Signature *signature = decl_signature_of(decl);
    if (!signature || signature->type_params.len > 0)
        return NULL;
    const ParamVec *outputs = &signature->outputs;
    const Sym *only = outputs->len == 1 ? outputs->at[0]->name.sym : NULL;
    Call *call = arena_new(checker->arena, Call);
    *call = (Call){.kind = kind,
                   .decl = decl,
                   .signature = signature,
                   .outputs = outputs_type(checker, signature),
                   .origin = {.giver = decl, .output = only, .node = true}};
    return call;
}

static const Call *resolve_decl_call(Checker *checker, const Expr *expr,
                                     const Entry *entry)
{
    Decl *decl = entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
    CalleeKind kind;
    if (!decl || !callee_kind(decl, &kind)) {
        complain_not_callable(checker, expr->as.call.callee, entry);
        return NULL;
    }
    decl->uses++;
    note_edge(checker, decl, expr->as.call.callee->span);
    warn_deprecated(checker, expr, decl);
    if (!decl->call)
        decl->call = call_of_decl(checker, decl, kind);
    return decl->call;
}

/* m.f(…) where nothing is called m. */
static bool is_unknown_module(const Checker *checker, const Expr *callee)
{
    const Expr *base =
        callee->kind == EXPR_FIELD ? callee->as.field.base : NULL;
    return base && base->kind == EXPR_NAME && base->as.name.sym &&
           !scope_find(&checker->scopes, base->as.name.sym);
}

/* The callee when it is no declaration: a local, or unknown. */
static const Call *complain_callee(Checker *checker, Expr *callee)
{
    const Entry *local = callee->kind == EXPR_NAME
                             ? scope_find(&checker->scopes, callee->as.name.sym)
                             : NULL;
    if (local)
        complain_not_callable(checker, callee, local);
    else if (callee->kind == EXPR_NAME && callee->as.name.sym)
        complain_unknown_callee(checker,
                                (Name){callee->as.name.sym, callee->span});
    else if (is_unknown_module(checker, callee))
        complain_unknown_module(checker,
                                (Name){callee->as.field.base->as.name.sym,
                                       callee->as.field.base->span});
    else if (callee->kind != EXPR_NAME &&
             check_expr(checker, callee, NULL)->kind != TYPE_ERROR)
        complain_not_callable(checker, callee, NULL);
    return NULL;
}

/* entry: what the callee names; NULL: nothing that is declared. */
static const Call *resolve(Checker *checker, Expr *expr, const Entry *entry)
{
    if (!entry)
        return complain_callee(checker, expr->as.call.callee);
    const Call *call = resolve_decl_call(checker, expr, entry);
    expr->as.call.call = call;
    return call;
}

/* ---- arguments ---- */

/* So many are looked through, not mapped. */
enum { FEW_INPUTS = 8 };

typedef struct Binder {
    Checker *checker;
    Call *call;
    Expr *expr;
    Map by_name; /* Sym -> Param */
    bool named;  /* by_name is filled */
} Binder;

static bool is_fixed(const Call *call, uint32_t input)
{
    const Decl *decl = call->decl;
    return decl->kind == DECL_LAUNCH &&
           decl->as.launch.launch->fixed[input] != NULL;
}

static void check_arg(Checker *checker, const Call *call, const Arg *arg,
                      uint32_t input)
{
    const Param *param = call->signature->inputs.at[input];
    if (is_fixed(call, input))
        complain_fixed_input(checker, arg, param, call->decl);
    const Why why = {.kind = WHY_INPUT,
                     .name = param->name.sym,
                     .owner = call->decl->name.sym,
                     .at = param->span};
    const Type *wanted = param->found ? param->found : checker->types->error;
    check_expr_as(checker, arg->value, wanted, &why);
    if (!arg->value->constant)
        check_part(checker, arg->value, call->decl);
    TypeKind kind = type_base(wanted)->kind;
    if ((kind == TYPE_MAP || kind == TYPE_LIST) &&
        decl_in_container(call->decl))
        check_keys(checker, arg->value, call->decl);
}

/* Each argument is for the input that has its place. */
static bool stand_in_order(const Args *args, const ParamVec *inputs)
{
    if (args->len > inputs->len)
        return false;
    for (uint32_t i = args->by_place; i < args->len; i++) {
        const Sym *name = args_name(args, i).sym;
        if (name && name != inputs->at[i]->name.sym)
            return false;
    }
    return true;
}

static void bind_input(Binder *binder, const Arg *arg, uint32_t input)
{
    Checker *checker = binder->checker;
    Expr **bound = &binder->call->bound[input];
    if (*bound) {
        check_expr(checker, arg->value, NULL);
        complain_bound_twice(checker, arg,
                             binder->call->signature->inputs.at[input],
                             (*bound)->span);
        return;
    }
    *bound = arg->value;
    check_arg(checker, binder->call, arg, input);
}

static void bind_place(Binder *binder, const Arg *arg, uint32_t place)
{
    Checker *checker = binder->checker;
    const ParamVec *inputs = &binder->call->signature->inputs;
    if (place >= inputs->len) {
        check_expr(checker, arg->value, NULL);
        if (place == inputs->len)
            complain_too_many(checker, binder->expr, binder->call,
                              arg->value->span);
        return;
    }
    bind_input(binder, arg, place);
}

static void map_inputs(Binder *binder)
{
    const ParamVec *inputs = &binder->call->signature->inputs;
    binder->named = true;
    for (uint32_t i = 0; i < inputs->len; i++)
        if (inputs->at[i]->name.sym)
            map_put(binder->checker->arena, &binder->by_name,
                    inputs->at[i]->name.sym, &inputs->at[i]);
}

/* The input of that name; NULL: there is none. */
static Param **look_for_input(const ParamVec *inputs, const Sym *name)
{
    for (uint32_t i = 0; i < inputs->len; i++)
        if (inputs->at[i]->name.sym == name)
            return &inputs->at[i];
    return NULL;
}

/* The same, of many. */
static Param **find_input(Binder *binder, const Sym *name)
{
    const ParamVec *inputs = &binder->call->signature->inputs;
    if (inputs->len <= FEW_INPUTS)
        return look_for_input(inputs, name);
    if (!binder->named)
        map_inputs(binder);
    return map_find(&binder->by_name, name);
}

static void bind_name(Binder *binder, const Arg *arg)
{
    Param **found = find_input(binder, arg->name.sym);
    if (found) {
        bind_input(binder, arg,
                   (uint32_t)(found - binder->call->signature->inputs.at));
        return;
    }
    check_expr(binder->checker, arg->value, NULL);
    complain_no_input(binder->checker, arg->name, binder->call);
}

/* What the call leaves out: defaults, none, or a mistake. */
static bool fill_input(const Call *call, uint32_t input)
{
    const Param *param = call->signature->inputs.at[input];
    const Decl *decl = call->decl;
    if (decl->kind == DECL_LAUNCH && (decl->as.launch.launch->fixed[input] ||
                                      decl->as.launch.launch->inputs[input]))
        return true;
    return param->value || !param->found || param->found->kind == TYPE_ERROR ||
           type_is_optional(param->found);
}

/* So many arguments, of a few, have a name that no input has. */
static uint32_t count_misnamed(const Expr *expr)
{
    const Args *args = &expr->as.call.args;
    const ParamVec *inputs = &expr->as.call.call->signature->inputs;
    uint32_t count = 0;
    for (uint32_t i = args->by_place; i < args->len && i < FEW_INPUTS; i++)
        count += !look_for_input(inputs, args_name(args, i).sym);
    return count;
}

static void fill_inputs(Checker *checker, Expr *expr)
{
    const Call *call = expr->as.call.call;
    const ParamVec *inputs = &call->signature->inputs;
    ParamVec missing = {0};
    for (uint32_t i = call->bound ? 0 : expr->as.call.args.len; i < inputs->len;
         i++)
        if (!call_bound(expr, i) && !fill_input(call, i))
            vec_push(checker->arena, &missing, inputs->at[i]);
    /* One that has another name was told with what there is. */
    if (missing.len > 0 && missing.len > count_misnamed(expr))
        complain_missing_inputs(checker, expr, call->decl, &missing);
}

static void bind_each(Checker *checker, Expr *expr, Call *call)
{
    Binder binder = {.checker = checker, .call = call, .expr = expr};
    const Args *args = &expr->as.call.args;
    call->bound =
        arena_array(checker->arena, Expr *, call->signature->inputs.len);
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        if (arg.name.sym)
            bind_name(&binder, &arg);
        else
            bind_place(&binder, &arg, i);
    }
}

static void bind_args(Checker *checker, Expr *expr)
{
    const Call *call = expr->as.call.call;
    const Args *args = &expr->as.call.args;
    if (stand_in_order(args, &call->signature->inputs)) {
        for (uint32_t i = 0; i < args->len; i++) {
            Arg arg = args_at(args, i);
            check_arg(checker, call, &arg, i);
        }
    } else {
        Call *own = arena_new(checker->arena, Call);
        *own = *call;
        expr->as.call.call = own;
        bind_each(checker, expr, own);
    }
    fill_inputs(checker, expr);
}

/* Nothing to check them against. */
static const Type *check_args_alone(Checker *checker, Expr *expr)
{
    for (uint32_t i = 0; i < expr->as.call.args.len; i++)
        check_expr(checker, expr->as.call.args.values[i], NULL);
    return checker->types->error;
}

/* ---- built-ins ---- */

static const Type *check_len(Checker *checker, Expr *expr)
{
    const Args *args = &expr->as.call.args;
    if (args->len != 1) {
        check_args_alone(checker, expr);
        complain_len(checker, expr, NULL);
        return checker->types->error;
    }
    Expr *item = args->values[0];
    const Type *found = check_expr(checker, item, NULL);
    TypeKind kind = type_base(found)->kind;
    if (kind == TYPE_ERROR)
        return checker->types->error;
    if (kind != TYPE_LIST && kind != TYPE_MAP && kind != TYPE_STRING) {
        complain_len(checker, expr, found);
        return checker->types->error;
    }
    Call *call = arena_new(checker->arena, Call);
    call->kind = CALLEE_LEN;
    expr->as.call.call = call;
    expr->constant = item->constant;
    if (checker->body && !expr->constant)
        return expr_refuse(checker, expr, "`len` at run time",
                           "let a task count");
    return checker->types->int_;
}

static const Type *check_builtin(Checker *checker, Expr *expr, Builtin builtin,
                                 const Type *wanted)
{
    switch (builtin) {
    case BUILTIN_LEN:
        return check_len(checker, expr);
    case BUILTIN_ZIP:
        check_args_alone(checker, expr);
        complain_zip_place(checker, expr);
        return checker->types->error;
    case BUILTIN_APPROVE:
    case BUILTIN_WAIT_FOR:
    case BUILTIN_SLEEP:
        return gate_check(checker, expr, builtin, wanted);
    case BUILTIN_NONE:
        break;
    }
    UNREACHABLE("builtin");
}

const Type *call_check(Checker *checker, Expr *expr, const Type *wanted)
{
    bool failed = false;
    const Entry *entry = path_entry(checker, expr->as.call.callee, &failed);
    if (entry && entry->kind == ENTRY_BUILTIN)
        return check_builtin(checker, expr, entry->as.builtin, wanted);
    const Call *call = failed ? NULL : resolve(checker, expr, entry);
    call_count_node(checker);
    if (!call)
        return check_args_alone(checker, expr);
    bind_args(checker, expr);
    SettingPlace place = call->kind == CALLEE_TASK ? PLACE_CALL : PLACE_SUBFLOW;
    CallTail *tail = expr->as.call.tail;
    call_tail(checker, tail, place, call->decl->name.sym);
    if (tail && tail->settings && place == PLACE_CALL)
        check_kind_overrides(checker, call->decl, tail->settings);
    return call->outputs;
}
