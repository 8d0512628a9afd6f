/* foresee_flow.c - the most that a workflow can take.
 *
 * Follows compiler/plan/lower_*.c: whatever a statement may be lowered to, its
 * room holds it. Short ids and names count as they are written, for most of a
 * big workflow is calls; what is rare is given more than it can ever need. */
#include <string.h>

#include "base/panic.h"
#include "compiler/emit/foresight.h"
#include "grammar/parse.h"
#include "typesys/call.h"
#include "typesys/castable.h"
#include "typesys/constant.h"
#include "typesys/node_id.h"

/* Bytes of what stands around things, more than was ever measured. */
enum {
    NODE_ROOM = 24, /* a node without its texts */
    NODE_LEAST = 16,
    OVERRIDES_ROOM = 256,
    BINDING_ROOM = 8,
    PROMISE_ROOM = 10, /* with the id among those that the node waits for */
    NUMBER_ROOM = 16,
    TIME_ROOM = 32,
    NONE_ROOM = 64,
    VARIABLE_ROOM = 32,
    WORKFLOW_ROOM = 128,
    ECHO_ROOM = 512, /* the node of an echo task */
    ECHO_TASK_ROOM = 1536,
    CONDITION_ROOM = 32
};

/* Deeper conditions may bring a message near SPEC_DEPTH_MAX. */
enum { BRANCHES_PLAIN = 4, JOINS_PLAIN = 8, PATTERNS_PLAIN = 64 };

/* A node that bears no name of its own may get a number: `fit-2`. */
enum { NUMBERED = 12 };

typedef struct FlowWalk {
    Foresight *foresight;
    FlowRoom room;
    size_t apart;   /* of the tasks that are generated for it */
    size_t name;    /* bytes of the workflow's own, in Flyte */
    Map data;       /* const Local * to size_t *: lists, parts, conversions */
    uint32_t depth; /* arms and blocks around */
    uint32_t joins; /* of the condition at hand */
} FlowWalk;

static size_t data_room(FlowWalk *walk, const Expr *expr, const Type *wanted);

static void take(FlowWalk *walk, size_t bytes)
{
    walk->room.most += bytes;
}

static void be_unsure(FlowWalk *walk, bool unsure)
{
    walk->foresight->is_unsure |= unsure;
}

static size_t promise_room(size_t id, size_t var)
{
    size_t cut = id < NODE_ID_MAX ? id : NODE_ID_MAX;
    return PROMISE_ROOM + 2 * cut + var;
}

/* ---- echo nodes ---- */

/* A value that is restated under another type passes through a node. */
static size_t echo_room(FlowWalk *walk, const Type *from, const Type *to)
{
    Foresight *foresight = walk->foresight;
    take(walk, ECHO_ROOM + walk->name);
    walk->apart += ECHO_TASK_ROOM + walk->name + type_room(foresight, from) +
                   type_room(foresight, to);
    return promise_room(NODE_ID_MAX, sizeof "o0");
}

static size_t restated_room(FlowWalk *walk, size_t room, const Type *found,
                            const Type *wanted)
{
    TypeTable *types = walk->foresight->types;
    if (!wanted || found == wanted ||
        castable(types, wanted, found) == CASTABLE_YES)
        return room;
    return room + echo_room(walk, found, wanted);
}

/* ---- constants ---- */

static size_t constant_room(FlowWalk *walk, const Expr *expr,
                            const Type *wanted)
{
    Foresight *foresight = walk->foresight;
    const Type *type = wanted ? wanted : expr->type;
    bool is_plain = type == expr->type;
    if (is_plain && expr->kind == EXPR_INT)
        return NUMBER_ROOM;
    if (is_plain && expr->kind == EXPR_TEXT)
        return NUMBER_ROOM + expr->as.text.len;
    const Value *value =
        constant_of(foresight->e->arena, foresight->types, expr, type);
    return value ? TIME_ROOM + value_room(foresight, type, value) : NONE_ROOM;
}

/* ---- names and parts ---- */

/* Of what a node gives, by the node's name. */
static size_t given_room(const Local *local)
{
    size_t var = local->output ? local->output->len : PARSE_NAME_MAX;
    return promise_room(local->name.sym->len, var);
}

static bool makes_node(const Expr *expr)
{
    return expr->kind == EXPR_CALL || expr->kind == EXPR_COMPREHENSION ||
           expr->kind == EXPR_IF || expr->kind == EXPR_MATCH;
}

static size_t binding_room(FlowWalk *walk, const Local *local,
                           const Type *wanted)
{
    const size_t *known = map_find(&walk->data, local);
    if (known)
        return restated_room(walk, *known, local->type, wanted);
    if (local->value && makes_node(local->value))
        return restated_room(walk, given_room(local), local->value->type,
                             wanted);
    be_unsure(walk, true);
    return 0;
}

