/* check_body.c - blocks of statements, and the body of a workflow. */
#include "base/panic.h"
#include "grammar/walk.h"
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/constant.h"
#include "typesys/mentions.h"
#include "typesys/node_id.h"
#include "typesys/order.h"

/* ---- names of a block ---- */

void body_bind(Checker *checker, LocalKind kind, Local *local)
{
    Name name = local->name;
    local->kind = kind;
    if (!name.sym)
        return;
    if (kind == LOCAL_BINDING)
        checker->idle++;
    const Entry *other = scope_add(&checker->scopes, entry_of_local(local));
    if (!other)
        return;
    complain_shadow(checker, name, other);
    local->used = true;
    map_put(checker->arena, &checker->body->shadowing, name.sym, local);
}

Local *body_local(Checker *checker, LocalKind kind, Name name)
{
    Local *local = arena_new(checker->arena, Local);
    local->name = name;
    body_bind(checker, kind, local);
    return local;
}

/* One pass over what is written, before what it means is looked at. */
static void declare_bindings(Checker *checker, const Block *block)
{
    bool returned = false;
    bool ids_are_names = true;
    scope_reserve(&checker->scopes, block->stmts.len);
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        Stmt *stmt = block->stmts.at[i];
        const Sym *name =
            stmt->kind == STMT_BIND ? stmt->as.bind.local.name.sym : NULL;
        if (stmt->kind == STMT_BIND)
            body_bind(checker, LOCAL_BINDING, &stmt->as.bind.local);
        if (name)
            ids_are_names &= node_id_is_name(name);
        if (stmt->kind != STMT_RETURN || returned)
            continue;
        returned = true;
        if (i + 1 < block->stmts.len)
            complain_unreachable(checker, block->stmts.at[i + 1], stmt);
    }
    /* An id that is its name is that of no other. */
    if (!ids_are_names)
        flow_node_ids(checker, block);
}

/* ---- order of data ---- */

typedef struct BlockOrder {
    Order order;
    Map bound; /* Sym -> 1 + index of the statement that binds it */
} BlockOrder;

static void need_name(Mentions *mentions, const Sym *name, Span at)
{
    BlockOrder *block = mentions->context;
    uintptr_t place = (uintptr_t)map_find(&block->bound, name);
    if (place)
        order_need(&block->order, mentions->item, (uint32_t)place - 1, at);
}

static Map map_bindings(Checker *checker, const Block *block)
{
    Map bound = {0};
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        const Stmt *stmt = block->stmts.at[i];
        if (stmt->kind != STMT_BIND || !stmt->as.bind.local.name.sym)
            continue;
        const Sym *name = stmt->as.bind.local.name.sym;
        const Entry *entry =
            scope_own(&checker->scopes, checker->scopes.inner, name);
        if (entry && entry->as.local == &stmt->as.bind.local)
            map_put(&checker->scratch, &bound, name,
                    (void *)(uintptr_t)(i + 1));
    }
    return bound;
}

static void complain_rings(Checker *checker, const Block *block,
                           const Order *order)
{
    for (uint32_t i = 0; i < order->rings.len; i++) {
        const OrderRing *ring = &order->rings.at[i];
        RingStep *steps =
            arena_array(checker->arena, RingStep, ring->items.len);
        for (uint32_t k = 0; k < ring->items.len; k++) {
            const OrderNeed *item = &ring->items.at[k];
            steps[k].name = block->stmts.at[item->item]->as.bind.local.name;
            steps[k].at = item->at;
        }
        complain_binding_ring(checker, steps, ring->items.len);
    }
}

static void order_block(Checker *checker, Block *block)
{
    if (!checker->body->workflow->as.workflow.backwards)
        return;
    BlockOrder context = {.bound = map_bindings(checker, block)};
    Order *order = &context.order;
    order_init(order, &checker->scratch, block->stmts.len);
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        Mentions mentions = {need_name, &context, i};
        if (block->stmts.at[i]->kind != STMT_ON_FAILURE)
            mentions_of_stmt(&mentions, block->stmts.at[i]);
    }
    order_solve(order);
    complain_rings(checker, block, order);
    for (uint32_t i = 0; i < order->len; i++)
        vec_push(checker->arena, &block->ordered,
                 block->stmts.at[order->at[i]]);
    arena_reset(&checker->scratch);
}

/* ---- statements ---- */

static const Type *bound_type(Checker *checker, Stmt *stmt)
{
    Expr *value = stmt->as.bind.local.value;
    if (!stmt->as.bind.type)
        return check_expr(checker, value, NULL);
    const Type *wanted = resolve_type(checker, stmt->as.bind.type);
    const Why why = {.kind = WHY_ANNOTATION,
                     .name = stmt->as.bind.local.name.sym,
                     .at = stmt->as.bind.type->span};
    checker->annotated = value;
    const Type *found = check_expr_as(checker, value, wanted, &why);
    checker->annotated = NULL;
    /* What it is said to be helps more than the poison. */
    (void)found;
    return wanted;
}

