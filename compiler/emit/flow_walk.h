/* flow_walk.h - one workflow, and what the files foresee_value.c and
 * foresee_flow.c ask of each other (private).
 *
 * Follows compiler/plan/lower_*.c: whatever a statement may be lowered to, its
 * room holds it. Short ids and names count as they are written, for most of a
 * big workflow is calls; what is rare is given more than it can ever need. */
#ifndef FLW_COMPILER_EMIT_FLOW_WALK_H
#define FLW_COMPILER_EMIT_FLOW_WALK_H

#include "compiler/emit/foresight.h"
#include "typesys/node_id.h"

/* Bytes of what stands around things, more than was ever measured. */
enum {
    BINDING_ROOM = 8,
    PROMISE_ROOM = 10, /* with the id among those that the node waits for */
    TIME_ROOM = 32,
    NONE_ROOM = 64
};

typedef struct FlowWalk {
    Foresight *foresight;
    FlowRoom room;
    const Decl *callee; /* called last; NULL: nothing yet */
    size_t callee_room; /* of what each call of it takes */
    size_t name;        /* bytes of the workflow's own, in Flyte */
    Map data;       /* const Local * to size_t *: lists, parts, conversions */
    uint32_t depth; /* arms and blocks around */
    uint32_t joins; /* of the condition at hand */
} FlowWalk;

static inline void walk_take(FlowWalk *walk, size_t bytes)
{
    walk->room.most += bytes;
}

static inline void walk_doubt(FlowWalk *walk, bool is_unsure)
{
    walk->foresight->is_unsure |= is_unsure;
}

/* A call, a map over a list, a branch. */
static inline bool makes_node(const Expr *expr)
{
    return expr->kind == EXPR_CALL || expr->kind == EXPR_COMPREHENSION ||
           expr->kind == EXPR_IF || expr->kind == EXPR_MATCH;
}

static inline size_t promise_room(size_t id, size_t var)
{
    size_t cut = id < NODE_ID_MAX ? id : NODE_ID_MAX;
    return PROMISE_ROOM + 2 * cut + var;
}

/* ---- foresee_value.c: what it gives, without the nodes that it takes ---- */

/* Of the expression where wanted is wanted (NULL: as it is). */
size_t data_room(FlowWalk *walk, const Expr *expr, const Type *wanted);
/* A value that is restated under another type passes through a node. */
size_t echo_room(FlowWalk *walk, const Type *from, const Type *to);

/* ---- foresee_flow.c ---- */

/* Takes the node; what is said of its output. name NULL: it has none. */
size_t node_room(FlowWalk *walk, const Expr *expr, const Sym *name);

#endif
