/* page_nodes.c - each node in full: values, tries, logs, decks. */
#include <string.h>

#include "base/file.h"
#include "base/html.h"
#include "runtime/process/log_tail.h"
#include "runtime/report/page_parts.h"
#include "runtime/report/words.h"

enum {
    NODES_MAX = 2000, /* in full; the rest are counted */
    LOG_LINES = 200,
    DECK_MAX = 4 << 20, /* bytes */
};

static const char *file_of(Page *page, const AttemptRow *attempt,
                           const char *name)
{
    return arena_print(page->arena, "%s/runs/%s/%s/%s", home_path(page->home),
                       page->run->id, attempt->folder, name);
}

/* A deck is a task's own HTML: shown in a frame that may run nothing and
 * reach nothing. */
static void add_deck(Page *page, const AttemptRow *attempt)
{
    const char *why = NULL;
    FileText deck;
    const char *path = file_of(page, attempt, "deck.html");
    if (!file_exists(path) ||
        !file_read(page->arena, path, DECK_MAX, &deck, &why))
        return;
    buf_text(page->out, "<details><summary>deck</summary><iframe sandbox "
                        "title=\"deck\" srcdoc=\"");
    html_bytes(page->out, deck.text, deck.len);
    buf_text(page->out, "\"></iframe></details>\n");
}

static void add_log(Page *page, const AttemptRow *attempt)
{
    const char *tail =
        log_tail(page->arena, file_of(page, attempt, "log"), LOG_LINES);
    if (!*tail)
        return;
    buf_text(page->out, "<pre>");
    html_text(page->out, tail);
    buf_text(page->out, "</pre>\n");
}

static void add_fault(Page *page, const Fault *fault)
{
    if (!fault)
        return;
    buf_text(page->out, "<p class=\"fault\"><b>");
    html_text(page->out, fault->code ? fault->code : "failed");
    buf_print(page->out, "</b>, %s<br>", blame_words(fault->kind));
    html_text(page->out, fault->message);
    buf_text(page->out, "</p>\n");
}

static void add_attempt(Page *page, const AttemptRow *attempt)
{
    Buf *out = page->out;
    buf_print(out, "<h4>Try %u: %s", attempt->number + 1,
              phase_words(attempt->phase, CACHE_DISABLED));
    if (attempt->exit_code > 0)
        buf_print(out, ", exit status %d", attempt->exit_code);
    if (attempt->exit_signal)
        buf_print(out, ", signal %d", attempt->exit_signal);
    if (attempt->ended > attempt->began)
        buf_print(out, ", %s",
                  span_words(page->arena, attempt->ended - attempt->began));
    buf_text(out, "</h4>\n");
    if (attempt->command) {
        buf_text(out, "<pre class=\"command\">");
        html_text(out, attempt->command);
        buf_text(out, "</pre>\n");
    }
    add_fault(page, attempt->fault);
    if (!attempt->folder)
        return;
    add_log(page, attempt);
    add_deck(page, attempt);
}

static void add_attempts(Page *page, const char *path)
{
    uint32_t n;
    const AttemptRow *attempts = attempt_index_find(&page->attempts, path, &n);
    for (uint32_t i = 0; i < n; i++)
        add_attempt(page, &attempts[i]);
}

static void add_node(Page *page, const NodeRow *node)
{
    Buf *out = page->out;
    buf_text(out, "<details class=\"node\" id=\"");
    html_anchor(out, node->path);
    buf_print(out, "\"%s><summary><span class=\"badge %s\">%s</span> ",
              node->fault ? " open" : "", page_class(node->phase),
              phase_words(node->phase, node->cache));
    html_text(out, node->path);
    buf_text(out, " <small>");
    html_text(out, node->kind);
    buf_char(out, ' ');
    html_text(out, node->entity ? node->entity : "");
    buf_text(out, "</small></summary>\n");
    page_values(page, "Inputs", node->inputs);
    page_values(page, "Outputs", node->outputs);
    add_fault(page, node->fault);
    add_attempts(page, node->path);
    buf_text(out, "</details>\n");
}

void page_nodes(Page *page)
{
    buf_text(page->out, "<h2>Nodes</h2>\n");
    for (uint32_t i = 0; i < page->node_count && i < NODES_MAX; i++)
        add_node(page, &page->nodes[i]);
    if (page->node_count > NODES_MAX)
        buf_print(page->out, "<p>and %u more: flw show %s</p>\n",
                  page->node_count - NODES_MAX, page->run->id);
}
