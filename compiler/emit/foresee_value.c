/* foresee_value.c - the most that a value in a workflow can take. */
#include "base/panic.h"
#include "compiler/emit/flow_walk.h"
#include "grammar/parse.h"
#include "typesys/castable.h"
#include "typesys/constant.h"

enum {
    NUMBER_ROOM = 16,
    ECHO_ROOM = 512, /* the node of an echo task */
    ECHO_TASK_ROOM = 1536
};

/* ---- echo nodes ---- */

size_t echo_room(FlowWalk *walk, const Type *from, const Type *to)
{
    Foresight *foresight = walk->foresight;
    walk_take(walk, ECHO_ROOM + walk->name);
    walk->room.apart += ECHO_TASK_ROOM + walk->name +
                        type_room(foresight, from) + type_room(foresight, to);
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
        return NUMBER_ROOM + expr->text_len;
    const Value *value =
        constant_of(foresight->e->arena, foresight->types, expr, type);
    return value ? TIME_ROOM + value_room(foresight, type, value) : NONE_ROOM;
}

/* ---- names and parts ---- */

/* Of what a node gives, by the node's name. */
static size_t given_room(const Local *local)
{
    const Sym *output = local_origin(local).output;
    size_t var = output ? output->len : PARSE_NAME_MAX;
    return promise_room(local->name.sym->len, var);
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
    walk_doubt(walk, true);
    return 0;
}

static size_t local_room(FlowWalk *walk, const Local *local, const Type *wanted)
{
    TypeTable *types = walk->foresight->types;
    switch (local->kind) {
    case LOCAL_INPUT:
        return restated_room(walk, promise_room(0, local->name.sym->len),
                             local->type, wanted);
    case LOCAL_ITEM:
        return data_room(walk, local->value,
                         wanted ? type_list(types, wanted) : NULL);
    case LOCAL_ERROR:
        return restated_room(walk, promise_room(0, sizeof "err"),
                             type_optional(types, local->type), wanted);
    case LOCAL_BINDING:
        return binding_room(walk, local, wanted);
    case LOCAL_OUTPUT:
    case LOCAL_UNKNOWN:
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
    const Local *local = expr_local(expr);
    size_t room = local_room(walk, local, wanted);
    if (walk->depth == 0)
        return room;
    size_t capture = CAPTURE_ROOM + TIMES * room + local->name.sym->len +
                     type_room(walk->foresight, local->type);
    return room + walk->depth * capture;
}

/* Does it give what nobody can count? A map over a list can be counted. */
static bool is_uncounted(const Expr *expr)
{
    return makes_node(expr) && expr->kind != EXPR_COMPREHENSION;
}

/* Is it of a node or an input, whatever its index? An item that a list in the
 * program lacks is found by lowering. */
static bool is_given(const Expr *expr)
{
    while (expr->kind == EXPR_FIELD || expr->kind == EXPR_INDEX)
        expr = expr->kind == EXPR_FIELD ? expr->as.field.base
                                        : expr->as.index.base;
    if (is_uncounted(expr))
        return true;
    if (!expr_local(expr))
        return false;
    const Local *local = expr_local(expr);
    return local->kind != LOCAL_BINDING ||
           (local->value && is_uncounted(local->value));
}

static size_t field_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    const Expr *base = expr->as.field.base;
    size_t room = data_room(walk, base, NULL) + expr->as.field.name.sym->len +
                  BINDING_ROOM;
    bool is_whole = expr->ref == REF_OUTPUT && base->type->kind != TYPE_OUTPUTS;
    return restated_room(walk, room, is_whole ? base->type : expr->type,
                         wanted);
}

static size_t index_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    const Expr *index = expr->as.index.index;
    walk_doubt(walk, !is_given(expr));
    size_t room = data_room(walk, expr->as.index.base, NULL) +
                  constant_room(walk, index, index->type);
    return restated_room(walk, room, expr->type, wanted);
}

/* ---- lists and maps ---- */

static const Type *item_of(const Type *wanted)
{
    return wanted ? type_item(wanted) : NULL;
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

static size_t map_room(FlowWalk *walk, const Args *args, const Type *wanted)
{
    size_t room = BINDING_ROOM;
    for (uint32_t i = 0; i < args->len; i++)
        room += BINDING_ROOM + args_name(args, i).sym->len +
                item_room(walk, args->values[i], item_of(wanted));
    return room;
}

/* ---- all expressions ---- */

size_t data_room(FlowWalk *walk, const Expr *expr, const Type *wanted)
{
    if (expr->constant)
        return constant_room(walk, expr, wanted);
    if (expr->kind == EXPR_NAME)
        return name_use_room(walk, expr, wanted);
    if (makes_node(expr))
        return restated_room(walk, node_room(walk, expr, NULL), expr->type,
                             wanted);
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
    walk_doubt(walk, true);
    return 0;
}
