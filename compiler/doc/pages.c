/* pages.c - the pages of a site, and its search. */
#include "base/html.h"
#include "base/json_out.h"
#include "compiler/doc/page.h"
#include "spec/chart/svg.h"

static void add_file(Doc *doc, TarFileVec *files, const char *name,
                     const Buf *text)
{
    TarFile file = {name, {buf_string(text), text->len}};
    vec_push(doc->arena, files, file);
}

/* ---- lists ---- */

static void add_list(Doc *doc, Buf *out, const DocModule *module,
                     const char *heading)
{
    for (int group = 0; group < DOC_GROUPS; group++) {
        const DocItems *items = &module->items[group];
        if (items->len == 0)
            continue;
        buf_print(out, "<%s>%s</%s>\n<dl>\n", heading,
                  doc_group_title((DocGroup)group), heading);
        for (uint32_t i = 0; i < items->len; i++) {
            buf_text(out, "<dt>");
            page_link(out, items->at[i]);
            buf_text(out, "</dt>\n<dd>");
            page_brief(doc, out, items->at[i]->decl->doc);
            buf_text(out, "</dd>\n");
        }
        buf_text(out, "</dl>\n");
    }
}

/* ---- pages ---- */

static void add_index(Doc *doc, TarFileVec *files)
{
    Buf out = {.arena = doc->arena};
    page_begin(doc, &out, doc->input->title, NULL);
    buf_text(&out, "<h1>");
    html_text(&out, doc->input->title);
    buf_text(&out, "</h1>\n");
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        const DocModule *module = doc->modules.at[i];
        buf_text(&out, "<section class=\"card\">\n<h2><a href=\"");
        html_text(&out, module->file);
        buf_text(&out, "\">");
        html_text(&out, module->name);
        buf_text(&out, "</a></h2>\n");
        page_brief(doc, &out, module->module->doc);
        add_list(doc, &out, module, "h3");
        buf_text(&out, "</section>\n");
    }
    page_end(&out);
    add_file(doc, files, "index.html", &out);
}

static void add_module(Doc *doc, TarFileVec *files, const DocModule *module)
{
    Buf out = {.arena = doc->arena};
    page_begin(
        doc, &out,
        arena_print(doc->arena, "%s - %s", module->name, doc->input->title),
        module);
    buf_text(&out, "<h1><span class=\"word\">module</span> ");
    html_text(&out, module->name);
    buf_text(&out, "</h1>\n");
    page_doc(doc, &out, module->module->doc, 2);
    for (int group = 0; group < DOC_GROUPS; group++)
        for (uint32_t i = 0; i < module->items[group].len; i++)
            item_add(doc, &out, module->items[group].at[i]);
    page_end(&out);
    add_file(doc, files, module->file, &out);
}

static void add_source(Doc *doc, TarFileVec *files, const DocModule *module)
{
    Buf out = {.arena = doc->arena};
    page_begin(doc, &out,
               arena_print(doc->arena, "%s, source - %s", module->name,
                           doc->input->title),
               module);
    buf_text(&out, "<h1><span class=\"word\">source</span> ");
    html_text(&out, module->name);
    buf_text(&out, "</h1>\n");
    code_lines(&out, module);
    page_end(&out);
    add_file(doc, files, module->source_file, &out);
}

/* ---- search ---- */

static void add_search(Doc *doc, TarFileVec *files)
{
    Buf out = {.arena = doc->arena};
    JsonOut json = {.buf = &out};
    buf_text(&out, "\"use strict\";\nconst entries = ");
    json_open(&json, '[');
    for (uint32_t i = 0; i < doc->modules.len; i++)
        for (int group = 0; group < DOC_GROUPS; group++) {
            const DocItems *items = &doc->modules.at[i]->items[group];
            for (uint32_t j = 0; j < items->len; j++) {
                const DocItem *item = items->at[j];
                json_open(&json, '[');
                json_put_string(&json, item->name);
                json_put_string(&json, item->word);
                json_put_string(&json, item->module->name);
                json_put_string(&json, item->href);
                json_put_string(&json,
                                page_brief_text(doc->arena, item->decl->doc));
                json_close(&json, ']');
            }
        }
    json_close(&json, ']');
    buf_text(&out, ";\n");
    buf_text(&out, asset_script);
    add_file(doc, files, "search.js", &out);
}

static void add_style(Doc *doc, TarFileVec *files)
{
    Buf out = {.arena = doc->arena};
    buf_text(&out, asset_style);
    buf_text(&out, svg_rules);
    add_file(doc, files, "style.css", &out);
}

void site_make(const SiteInput *input, TarFileVec *files, bool *no_graphviz)
{
    Doc *doc = doc_make(input);
    add_index(doc, files);
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        add_module(doc, files, doc->modules.at[i]);
        if (!input->source_url)
            add_source(doc, files, doc->modules.at[i]);
    }
    add_search(doc, files);
    add_style(doc, files);
    *no_graphviz = doc->no_graphviz;
}
