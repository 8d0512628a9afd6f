/* action_missing.c - what is missing at a place: cases of a match, inputs of a
 * call. */
#include <string.h>

#include "compiler/lsp/answers/action.h"
#include "compiler/lsp/answers/written.h"
#include "grammar/walk.h"
#include "typesys/accept.h"
#include "typesys/call.h"
#include "typesys/launch.h"

/* The innermost match and call around the range. */
typedef struct Found {
    Span range;
    const Expr *match, *call;
} Found;

static WalkStep visit(Walk *walk, Node node)
{
    Found *found = walk->context;
    Span span;
    if (node.kind == NODE_EXPR)
        span = node.as.expr->span;
    else if (node.kind == NODE_STMT)
        span = node.as.stmt->span;
    else
        return node.kind == NODE_TYPE ? WALK_SKIP : WALK_CONTINUE;
    if (found->range.start < span.start || found->range.end > span.end)
        return WALK_SKIP;
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_MATCH)
        found->match = node.as.expr;
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_CALL)
        found->call = node.as.expr;
    return WALK_CONTINUE;
}

/* ---- cases ---- */

static bool takes_case(const Expr *match, const Sym *name, const Type *variant)
{
    for (uint32_t i = 0; i < match->as.match.arms.len; i++) {
        const MatchArm *arm = match->as.match.arms.at[i];
        for (uint32_t j = 0; j < arm->patterns.len; j++) {
            const TypeExpr *pattern = arm->patterns.at[j];
            if (name ? pattern_case(pattern).sym == name
                     : pattern->type == variant)
                return true;
        }
    }
    return false;
}

/* "nyc | la"; empty: all are there. */
static const char *missing_cases(const Site *site, const Expr *match)
{
    Buf out = {.arena = site->request->arena};
    const Type *type =
        match->as.match.subject ? match->as.match.subject->type : NULL;
    type = type ? type_base(type) : NULL;
    if (type && type->kind == TYPE_ENUM) {
        const EnumCaseVec *cases = &type->as.decl->as.enum_.cases;
        for (uint32_t i = 0; i < cases->len; i++)
            if (!takes_case(match, cases->at[i].name.sym, NULL))
                buf_print(&out, "%s%s", out.len ? " | " : "",
                          cases->at[i].name.sym->text);
    }
    if (type && type->kind == TYPE_UNION)
        for (uint32_t i = 0; i < type->as.alt.len; i++) {
            Buf name = {.arena = site->request->arena};
            if (!takes_case(match, NULL, type->as.alt.at[i]) &&
                written_type(&name, site->focus->module, type->as.alt.at[i]))
                buf_print(&out, "%s%s", out.len ? " | " : "",
                          buf_string(&name));
        }
    return buf_string(&out);
}

static bool fails(const MatchArm *arm)
{
    const Block *body = arm->body;
    return body && body->stmts.len > 0 &&
           body->stmts.at[body->stmts.len - 1]->kind == STMT_FAIL;
}

/* What separates a new arm from the one before: a line where they have lines
 * of their own. */
static const char *gap_behind(const Site *site, const MatchArm *arm,
                              uint32_t end)
{
    const Source *source = site->focus->source;
    const char *text = source->text - source->base;
    uint32_t line = arm->span.start;
    if (!memchr(text + arm->span.end, '\n', end - arm->span.end))
        return " ";
    while (line > source->base && text[line - 1] != '\n')
        line--;
    return arena_print(site->request->arena, "\n%*s",
                       (int)(arm->span.start - line), "");
}

static void add_arm(const Site *site, Action *action, const Expr *match,
                    const char *cases)
{
    Arena *arena = site->request->arena;
    const Source *source = site->focus->source;
    const char *text = source->text - source->base;
    const MatchArmVec *arms = &match->as.match.arms;
    uint32_t end = match->span.end - 1;
    const char *made = arena_print(arena, "%s { fail \"not handled\" }", cases);
    if (arms->len == 0) {
        action_edit(site, action, (Span){end, end},
                    arena_print(arena, " %s ", made));
        return;
    }
    const MatchArm *last = arms->at[arms->len - 1];
    const char *comma =
        memchr(text + last->span.end, ',', end - last->span.end);
    uint32_t at = comma ? (uint32_t)(comma - text) + 1 : last->span.end;
    action_edit(site, action, (Span){at, at},
                arena_print(arena, "%s%s%s", comma ? "" : ",",
                            gap_behind(site, last, end), made));
}

