/* foresee_flow.c - the most that a workflow can take. */
#include <string.h>

#include "base/panic.h"
#include "compiler/emit/flow_walk.h"
#include "grammar/parse.h"
#include "typesys/call.h"

enum {
    NODE_ROOM = 24, /* a node without its texts */
    NODE_LEAST = 16,
    OVERRIDES_ROOM = 256,
    VARIABLE_ROOM = 32,
    WORKFLOW_ROOM = 128,
    CONDITION_ROOM = 32
};

/* Deeper conditions may bring a message near SPEC_DEPTH_MAX. */
enum { BRANCHES_PLAIN = 4, JOINS_PLAIN = 8, PATTERNS_PLAIN = 64 };

/* A node that bears no name of its own may get a number: `fit-2`. */
enum { NUMBERED = 12 };

/* ---- calls ---- */

static void take_settings(FlowWalk *walk, const Settings *settings)
{
    if (settings)
        walk_take(walk, OVERRIDES_ROOM + settings_room(settings));
}

static void take_tail(FlowWalk *walk, const CallTail *tail)
{
    if (!tail)
        return;
    take_settings(walk, tail->settings);
    for (uint32_t i = 0; i < tail->after.len; i++)
        walk_take(walk, data_room(walk, tail->after.at[i], NULL));
}

static size_t target_room(FlowWalk *walk, const Decl *decl)
{
    if (decl->kind == DECL_TASK) {
        const Settings *settings = decl->as.task.settings;
        bool has_metadata = settings_has(settings, SETTING_TIMEOUT) ||
                            settings_has(settings, SETTING_RETRIES) ||
                            settings_has(settings, SETTING_INTERRUPTIBLE);
        return name_room(decl, settings) + (has_metadata ? TIME_ROOM : 0);
    }
    if (decl->kind == DECL_WORKFLOW) {
        walk->room.calls = true;
        return name_room(decl, decl->as.workflow.settings);
    }
    const Launch *launch =
        decl->kind == DECL_LAUNCH ? decl->as.launch.launch : NULL;
    return name_room(decl, NULL) + text_room(launch ? launch->name : NULL);
}

/* Of the name of it and those of its inputs: nodes that follow each other often
 * call the same. */
static size_t callee_room(FlowWalk *walk, const Call *call)
{
    const ParamVec *inputs = &call->signature->inputs;
    if (walk->callee == call->decl)
        return walk->callee_room;
    size_t room = target_room(walk, call->decl);
    for (uint32_t i = 0; i < inputs->len; i++)
        room += BINDING_ROOM + inputs->at[i]->name.sym->len;
    walk->callee = call->decl;
    walk->callee_room = room;
    return room;
}

static size_t input_room(FlowWalk *walk, const Expr *expr, uint32_t i)
{
    const Param *param = expr->as.call.call->signature->inputs.at[i];
    const Expr *bound = call_bound(expr, i);
    if (bound)
        return data_room(walk, bound, param->found);
    if (param->constant)
        return value_room(walk->foresight, param->found, param->constant);
    return NONE_ROOM;
}

/* And what it calls. */
static void take_inputs(FlowWalk *walk, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    uint32_t len = call->signature->inputs.len;
    walk_take(walk, callee_room(walk, call));
    for (uint32_t i = 0; i < len; i++)
        walk_take(walk, input_room(walk, expr, i));
}

static void take_node(FlowWalk *walk, size_t id, size_t name)
{
    walk_take(walk, NODE_ROOM + ID_ROOM + id + name);
    walk->room.least += NODE_LEAST;
    if (walk->depth == 0) /* one of a branch may stand in it */
        walk->room.least += ID_ROOM;
}

/* Bytes of the name that a call has where it is bound to none. */
static size_t callee_len(const Call *call)
{
    if (call->decl)
        return call->decl->name.sym->len;
    return call->gate.id ? strlen(call->gate.id) : sizeof "sleep";
}

static size_t output_len(const Call *call)
{
    if (!call->signature || call->signature->outputs.len == 0)
        return sizeof "o0";
    return call->signature->outputs.len == 1
               ? call->signature->outputs.at[0]->name.sym->len
               : 0;
}

