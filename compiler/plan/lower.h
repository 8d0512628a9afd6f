/* lower.h - from checked trees to the plan (private to compiler/plan).
 *
 * A Flow is one workflow under construction: one that was written, or one
 * that is generated for a block of a branch or for a failure handler. What an
 * inner flow takes from an outer one becomes an input of the inner workflow. */
#ifndef FLW_COMPILER_PLAN_LOWER_H
#define FLW_COMPILER_PLAN_LOWER_H

#include "base/diag.h"
#include "base/map.h"
#include "base/sym.h"
#include "compiler/plan/plan.h"
#include "grammar/ast.h"
#include "typesys/call.h"

typedef struct Flow Flow;

typedef struct Lower {
    Arena *arena;
    SymTable *syms;
    TypeTable *types;
    Diags *diags;
    Plan *plan;
    Map tasks;     /* Decl -> PlanTask */
    Map workflows; /* Decl -> PlanWorkflow */
    Map launches;  /* Decl -> PlanLaunch */
    Map named;     /* Sym of a generated task's name -> PlanTask */
    Map planned;   /* Decl whose entity is in the plan */
} Lower;

/* What an expression comes to. */
typedef struct Lowered {
    Flow *owner;              /* whose nodes it speaks of */
    Flow *home;               /* whose promises its data is made of; NULL: the
                                 owner's. Another name for something outside is
                                 at home where that was brought in. */
    const PlanData *data;     /* its value; NULL: none, or several outputs */
    const PlanNode *node;     /* of a call, branch, map; else NULL */
    const PlanData **outputs; /* of node, by its interface's outputs */
} Lowered;

/* Something of the outer flow that the inner workflow gets as an input. */
typedef struct Capture {
    const char *var;
    const PlanData *outer;
    const PlanData *inner;
} Capture;

struct Flow {
    Lower *lower;
    Flow *outer; /* NULL: a workflow that was written */
    PlanWorkflow *workflow;
    Map locals; /* Local -> Lowered */
    Map ids;    /* Sym of an id in use -> itself */
    Map counts; /* Sym of a base -> how often it was numbered */
    Vec(Capture) captures;
    Map by_outer;       /* PlanData of the outer flow -> PlanData here */
    Map vars;           /* Sym of a captured input's name -> itself */
    Vec(Lowered) after; /* of outer flows: what its node waits for */
    const Local *error; /* of a failure handler; NULL elsewhere */
};

/* ---- lower_flow.c: nodes, ids, captures ---- */

void flow_init(Flow *flow, Lower *lower, Flow *outer, PlanWorkflow *workflow);
/* Keeps the ids of a block's bindings for them. */
void flow_reserve(Flow *flow, const Block *block);
/* An id that is free: base, else base-2, base-3 … Inside a branch whose full
 * id is prefix, prefix-id must be free too; prefix NULL: top level. */
const char *flow_id(Flow *flow, const char *prefix, const Sym *base);
/* The name of something generated: <workflow>.<id>-<word>. */
const char *flow_name(Flow *flow, const char *id, const char *word);
/* The id that flow_reserve kept for a binding. */
const char *flow_bound_id(Flow *flow, const Sym *name);
PlanNode *flow_node(Flow *flow, PlanNodeKind kind, Span span);
void flow_add(Flow *flow, PlanNode *node);
/* What the node gives, as values of this flow. */
Lowered flow_lowered(Flow *flow, const PlanNode *node);
/* The value of a flow further out, here. */
const PlanData *flow_import(Flow *flow, Flow *owner, const PlanData *data,
                            const char *hint);
/* Makes node wait for whatever the name or call stands for. */
void flow_wait(Flow *flow, PlanNode *node, const Lowered *lowered);
/* Sorts inputs, gathers upstream from them. Last thing done to a node. */
void flow_finish_node(Flow *flow, PlanNode *node);
void plan_bind(Lower *lower, PlanNode *node, const char *var,
               const PlanData *data);

/* ---- lower_value.c ---- */

const PlanData *data_constant(Lower *lower, const Value *value,
                              const Type *type);
const PlanData *data_none(Lower *lower, const Type *type);
const PlanData *data_promise(Lower *lower, const PlanNode *node,
                             const char *var, const Type *type);
/* The value under the type that is wanted there: constants are fitted, and what
 * Flyte would not let pass goes through an echo node. */
