/* lint_flow.c - what workflows start, and what they wait for. */
#include <string.h>

#include "compiler/lint/linter.h"
#include "typesys/call.h"

#define NS_PER_DAY (INT64_C(86400) * 1000000000)

enum { FEW_ITEMS = 10, GATE_DAYS = 30 };

/* ---- W0460 ---- */

/* How many there are at most; 0: that is not known. */
static uint32_t known_count(Linter *linter, const Expr *items)
{
    uint32_t count = value_count(linter_value(linter, items));
    if (items->kind != EXPR_CALL) /* zip(xs, ys) */
        return count;
    for (uint32_t i = 0; !count && i < items->as.call.args.len; i++)
        count =
            value_count(linter_value(linter, items->as.call.args.values[i]));
    return count;
}

void lint_unbounded_fan_out(Linter *linter, Expr *expr)
{
    if (expr->kind != EXPR_COMPREHENSION)
        return;
    const CallTail *tail = expr->as.comprehension.tail;
    const Settings *settings = tail ? tail->settings : NULL;
    const Expr *body = expr->as.comprehension.body;
    uint32_t count = known_count(linter, expr->as.comprehension.clause->items);
    if ((settings && settings_has(settings, SETTING_PARALLELISM)) ||
        (count && count <= FEW_ITEMS) || body->kind != EXPR_CALL)
        return;
    Diag *diag = diag_add(linter->diags, "W0460", body->as.call.callee->span,
                          "nothing says how many of these may run at a time");
    if (tail)
        diag_help(linter->diags, diag,
                  "write `parallelism: 8` in a `with` behind the `]`");
    else
        diag_fix(linter->diags, diag, FIX_PLACEHOLDER,
                 (Span){expr->span.end, expr->span.end},
                 " with { parallelism: 8 }", "say how many");
}

/* ---- W0461, and W0444 of gates ---- */

void lint_gate_without_timeout(Linter *linter, Expr *expr)
{
    const Call *call = expr->kind == EXPR_CALL ? expr->as.call.call : NULL;
    if (!call ||
        (call->kind != CALLEE_APPROVE && call->kind != CALLEE_WAIT_FOR))
        return;
    const Args *args = &expr->as.call.args;
    const char *what = call->kind == CALLEE_APPROVE ? "approve" : "wait_for";
    if (call->gate.timeout > GATE_DAYS * NS_PER_DAY)
        diag_add(linter->diags, "W0444", expr->as.call.callee->span,
                 "`%s(\"%s\")` waits for up to %lld days", what, call->gate.id,
                 (long long)(call->gate.timeout / NS_PER_DAY));
    if (call->gate.timeout || !args->len)
        return;
    Diag *diag = diag_add(linter->diags, "W0461", expr->as.call.callee->span,
                          "`%s(\"%s\")` waits for ever", what, call->gate.id);
    uint32_t end = args->values[args->len - 1]->span.end;
    diag_fix(linter->diags, diag, FIX_PLACEHOLDER, (Span){end, end},
             ", timeout: 1d", "say how long: `timeout: 1d`");
}

/* ---- W0462 ---- */

/* Gives the same again: a task or workflow with outputs, waited for by data
 * alone. */
static bool is_repeatable(const Expr *expr)
{
    const Call *call =
        expr && expr->kind == EXPR_CALL ? expr->as.call.call : NULL;
    const CallTail *tail = call ? expr->as.call.tail : NULL;
    return call &&
           (call->kind == CALLEE_TASK || call->kind == CALLEE_WORKFLOW) &&
           call->signature && call->signature->outputs.len &&
           !(tail && tail->after.len);
}

static const Sym *text_at(const Linter *linter, Span span)
{
    const Source *source = sources_find(&linter->session->sources, span.start);
    return sym_intern(&linter->session->syms,
                      source->text + (span.start - source->base),
                      span.end - span.start);
}

void lint_call_repeated(Linter *linter, Decl *decl)
{
    Map seen = {0};
    if (decl->kind != DECL_WORKFLOW || !decl->as.workflow.body)
        return;
    const StmtVec *stmts = &decl->as.workflow.body->stmts;
    for (uint32_t i = 0; i < stmts->len; i++) {
        Stmt *stmt = stmts->at[i];
        Local *local = &stmt->as.bind.local;
        if (stmt->kind != STMT_BIND || !is_repeatable(local->value))
            continue;
        const Sym *key = text_at(linter, local->value->span);
        const Local *first = map_find(&seen, key);
        map_put(linter->arena, &seen, key, local);
        if (!first)
            continue;
        Diag *diag = diag_add(linter->diags, "W0462", local->name.span,
                              "`%s` is the same call as `%s`",
                              local->name.sym->text, first->name.sym->text);
        diag_also(linter->diags, diag, first->name.span, NULL);
        diag_fix(linter->diags, diag, FIX_UNSAFE, local->value->span,
                 first->name.sym->text, "use the first one's result");
    }
}
