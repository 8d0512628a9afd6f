/* call.h - a call, resolved: what is called, and which expression is bound to
 * which input. Made by check_call.c, read by the plan. */
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
    union {
        /* By input of the signature. NULL: left out (it gets its default, or
         * is optional and gets none). */
        Expr **bound;
        struct {
            const char *id;  /* approve, wait_for: the signal's id */
            int64_t timeout; /* ns; 0: none. sleep: the duration */
        } gate;
    };
};

#endif
