/* answer_layout.c - symbols, folding, links: how a document is
 * built. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "grammar/walk.h"

/* ---- symbols ---- */

/* The protocol's numbers. */
enum {
    SYMBOL_CLASS = 5,
    SYMBOL_ENUM = 10,
    SYMBOL_INTERFACE = 11,
    SYMBOL_FUNCTION = 12,
    SYMBOL_VARIABLE = 13,
    SYMBOL_CONSTANT = 14,
    SYMBOL_ENUM_MEMBER = 22,
    SYMBOL_STRUCT = 23,
    SYMBOL_EVENT = 24
};

int decl_symbol(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TYPE:
        return SYMBOL_STRUCT;
    case DECL_ENUM:
        return SYMBOL_ENUM;
    case DECL_CONST:
    case DECL_DEFAULTS:
        return SYMBOL_CONSTANT;
    case DECL_KIND:
        return SYMBOL_INTERFACE;
    case DECL_WORKFLOW:
        return SYMBOL_CLASS;
    case DECL_LAUNCH:
        return SYMBOL_EVENT;
    case DECL_ERROR:
    case DECL_TASK:
    case DECL_EXTERN:
    case DECL_TEST:
        break;
    }
    return SYMBOL_FUNCTION;
}

static void open_symbol(Request *request, const char *name, int kind, Span span,
                        Span name_span)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    put_text(out, "name", name);
    json_name(out, "kind");
    json_put_int64(out, kind);
    put_range(request, "range", span);
    put_range(request, "selectionRange",
              span_is_nowhere(name_span) ? span : name_span);
}

static void put_child(Request *request, Name name, int kind, Span span)
{
    if (!name.sym)
        return;
    open_symbol(request, name.sym->text, kind, span, name.span);
    json_close(request->out, '}');
}

static void put_children(Request *request, const Decl *decl)
{
    json_name(request->out, "children");
    json_open(request->out, '[');
    if (decl->kind == DECL_ENUM)
        for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
            put_child(request, decl->as.enum_.cases.at[i].name,
                      SYMBOL_ENUM_MEMBER, decl->as.enum_.cases.at[i].name.span);
    const Block *body =
        decl->kind == DECL_WORKFLOW ? decl->as.workflow.body : NULL;
    for (uint32_t i = 0; body && i < body->stmts.len; i++)
        if (body->stmts.at[i]->kind == STMT_BIND)
            put_child(request, body->stmts.at[i]->as.bind.local.name,
                      SYMBOL_VARIABLE, body->stmts.at[i]->span);
    json_close(request->out, ']');
}

void answer_document_symbols(Request *request)
{
    Focus focus;
    bool there = request_document(request, &focus);
    json_open(request->out, '[');
    for (uint32_t i = 0; there && i < focus.module->decls.len; i++) {
        const Decl *decl = focus.module->decls.at[i];
        if (!decl->name.sym)
            continue;
        open_symbol(request, decl->name.sym->text, decl_symbol(decl),
                    decl->span, decl->name.span);
        put_children(request, decl);
        json_close(request->out, '}');
    }
    json_close(request->out, ']');
}

/* The letters of the query in their order, whatever stands between. */
static bool matches(const char *name, const char *query)
{
    for (; *query; query++) {
        char c = *query >= 'A' && *query <= 'Z' ? (char)(*query + 32) : *query;
        while (*name && *name != c &&
               !(*name >= 'A' && *name <= 'Z' && *name + 32 == c))
            name++;
        if (!*name++)
            return false;
    }
    return true;
}

static void put_symbols(Request *request, const Module *module,
                        const char *query)
{
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        if (!decl->name.sym || !matches(decl->name.sym->text, query))
            continue;
        json_open(request->out, '{');
        put_text(request->out, "name", decl->name.sym->text);
        json_name(request->out, "kind");
        json_put_int64(request->out, decl_symbol(decl));
        put_text(request->out, "containerName",
                 module->name ? module->name : "");
        json_name(request->out, "location");
        put_location(request, decl->name.span);
        json_close(request->out, '}');
    }
}

void answer_workspace_symbols(Request *request)
{
    const char *query = json_text(json_member(request->params, "query"));
    request_project(request);
    const Session *session = request->session;
    json_open(request->out, '[');
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (!session->modules.at[i]->is_library)
            put_symbols(request, session->modules.at[i], query ? query : "");
    json_close(request->out, ']');
}

/* ---- folding ---- */

static void put_fold(Request *request, Span span)
{
    Source *source = sources_find(&request->session->sources, span.start);
    if (!source)
        return;
    Position start = place_of(request, source, span.start);
    Position end = place_of(request, source, span.end);
    if (end.line <= start.line + 1)
        return;
    json_open(request->out, '{');
    json_name(request->out, "startLine");
    json_put_uint64(request->out, start.line);
    json_name(request->out, "endLine");
    json_put_uint64(request->out, end.line - 1);
    json_close(request->out, '}');
}

/* Blocks, and what stands in brackets over several lines. */
static WalkStep visit_fold(Walk *walk, Node node)
{
    Request *request = walk->context;
    if (node.kind != NODE_EXPR)
        return WALK_CONTINUE;
    const Expr *expr = node.as.expr;
    switch (expr->kind) {
    case EXPR_IF:
        put_fold(request, expr->as.if_.then->span);
        if (expr->as.if_.otherwise)
            put_fold(request, expr->as.if_.otherwise->span);
        break;
    case EXPR_MATCH:
    case EXPR_RECORD:
    case EXPR_MAP:
    case EXPR_LIST:
    case EXPR_CALL:
    case EXPR_TEXT:
        put_fold(request, expr->span);
        break;
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_INTERPOLATION:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_NAME:
    case EXPR_FIELD:
    case EXPR_INDEX:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
    case EXPR_CONVERT:
    case EXPR_COMPREHENSION:
        break;
    }
    return WALK_CONTINUE;
}

/* With the last line, too: no bracket stands there. */
static void put_imports(Request *request, const Module *module)
{
    const Source *source = module->source;
    uint32_t end = module->imports.at[module->imports.len - 1]->span.end;
    end += end < source->base + source->len;
    put_fold(request, (Span){module->imports.at[0]->span.start, end});
}

void answer_folding(Request *request)
{
    Focus focus;
    bool there = request_document(request, &focus);
    Walk walk = {.visit = visit_fold, .context = request};
    json_open(request->out, '[');
    if (there && focus.module->imports.len > 1)
        put_imports(request, focus.module);
    for (uint32_t i = 0; there && i < focus.module->decls.len; i++) {
        put_fold(request, focus.module->decls.at[i]->span);
        ast_walk_decl(&walk, focus.module->decls.at[i]);
    }
    json_close(request->out, ']');
}

/* ---- links ---- */

void answer_links(Request *request)
{
    Focus focus;
    bool there = request_document(request, &focus);
    json_open(request->out, '[');
    for (uint32_t i = 0; there && i < focus.module->imports.len; i++) {
        const Import *import = focus.module->imports.at[i];
        const char *uri =
            import->module
                ? module_uri(request->workspace, request->arena, import->module)
                : NULL;
        if (!uri)
            continue;
        json_open(request->out, '{');
        put_range(request, "range", import->path_span);
        put_text(request->out, "target", uri);
        json_close(request->out, '}');
    }
    json_close(request->out, ']');
}