static size_t local_room(FlowWalk *walk, const Local *local, const Type *wanted)
{
    TypeTable *types = walk->foresight->types;
    switch (local->kind) {
    case LOCAL_INPUT:
        return restated_room(walk, promise_room(0, local->name.sym->len),
                             local->param->found, wanted);
    case LOCAL_ITEM:
        return data_room(walk, local->value,
                         wanted ? type_list(types, wanted) : NULL);
    case LOCAL_ERROR:
        return restated_room(walk, promise_room(0, sizeof "err"),
                             type_optional(types, local->type), wanted);
    case LOCAL_BINDING:
        return binding_room(walk, local, wanted);
    case LOCAL_OUTPUT:
    case LOCAL_SELF:
        break;
    }
    UNREACHABLE("a local that is no value of a workflow");
}

/* In a block, the value comes in as an input of each generated workflow around,
 * and its node is waited for by each branch. */
static size_t name_use_room(FlowWalk *walk, const Expr *expr,
                            const Type *wanted)
{
    enum { TIMES = 5, CAPTURE_ROOM = 128 };
    const Local *local = expr->as.name.ref.as.local;
    size_t room = local_room(walk, local, wanted);
    if (walk->depth == 0)
        return room;
    size_t capture = CAPTURE_ROOM + TIMES * room + local->name.sym->len +
                     type_room(walk->foresight, local->type);
    return room + walk->depth * capture;
}

/* Is it of a node or an input, whatever its index? An item that a list in the
 * program lacks is found by lowering. */
static bool is_given(const Expr *expr)
{
    while (expr->kind == EXPR_FIELD || expr->kind == EXPR_INDEX)
        expr = expr->kind == EXPR_FIELD ? expr->as.field.base
                                        : expr->as.index.base;
    if (makes_node(expr))
        return true;
    if (expr->kind != EXPR_NAME || expr->as.name.ref.kind != REF_LOCAL)
        return false;
    const Local *local = expr->as.name.ref.as.local;
    return local->kind != LOCAL_BINDING ||
           (local->value && makes_node(local->value));
}

static size_t field_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    const Expr *base = expr->as.field.base;
    size_t room = data_room(walk, base, NULL) + expr->as.field.name.sym->len +
                  BINDING_ROOM;
    bool is_whole = expr->as.field.ref &&
                    expr->as.field.ref->kind == REF_OUTPUT &&
                    base->type->kind != TYPE_OUTPUTS;
    return restated_room(walk, room, is_whole ? base->type : expr->type,
                         wanted);
}

static size_t index_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    const Expr *index = expr->as.index.index;
    be_unsure(walk, !is_given(expr));
    size_t room = data_room(walk, expr->as.index.base, NULL) +
                  constant_room(walk, index, index->type);
    return restated_room(walk, room, expr->type, wanted);
}

/* ---- lists and maps ---- */

static const Type *item_of(const Type *wanted)
{
    const Type *base = wanted ? type_base(wanted) : NULL;
    bool has_items =
        base && (base->kind == TYPE_LIST || base->kind == TYPE_MAP);
    return has_items ? base->as.item : NULL;
}

/* Where items are wanted of a type that is not plain to see, each may pass
 * through a node. */
static size_t item_room(FlowWalk *walk, const Expr *item, const Type *wanted)
{
    if (wanted || item->constant)
        return BINDING_ROOM + data_room(walk, item, wanted);
    return BINDING_ROOM + data_room(walk, item, NULL) +
           echo_room(walk, item->type, item->type);
}

static size_t list_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    size_t room = BINDING_ROOM;
    for (uint32_t i = 0; i < expr->as.list.len; i++)
        room += item_room(walk, expr->as.list.at[i], item_of(wanted));
    return room;
}

static size_t map_room(FlowWalk *walk, const ArgVec *args, const Type *wanted)
{
    size_t room = BINDING_ROOM;
    for (uint32_t i = 0; i < args->len; i++)
        room += BINDING_ROOM + args->at[i].name.sym->len +
                item_room(walk, args->at[i].value, item_of(wanted));
    return room;
}

/* ---- calls ---- */

static void take_settings(FlowWalk *walk, const Settings *settings)
{
    if (settings)
        take(walk, OVERRIDES_ROOM + settings_room(settings));
}

static void take_tail(FlowWalk *walk, const CallTail *tail)
{
    if (!tail)
        return;
    take_settings(walk, tail->settings);
    for (uint32_t i = 0; i < tail->after.len; i++)
        take(walk, data_room(walk, tail->after.at[i], NULL));
}

