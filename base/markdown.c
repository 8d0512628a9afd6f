/* markdown.c - Markdown as HTML. */
#include "base/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"

static bool begins(const char *text, const char *with)
{
    for (; *with; text++, with++)
        if ((*text | 0x20) != (*with | 0x20))
            return false;
    return true;
}

static bool is_safe(const char *url)
{
    return begins(url, "https://") || begins(url, "http://") ||
           begins(url, "mailto:") || url[0] == '#';
}

/* What is in the node takes its place. */
static void unwrap(cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(node));)
        cmark_node_insert_before(node, child);
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* Markup, as the text that it is. */
static void show_markup(cmark_node *node, cmark_node_type as)
{
    cmark_node *shown = cmark_node_new(as);
    cmark_node_set_literal(shown, cmark_node_get_literal(node));
    cmark_node_replace(node, shown);
    cmark_node_free(node);
}

static bool in_link(cmark_node *node)
{
    while ((node = cmark_node_parent(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_LINK)
            return true;
    return false;
}

static void settle_image(cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    if (!is_safe(url) || in_link(node)) {
        unwrap(node);
        return;
    }
    cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
    cmark_node_set_url(link, url);
    cmark_node_insert_before(node, link);
    for (cmark_node *child; (child = cmark_node_first_child(node));)
        cmark_node_append_child(link, child);
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static void settle_code(cmark_node *node, const MarkdownStyle *style)
{
    const char *url =
        style->link ? style->link(style->context, cmark_node_get_literal(node))
                    : NULL;
    if (!url || in_link(node))
        return;
    cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
    cmark_node_set_url(link, url);
    cmark_node_insert_before(node, link);
    cmark_node_append_child(link, node);
}

static void settle_heading(cmark_node *node, const MarkdownStyle *style)
{
    int level = cmark_node_get_heading_level(node) + style->heading - 1;
    cmark_node_set_heading_level(node, level > 6 ? 6 : level);
}

static void settle(cmark_node *node, const MarkdownStyle *style)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK)
        show_markup(node, CMARK_NODE_CODE_BLOCK);
    else if (type == CMARK_NODE_HTML_INLINE)
        show_markup(node, CMARK_NODE_TEXT);
    else if (type == CMARK_NODE_HEADING)
        settle_heading(node, style);
    else if (type == CMARK_NODE_CODE)
        settle_code(node, style);
    else if (type == CMARK_NODE_IMAGE)
        settle_image(node);
    else if (type == CMARK_NODE_LINK && !is_safe(cmark_node_get_url(node)))
        unwrap(node);
}

/* These are only entered, all others are left, too. */
static bool is_leaf(cmark_node_type type)
{
    return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE ||
           type == CMARK_NODE_CODE;
}

/* A node that is left is not met again, so it may go. Links that are put in
 * have the only code that is in them behind them. */
static void settle_all(cmark_node *root, const MarkdownStyle *style)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter));) {
        if (event == CMARK_EVENT_DONE)
            break;
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_EXIT || is_leaf(cmark_node_get_type(node)))
            settle(node, style);
    }
    cmark_iter_free(iter);
}

static void keep_first(cmark_node *root)
{
    cmark_node *first = cmark_node_first_child(root);
    for (cmark_node *next; first && (next = cmark_node_next(first));) {
        cmark_node_unlink(next);
        cmark_node_free(next);
    }
}

/* cmark lets pass what XML has no word for. */
static void add_clean(Buf *out, const char *html)
{
    for (; *html; html++)
        if ((unsigned char)*html < 0x20 && !strchr("\n\t", *html))
            buf_text(out, "\xEF\xBF\xBD");
        else
            buf_char(out, *html);
}

void markdown_html(Buf *out, const char *text, const MarkdownStyle *style)
{
    size_t len = strlen(text);
    if (len > MARKDOWN_MAX) {
        buf_text(out, "<pre>");
        html_text(out, text);
        buf_text(out, "</pre>\n");
        return;
    }
    cmark_node *root = cmark_parse_document(text, len, CMARK_OPT_VALIDATE_UTF8);
    if (style->first_only)
        keep_first(root);
    settle_all(root, style);
    char *html = cmark_render_html(root, CMARK_OPT_DEFAULT);
    add_clean(out, html);
    free(html);
    cmark_node_free(root);
}
