/* page_timeline.c - when each node ran, as bars over the run's time. */
#include "base/html.h"
#include "runtime/report/page_parts.h"
#include "runtime/report/words.h"

enum { BARS_MAX = 500 };

static void add_bar(Page *page, const NodeRow *node, int64_t span)
{
    Buf *out = page->out;
    int64_t end = node->ended ? node->ended : page->run->ended;
    double left =
        100.0 * (double)(node->began - page->run->began) / (double)span;
    double width = 100.0 * (double)(end - node->began) / (double)span;
    left = left < 0 ? 0 : left > 100 ? 100 : left;
    width = width < 0.2 ? 0.2 : width > 100 - left ? 100 - left : width;
    buf_text(out, "<div class=\"row\"><a href=\"#");
    html_anchor(out, node->path);
    buf_text(out, "\">");
    html_text(out, node->path);
    buf_print(out,
              "</a><div class=\"track\"><div class=\"bar %s\" "
              "style=\"left:%.2f%%;width:%.2f%%\"></div></div>"
              "<span>%s</span></div>\n",
              page_class(node->phase), left, width,
              span_words(page->arena, end - node->began));
}

void page_timeline(Page *page)
{
    int64_t span = page->run->ended - page->run->began;
    uint32_t bars = 0;
    if (span <= 0)
        return;
    buf_text(page->out, "<h2>Timeline</h2>\n<div class=\"time\">\n");
    for (uint32_t i = 0; i < page->node_count; i++) {
        const NodeRow *node = &page->nodes[i];
        if (node->began == 0 || bars++ >= BARS_MAX)
            continue;
        add_bar(page, node, span);
    }
    buf_text(page->out, "</div>\n");
    if (bars > BARS_MAX)
        buf_print(page->out, "<p>and %u more</p>\n", bars - BARS_MAX);
}
