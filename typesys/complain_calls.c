/* complain_calls.c - calls, maps and gates. */
#include "typesys/complain.h"

#include "base/near.h"
#include "typesys/flyte_name.h"

static const char *text(Checker *checker, const Type *type)
{
    return type_text(checker->arena, type);
}

static const char *name_of(const Decl *decl)
{
    return decl->name.sym ? decl->name.sym->text : "?";
}

/* ---- callees ---- */

void complain_not_callable(Checker *checker, const Expr *callee,
                           const Entry *found)
{
    Diag *diag = diag_add(checker->diags, "E0334", callee->span,
                          "only tasks, workflows and launch plans can be "
                          "called");
    if (found && !span_is_nowhere(entry_span(found)))
        diag_note(checker->diags, diag, entry_span(found),
                  "it is declared here");
}

/* ---- arguments ---- */

static void note_callee(Checker *checker, Diag *diag, const Decl *decl)
{
    diag_note(checker->diags, diag, decl->name.span, "`%s` is declared here",
              name_of(decl));
}

static const char *list_params(Checker *checker, const ParamVec *params)
{
    Buf buf = {.arena = checker->arena};
    for (uint32_t i = 0; i < params->len && i < 8; i++) {
        const Param *param = params->at[i];
        buf_print(&buf, "%s`%s: %s`", i ? ", " : "",
                  param->name.sym ? param->name.sym->text : "?",
                  text(checker, param->found));
    }
    if (params->len > 8)
        buf_print(&buf, " and %u more", params->len - 8);
    return buf_string(&buf);
}

void complain_no_input(Checker *checker, Name name, const Call *call)
{
    Diag *diag =
        diag_add(checker->diags, "E0335", name.span, "`%s` has no input `%s`",
                 name_of(call->decl), name.sym->text);
    Near near = {.wanted = name.sym};
    for (uint32_t i = 0; i < call->signature->inputs.len; i++)
        if (call->signature->inputs.at[i]->name.sym)
            near_offer(&near, call->signature->inputs.at[i]->name.sym);
    if (near.best)
        diag_fix(checker->diags, diag, FIX_UNSAFE, name.span, near.best->text,
                 "did you mean `%s`?", near.best->text);
    note_callee(checker, diag, call->decl);
    if (!near.best && call->signature->inputs.len > 0)
        diag_help(checker->diags, diag, "its inputs are %s",
                  list_params(checker, &call->signature->inputs));
}

void complain_bound_twice(Checker *checker, const Arg *arg, const Param *param,
                          Span other)
{
    Diag *diag = diag_add(checker->diags, "E0336", arg->value->span,
                          "input `%s` is given twice", param->name.sym->text);
    diag_note(checker->diags, diag, other, "it is given first here");
}

void complain_fixed_input(Checker *checker, const Arg *arg, const Param *param,
                          const Decl *launch)
{
    Diag *diag = diag_add(checker->diags, "E0337", arg->value->span,
                          "input `%s` is fixed by the launch plan `%s`",
                          param->name.sym->text, name_of(launch));
    note_callee(checker, diag, launch);
}

void complain_too_many(Checker *checker, const Expr *expr, const Call *call,
                       Span span)
{
    Diag *diag =
        diag_add(checker->diags, "E0339", span,
                 "`%s` has %u inputs, found %u arguments", name_of(call->decl),
                 call->signature->inputs.len, expr->as.call.args.len);
    note_callee(checker, diag, call->decl);
}

/* A value in scope that has the name of an input and fits it. */
static bool is_at_hand(Checker *checker, const Param *param)
{
    const Entry *entry =
        param->name.sym ? scope_find(&checker->scopes, param->name.sym) : NULL;
    return entry && entry->kind == ENTRY_LOCAL && entry->as.local->type &&
           accept_type(checker->types, param->found,
                       scope_type(&checker->scopes, entry->as.local),
                       NULL) == ACCEPT_YES;
}

static void advise_missing(Checker *checker, Diag *diag,
                           const ParamVec *missing)
{
    for (uint32_t i = 0; i < missing->len; i++) {
        const Param *param = missing->at[i];
        if (is_at_hand(checker, param)) {
            const char *name = param->name.sym->text;
            diag_help(checker->diags, diag,
                      "`%s` is known here, and fits: add `%s: %s`", name, name,
                      name);
            return;
        }
    }
}

void complain_missing_inputs(Checker *checker, const Expr *expr,
                             const Decl *decl, const ParamVec *missing)
{
    Diag *diag = diag_add(checker->diags, "E0340", expr->as.call.callee->span,
                          "`%s` is called without %s", name_of(decl),
                          list_params(checker, missing));
    note_callee(checker, diag, decl);
    advise_missing(checker, diag, missing);
}

void complain_after(Checker *checker, const Expr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0417", expr->span,
                          "`after` wants the name of a node, this is none");
    diag_help(checker->diags, diag,
              "name the call with `name = ...`, then write `after [name]`");
}

void complain_deprecated(Checker *checker, Span span, const Decl *decl,
                         const char *message)
{
    Diag *diag = diag_add(checker->diags, "W0407", span,
                          "the task `%s` is deprecated: %s", name_of(decl),
                          message ? message : "");
    note_callee(checker, diag, decl);
}

/* ---- maps ---- */

void complain_zip_place(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0422", expr->span,
             "`zip` stands only in `for x, y in zip(xs, ys)`");
}

