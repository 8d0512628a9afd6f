/* hints.c - types, names of inputs and ids of nodes, beside the code. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/becomes.h"
#include "grammar/walk.h"
#include "typesys/call.h"
#include "typesys/type.h"

typedef struct Hints {
    Request *request;
    Source *source;
    Span range;
} Hints;

/* The protocol's numbers; NODE is of no kind that it knows. */
enum { HINT_NODE = 0, HINT_TYPE = 1, HINT_INPUT = 2 };

static void put_hint(Hints *hints, uint32_t at, int kind, const char *text)
{
    Request *request = hints->request;
    JsonOut *out = request->out;
    if (at < hints->range.start || at > hints->range.end)
        return;
    json_open(out, '{');
    json_name(out, "position");
    position_put(out, place_of(request, hints->source, at));
    put_text(out, "label", text);
    if (kind != HINT_NODE)
        put_number(out, "kind", kind);
    if (kind != HINT_TYPE)
        put_yes(out, kind == HINT_INPUT ? "paddingRight" : "paddingLeft");
    json_close(out, '}');
}

/* Behind a bound name its type, where none is written. */
static void hint_binding(Hints *hints, const Stmt *stmt)
{
    const Local *local = &stmt->as.bind.local;
    if (stmt->as.bind.type || !local->type || type_is_poisoned(local->type) ||
        local->type->kind == TYPE_OUTPUTS)
        return;
    put_hint(hints, stmt->as.bind.local.name.span.end, HINT_TYPE,
             arena_print(hints->request->arena, ": %s",
                         type_text(hints->request->arena, local->type)));
}

static bool is_literal(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_DURATION:
    case EXPR_DATETIME:
    case EXPR_LIST:
    case EXPR_MAP:
    case EXPR_RECORD:
        return true;
    case EXPR_ERROR:
    case EXPR_INTERPOLATION:
    case EXPR_SIZE:
    case EXPR_NAME:
    case EXPR_FIELD:
    case EXPR_INDEX:
    case EXPR_CALL:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
    case EXPR_CONVERT:
    case EXPR_COMPREHENSION:
    case EXPR_IF:
    case EXPR_MATCH:
        break;
    }
    return false;
}

/* Before a literal given by place, the name of the input. */
static void hint_args(Hints *hints, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    const Args *args = &expr->as.call.args;
    if (!call || !call->signature)
        return;
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        if (arg.name.sym || !arg.value || !is_literal(arg.value) ||
            i >= call->signature->inputs.len)
            continue;
        const Sym *name = call->signature->inputs.at[i]->name.sym;
        if (name)
            put_hint(hints, arg.value->span.start, HINT_INPUT,
                     arena_print(hints->request->arena, "%s:", name->text));
    }
}

/* Behind a bound name the id of its node, where that is not the name. */
static void hint_node(Hints *hints, const Stmt *stmt)
{
    Request *request = hints->request;
    const Local *local = &stmt->as.bind.local;
    const char *id = local_node_id(request->session, local);
    if (id && strcmp(id, local->name.sym->text) != 0)
        put_hint(hints, stmt->span.end, HINT_NODE,
                 arena_print(request->arena, "node %s", id));
}

static WalkStep visit(Walk *walk, Node node)
{
    Hints *hints = walk->context;
    const Client *client = hints->request->client;
    if (node.kind == NODE_STMT && node.as.stmt->kind == STMT_BIND) {
        if (client->hint_types)
            hint_binding(hints, node.as.stmt);
        if (client->hint_nodes)
            hint_node(hints, node.as.stmt);
    }
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_CALL &&
        client->hint_inputs)
        hint_args(hints, node.as.expr);
    return WALK_CONTINUE;
}

/* The range is a part of the file: other declarations are not looked at. */
void answer_hints(Request *request)
{
    Focus focus;
    Hints hints = {.request = request};
    bool there =
        request_document(request, &focus) &&
        request_span(request, &focus, json_member(request->params, "range"),
                     &hints.range);
    json_open(request->out, '[');
    for (uint32_t i = 0; there && i < focus.module->decls.len; i++) {
        Decl *decl = focus.module->decls.at[i];
        Walk walk = {.visit = visit, .context = &hints};
        hints.source = focus.source;
        if (decl->span.end >= hints.range.start &&
            decl->span.start <= hints.range.end)
            ast_walk_decl(&walk, decl);
    }
    json_close(request->out, ']');
}
