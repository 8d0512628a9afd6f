/* json.c - what a site tells, as one JSON object. */
#include "base/json_out.h"
#include "compiler/doc/page.h"

static void put_text(JsonOut *json, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    json_name(json, name);
    json_put_string(json, text);
}

static void put_source(JsonOut *json, const char *name, const DocModule *module,
                       Span span)
{
    const Source *source = module->module->source;
    if (span_is_nowhere(span) || span.start < source->base ||
        span.end > source->base + source->len)
        return;
    json_name(json, name);
    json_put_bytes(json, source->text + (span.start - source->base),
                   span.end - span.start);
}

static void put_params(JsonOut *json, const char *name, const DocItem *item,
                       const ParamVec *params)
{
    json_name(json, name);
    json_open(json, '[');
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        json_open(json, '{');
        put_text(json, "name", param->name.sym ? param->name.sym->text : "o0");
        if (param->type)
            put_source(json, "type", item->module, param->type->span);
        if (param->value)
            put_source(json, "default", item->module, param->value->span);
        put_text(json, "doc", param->doc);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_items(JsonOut *json, Arena *arena, const char *name,
                      const DocItems *items)
{
    json_name(json, name);
    json_open(json, '[');
    for (uint32_t i = 0; i < items->len; i++)
        json_put_string(json,
                        arena_print(arena, "%s.%s", items->at[i]->module->name,
                                    items->at[i]->name));
    json_close(json, ']');
}

static void put_item(JsonOut *json, Doc *doc, const DocItem *item)
{
    const Signature *signature = doc_signature(item->decl);
    json_open(json, '{');
    put_text(json, "name", item->name);
    put_text(json, "kind", item->word);
    put_text(json, "flyte_name", item->in_flyte);
    json_name(json, "line");
    json_put_int64(json, doc_line(item));
    put_text(json, "doc", item->decl->doc);
    if (signature) {
        put_params(json, "inputs", item, &signature->inputs);
        put_params(json, "outputs", item, &signature->outputs);
    }
    put_source(json, "source", item->module, item->decl->span);
    put_items(json, doc->arena, "uses", &item->uses);
    put_items(json, doc->arena, "used_by", &item->used_by);
    json_close(json, '}');
}

void site_json(Buf *out, const SiteInput *input)
{
    Doc *doc = doc_make(input);
    JsonOut json = {.buf = out, .indented = true};
    json_open(&json, '{');
    json_name(&json, "version");
    json_put_int64(&json, 1);
    put_text(&json, "title", input->title);
    json_name(&json, "modules");
    json_open(&json, '[');
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        const DocModule *module = doc->modules.at[i];
        json_open(&json, '{');
        put_text(&json, "name", module->name);
        put_text(&json, "path", module->module->source->path);
        put_text(&json, "doc", module->module->doc);
        json_name(&json, "items");
        json_open(&json, '[');
        for (int group = 0; group < DOC_GROUPS; group++)
            for (uint32_t j = 0; j < module->items[group].len; j++)
                put_item(&json, doc, module->items[group].at[j]);
        json_close(&json, ']');
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    buf_char(out, '\n');
}