static size_t target_room(FlowWalk *walk, const Decl *decl)
{
    if (decl->kind == DECL_TASK) {
        const Settings *settings = decl->as.task.settings;
        bool has_metadata = settings->has[SETTING_TIMEOUT] ||
                            settings->has[SETTING_RETRIES] ||
                            settings->has[SETTING_INTERRUPTIBLE];
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

static size_t input_room(FlowWalk *walk, const Call *call, uint32_t i)
{
    const Param *param = call->signature->inputs.at[i];
    size_t room = BINDING_ROOM + param->name.sym->len;
    if (call->bound[i])
        return room + data_room(walk, call->bound[i], param->found);
    if (call->defaulted && call->defaulted[i])
        return room +
               value_room(walk->foresight, param->found, call->defaulted[i]);
    return room + NONE_ROOM;
}

static void take_inputs(FlowWalk *walk, const Call *call)
{
    for (uint32_t i = 0; i < call->signature->inputs.len; i++)
        take(walk, input_room(walk, call, i));
}

static void take_node(FlowWalk *walk, size_t id, size_t name)
{
    take(walk, NODE_ROOM + ID_ROOM + id + name);
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
        take(walk, target_room(walk, call->decl));
    else
        take(walk, text_room(call->gate.id) + TIME_ROOM +
                       type_room(walk->foresight, expr->type));
    if (call->signature)
        take_inputs(walk, call);
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
    take(walk, NODE_ROOM + 2 * callee + TIME_ROOM);
    take_inputs(walk, call);
    take_tail(walk, expr->as.comprehension.tail);
    take_tail(walk, body->as.call.tail);
    take(walk, walk->room.most - before);
    size_t twin = twin_room(walk->foresight, call->decl);
    take(walk, name_room(call->decl, call->decl->as.task.settings));
    for (uint32_t i = 0; i < call->signature->inputs.len; i++)
        take(walk, call->signature->inputs.at[i]->name.sym->len + 1);
    walk->apart += twin;
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
    take(walk, CONDITION_ROOM + 3 * room);
}

static void take_condition(FlowWalk *walk, const Expr *expr)
{
    bool is_binary = !expr->constant && expr->kind == EXPR_BINARY;
    BinaryOp op = is_binary ? expr->as.binary.op : BINARY_ADD;
    if (op == BINARY_AND || op == BINARY_OR) {
        be_unsure(walk, ++walk->joins > JOINS_PLAIN);
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

/* Of a branch, or of the workflow that a block of it becomes. */
static void take_output(FlowWalk *walk, size_t name, const Type *type)
{
    enum { TIMES = 4 };
    size_t room = echo_room(walk, type, type);
    take(walk, room + VARIABLE_ROOM + TIMES * name +
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
    const TypeTable *types = walk->foresight->types;
    for (const Expr *at = expr; at; at = next_rung(at->as.if_.otherwise)) {
        size_t nodes = walk->room.least;
        walk->joins = 0;
        take_condition(walk, at->as.if_.condition);
        be_unsure(walk, at != expr && walk->room.least != nodes);
        take_block(walk, at->as.if_.then, type);
        if (is_only_fail(at->as.if_.then)) {
            walk->depth++;
            take_node(walk, NODE_ID_MAX, NODE_ID_MAX);
            be_unsure(walk, ++fails > BRANCHES_PLAIN);
        }
        if (!at->as.if_.otherwise)
            take_output(walk, PARSE_NAME_MAX,
                        type->kind == TYPE_UNIT ? types->bool_ : type);
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
    take(walk, room + echo_room(walk, subject->type, string) + CASE);
    size_t before = walk->room.most;
    for (uint32_t i = 0; i < arms->len; i++) {
        const MatchArm *arm = arms->at[i];
        be_unsure(walk, arm->patterns.len > PATTERNS_PLAIN);
        be_unsure(walk, i >= BRANCHES_PLAIN && is_only_fail(arm->body));
        for (uint32_t j = 0; j < arm->patterns.len; j++)
            take(walk,
                 PATTERN_ROOM + pattern_case(arm->patterns.at[j]).sym->len);
        take_block(walk, arm->body, expr->type);
    }
    if (arms->len == 1) /* Flyte wants a case and an else */
        take(walk, walk->room.most - before);
}

static size_t branch_room(FlowWalk *walk, const Expr *expr, const Sym *name)
{
    size_t id = name ? name->len : sizeof "match" + NUMBERED;
    be_unsure(walk, expr->branches > BRANCHES_PLAIN);
    take_node(walk, id, id);
    take_outputs(walk, expr->type);
    if (expr->kind == EXPR_IF)
        take_ladder(walk, expr);
    else
        take_arms(walk, expr);
    return promise_room(id, PARSE_NAME_MAX);
}

/* ---- all expressions ---- */

static size_t node_room(FlowWalk *walk, const Expr *expr, const Sym *name)
{
    if (expr->kind == EXPR_CALL)
        return call_room(walk, expr, name);
    if (expr->kind == EXPR_COMPREHENSION)
        return comprehension_room(walk, expr, name);
    return branch_room(walk, expr, name);
}

static size_t data_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    if (expr->constant)
        return constant_room(walk, expr, wanted);
    if (makes_node(expr))
        return restated_room(walk, node_room(walk, expr, NULL), expr->type,
                             wanted);
    if (expr->kind == EXPR_NAME)
        return name_use_room(walk, expr, wanted);
    if (expr->kind == EXPR_FIELD)
        return field_room(walk, expr, wanted);
    if (expr->kind == EXPR_INDEX)
        return index_room(walk, expr, wanted);
    if (expr->kind == EXPR_LIST)
        return list_room(walk, expr, wanted);
    if (expr->kind == EXPR_MAP)
        return map_room(walk, &expr->as.map, wanted);
    if (expr->kind == EXPR_RECORD)
        return map_room(walk, &expr->as.record, wanted);
    if (expr->kind == EXPR_CONVERT)
        return restated_room(walk,
                             data_room(walk, expr->as.convert.item, expr->type),
                             expr->type, wanted);
    be_unsure(walk, true);
    return 0;
}

/* ---- statements ---- */

/* What is no node is remembered: each use of the name brings all of it. */
static void take_bind(FlowWalk *walk, const Stmt *stmt)
{
    const Expr *value = stmt->as.bind.value;
    const Local *local = stmt->as.bind.local;
    be_unsure(walk, strcmp(local->name.sym->text, "on") == 0);
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
    const ArgVec *args = &stmt->as.return_.args;
    for (uint32_t i = 0; i < args->len; i++) {
        const Sym *name = args->at[i].name.sym;
        uint32_t at = i;
        if (name && outputs->at[i]->name.sym != name)
            for (at = 0; outputs->at[at]->name.sym != name;)
                at++;
        take(walk, data_room(walk, args->at[i].value, outputs->at[at]->found));
    }
}

/* What runs after a failure is a workflow with the error among its inputs. */
static void take_handler(FlowWalk *walk, const Stmt *stmt)
{
    TypeTable *types = walk->foresight->types;
    const Type *error = type_optional(types, types->failure);
    take(walk, 4 * type_room(walk->foresight, error) + WORKFLOW_ROOM);
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
        take(walk, data_room(walk, stmt->as.expr, wanted));
        return;
    case STMT_FAIL:
        take(walk, VARIABLE_ROOM + data_room(walk, stmt->as.fail,
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
    const StmtVec *stmts = block->ordered.len ? &block->ordered : &block->stmts;
    for (uint32_t i = 0; i < stmts->len; i++)
        take_stmt(walk, stmts->at[i], type);
}

/* As a generated workflow and the node that runs it, though a lone call may
 * stand for itself. */
static void take_block(FlowWalk *walk, const Block *block, const Type *type)
{
    walk->depth++;
    size_t name = walk->name + (NODE_ID_MAX + 1) * (size_t)walk->depth;
    be_unsure(walk, name > NAME_LENGTH_MAX);
    take(walk,
         WORKFLOW_ROOM + NODE_ROOM + ID_ROOM + 2 * NODE_ID_MAX + 3 * name);
    take_outputs(walk, type->kind == TYPE_UNIT ? walk->foresight->types->bool_
                                               : type);
    take_stmts(walk, block, type);
    walk->depth--;
}

/* ---- workflows ---- */

static void take_returns(FlowWalk *walk, const Decl *workflow)
{
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    const StmtVec *stmts = &workflow->as.workflow.body->stmts;
    for (uint32_t i = 0; i < outputs->len; i++)
        take(walk, BINDING_ROOM + outputs->at[i]->name.sym->len + NONE_ROOM);
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
    be_unsure(&walk, walk.name + sizeof ".echo_12345678" > NAME_LENGTH_MAX);
    take(&walk, WORKFLOW_ROOM + walk.name +
                    params_room(foresight, &signature->inputs) +
                    params_room(foresight, &signature->outputs));
    take_stmts(&walk, workflow->as.workflow.body, NULL);
    take_returns(&walk, workflow);
    foresight->total += walk.apart;
    return walk.room;
}
