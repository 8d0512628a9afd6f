/* checks.h - what the files check_*.c ask of each other (private). */
#ifndef FLW_TYPESYS_CHECKS_H
#define FLW_TYPESYS_CHECKS_H

#include "typesys/call.h"
#include "typesys/checker.h"
#include "typesys/names.h"
#include "typesys/scope.h"

/* The workflow whose body is at work. */
struct Body {
    Decl *workflow;
    Scope names;      /* of the body's own block; a handler may not see them */
    bool in_handler;  /* inside of `on failure` */
    uint32_t nesting; /* blocks around the statement at work */
    uint32_t nodes;   /* at the top level, as written */
    uint32_t all_nodes;
    const Stmt *handler; /* NULL: none so far */
    bool returns;        /* so far */
    Map shadowing;       /* Sym -> Local: bindings with a name that is taken */
};

/* One declaration of the module leads to another: it calls it, or starts it. */
typedef struct FlowEdge {
    const Decl *from;
    const Decl *to;
    Span at;
} FlowEdge;

/* What all bodies of a module do together. */
struct Flow {
    Vec(FlowEdge) edges;
    Map signals;         /* Sym -> Signal: ids of gates */
    const Expr *chained; /* the `else if` whose chain was looked at already */
};

/* ---- check_expr.c ---- */

/* What the wanted type says about a literal: through refinements, without
 * none; NULL when it says nothing. */
const Type *expr_steer(Checker *checker, const Type *wanted);
/* Complains of names that are given twice in a map or record literal. */
bool names_given_once(Checker *checker, const Args *args, const char *what);
/* Does found fit? Complains when not. The poison fits. */
bool expr_fits(Checker *checker, Expr *expr, const Type *wanted,
               const Type *found, const Why *why);
/* A run-time expression that only a compute node could say: complains with
 * what to write instead and gives the poison. */
const Type *expr_refuse(Checker *checker, const Expr *expr, const char *what,
                        const char *instead);

/* ---- check_json.c ---- */

/* A list, map or record literal where json is wanted. Only the last two are
 * json: at its outermost it is an object. */
const Type *json_check(Checker *checker, Expr *expr);

/* ---- check_path.c ---- */

/* wanted: what its place is for, if that is known; steers the advice. */
const Type *path_name(Checker *checker, Expr *expr, const Type *wanted);
const Type *path_field(Checker *checker, Expr *expr);
const Type *path_index(Checker *checker, Expr *expr);
/* What an expression names, when it names no value: NULL else. */
const Entry *path_entry(Checker *checker, Expr *expr, bool *failed);
/* Where the value comes from, directly or by way of names. */
ValueOrigin path_origin(const Expr *expr);
/* The same, for the binding of that value; constant: what it is, if it is one,
 * else NULL. */
const ValueOrigin *path_keep_origin(Checker *checker, const Expr *value,
                                    const Value *constant);
/* A task whose inputs come as files. */
bool decl_in_container(const Decl *task);
/* Complains of a part of a record that the task, a container, cannot read. */
void check_part(Checker *checker, const Expr *arg, const Decl *task);

/* ---- check_keys.c ---- */

/* Complains of keys that name no file; the task is a container. */
void check_keys(Checker *checker, const Expr *arg, const Decl *task);

/* ---- check_operator.c ---- */

const Type *operator_unary(Checker *checker, Expr *expr, const Type *wanted);
const Type *operator_binary(Checker *checker, Expr *expr, const Type *wanted);
const Type *operator_range(Checker *checker, Expr *expr);
const Type *operator_text(Checker *checker, Expr *expr);
const Type *operator_convert(Checker *checker, Expr *expr);
/* The condition of an `if`: what rungs 1 to 3 can say. */
void operator_condition(Checker *checker, Expr *expr);

/* ---- check_call.c, check_gate.c, check_map.c ---- */

const Type *call_check(Checker *checker, Expr *expr, const Type *wanted);
/* with and after. */
void call_tail(Checker *checker, CallTail *tail, SettingPlace place,
               const Sym *owner);
/* A node is made where the expression stands. */
void call_count_node(Checker *checker);
const Type *gate_check(Checker *checker, Expr *expr, Builtin builtin,
                       const Type *wanted);
const Type *map_check(Checker *checker, Expr *expr);

/* ---- check_branch.c ---- */

const Type *branch_if(Checker *checker, Expr *expr, const Type *wanted,
                      bool is_statement);
const Type *branch_match(Checker *checker, Expr *expr, const Type *wanted,
                         bool is_statement);

/* ---- check_body.c ---- */

/* Declares what the block binds, checks it in order of data, and gives the
 * type of its value: UNIT without one, NOTHING when it fails. */
const Type *body_block(Checker *checker, Block *block, const Type *wanted,
                       bool is_statement);
/* Puts the local, whose name is known, into scope. */
void body_bind(Checker *checker, LocalKind kind, Local *local);
/* The same for a new one. */
Local *body_local(Checker *checker, LocalKind kind, Name name);
void body_check(Checker *checker, Decl *workflow);

/* ---- check_decl.c ---- */

void declare_types_and_consts(Checker *checker);
/* Can the names of what the module declares be names in Flyte? */
void check_module_name(Checker *checker);
void declare_signature(Checker *checker, Decl *decl);
void declare_task(Checker *checker, Decl *task);
void declare_extern(Checker *checker, Decl *decl);
const Signature *decl_signature_of(const Decl *decl);

/* ---- check_flow.c ---- */

/* Workflows and launch plans that lead to themselves. */
void flow_recursion(Checker *checker);
void flow_unused_imports(Checker *checker);
/* Ids of the nodes that a block's names become, if any is not its name. */
void flow_node_ids(Checker *checker, const Block *block);
void flow_node_count(Checker *checker);

#endif
