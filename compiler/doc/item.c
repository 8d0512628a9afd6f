/* item.c - all that a page says of one declaration. */
#include <string.h>

#include "base/html.h"
#include "compiler/doc/page.h"

/* ---- tables ---- */

typedef struct Row {
    const char *name;
    Span type;
    Span value;
    const char *doc;
} Row;
typedef Vec(Row) Rows;

static Span span_of_type(const TypeExpr *type)
{
    return type ? type->span : (Span){0, 0};
}

static Span span_of_value(const Expr *value)
{
    return value ? value->span : (Span){0, 0};
}

static bool any_values(const Rows *rows)
{
    for (uint32_t i = 0; i < rows->len; i++)
        if (!span_is_nowhere(rows->at[i].value))
            return true;
    return false;
}

static bool any_docs(const Rows *rows)
{
    for (uint32_t i = 0; i < rows->len; i++)
        if (rows->at[i].doc && *rows->at[i].doc)
            return true;
    return false;
}

static void add_row(Doc *doc, Buf *out, const DocItem *item, const Row *row,
                    bool has_values, bool has_docs)
{
    buf_text(out, "<tr><th scope=\"row\"><code>");
    html_text(out, row->name);
    buf_text(out, "</code></th>");
    if (!span_is_nowhere(row->type)) {
        buf_text(out, "<td><code>");
        code_add(out, item->module, row->type);
        buf_text(out, "</code></td>");
    }
    if (has_values && !span_is_nowhere(row->value)) {
        buf_text(out, "<td><code>= ");
        code_add(out, item->module, row->value);
        buf_text(out, "</code></td>");
    } else if (has_values) {
        buf_text(out, "<td></td>");
    }
    if (has_docs) {
        buf_text(out, "<td>");
        page_doc(doc, out, row->doc, 6);
        buf_text(out, "</td>");
    }
    buf_text(out, "</tr>\n");
}

static void add_rows(Doc *doc, Buf *out, const DocItem *item, const char *title,
                     const Rows *rows)
{
    bool has_values = any_values(rows), has_docs = any_docs(rows);
    if (rows->len == 0)
        return;
    buf_print(out, "<h3>%s</h3>\n<div class=\"wide\"><table>\n", title);
    for (uint32_t i = 0; i < rows->len; i++)
        add_row(doc, out, item, &rows->at[i], has_values, has_docs);
    buf_text(out, "</table></div>\n");
}

static void add_params(Doc *doc, Buf *out, const DocItem *item,
                       const char *title, const ParamVec *params)
{
    Rows rows = {0};
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        vec_push(doc->arena, &rows,
                 ((Row){param->name.sym ? param->name.sym->text : "o0",
                        span_of_type(param->type), span_of_value(param->value),
                        param->doc}));
    }
    add_rows(doc, out, item, title, &rows);
}

static void add_fields(Doc *doc, Buf *out, const DocItem *item,
                       const FieldVec *fields)
{
    Rows rows = {0};
    for (uint32_t i = 0; i < fields->len; i++) {
        const Field *field = fields->at[i];
        vec_push(doc->arena, &rows,
                 ((Row){field->name.sym->text, span_of_type(field->type),
                        span_of_value(field->value), field->doc}));
    }
    if (any_docs(&rows))
        add_rows(doc, out, item, "Fields", &rows);
}

static void add_cases(Doc *doc, Buf *out, const DocItem *item)
{
    const EnumCaseVec *cases = &item->decl->as.enum_.cases;
    Rows rows = {0};
    for (uint32_t i = 0; i < cases->len; i++)
        vec_push(doc->arena, &rows,
                 ((Row){.name = cases->at[i].name.sym->text,
                        .doc = cases->at[i].doc}));
    if (any_docs(&rows))
        add_rows(doc, out, item, "Cases", &rows);
}

/* The record that a type is, or is a kind of; NULL: none. */
static const TypeExpr *record_of(const TypeExpr *type)
{
    while (type && type->kind == TYPE_EXPR_FRESH)
        type = type->as.fresh;
    return type && type->kind == TYPE_EXPR_RECORD ? type : NULL;
}

static void add_parts(Doc *doc, Buf *out, const DocItem *item)
{
    const Decl *decl = item->decl;
    const Signature *signature = doc_signature(decl);
    const TypeExpr *record =
        decl->kind == DECL_TYPE ? record_of(decl->as.type.value) : NULL;
    if (signature) {
        add_params(doc, out, item, "Inputs", &signature->inputs);
        add_params(doc, out, item, "Outputs", &signature->outputs);
    }
    if (record)
        add_fields(doc, out, item, &record->as.record.fields);
    if (decl->kind == DECL_KIND) {
        add_params(doc, out, item, "Outputs", &decl->as.kind.outputs);
        add_fields(doc, out, item, &decl->as.kind.fields);
    }
    if (decl->kind == DECL_ENUM)
        add_cases(doc, out, item);
}

/* ---- around it ---- */

static void add_items(Buf *out, const char *title, const DocItems *items)
{
    if (items->len == 0)
        return;
    buf_print(out, "<p class=\"uses\"><span>%s</span> ", title);
    for (uint32_t i = 0; i < items->len; i++) {
        buf_text(out, i ? ", " : "");
        page_link(out, items->at[i]);
    }
    buf_text(out, "</p>\n");
}

static void add_source_link(Doc *doc, Buf *out, const DocItem *item)
{
    const char *url = doc->input->source_url;
    uint32_t line = doc_line(item);
    buf_text(out, " <a class=\"src\" href=\"");
    if (!url) {
        html_text(out, item->module->source_file);
        buf_print(out, "#L%u", line);
    }
    for (const char *at = url; at && *at;) {
        if (strncmp(at, "{path}", 6) == 0) {
            html_text(out, item->module->module->source->path);
            at += 6;
        } else if (strncmp(at, "{line}", 6) == 0) {
            buf_print(out, "%u", line);
            at += 6;
        } else {
            html_bytes(out, at++, 1);
        }
    }
    buf_text(out, "\">source</a>");
}

static void add_head(Doc *doc, Buf *out, const DocItem *item)
{
    buf_text(out, "<section class=\"item\" id=\"");
    html_text(out, item->name);
    buf_print(out, "\">\n<h2><span class=\"word %c\">%s</span> <a href=\"#",
              "wltykc"[item->group], item -> word);
    html_text(out, item->name);
    buf_text(out, "\">");
    html_text(out, item->name);
    buf_text(out, "</a>");
    add_source_link(doc, out, item);
    buf_text(out, "</h2>\n");
}

/* How a task or workflow is written; of the others it stands there already. */
static void add_body(Buf *out, const DocItem *item)
{
    if (!doc_signature(item->decl))
        return;
    buf_text(out, "<details><summary>As it is written</summary>\n"
                  "<pre class=\"code\"><code>");
    code_add(out, item->module, item->decl->span);
    buf_text(out, "</code></pre></details>\n");
}

void item_add(Doc *doc, Buf *out, const DocItem *item)
{
    add_head(doc, out, item);
    code_signature(out, item);
    page_doc(doc, out, item->decl->doc, 3);
    add_parts(doc, out, item);
    if (item->decl->kind == DECL_WORKFLOW)
        graph_add(doc, out, item);
    add_body(out, item);
    add_items(out, "Uses", &item->uses);
    add_items(out, "Used by", &item->used_by);
    if (item->in_flyte) {
        buf_text(out, "<p class=\"uses\"><span>In Flyte</span> <code>");
        html_text(out, item->in_flyte);
        buf_text(out, "</code></p>\n");
    }
    buf_text(out, "</section>\n");
}
