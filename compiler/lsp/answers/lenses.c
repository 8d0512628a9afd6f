/* lenses.c - above a declaration: run it, draw it, who uses it.
 *
 * The commands are the client's: `flw.run` and `flw.graph` get the URI and the
 * name, `flw.references` gets URI, position and locations. */
#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/workspace/uses.h"

static bool is_run(const Decl *decl)
{
    return decl->kind == DECL_TASK || decl->kind == DECL_WORKFLOW ||
           decl->kind == DECL_LAUNCH;
}

static bool has_uses(const Decl *decl)
{
    return decl->kind == DECL_TASK || decl->kind == DECL_WORKFLOW ||
           decl->kind == DECL_EXTERN || decl->kind == DECL_TYPE ||
           decl->kind == DECL_ENUM || decl->kind == DECL_KIND;
}

static void open_command(JsonOut *out, const char *title, const char *command,
                         const char *uri)
{
    json_name(out, "command");
    json_open(out, '{');
    put_text(out, "title", title);
    put_text(out, "command", command);
    json_name(out, "arguments");
    json_open(out, '[');
    json_put_string(out, uri);
}

static void close_command(JsonOut *out)
{
    json_close(out, ']');
    json_close(out, '}');
}

static void put_lens(Request *request, const Focus *focus, const Decl *decl,
                     const char *title, const char *command)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    put_range(request, "range", decl->name.span);
    open_command(out, title, command, focus->document->uri);
    json_put_string(out, decl->name.sym->text);
    close_command(out);
    json_close(out, '}');
}

/* How many they are is asked for when the lens is seen. */
static void put_uses(Request *request, const Focus *focus, const Decl *decl)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    put_range(request, "range", decl->name.span);
    json_name(out, "data");
    json_open(out, '{');
    put_text(out, "uri", focus->document->uri);
    put_text(out, "name", decl->name.sym->text);
    json_close(out, '}');
    json_close(out, '}');
}

void answer_lenses(Request *request)
{
    Focus focus;
    const Client *client = request->client;
    bool there = request_document(request, &focus);
    json_open(request->out, '[');
    for (uint32_t i = 0; there && i < focus.module->decls.len; i++) {
        const Decl *decl = focus.module->decls.at[i];
        if (!decl->name.sym)
            continue;
        if (client->lens_run && is_run(decl))
            put_lens(request, &focus, decl, "Run", "flw.run");
        if (client->lens_graph && decl->kind == DECL_WORKFLOW)
            put_lens(request, &focus, decl, "Graph", "flw.graph");
        if (client->lens_uses && has_uses(decl))
            put_uses(request, &focus, decl);
    }
    json_close(request->out, ']');
}

/* ---- who uses it ---- */

static const Decl *decl_of(Request *request, const Json *data, const char **uri)
{
    *uri = json_text(json_member(data, "uri"));
    const char *name = json_text(json_member(data, "name"));
    const Document *document =
        *uri ? workspace_find(request->workspace, *uri) : NULL;
    request_project(request);
    const Module *module =
        document ? session_module(request->session, document->path) : NULL;
    const Entry *entry =
        name ? module_entry(module, sym_of(&request->session->syms, name))
             : NULL;
    return entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
}

static void put_uses_command(Request *request, const char *uri,
                             const Decl *decl)
{
    JsonOut *out = request->out;
    const SpanVec *uses = uses_of(request->workspace, decl);
    uint32_t count = uses ? uses->len : 0;
    const char *title = count == 0
                            ? "not used"
                            : arena_print(request->arena, "used by %u", count);
    open_command(out, title, count ? "flw.references" : "", uri);
    position_put(
        out, place_of(request, decl->module->source, decl->name.span.start));
    json_open(out, '[');
    for (uint32_t i = 0; i < count; i++)
        put_location(request, uses->at[i]);
    json_close(out, ']');
    close_command(out);
}

/* The lens as it came, and its command; one that is outdated stays bare. */
void answer_lens(Request *request)
{
    JsonOut *out = request->out;
    const Json *range = json_member(request->params, "range");
    const char *uri;
    const Decl *decl =
        decl_of(request, json_member(request->params, "data"), &uri);
    json_open(out, '{');
    if (range) {
        json_name(out, "range");
        json_put(out, range);
    }
    if (decl)
        put_uses_command(request, uri, decl);
    json_close(out, '}');
}