/* name NULL: it is bound to none. */
static size_t call_room(FlowWalk *walk, const Expr *expr, const Sym *name)
{
    const Call *call = expr->as.call.call;
    size_t len = name ? name->len : callee_len(call);
    size_t id = name ? len : len + NUMBERED;
    take_node(walk, id, len);
    if (call->decl)
        take_inputs(walk, expr);
    else
        walk_take(walk, text_room(call->gate.id) + TIME_ROOM +
                            type_room(walk->foresight, expr->type));
    take_tail(walk, expr->as.call.tail);
    return promise_room(id, output_len(call));
}

/* ---- maps over lists ---- */

/* An array node, and in it the node of an item with the same inputs. */
static size_t comprehension_room(FlowWalk *walk, const Expr *expr,
                                 const Sym *name)
{
    const Expr *body = expr->as.comprehension.body;
    const Call *call = body->as.call.call;
    size_t callee = callee_len(call);
    size_t id = name ? name->len : callee + NUMBERED;
    take_node(walk, id, name ? name->len : callee);
    size_t before = walk->room.most;
    walk_take(walk, NODE_ROOM + 2 * callee + TIME_ROOM);
    take_inputs(walk, body);
    take_tail(walk, expr->as.comprehension.tail);
    take_tail(walk, body->as.call.tail);
    walk_take(walk, walk->room.most - before);
    size_t twin = twin_room(walk->foresight, call->decl);
    for (uint32_t i = 0; i < call->signature->inputs.len; i++)
        walk_take(walk, call->signature->inputs.at[i]->name.sym->len + 1);
    walk->room.apart += twin;
    return promise_room(id, output_len(call));
}

/* ---- conditions ---- */

static bool is_simple(const Expr *expr)
{
    return expr->kind == EXPR_NAME && type_base(expr->type) == expr->type &&
           expr->type->kind != TYPE_ENUM;
}

/* Named in the condition, and bound as an input of the branch node. */
static void take_operand(FlowWalk *walk, const Expr *expr)
{
    size_t room = data_room(walk, expr, NULL);
    if (!expr->constant && !is_simple(expr))
        room += echo_room(walk, expr->type, type_base(expr->type));
    walk_take(walk, CONDITION_ROOM + 3 * room);
}

static void take_condition(FlowWalk *walk, const Expr *expr)
{
    bool is_binary = !expr->constant && expr->kind == EXPR_BINARY;
    BinaryOp op = is_binary ? expr->as.binary.op : BINARY_ADD;
    if (op == BINARY_AND || op == BINARY_OR) {
        walk_doubt(walk, ++walk->joins > JOINS_PLAIN);
        take_condition(walk, expr->as.binary.left);
        take_condition(walk, expr->as.binary.right);
    } else if (is_binary) {
        take_operand(walk, expr->as.binary.left);
        take_operand(walk, expr->as.binary.right);
    } else if (!expr->constant && expr->kind == EXPR_UNARY) {
        take_condition(walk, expr->as.unary.item);
    } else {
        take_operand(walk, expr);
    }
}

/* ---- branches ---- */

static void take_block(FlowWalk *walk, const Block *block, const Type *type);

/* Of the workflow that a block of a branch becomes. */
static void take_output(FlowWalk *walk, size_t name, const Type *type)
{
    enum { TIMES = 4 };
    walk_take(walk, VARIABLE_ROOM + promise_room(NODE_ID_MAX, TIMES * name) +
                        type_room(walk->foresight, type));
}

static void take_outputs(FlowWalk *walk, const Type *type)
{
    if (type->kind == TYPE_UNIT || type->kind == TYPE_NOTHING)
        return;
    if (type->kind != TYPE_OUTPUTS) {
        take_output(walk, PARSE_NAME_MAX, type);
        return;
    }
    for (uint32_t i = 0; i < type->as.record.len; i++)
        take_output(walk, type->as.record.at[i].name->len,
                    type->as.record.at[i].type);
}

static void take_echo(FlowWalk *walk, const Type *type)
{
    walk_take(walk, echo_room(walk, type, type));
}

/* What is given may be restated under the type that all blocks give; where
 * nothing is given, a node is made all the same. */
static void take_echoes(FlowWalk *walk, const Type *type)
{
    if (type->kind == TYPE_UNIT || type->kind == TYPE_NOTHING)
        take_echo(walk, walk->foresight->types->bool_);
    else if (type->kind != TYPE_OUTPUTS)
        take_echo(walk, type);
    else
        for (uint32_t i = 0; i < type->as.record.len; i++)
            take_echo(walk, type->as.record.at[i].type);
}