void complain_zip_names(Checker *checker, const ForClause *clause,
                        uint32_t found)
{
    Diag *diag =
        diag_add(checker->diags, "E0422", clause->items->span,
                 "%u %s bound here, to the items of %u %s", clause->names.len,
                 clause->names.len == 1 ? "name is" : "names are", found,
                 found == 1 ? "list" : "lists");
    diag_help(checker->diags, diag,
              "write one name a list: `for x, y in zip(xs, ys)`");
}

void complain_min_successes(Checker *checker, const CallTail *tail,
                            int64_t wanted, int64_t len)
{
    diag_add(checker->diags, "E0373", tail->with->span,
             "`min_successes` must be at most %lld, as many as there are "
             "items, found %lld",
             (long long)len, (long long)wanted);
}

void complain_zip_lens(Checker *checker, const Expr *first, int64_t first_len,
                       const Expr *other, int64_t other_len)
{
    Diag *diag = diag_add(checker->diags, "E0423", other->span,
                          "these lists have different lengths: %lld and %lld",
                          (long long)first_len, (long long)other_len);
    diag_also(checker->diags, diag, first->span, "%lld items",
              (long long)first_len);
}

void complain_map_items(Checker *checker, const Expr *items, const Type *found)
{
    Diag *diag =
        diag_add(checker->diags, "E0421", items->span,
                 "a list is wanted after `in`, found %s", text(checker, found));
    if (type_is_optional(found))
        diag_help(checker->diags, diag, "it may be none");
}

void complain_map_body(Checker *checker, const Expr *body, const Call *call)
{
    Diag *diag = diag_add(checker->diags, "E0418", body->span,
                          "a map calls one task for each item, and nothing "
                          "else");
    if (!call || !call->decl) {
        diag_help(checker->diags, diag, "write `[task(x) for x in xs]`");
        return;
    }
    diag_help(checker->diags, diag,
              "Flyte maps tasks only, and flw must give it a task that takes "
              "lists: `%s` is no task declared in flw",
              name_of(call->decl));
    if (call->decl->kind == DECL_WORKFLOW)
        diag_help(checker->diags, diag,
                  "map its tasks one after the other: `ys = [f(x) for x in "
                  "xs]`, then `zs = [g(y) for y in ys]`");
    note_callee(checker, diag, call->decl);
}

void complain_map_tail(Checker *checker, const Expr *body)
{
    const CallTail *tail = body->as.call.tail;
    Diag *diag = diag_add(checker->diags, "E0424", tail->after_span,
                          "`after` of a map stands behind its `]`");
    diag_help(checker->diags, diag,
              "items do not wait one by one: write [...] after [...]");
}

void complain_item_inside(Checker *checker, const Expr *arg, const Sym *name,
                          Span at)
{
    Diag *diag = diag_add(checker->diags, "E0419", arg->span,
                          "`%s` must stand alone here: Flyte hands a task "
                          "whole items only",
                          name->text);
    diag_also(checker->diags, diag, at, "the item");
    diag_help(checker->diags, diag,
              "give `%s` itself to the task, or map another task over the "
              "list first",
              name->text);
}

void complain_nothing_varies(Checker *checker, const Expr *body,
                             const ForClause *clause)
{
    const Sym *name = clause->names.len ? clause->names.at[0].sym : NULL;
    Diag *diag = diag_add(checker->diags, "E0420", body->span,
                          "no input varies: this call does not use `%s`",
                          name ? name->text : "?");
    if (name)
        diag_also(checker->diags, diag, clause->names.at[0].span, "the item");
}

/* ---- gates ---- */

static const char *gate_form(Builtin builtin)
{
    if (builtin == BUILTIN_SLEEP)
        return "sleep(10m)";
    if (builtin == BUILTIN_APPROVE)
        return "approve(\"id\", timeout: 1d)";
    return "wait_for(\"id\", timeout: 1d)";
}

void complain_gate_arg(Checker *checker, const Expr *expr, const Arg *arg,
                       Builtin builtin)
{
    Span span = arg->name.sym ? arg->name.span : arg->value->span;
    Diag *diag = diag_add(checker->diags, "E0425", span,
                          "this argument is not wanted here");
    diag_also(checker->diags, diag, expr->as.call.callee->span, "in this call");
    diag_help(checker->diags, diag, "write `%s`", gate_form(builtin));
}

void complain_gate_missing(Checker *checker, const Expr *expr, Builtin builtin)
{
    diag_add(checker->diags, "E0425", expr->span,
             "an argument is missing: write `%s`", gate_form(builtin));
}

void complain_gate_time(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0426", expr->span,
             "a time to wait must be longer than nothing");
}

void complain_empty_id(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0426", expr->span,
             "the id of a gate is empty, so nobody could answer it");
}

void complain_long_id(Checker *checker, const Expr *expr, uint32_t len)
{
    diag_add(checker->diags, "E0426", expr->span,
             "the id of a gate has at most %d bytes in Flyte, this has %u",
             FLYTE_NAME_MAX, len);
}

void complain_signal_types(Checker *checker, Span span, const Sym *id,
                           const Type *found, const Type *other, Span at)
{
    Diag *diag = diag_add(checker->diags, "E0427", span,
                          "the signal `%s` is %s here and %s elsewhere",
                          id->text, text(checker, found), text(checker, other));
    diag_note(checker->diags, diag, at, "it is %s here", text(checker, other));
    diag_help(checker->diags, diag,
              "Flyte keeps one value an id for the whole run: choose another "
              "id");
}

void complain_wait_for_type(Checker *checker, const Expr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0428", expr->span,
                          "what `wait_for` waits for needs a type");
    diag_help(checker->diags, diag,
              "bind it and say which: `n: int = wait_for(\"id\")`");
}
