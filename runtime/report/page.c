/* page.c - a run as one self-contained HTML page. */
#include "runtime/report/page.h"

#include <string.h>

#include "base/html.h"
#include "runtime/report/page_parts.h"
#include "runtime/report/words.h"
#include "runtime/value/literal_text.h"

enum { VALUE_WIDTH = 2000 };

static const char style[] =
    ":root{color-scheme:light dark;--ok:#1a7f37;--bad:#cf222e;--busy:#0969da;"
    "--idle:#6e7781;--line:#d0d7de;--soft:#f6f8fa}\n"
    "@media(prefers-color-scheme:dark){:root{--ok:#3fb950;--bad:#f85149;"
    "--busy:#58a6ff;--idle:#8b949e;--line:#30363d;--soft:#161b22}}\n"
    "body{font:15px/1.5 system-ui,sans-serif;max-width:90rem;margin:2rem auto;"
    "padding:0 1rem}\n"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px "
    "solid var(--line)}h3,h4{font-size:1rem;margin:.8rem 0 .2rem}\n"
    "pre{background:var(--soft);padding:.6rem;overflow:auto;max-height:30rem;"
    "white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;"
    "padding:.15rem 1rem .15rem 0;overflow-wrap:anywhere}\n"
    ".badge{color:#fff;border-radius:1rem;padding:.05rem .6rem;"
    "font-size:.85rem}\n"
    ".badge.ok,.bar.ok{background:var(--ok)}.badge.bad,.bar.bad{background:"
    "var(--bad)}.badge.busy,.bar.busy{background:var(--busy)}.badge.idle,"
    ".bar.idle{background:var(--idle)}\n"
    ".fault{border-left:4px solid var(--bad);padding-left:.8rem;white-space:"
    "pre-wrap}\n"
    ".wide{overflow-x:auto}\n"
    "svg text{text-anchor:middle;font:13px system-ui,sans-serif;fill:"
    "currentColor}svg rect{fill:var(--soft);stroke-width:2}\n"
    "rect.ok{stroke:var(--ok)}rect.bad{stroke:var(--bad)}rect.busy{stroke:"
    "var(--busy)}rect.idle{stroke:var(--idle)}.edge{fill:none;stroke:"
    "var(--idle)}\n"
    ".row{display:grid;grid-template-columns:minmax(6rem,16rem) 1fr 4rem;"
    "gap:.6rem}.row a{overflow:hidden;text-overflow:ellipsis;white-space:"
    "nowrap}.track{position:relative;background:var(--soft);height:1rem;"
    "margin-top:.25rem}.bar{position:absolute;top:0;bottom:0;border-radius:"
    "2px}\n"
    ".node{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;"
    "padding:.3rem .8rem}summary{cursor:pointer}\n"
    "iframe{width:100%;height:24rem;border:1px solid var(--line);background:"
    "#fff}a{color:inherit}small{color:var(--idle)}\n";

/* Nothing is loaded, nothing is run. */
static const char policy[] = "default-src 'none'; style-src 'unsafe-inline'; "
                             "img-src data:; frame-src 'self'; form-action "
                             "'none'; base-uri 'none'";

const char *page_class(Phase phase)
{
    switch (phase_ink(phase)) {
    case INK_HELP:
        return "ok";
    case INK_ERROR:
    case INK_WARNING:
        return "bad";
    case INK_NOTE:
        return "busy";
    case INK_PLAIN:
    case INK_TITLE:
    case INK_GUTTER:
    case INK_OLD:
    case INK_NEW:
        return "idle";
    }
    return "idle";
}

const NodeRow *page_node(Page *page, const char *path)
{
    return map_find(&page->by_path, sym_of(&page->syms, path));
}

void page_values(Page *page, const char *title, const IdlLiteralMap *values)
{
    Buf *out = page->out;
    if (!values || values->n_literals == 0)
        return;
    buf_print(out, "<h3>%s</h3>\n<table>\n", title);
    for (size_t i = 0; i < values->n_literals; i++) {
        const IdlLiteral *value = value_with_paths(page->home, page->arena,
                                                   values->literals[i]->value);
        buf_text(out, "<tr><th>");
        html_text(out, values->literals[i]->key);
        buf_text(out, "</th><td><code>");
        html_text(out, literal_shown(page->arena, value, VALUE_WIDTH));
        buf_text(out, "</code></td></tr>\n");
    }
    buf_text(out, "</table>\n");
}

static void add_head(Page *page)
{
    Buf *out = page->out;
    const RunRow *run = page->run;
    buf_print(out,
              "<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
              "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-"
              "Policy\" content=\"%s\">\n<meta name=\"viewport\" "
              "content=\"width=device-width\">\n<title>",
              policy);
    html_text(out, run->id);
    buf_print(out, "</title>\n<style>\n%s</style></head><body>\n<h1>", style);
    html_text(out, run->entity);
    buf_print(out, " <span class=\"badge %s\">%s</span></h1>\n<p>",
              page_class(run->phase), phase_words(run->phase, CACHE_DISABLED));
    html_text(out, run->id);
    buf_print(out, ", began %s UTC", time_words(page->arena, run->began));
    if (run->ended)
        buf_print(out, ", took %s",
                  span_words(page->arena, run->ended - run->began));
    buf_text(out, ", from ");
    html_text(out, run->source);
    buf_text(out, "</p>\n");
}

static void add_fault(Page *page)
{
    const Fault *fault = page->run->fault;
    if (!fault)
        return;
    buf_text(page->out, "<p class=\"fault\">");
    if (page->run->failed_node) {
        buf_text(page->out, "<a href=\"#");
        html_anchor(page->out, page->run->failed_node);
        buf_text(page->out, "\">");
        html_text(page->out, page->run->failed_node);
        buf_text(page->out, "</a>: ");
    }
    buf_print(page->out, "%s\n", blame_words(fault->kind));
    html_text(page->out, fault->message);
    buf_text(page->out, "</p>\n");
}

static bool fill(Page *page, const char **why)
{
    Arena *arena = page->arena;
    sym_table_init(&page->syms, arena);
    page->nodes = nodes_list(page->home, arena, page->run->serial,
                             &page->node_count, why);
    uint32_t n;
    const AttemptRow *attempts =
        attempts_list(page->home, arena, page->run->serial, NULL, &n, why);
    if (!page->nodes || !attempts)
        return false;
    attempt_index_init(&page->attempts, arena, attempts, n);
    for (uint32_t i = 0; i < page->node_count; i++)
        map_put(arena, &page->by_path, sym_of(&page->syms, page->nodes[i].path),
                (void *)&page->nodes[i]);
    return true;
}

bool run_page(Buf *out, Home *home, const RunRow *run, const Package *package,
              const char **why)
{
    Page page = {.out = out,
                 .arena = out->arena,
                 .home = home,
                 .run = run,
                 .package = package};
    if (!fill(&page, why))
        return false;
    add_head(&page);
    add_fault(&page);
    page_values(&page, "Inputs", run->inputs);
    page_values(&page, "Outputs", run->outputs);
    page_graph(&page);
    page_timeline(&page);
    page_nodes(&page);
    buf_text(out, "</body></html>\n");
    return true;
}