static const Stmt *only_stmt(const Block *block)
{
    return block->stmts.len == 1 ? block->stmts.at[0] : NULL;
}

static bool is_only_fail(const Block *block)
{
    const Stmt *stmt = only_stmt(block);
    return stmt && stmt->kind == STMT_FAIL;
}

/* The `if` of an `else if`. */
static const Expr *next_rung(const Block *otherwise)
{
    const Stmt *stmt = otherwise ? only_stmt(otherwise) : NULL;
    bool is_if =
        stmt && stmt->kind == STMT_EXPR && stmt->as.expr->kind == EXPR_IF;
    return is_if ? stmt->as.expr : NULL;
}

/* The rest of a ladder after an arm that fails is a branch in the branch; so is
 * one whose condition must be computed first, which is rare. */
static void take_ladder(FlowWalk *walk, const Expr *expr)
{
    uint32_t fails = 0;
    const Type *type = expr->type;
    for (const Expr *at = expr; at; at = next_rung(at->as.if_.otherwise)) {
        size_t nodes = walk->room.least;
        walk->joins = 0;
        take_condition(walk, at->as.if_.condition);
        walk_doubt(walk, at != expr && walk->room.least != nodes);
        take_block(walk, at->as.if_.then, type);
        if (is_only_fail(at->as.if_.then)) {
            walk->depth++;
            take_node(walk, NODE_ID_MAX, NODE_ID_MAX);
            walk_doubt(walk, ++fails > BRANCHES_PLAIN);
        }
        if (!at->as.if_.otherwise)
            take_echoes(walk, type);
        else if (!next_rung(at->as.if_.otherwise))
            take_block(walk, at->as.if_.otherwise, type);
    }
    walk->depth -= fails;
}

/* A match on an enum compares strings, which come from an echo node. */
static void take_arms(FlowWalk *walk, const Expr *expr)
{
    enum { PATTERN_ROOM = 128, CASE = sizeof "_case" };
    const MatchArmVec *arms = &expr->as.match.arms;
    const Expr *subject = expr->as.match.subject;
    const Type *string = walk->foresight->types->string;
    size_t room = data_room(walk, subject, NULL);
    walk_take(walk, room + echo_room(walk, subject->type, string) + CASE);
    size_t before = walk->room.most;
    for (uint32_t i = 0; i < arms->len; i++) {
        const MatchArm *arm = arms->at[i];
        walk_doubt(walk, arm->patterns.len > PATTERNS_PLAIN);
        walk_doubt(walk, i >= BRANCHES_PLAIN && is_only_fail(arm->body));
        for (uint32_t j = 0; j < arm->patterns.len; j++)
            walk_take(walk, PATTERN_ROOM +
                                pattern_case(arm->patterns.at[j]).sym->len);
        take_block(walk, arm->body, expr->type);
    }
    if (arms->len == 1) /* Flyte wants a case and an else */
        walk_take(walk, walk->room.most - before);
}

static size_t branch_room(FlowWalk *walk, const Expr *expr, const Sym *name)
{
    size_t id = name ? name->len : sizeof "match" + NUMBERED;
    walk_doubt(walk, expr->branches > BRANCHES_PLAIN);
    take_node(walk, id, id);
    if (expr->kind == EXPR_IF)
        take_ladder(walk, expr);
    else
        take_arms(walk, expr);
    return promise_room(id, PARSE_NAME_MAX);
}

size_t node_room(FlowWalk *walk, const Expr *expr, const Sym *name)
{
    if (expr->kind == EXPR_CALL)
        return call_room(walk, expr, name);
    if (expr->kind == EXPR_COMPREHENSION)
        return comprehension_room(walk, expr, name);
    return branch_room(walk, expr, name);
}

/* ---- statements ---- */

/* What is no node is remembered: each use of the name brings all of it. */
static void take_bind(FlowWalk *walk, const Stmt *stmt)
{
    const Local *local = &stmt->as.bind.local;
    const Expr *value = local->value;
    walk_doubt(walk, strcmp(local->name.sym->text, "on") == 0);
    if (!value->constant && makes_node(value)) {
        node_room(walk, value, local->name.sym);
        return;
    }
    Arena *arena = walk->foresight->e->arena;
    size_t *room = arena_new(arena, size_t);
    *room = data_room(walk, value, NULL);
    map_put(arena, &walk->data, local, room);
}

