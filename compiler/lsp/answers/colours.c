/* answer_colours.c - semantic tokens, and hints beside the code. */
#include "compiler/lsp/answers/answers.h"
#include "grammar/walk.h"
#include "typesys/call.h"
#include "typesys/type.h"

/* ---- semantic tokens ---- */

enum {
    TOKEN_NAMESPACE,
    TOKEN_TYPE,
    TOKEN_ENUM,
    TOKEN_ENUM_MEMBER,
    TOKEN_FUNCTION,
    TOKEN_PARAMETER,
    TOKEN_VARIABLE,
    TOKEN_PROPERTY
};

const char *const token_types[] = {"namespace",  "type",     "enum",
                                   "enumMember", "function", "parameter",
                                   "variable",   "property", NULL};

static int token_type(const Occurrence *name)
{
    switch (name->kind) {
    case TARGET_IMPORT:
        return TOKEN_NAMESPACE;
    case TARGET_PARAM:
        return TOKEN_PARAMETER;
    case TARGET_LOCAL:
        return TOKEN_VARIABLE;
    case TARGET_CASE:
        return TOKEN_ENUM_MEMBER;
    case TARGET_FIELD:
        return TOKEN_PROPERTY;
    case TARGET_DECL:
        break;
    }
    const Decl *decl = name->target;
    if (decl->kind == DECL_ENUM)
        return TOKEN_ENUM;
    if (decl->kind == DECL_TYPE || decl->kind == DECL_KIND)
        return TOKEN_TYPE;
    return decl->kind == DECL_CONST ? TOKEN_VARIABLE : TOKEN_FUNCTION;
}

/* Five numbers each, line and character from the token before. */
void answer_tokens(Request *request)
{
    enum { DEFINES = 1 }; /* the first modifier */
    Focus focus;
    JsonOut *out = request->out;
    Position last = {0};
    Occurrences names = {0};
    if (request_document(request, &focus))
        names = occurrences_of(request->arena, focus.module);
    json_open(out, '{');
    json_name(out, "data");
    json_open(out, '[');
    for (uint32_t i = 0; i < names.len; i++) {
        const Occurrence *name = &names.at[i];
        Encoding encoding = request->workspace->encoding;
        Position at = position_of_offset(lines_of(request), focus.source,
                                         encoding, name->span.start);
        Position end = position_of_offset(lines_of(request), focus.source,
                                          encoding, name->span.end);
        json_put_uint64(out, at.line - last.line);
        json_put_uint64(out, at.line == last.line
                                 ? at.character - last.character
                                 : at.character);
        json_put_uint64(out, end.character - at.character);
        json_put_int64(out, token_type(name));
        json_put_int64(out, name->defines ? DEFINES : 0);
        last = at;
    }
    json_close(out, ']');
    json_close(out, '}');
}

/* ---- hints ---- */

typedef struct Hints {
    Request *request;
    Source *source;
    Span range;
} Hints;

/* The protocol's numbers. */
enum { HINT_TYPE = 1, HINT_PARAMETER = 2 };

static void put_hint(Hints *hints, uint32_t at, int kind, const char *text)
{
    Request *request = hints->request;
    JsonOut *out = request->out;
    if (at < hints->range.start || at > hints->range.end)
        return;
    json_open(out, '{');
    json_name(out, "position");
    position_put(out, position_of_offset(lines_of(request), hints->source,
                                         request->workspace->encoding, at));
    put_text(out, "label", text);
    json_name(out, "kind");
    json_put_int64(out, kind);
    json_name(out, "paddingRight");
    json_put_bool(out, kind == HINT_PARAMETER);
    json_close(out, '}');
}

/* Behind a bound name its type, where none is written. */
static void hint_binding(Hints *hints, const Stmt *stmt)
{
    const Local *local = stmt->as.bind.local;
    if (stmt->as.bind.type || !local || !local->type ||
        type_is_poisoned(local->type) || local->type->kind == TYPE_OUTPUTS)
        return;
    put_hint(hints, stmt->as.bind.name.span.end, HINT_TYPE,
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
    const ArgVec *args = &expr->as.call.args;
    if (!call || !call->signature)
        return;
    for (uint32_t i = 0; i < args->len; i++) {
        const Arg *arg = &args->at[i];
        if (arg->name.sym || !arg->value || !is_literal(arg->value) ||
            i >= call->signature->inputs.len)
            continue;
        const Sym *name = call->signature->inputs.at[i]->name.sym;
        if (name)
            put_hint(hints, arg->value->span.start, HINT_PARAMETER,
                     arena_print(hints->request->arena, "%s:", name->text));
    }
}

static WalkStep visit(Walk *walk, Node node)
{
    Hints *hints = walk->context;
    if (node.kind == NODE_STMT && node.as.stmt->kind == STMT_BIND)
        hint_binding(hints, node.as.stmt);
    if (node.kind == NODE_EXPR && node.as.expr->kind == EXPR_CALL)
        hint_args(hints, node.as.expr);
    return WALK_CONTINUE;
}

void answer_hints(Request *request)
{
    Focus focus;
    Position start, end;
    const Json *range = json_member(request->params, "range");
    bool there = request_document(request, &focus) &&
                 position_read(json_member(range, "start"), &start) &&
                 position_read(json_member(range, "end"), &end);
    json_open(request->out, '[');
    if (there) {
        Encoding encoding = request->workspace->encoding;
        Hints hints = {
            .request = request,
            .source = focus.source,
            .range = {position_to_offset(lines_of(request), focus.source,
                                         encoding, start),
                      position_to_offset(lines_of(request), focus.source,
                                         encoding, end)}};
        Walk walk = {.visit = visit, .context = &hints};
        ast_walk_module(&walk, focus.module);
    }
    json_close(request->out, ']');
}