static void check_bind(Checker *checker, Stmt *stmt)
{
    Local *local = &stmt->as.bind.local;
    Expr *value = local->value;
    const Type *wanted = NULL;
    local->type = bound_type(checker, stmt);
    if (!value)
        return;
    if (stmt->as.bind.type)
        wanted = local->type;
    if (local->type->kind == TYPE_NOTHING && !value->constant) {
        complain_no_branch_value(checker, value);
        local->type = checker->types->error;
    }
    const Value *constant =
        value->constant
            ? constant_of(checker->arena, checker->types, value, wanted)
            : NULL;
    local->origin = path_keep_origin(checker, value, constant);
}

static void check_bare(Checker *checker, Expr *expr)
{
    if (expr->kind == EXPR_IF)
        expr->type = branch_if(checker, expr, NULL, true);
    else if (expr->kind == EXPR_MATCH)
        expr->type = branch_match(checker, expr, NULL, true);
    else
        check_expr(checker, expr, NULL);
}

static void check_fail(Checker *checker, const Stmt *stmt, const Block *block)
{
    const Why why = {.kind = WHY_NOTHING};
    if (stmt->as.fail)
        check_constant(checker, stmt->as.fail, checker->types->string, &why);
    if (checker->body->nesting < (checker->body->in_handler ? 2u : 1u))
        complain_fail_place(checker, stmt);
    else if (block->stmts.len > 1)
        complain_fail_alone(checker, stmt, block);
}

/* ---- return ---- */

/* The index of the output that it is for; beyond all: none. */
static uint32_t find_output(const ParamVec *outputs, const Arg *arg,
                            uint32_t place)
{
    uint32_t at = 0;
    if (!arg->name.sym)
        return place;
    while (at < outputs->len && outputs->at[at]->name.sym != arg->name.sym)
        at++;
    return at;
}

/* given: by output, what was returned for it so far. */
static void check_returned(Checker *checker, const Arg *arg, uint32_t place,
                           const Expr **given)
{
    const Decl *workflow = checker->body->workflow;
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    uint32_t at = find_output(outputs, arg, place);
    if (at >= outputs->len) {
        check_expr(checker, arg->value, NULL);
        complain_unknown_output(checker, arg, workflow);
        return;
    }
    const Param *output = outputs->at[at];
    if (given[at])
        complain_returned_twice(checker, arg, output, given[at]->span);
    given[at] = arg->value;
    const Why why = {.kind = WHY_OUTPUT,
                     .name = output->name.sym,
                     .owner = workflow->name.sym,
                     .at = output->span};
    const Type *wanted = output->found ? output->found : checker->types->error;
    check_expr_as(checker, arg->value, wanted, &why);
}

static void check_return(Checker *checker, const Stmt *stmt)
{
    const Decl *workflow = checker->body->workflow;
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    const Args *args = &stmt->as.return_.args;
    if (checker->body->nesting > 0 || checker->body->in_handler) {
        complain_return_place(checker, stmt);
        return;
    }
    checker->body->returns = true;
    const Expr **given =
        arena_array(checker->arena, const Expr *, outputs->len);
    ParamVec missing = {0};
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        check_returned(checker, &arg, i, given);
    }
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Type *type = outputs->at[i]->found;
        bool may_lack =
            !type || type->kind == TYPE_ERROR || type_is_optional(type);
        if (!given[i] && !may_lack)
            vec_push(checker->arena, &missing, outputs->at[i]);
    }
    if (missing.len > 0)
        complain_missing_outputs(checker, stmt->span, workflow, &missing);
}

/* ---- on failure ---- */

/* The handler runs when the rest is gone: it sees the inputs, not what was
 * bound. */
static void check_handler(Checker *checker, Stmt *stmt)
{
    Body *body = checker->body;
    if (body->nesting > 0 || body->in_handler) {
        complain_handler_place(checker, stmt);
        return;
    }
    if (body->handler)
        complain_second_handler(checker, stmt, body->handler);
    else
        body->handler = stmt;
    Scope scope;
    uint32_t nodes = body->all_nodes;
    checker->scopes.shut = &body->names;
    scope_enter(&checker->scopes, &scope);
    body->in_handler = true;
    body->nesting = 1;
    if (stmt->as.on_failure.error.sym) {
        Local *error =
            body_local(checker, LOCAL_ERROR, stmt->as.on_failure.error);
        error->type = checker->types->failure;
        stmt->as.on_failure.local = error;
    }
    if (stmt->as.on_failure.body)
        body_block(checker, stmt->as.on_failure.body, NULL, true);
    if (body->all_nodes == nodes)
        complain_empty_handler(checker, stmt);
    body->nesting = 0;
    body->in_handler = false;
    scope_leave(&checker->scopes);
    checker->scopes.shut = NULL;
}

/* ---- blocks ---- */