static void take_return(FlowWalk *walk, const Stmt *stmt, const Decl *workflow)
{
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    const Args *args = &stmt->as.return_.args;
    for (uint32_t i = 0; i < args->len; i++) {
        const Sym *name = args_name(args, i).sym;
        uint32_t at = i;
        if (name && outputs->at[i]->name.sym != name)
            for (at = 0; outputs->at[at]->name.sym != name;)
                at++;
        walk_take(walk,
                  data_room(walk, args->values[i], outputs->at[at]->found));
    }
}

/* What runs after a failure is a workflow with the error among its inputs. */
static void take_handler(FlowWalk *walk, const Stmt *stmt)
{
    TypeTable *types = walk->foresight->types;
    const Type *error = type_optional(types, types->failure);
    walk_take(walk, 4 * type_room(walk->foresight, error) + WORKFLOW_ROOM);
    take_block(walk, stmt->as.on_failure.body, types->unit);
}

/* type: what a value at the end is for; NULL: nobody takes one. */
static void take_stmt(FlowWalk *walk, const Stmt *stmt, const Type *type)
{
    const Type *wanted =
        type && type->kind != TYPE_OUTPUTS && type->kind != TYPE_UNIT ? type
                                                                      : NULL;
    switch (stmt->kind) {
    case STMT_BIND:
        take_bind(walk, stmt);
        return;
    case STMT_EXPR:
        walk_take(walk, data_room(walk, stmt->as.expr, wanted));
        return;
    case STMT_FAIL:
        walk_take(walk,
                  VARIABLE_ROOM + data_room(walk, stmt->as.fail,
                                            walk->foresight->types->string));
        return;
    case STMT_ON_FAILURE:
        take_handler(walk, stmt);
        return;
    case STMT_RETURN: /* taken with the outputs */
    case STMT_ERROR:
        return;
    }
    UNREACHABLE("statement kind");
}

static void take_stmts(FlowWalk *walk, const Block *block, const Type *type)
{
    const StmtVec *stmts = block_in_order(block);
    for (uint32_t i = 0; i < stmts->len; i++)
        take_stmt(walk, stmts->at[i], type);
}

/* A call that gives just what its block is to give. */
static bool is_call_for(const Block *block, const Type *type)
{
    const Stmt *stmt = only_stmt(block);
    return stmt && stmt->kind == STMT_EXPR && !stmt->as.expr->constant &&
           stmt->as.expr->kind == EXPR_CALL && stmt->as.expr->type == type;
}

/* As a generated workflow and the node that runs it, though a lone call may
 * stand for itself. */
static void take_block(FlowWalk *walk, const Block *block, const Type *type)
{
    walk->depth++;
    size_t name = walk->name + (NODE_ID_MAX + 1) * (size_t)walk->depth;
    walk_doubt(walk, name > NAME_LENGTH_MAX);
    walk_take(walk,
              WORKFLOW_ROOM + NODE_ROOM + ID_ROOM + 2 * NODE_ID_MAX + 3 * name);
    if (!is_only_fail(block))
        take_outputs(walk, type);
    if (!is_only_fail(block) && !is_call_for(block, type))
        take_echoes(walk, type);
    take_stmts(walk, block, type);
    walk->depth--;
}

/* ---- workflows ---- */

static void take_returns(FlowWalk *walk, const Decl *workflow)
{
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    const StmtVec *stmts = &workflow->as.workflow.body->stmts;
    for (uint32_t i = 0; i < outputs->len; i++)
        walk_take(walk,
                  BINDING_ROOM + outputs->at[i]->name.sym->len + NONE_ROOM);
    for (uint32_t i = 0; i < stmts->len; i++)
        if (stmts->at[i]->kind == STMT_RETURN)
            take_return(walk, stmts->at[i], workflow);
}

FlowRoom flow_room(Foresight *foresight, const Decl *workflow)
{
    const Signature *signature = &workflow->as.workflow.signature;
    FlowWalk walk = {.foresight = foresight,
                     .name =
                         name_room(workflow, workflow->as.workflow.settings)};
    walk_doubt(&walk, walk.name + sizeof ".echo_12345678" > NAME_LENGTH_MAX);
    walk_take(&walk, WORKFLOW_ROOM + walk.name +
                         params_room(foresight, &signature->inputs) +
                         params_room(foresight, &signature->outputs));
    take_stmts(&walk, workflow->as.workflow.body, NULL);
    take_returns(&walk, workflow);
    return walk.room;
}
