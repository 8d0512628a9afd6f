/* call.h - a call, resolved: what is called, and which expression is bound to
 * which input. Made by check_call.c, read by the plan.
 *
 * Most arguments stand as the inputs do. Calls whose do share the Call of what
 * they call (decl->call), so a node of a workflow costs no memory here. */
#ifndef FLW_TYPESYS_CALL_H
#define FLW_TYPESYS_CALL_H

#include "typesys/type.h"
#include "typesys/value.h"

typedef enum CalleeKind {
    CALLEE_TASK,     /* decl is a task or an extern */
    CALLEE_WORKFLOW, /* decl */
    CALLEE_LAUNCH,   /* decl: a launch plan or an extern launch */
    CALLEE_APPROVE,  /* gate */
    CALLEE_WAIT_FOR, /* gate; the call's type is what is waited for */
    CALLEE_SLEEP,    /* gate */
    CALLEE_LEN
} CalleeKind;

struct Call {
    CalleeKind kind;
    const Decl *decl;           /* NULL for built-ins */
    const Signature *signature; /* NULL for built-ins */
    const Type *outputs;        /* what it gives; NULL for built-ins */
    ValueOrigin origin;         /* of that */
    union {
        Expr **bound; /* by input; NULL: as the arguments stand */
        struct {
            const char *id;  /* approve, wait_for: the signal's id */
            int64_t timeout; /* ns; 0: none. sleep: the duration */
        } gate;
    };
};

/* The expression that is bound to the input of that number. NULL: it is left
 * out (it gets its default, or is optional and gets none). */
static inline Expr *call_bound(const Expr *expr, uint32_t input)
{
    const Call *call = expr->as.call.call;
    const Args *args = &expr->as.call.args;
    if (call->bound)
        return call->bound[input];
    return input < args->len ? args->values[input] : NULL;
}

#endif