/* One arm may fail: it takes the cases, or is made for them. */
static void put_cases(const Site *site, const Expr *match)
{
    Arena *arena = site->request->arena;
    const char *cases = missing_cases(site, match);
    const MatchArmVec *arms = &match->as.match.arms;
    const MatchArm *last = arms->len ? arms->at[arms->len - 1] : NULL;
    Action action = {"add the missing cases", "quickfix", true, {0}};
    if (!*cases)
        return;
    if (last && fails(last)) {
        uint32_t end = last->patterns.at[last->patterns.len - 1]->span.end;
        action_edit(site, &action, (Span){end, end},
                    arena_print(arena, " | %s", cases));
    } else {
        add_arm(site, &action, match, cases);
    }
    action_put(site, &action);
}

/* ---- inputs ---- */

static bool is_missing(const Expr *expr, uint32_t i)
{
    const Call *call = expr->as.call.call;
    const Param *param = call->signature->inputs.at[i];
    const Launch *launch =
        call->decl->kind == DECL_LAUNCH ? call->decl->as.launch.launch : NULL;
    return !call_bound(expr, i) && param->name.sym && param->found &&
           !param->value && !type_is_optional(param->found) &&
           !(launch && (launch->fixed[i] || launch->inputs[i]));
}

/* A value of the workflow that has the input's name and fits it, or is the only
 * one that fits; NULL: none. */
static const char *value_at_hand(const Site *site, const Decl *decl,
                                 const Param *param)
{
    Occurrences names =
        occurrences_of(site->request->arena, site->focus->module);
    const Sym *only = NULL;
    uint32_t fitting = 0;
    for (uint32_t i = 0; i < names.len; i++) {
        const Occurrence *one = &names.at[i];
        bool is_value = one->kind == TARGET_LOCAL || one->kind == TARGET_PARAM;
        if (!one->defines || !is_value || one->decl != decl || !one->type ||
            one->span.start > site->range.start || one->is_output ||
            accept_type(&site->request->session->types, param->found, one->type,
                        NULL) != ACCEPT_YES)
            continue;
        const Sym *name = one->kind == TARGET_LOCAL
                              ? ((const Local *)one->target)->name.sym
                              : ((const Param *)one->target)->name.sym;
        if (name == param->name.sym)
            return name->text;
        only = name;
        fitting++;
    }
    return fitting == 1 ? only->text : NULL;
}

static const char *argument(const Site *site, const Decl *decl,
                            const Param *param)
{
    Buf made = {.arena = site->request->arena};
    const char *name = param->name.sym->text;
    const char *value = value_at_hand(site, decl, param);
    if (!value)
        value = written_value(&made, site->focus->module, param->found)
                    ? buf_string(&made)
                    : name;
    return arena_print(site->request->arena, "%s: %s", name, value);
}

/* Behind the last argument, or the bracket. */
static uint32_t arguments_end(const Site *site, const Expr *expr)
{
    const Source *source = site->focus->source;
    const Args *args = &expr->as.call.args;
    if (args->len)
        return args->values[args->len - 1]->span.end;
    uint32_t at = expr->as.call.callee->span.end;
    while (source->text[at - source->base] != '(')
        at++;
    return at + 1;
}

static void put_arguments(const Site *site, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    Buf text = {.arena = site->request->arena};
    Action action = {"add the missing arguments", "quickfix", true, {0}};
    const Decl *decl = decl_at(site->focus->module, expr->span.start);
    if (!call || !call->signature || !call->decl)
        return;
    for (uint32_t i = 0; i < call->signature->inputs.len; i++)
        if (is_missing(expr, i))
            buf_print(&text, "%s%s",
                      text.len || expr->as.call.args.len ? ", " : "",
                      argument(site, decl, call->signature->inputs.at[i]));
    if (text.len == 0)
        return;
    uint32_t at = arguments_end(site, expr);
    action_edit(site, &action, (Span){at, at}, buf_string(&text));
    action_put(site, &action);
}

void actions_missing(const Site *site)
{
    Found found = {.range = site->range};
    Walk walk = {.visit = visit, .context = &found};
    Decl *decl = decl_at(site->focus->module, site->range.start);
    if (!decl || decl->kind != DECL_WORKFLOW)
        return;
    ast_walk_decl(&walk, decl);
    if (found.match)
        put_cases(site, found.match);
    if (found.call)
        put_arguments(site, found.call);
}