const PlanData *restate(Flow *flow, const PlanData *data, const Type *wanted);
/* The value of expr where wanted is wanted (NULL: as it is). Never NULL. */
const PlanData *lower_data(Flow *flow, const Expr *expr, const Type *wanted);
/* id: of the node when expr is one; NULL: by its callee. */
Lowered lower_expr(Flow *flow, const Expr *expr, const Sym *id);
/* Is it more than names, paths and constants: does it make nodes? */
bool makes_nodes(Expr *expr);

/* ---- lower_call.c ---- */

/* A node that calls; not added to the flow. prefix: as of flow_id. */
PlanNode *call_node(Flow *flow, const Expr *expr, const Sym *id,
                    const char *prefix);
/* What the call gives to its input: an argument, or what stands for one that is
 * left out; NULL: Flyte fills it in. */
const PlanData *call_input(Flow *flow, const Expr *call, uint32_t input);
void apply_settings(PlanNode *node, const Settings *call, const Settings *task);
void apply_tail(Flow *flow, PlanNode *node, const CallTail *tail);

/* ---- lower_echo.c ---- */

/* An echo node that restates data as `as`; not added. Its output is `o0`. */
PlanNode *echo_node(Flow *flow, const PlanData *data, const Type *as,
                    const Sym *id, const char *prefix);
/* The same, added; its output. why: `generated`. */
const PlanData *echo_data(Flow *flow, const PlanData *data, const Type *as,
                          const char *id, const char *why);

/* ---- lower_map.c ---- */

Lowered lower_comprehension(Flow *flow, const Expr *expr, const Sym *id);

/* ---- lower_condition.c ---- */

/* The condition, negated if asked; its operands are bound on node. */
const PlanCondition *lower_condition(Flow *flow, PlanNode *node,
                                     const Expr *expr, bool negated);
/* subject == values[0] or subject == values[1] …; over strings. Negated: it
 * is none of them. */
const PlanCondition *condition_any(Flow *flow, PlanNode *node,
                                   const PlanData *subject,
                                   const Value *const *values, uint32_t len,
                                   bool negated);

/* ---- lower_branch.c ---- */

/* if and match. is_value: somebody takes its result. */
Lowered lower_branch(Flow *flow, const Expr *expr, const Sym *id,
                     bool is_value);

/* ---- lower_block.c ---- */

/* An expression whose value nobody takes; NULL: there is none. */
void lower_unused(Flow *flow, const Expr *expr);
/* Lowers all statements but a last value, which it gives back; NULL: none. */
const Expr *lower_stmts(Flow *flow, const Block *block);
/* The block as a generated workflow with those outputs (taken from its value
 * when that has one output, else by name). */
const PlanWorkflow *lower_block(Flow *outer, const Block *block,
                                const PlanVarVec *outputs, const char *name,
                                const char *why, Flow *inner);
/* The node of the generated workflow: its captures bound. Not added. */
PlanNode *block_node(Flow *outer, const Flow *inner, const char *id, Span span);

/* ---- lower_workflow.c, lower_task.c, lower_launch.c ---- */

PlanId plan_name(Lower *lower, const Decl *decl, const Settings *settings);
PlanInterface plan_interface(Lower *lower, const Signature *signature);
void plan_sort_vars(PlanVarVec *vars);

/* Puts a generated task into the plan. */
void plan_add_task(Lower *lower, const PlanTask *task);
void plan_add_workflow(Lower *lower, const PlanWorkflow *workflow);
const PlanTask *lower_task(Lower *lower, const Decl *decl);
/* `cache: auto`, in cache_key.c: a digest of the declaration's words (not of
 * its layout), of what its constants, its image and its variables are worth,
 * and of the types that its names stand for. */
const char *plan_auto_version(Lower *lower, const Decl *decl,
                              const PlanInterface *interface_);
/* "project/domain/name@version" of an extern. */
PlanId plan_extern_id(Lower *lower, const Decl *decl);
const PlanTask *lower_extern_task(Lower *lower, const Decl *decl);
/* The list-typed twin of a task for an array node. bound: names, sorted. */
const PlanTask *lower_twin(Lower *lower, const PlanTask *task,
                           const TextVec *bound, bool optional_items);
const PlanWorkflow *lower_workflow(Lower *lower, const Decl *decl);
const PlanLaunch *lower_launch(Lower *lower, const Decl *decl);
/* on failure (error) { … } */
void lower_handler(Flow *flow, const Stmt *stmt);

#endif
