/* page.c - what the pages of a site share. */
#include "compiler/doc/page.h"

#include <string.h>

#include "base/html.h"
#include "base/markdown.h"

/* Nothing is loaded but the site's own style and search. */
static const char policy[] = "default-src 'none'; style-src 'self' "
                             "'unsafe-inline'; script-src 'self' file:; "
                             "form-action 'none'; base-uri 'none'";

/* ---- docs ---- */

static const char *link_of(void *context, const char *code)
{
    Doc *doc = context;
    const DocItem *item = map_find(&doc->by_name, sym_of(&doc->names, code));
    return item ? item->href : NULL;
}

void page_doc(Doc *doc, Buf *out, const char *text, int heading)
{
    MarkdownStyle style = {.heading = heading, .link = link_of, .context = doc};
    if (text)
        markdown_html(out, text, &style);
}

void page_brief(Doc *doc, Buf *out, const char *text)
{
    MarkdownStyle style = {
        .heading = 6, .first_only = true, .link = link_of, .context = doc};
    if (text)
        markdown_html(out, text, &style);
}

const char *page_brief_text(Arena *arena, const char *text)
{
    enum { BRIEF_MAX = 160 };
    Buf out = {.arena = arena};
    const char *end = text ? strstr(text, "\n\n") : NULL;
    size_t len = !text ? 0 : end ? (size_t)(end - text) : strlen(text);
    bool cut = len > BRIEF_MAX;
    len = cut ? BRIEF_MAX : len;
    while (cut && len && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    for (size_t i = 0; i < len; i++)
        buf_char(&out, text[i] == '\n' ? ' ' : text[i]);
    buf_text(&out, cut ? "\xE2\x80\xA6" : "");
    return buf_string(&out);
}

/* ---- frame ---- */

void page_link(Buf *out, const DocItem *item)
{
    buf_text(out, "<a href=\"");
    html_text(out, item->href);
    buf_text(out, "\"><code>");
    html_text(out, item->name);
    buf_text(out, "</code></a>");
}

static void add_entries(Buf *out, const DocModule *module)
{
    for (int group = 0; group < DOC_GROUPS; group++) {
        const DocItems *items = &module->items[group];
        if (items->len == 0)
            continue;
        buf_print(out, "<li class=\"group\">%s</li>\n",
                  doc_group_title((DocGroup)group));
        for (uint32_t i = 0; i < items->len; i++) {
            buf_text(out, "<li>");
            page_link(out, items->at[i]);
            buf_text(out, "</li>\n");
        }
    }
}

/* All modules on each page would be too many of them. */
enum { CONTENTS_MAX = 200 };

static void add_contents(Doc *doc, Buf *out, const DocModule *here)
{
    bool all = doc->modules.len <= CONTENTS_MAX;
    buf_text(out, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        const DocModule *module = doc->modules.at[i];
        if (!all && module != here)
            continue;
        buf_text(out, "<li class=\"module\"><a href=\"");
        html_text(out, module->file);
        buf_print(out, "\"%s>", module == here ? " aria-current=\"page\"" : "");
        html_text(out, module->name);
        buf_text(out, "</a>");
        if (module == here) {
            buf_text(out, "<ul>\n");
            add_entries(out, module);
            buf_text(out, "</ul>");
        }
        buf_text(out, "</li>\n");
    }
    buf_text(out, "</ul>\n</nav>\n");
}

static void add_top(Doc *doc, Buf *out)
{
    buf_text(out, "<header class=\"top\"><a class=\"home\" "
                  "href=\"index.html\">");
    html_text(out, doc->input->title);
    buf_text(
        out,
        "</a>\n<div class=\"search\"><input id=\"site-query\" type=\"search\" "
        "placeholder=\"Search\" aria-label=\"Search\" "
        "autocomplete=\"off\" spellcheck=\"false\"/>"
        "<div id=\"site-found\" hidden=\"hidden\"></div></div>\n"
        "<label class=\"menu\" for=\"site-menu\">Contents</label></header>\n"
        "<input class=\"menu\" id=\"site-menu\" type=\"checkbox\"/>\n");
}

void page_begin(Doc *doc, Buf *out, const char *title, const DocModule *module)
{
    buf_print(out,
              "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
              "<meta charset=\"utf-8\"/>\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n"
              "<meta name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\"/>\n<title>",
              policy);
    html_text(out, title);
    buf_text(out, "</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n"
                  "<script src=\"search.js\" defer=\"defer\"></script>\n"
                  "</head>\n<body>\n");
    add_top(doc, out);
    buf_text(out, "<div class=\"page\">\n");
    add_contents(doc, out, module);
    buf_text(out, "<main>\n");
}

void page_end(Buf *out)
{
    buf_text(out, "</main>\n</div>\n</body>\n</html>\n");
}