static void check_stmt(Checker *checker, Stmt *stmt, const Block *block)
{
    switch (stmt->kind) {
    case STMT_ERROR:
        return;
    case STMT_BIND:
        return check_bind(checker, stmt);
    case STMT_EXPR:
        return check_bare(checker, stmt->as.expr);
    case STMT_RETURN:
        return check_return(checker, stmt);
    case STMT_FAIL:
        return check_fail(checker, stmt, block);
    case STMT_ON_FAILURE:
        return check_handler(checker, stmt);
    }
    UNREACHABLE("statement kind");
}

static const Type *value_type(Checker *checker, const Stmt *last,
                              const Type *wanted)
{
    Expr *value = last->as.expr;
    const Why why = {.kind = WHY_BRANCH};
    if (!wanted)
        return check_expr(checker, value, NULL);
    const Type *found = check_expr_as(checker, value, wanted, &why);
    bool fits = found->kind != TYPE_ERROR && found->kind != TYPE_NOTHING;
    return fits ? wanted : found;
}

const Type *body_block(Checker *checker, Block *block, const Type *wanted,
                       bool is_statement)
{
    TypeTable *types = checker->types;
    uint32_t len = block->stmts.len;
    const Type *value = types->unit;
    const Stmt *last = len ? block->stmts.at[len - 1] : NULL;
    if (!last && checker->body->nesting > (checker->body->in_handler ? 1 : 0))
        complain_empty_block(checker, block);
    bool has_value = last && last->kind == STMT_EXPR && !is_statement;
    if (last && last->kind == STMT_FAIL)
        value = types->nothing;
    if (!last || last->kind == STMT_ERROR)
        value = types->error;
    declare_bindings(checker, block);
    order_block(checker, block);
    const StmtVec *stmts = block_in_order(block);
    for (uint32_t i = 0; i < stmts->len; i++) {
        Stmt *stmt = stmts->at[i];
        if (has_value && stmt == last)
            value = value_type(checker, stmt, wanted);
        else
            check_stmt(checker, stmt, block);
    }
    return value;
}

/* ---- workflows ---- */

static void declare_inputs(Checker *checker, Decl *workflow)
{
    const ParamVec *inputs = &workflow->as.workflow.signature.inputs;
    workflow->as.workflow.inputs =
        arena_array(checker->arena, Local, inputs->len);
    for (uint32_t i = 0; i < inputs->len; i++) {
        Local *local = &workflow->as.workflow.inputs[i];
        local->name = inputs->at[i]->name;
        local->type = inputs->at[i]->found;
        body_bind(checker, LOCAL_INPUT, local);
    }
}

/* Every output that cannot be none needs a return. */
static void check_outputs_given(Checker *checker, const Decl *workflow)
{
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    ParamVec missing = {0};
    if (checker->body->returns || workflow->module->failed)
        return;
    for (uint32_t i = 0; i < outputs->len; i++)
        if (outputs->at[i]->found && !type_is_optional(outputs->at[i]->found))
            vec_push(checker->arena, &missing, outputs->at[i]);
    if (missing.len > 0)
        complain_missing_outputs(checker, workflow->name.span, workflow,
                                 &missing);
}

static WalkStep warn_binding(Walk *walk, Node node)
{
    const Stmt *stmt = node.kind == NODE_STMT ? node.as.stmt : NULL;
    if (stmt && stmt->kind == STMT_BIND && stmt->as.bind.local.name.sym &&
        !stmt->as.bind.local.used)
        complain_unused_binding(walk->context, &stmt->as.bind.local);
    return WALK_CONTINUE;
}

/* A name that is wrong somewhere is missed elsewhere: no warnings then. */
static void warn_unused(Checker *checker, const Decl *workflow)
{
    const ParamVec *inputs = &workflow->as.workflow.signature.inputs;
    Walk walk = {.visit = warn_binding, .context = checker};
    for (uint32_t i = 0; i < inputs->len; i++) {
        const Local *local = &workflow->as.workflow.inputs[i];
        if (local->name.sym && !local->used)
            complain_unused_input(checker, local, workflow);
    }
    if (checker->idle > 0)
        ast_walk_block(&walk, workflow->as.workflow.body);
}

void body_check(Checker *checker, Decl *workflow)
{
    Block *block = workflow->as.workflow.body;
    Body body = {.workflow = workflow};
    if (!block)
        return;
    Scope inputs;
    uint32_t errors = checker->diags->errors;
    checker->decl = workflow;
    checker->body = &body;
    checker->idle = 0;
    scope_enter(&checker->scopes, &inputs);
    declare_inputs(checker, workflow);
    scope_enter(&checker->scopes, &body.names);
    body_block(checker, block, NULL, true);
    check_outputs_given(checker, workflow);
    flow_node_count(checker);
    bool fine = checker->diags->errors == errors && !workflow->module->failed;
    if (fine && body.nodes == 0)
        complain_no_nodes(checker, workflow);
    if (fine)
        warn_unused(checker, workflow);
    scope_leave(&checker->scopes);
    scope_leave(&checker->scopes);
    checker->body = NULL;
    checker->decl = NULL;
}
