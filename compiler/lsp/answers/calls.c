/* calls.c - call hierarchy: which workflow uses which task, workflow or launch
 * plan. */
#include <stdlib.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/describe.h"
#include "compiler/lsp/workspace/uses.h"
#include "grammar/walk.h"
#include "typesys/call.h"

static bool is_callable(const Decl *decl)
{
    return decl && decl->name.sym &&
           (decl->kind == DECL_TASK || decl->kind == DECL_WORKFLOW ||
            decl->kind == DECL_LAUNCH || decl->kind == DECL_EXTERN);
}

/* The item's data is what it is found by when the client comes back. */
static void put_item(Request *request, const Decl *decl)
{
    JsonOut *out = request->out;
    const char *uri =
        module_uri(request->workspace, request->arena, decl->module);
    json_open(out, '{');
    put_text(out, "name", decl->name.sym->text);
    put_number(out, "kind", decl_symbol(decl));
    put_text(out, "detail", decl->module->name ? decl->module->name : "");
    put_text(out, "uri", uri ? uri : "");
    put_range(request, "range", decl->span);
    put_range(request, "selectionRange", decl->name.span);
    json_name(out, "data");
    json_open(out, '{');
    put_text(out, "path", decl->module->path ? decl->module->path : "");
    put_text(out, "name", decl->name.sym->text);
    json_close(out, '}');
    json_close(out, '}');
}

void answer_prepare_calls(Request *request)
{
    Focus focus;
    request_project(request);
    const Occurrence *name = request_focus(request, &focus)
                                 ? occurrence_at(&focus.names, focus.position)
                                 : NULL;
    const Decl *decl = name && name->kind == TARGET_DECL ? name->target : NULL;
    if (!is_callable(decl)) {
        json_put_null(request->out);
        return;
    }
    json_open(request->out, '[');
    put_item(request, decl);
    json_close(request->out, ']');
}

static const Decl *decl_of_item(Request *request)
{
    const Json *data =
        json_member(json_member(request->params, "item"), "data");
    const char *path = json_text(json_member(data, "path"));
    const char *name = json_text(json_member(data, "name"));
    request_project(request);
    const Module *module = path ? session_module(request->session, path) : NULL;
    const Entry *entry =
        name ? module_entry(module, sym_of(&request->session->syms, name))
             : NULL;
    return entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
}

/* ---- groups: a declaration, and the places where it is met ---- */

typedef struct Group {
    const Decl *decl;
    SpanVec spans;
} Group;

typedef struct Groups {
    Arena *arena;
    Map by_decl; /* Decl -> Group, in order */
} Groups;

static void add_place(Groups *groups, const Decl *decl, Span span)
{
    Group *group = map_find(&groups->by_decl, decl);
    if (!group) {
        group = arena_new(groups->arena, Group);
        group->decl = decl;
        map_put(groups->arena, &groups->by_decl, decl, group);
    }
    vec_push(groups->arena, &group->spans, span);
}

static void put_groups(Request *request, const Groups *groups,
                       const char *which)
{
    JsonOut *out = request->out;
    json_open(out, '[');
    for (uint32_t i = 0; i < groups->by_decl.len; i++) {
        const Group *group = groups->by_decl.items[i].value;
        json_open(out, '{');
        json_name(out, which);
        put_item(request, group->decl);
        json_name(out, "fromRanges");
        json_open(out, '[');
        for (uint32_t j = 0; j < group->spans.len; j++)
            put_bare_range(request, group->spans.at[j]);
        json_close(out, ']');
        json_close(out, '}');
    }
    json_close(out, ']');
}

void answer_incoming(Request *request)
{
    const Decl *decl = decl_of_item(request);
    Groups groups = {.arena = request->arena};
    const SpanVec *uses = decl ? uses_of(request->workspace, decl) : NULL;
    for (uint32_t i = 0; uses && i < uses->len; i++) {
        const Module *module = module_at(request->session, uses->at[i].start);
        const Decl *user = module ? decl_at(module, uses->at[i].start) : NULL;
        if (is_callable(user))
            add_place(&groups, user, uses->at[i]);
    }
    put_groups(request, &groups, "from");
}

/* Names of what can be called, inside of the declaration. */
void answer_outgoing(Request *request)
{
    const Decl *decl = decl_of_item(request);
    Groups groups = {.arena = request->arena};
    Occurrences names = {0};
    if (decl)
        names = occurrences_of(request->arena, decl->module);
    for (uint32_t i = 0; i < names.len; i++) {
        const Occurrence *name = &names.at[i];
        if (name->kind != TARGET_DECL || name->defines ||
            name->span.start < decl->span.start ||
            name->span.end > decl->span.end || !is_callable(name->target))
            continue;
        add_place(&groups, name->target, name->span);
    }
    put_groups(request, &groups, "to");
}
