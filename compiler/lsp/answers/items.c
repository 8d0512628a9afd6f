/* items.c - items of a completion. */
#include "compiler/lsp/answers/items.h"

#include <string.h>

static void put_import(const Spot *spot, const char *module)
{
    const Module *here = spot->focus->module;
    uint32_t at = spot->focus->source->base;
    Arena *arena = spot->request->arena;
    if (here->imports.len)
        at = here->imports.at[0]->span.start;
    json_name(spot->request->out, "additionalTextEdits");
    json_open(spot->request->out, '[');
    put_edit(spot->request, (Span){at, at},
             arena_print(arena, "import %s\n%s", module,
                         here->imports.len ? "" : "\n"));
    json_close(spot->request->out, ']');
}

static void put_about(JsonOut *out, const Item *item)
{
    json_name(out, "data");
    json_open(out, '{');
    put_text(out, "about", item->about);
    if (item->in)
        put_text(out, "in", item->in);
    json_close(out, '}');
}

void item_put(const Spot *spot, const Item *item)
{
    enum { SNIPPET = 2 };
    JsonOut *out = spot->request->out;
    bool snippet = item->snippet && spot->request->client->snippets &&
                   spot->request->client->takes_snippets;
    const char *text = snippet ? item->snippet : item->plain;
    json_open(out, '{');
    put_text(out, "label", item->label);
    put_number(out, "kind", item->kind);
    if (!span_is_nowhere(item->replaces)) {
        put_text(out, "filterText", text ? text : item->label);
        json_name(out, "textEdit");
        put_edit(spot->request, item->replaces, text ? text : item->label);
    } else if (text) {
        put_text(out, "insertText", text);
    }
    if (snippet)
        put_number(out, "insertTextFormat", SNIPPET);
    if (item->needs)
        put_import(spot, item->needs);
    if (item->about)
        put_about(out, item);
    json_close(out, '}');
}

void item_put_plain(const Spot *spot, const char *label, ItemKind kind)
{
    item_put(spot, &(Item){.label = label, .kind = kind});
}

static ItemKind kind_of(const Decl *decl)
{
    if (decl->kind == DECL_TYPE || decl->kind == DECL_KIND)
        return ITEM_CLASS;
    if (decl->kind == DECL_ENUM)
        return ITEM_ENUM;
    return decl->kind == DECL_CONST ? ITEM_CONSTANT : ITEM_FUNCTION;
}

void item_put_decl(const Spot *spot, const Module *module, const Decl *decl)
{
    if (!decl->name.sym)
        return;
    item_put(spot, &(Item){.label = decl->name.sym->text,
                           .kind = kind_of(decl),
                           .about = arena_print(spot->request->arena, "decl:%s",
                                                decl->name.sym->text),
                           .in = module->name});
}
