/* code.c - source text on a page, with links. */
#include <string.h>

#include "base/html.h"
#include "compiler/doc/page.h"

enum { ONE_LINE = 76 };

static const char *text_at(const DocModule *module, uint32_t position)
{
    const Source *source = module->module->source;
    return source->text + (position - source->base);
}

static bool is_inside(const DocModule *module, Span span)
{
    const Source *source = module->module->source;
    return !span_is_nowhere(span) && span.start >= source->base &&
           span.end <= source->base + source->len && span.start <= span.end;
}

/* The first ref that begins at or behind the position. */
static uint32_t first_ref(const DocRefs *refs, uint32_t position)
{
    uint32_t low = 0, high = refs->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (refs->at[middle].span.start < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void code_add(Buf *out, const DocModule *module, Span span)
{
    if (!is_inside(module, span))
        return;
    uint32_t at = span.start;
    const DocRefs *refs = &module->refs;
    for (uint32_t i = first_ref(refs, span.start); i < refs->len; i++) {
        const DocRef *ref = &refs->at[i];
        if (ref->span.end > span.end)
            break;
        html_bytes(out, text_at(module, at), ref->span.start - at);
        buf_text(out, "<a href=\"");
        html_text(out, ref->item->href);
        buf_text(out, "\">");
        html_bytes(out, text_at(module, ref->span.start),
                   ref->span.end - ref->span.start);
        buf_text(out, "</a>");
        at = ref->span.end;
    }
    html_bytes(out, text_at(module, at), span.end - at);
}

void code_lines(Buf *out, const DocModule *module)
{
    Source *source = module->module->source;
    buf_text(out, "<pre class=\"source\">");
    for (uint32_t line = 1; source_has_line(source, line); line++) {
        uint32_t from = 0, to = 0;
        source_line(source, line, &from, &to);
        if (from == to && !source_has_line(source, line + 1))
            break;
        buf_print(out,
                  "<span id=\"L%u\" class=\"line\"><a class=\"no\" "
                  "href=\"#L%u\">%u</a> ",
                  line, line, line);
        code_add(out, module, (Span){source->base + from, source->base + to});
        buf_text(out, "</span>\n");
    }
    buf_text(out, "</pre>\n");
}

/* ---- signatures ---- */

static uint32_t width_of(const Signature *signature)
{
    uint32_t width = 20;
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        width += signature->inputs.at[i]->span.end -
                 signature->inputs.at[i]->span.start + 2;
    for (uint32_t i = 0; i < signature->outputs.len; i++)
        width += signature->outputs.at[i]->span.end -
                 signature->outputs.at[i]->span.start + 2;
    return width;
}

static void add_param(Buf *out, const DocModule *module, const Param *param)
{
    if (!span_is_nowhere(param->name.span)) {
        html_text(out, param->name.sym->text);
        buf_text(out, ": ");
    }
    if (param->type)
        code_add(out, module, param->type->span);
    if (!param->value)
        return;
    buf_text(out, " = ");
    code_add(out, module, param->value->span);
}

static void add_params(Buf *out, const DocModule *module,
                       const ParamVec *params, bool broken)
{
    bool bare = params->len == 1 && span_is_nowhere(params->at[0]->name.span);
    broken &= params->len > 0 && !bare;
    buf_text(out, bare ? "" : "(");
    for (uint32_t i = 0; i < params->len; i++) {
        buf_text(out, broken ? "\n  " : i ? ", " : "");
        add_param(out, module, params->at[i]);
        buf_text(out, broken ? "," : "");
    }
    buf_text(out, broken ? "\n" : "");
    buf_text(out, bare ? "" : ")");
}

void code_signature(Buf *out, const DocItem *item)
{
    const Signature *signature = doc_signature(item->decl);

    buf_text(out, "<pre class=\"code\"><code>");
    if (!signature) {
        code_add(out, item->module, item->decl->span);
    } else {
        bool broken = width_of(signature) > ONE_LINE;
        buf_print(out, "<b>%s</b> ", item->word);
        html_text(out, item->name);
        add_params(out, item->module, &signature->inputs, broken);
        buf_text(out, " -&gt; ");
        add_params(out, item->module, &signature->outputs, broken);
    }
    buf_text(out, "</code></pre>\n");
}
