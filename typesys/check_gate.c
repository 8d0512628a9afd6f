/* check_gate.c - approve, wait_for, sleep: nodes that wait. */
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/flyte_name.h"

typedef struct Signal {
    const Type *type;
    Span at;
} Signal;

/* The arguments of a gate: first the one by place, then `timeout`. */
typedef struct GateArgs {
    Expr *first;
    Expr *timeout;
} GateArgs;

static void take_arg(Checker *checker, const Expr *expr, Builtin builtin,
                     const Arg *arg, GateArgs *args)
{
    const char *first = builtin == BUILTIN_SLEEP ? "duration" : "id";
    const Sym *name = arg->name.sym;
    bool is_first = !name || name == sym_of(checker->syms, first);
    bool is_timeout =
        builtin != BUILTIN_SLEEP && name == sym_of(checker->syms, "timeout");
    Expr **place = is_first ? &args->first : &args->timeout;
    if ((is_first || is_timeout) && !*place) {
        *place = arg->value;
        return;
    }
    check_expr(checker, arg->value, NULL);
    complain_gate_arg(checker, expr, arg, builtin);
}

static GateArgs take_args(Checker *checker, const Expr *expr, Builtin builtin)
{
    GateArgs args = {0};
    for (uint32_t i = 0; i < expr->as.call.args.len; i++) {
        Arg arg = args_at(&expr->as.call.args, i);
        take_arg(checker, expr, builtin, &arg, &args);
    }
    return args;
}

/* A time that lies ahead; 0 after a mistake. */
static int64_t take_time(Checker *checker, Expr *expr)
{
    const Why why = {.kind = WHY_NOTHING};
    const Value *value =
        check_constant(checker, expr, checker->types->duration, &why);
    if (!value)
        return 0;
    if (value->as.int_ <= 0)
        complain_gate_time(checker, expr);
    return value->as.int_;
}

static const char *take_id(Checker *checker, Expr *expr)
{
    const Why why = {.kind = WHY_NOTHING};
    const Value *value =
        check_constant(checker, expr, checker->types->string, &why);
    if (value && value->as.string.len == 0)
        complain_empty_id(checker, expr);
    else if (value && value->as.string.len > FLYTE_NAME_MAX)
        complain_long_id(checker, expr, value->as.string.len);
    return value ? value->as.string.at : NULL;
}

/* Flyte keeps one value an id for the whole execution. */
static void note_signal(Checker *checker, const Expr *expr, const char *id,
                        const Type *type)
{
    const Sym *name = sym_of(checker->syms, id);
    Signal *other = map_find(&checker->flow->signals, name);
    if (other && other->type != type)
        complain_signal_types(checker, expr->span, name, type, other->type,
                              other->at);
    if (other)
        return;
    Signal *signal = arena_new(checker->arena, Signal);
    *signal = (Signal){type, expr->span};
    map_put(checker->arena, &checker->flow->signals, name, signal);
}

/* What wait_for gives is what its binding says. */
static const Type *awaited(Checker *checker, Expr *expr, const Type *wanted)
{
    if (wanted && checker->annotated == expr)
        return wanted;
    complain_wait_for_type(checker, expr);
    return checker->types->error;
}

static const Type *gate_type(Checker *checker, Expr *expr, Builtin builtin,
                             const Type *wanted)
{
    return builtin == BUILTIN_WAIT_FOR ? awaited(checker, expr, wanted)
                                       : checker->types->unit;
}

const Type *gate_check(Checker *checker, Expr *expr, Builtin builtin,
                       const Type *wanted)
{
    Call *call = arena_new(checker->arena, Call);
    call->origin.node = true;
    call->kind = builtin == BUILTIN_APPROVE    ? CALLEE_APPROVE
                 : builtin == BUILTIN_WAIT_FOR ? CALLEE_WAIT_FOR
                                               : CALLEE_SLEEP;
    expr->as.call.call = call;
    call_count_node(checker);
    const Type *type = gate_type(checker, expr, builtin, wanted);
    GateArgs args = take_args(checker, expr, builtin);
    if (!args.first)
        complain_gate_missing(checker, expr, builtin);
    else if (builtin == BUILTIN_SLEEP)
        call->gate.timeout = take_time(checker, args.first);
    else
        call->gate.id = take_id(checker, args.first);
    if (args.timeout)
        call->gate.timeout = take_time(checker, args.timeout);
    if (call->gate.id && type->kind != TYPE_ERROR)
        note_signal(checker, expr, call->gate.id,
                    builtin == BUILTIN_APPROVE ? checker->types->bool_ : type);
    call_tail(checker, expr->as.call.tail, PLACE_GATE, NULL);
    return type;
}
