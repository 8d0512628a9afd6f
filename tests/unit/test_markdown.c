#include <string.h>

#include "base/markdown.h"
#include "tests/unit/suites.h"

typedef struct MarkdownCase {
    const char *text;
    const char *html;
} MarkdownCase;

static const MarkdownCase cases[] = {
    {"", ""},
    {"a *b* **c** `d`",
     "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"},
    {"# a", "<h3>a</h3>\n"},
    {"###### a", "<h6>a</h6>\n"},
    {"a & b < c", "<p>a &amp; b &lt; c</p>\n"},
    /* markup is text */
    {"a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"},
    {"list<file>", "<p>list&lt;file&gt;</p>\n"},
    {"<script>\nx\n</script>",
     "<pre><code>&lt;script&gt;\nx\n&lt;/script&gt;\n</code></pre>\n"},
    {"<!-- a", "<pre><code>&lt;!-- a\n</code></pre>\n"},
    /* links */
    {"[a](https://b.example/c?d&e)",
     "<p><a href=\"https://b.example/c?d&amp;e\">a</a></p>\n"},
    {"[a](HTTP://b.example)", "<p><a href=\"HTTP://b.example\">a</a></p>\n"},
    {"[a](mailto:b@c.example)",
     "<p><a href=\"mailto:b@c.example\">a</a></p>\n"},
    {"[a](#b)", "<p><a href=\"#b\">a</a></p>\n"},
    {"[a](javascript:b)", "<p>a</p>\n"},
    {"[a](JavaScript:b)", "<p>a</p>\n"},
    {"[a](&#106;avascript:b)", "<p>a</p>\n"},
    {"[a](data:text/html,b)", "<p>a</p>\n"},
    {"[a](vbscript:b)", "<p>a</p>\n"},
    {"[a](file:///b)", "<p>a</p>\n"},
    {"[a](//b.example)", "<p>a</p>\n"},
    {"[a](b.md)", "<p>a</p>\n"},
    {"[*a*](x:b)", "<p><em>a</em></p>\n"},
    {"[](x:b)", "<p></p>\n"},
    {"<x:b>", "<p>&lt;x:b&gt;</p>\n"},
    {"<javascript:b>", "<p>javascript:b</p>\n"},
    {"[a][b]\n\n[b]: javascript:c", "<p>a</p>\n"},
    {"[a](https://b \"c\\\"d\")",
     "<p><a href=\"https://b\" title=\"c&quot;d\">a</a></p>\n"},
    /* pictures */
    {"![a](https://b/c.png)", "<p><a href=\"https://b/c.png\">a</a></p>\n"},
    {"![a](javascript:b)", "<p>a</p>\n"},
    {"![a *b*](x)", "<p>a <em>b</em></p>\n"},
    {"[![a](https://b)](https://c)", "<p><a href=\"https://c\">a</a></p>\n"},
    {"![![a](b)](c)", "<p>a</p>\n"},
    /* names */
    {"`known` and `other`", "<p><a href=\"k.html\"><code>known</code></a> and "
                            "<code>other</code></p>\n"},
    {"[`known`](https://a)",
     "<p><a href=\"https://a\"><code>known</code></a></p>\n"},
    {"[*`known`*](https://a)",
     "<p><a href=\"https://a\"><em><code>known</code></em></a></p>\n"},
    /* what XML has no word for */
    {"a\x01"
     "b",
     "<p>a\xEF\xBF\xBD"
     "b</p>\n"},
    {"a\xFF"
     "b",
     "<p>a\xEF\xBF\xBD"
     "b</p>\n"},
};

static const char *link_of(void *context, const char *code)
{
    return strcmp(code, "known") == 0 ? context : NULL;
}

static char target[] = "k.html";

START_TEST(markdown_is_html_without_harm)
{
    Arena arena = {0};
    Buf out = {.arena = &arena};
    MarkdownStyle style = {.heading = 3, .link = link_of, .context = target};
    markdown_html(&out, cases[_i].text, &style);
    ck_assert_str_eq(buf_string(&out), cases[_i].html);
    arena_release(&arena);
}
END_TEST

START_TEST(the_first_block_alone)
{
    Arena arena = {0};
    Buf out = {.arena = &arena};
    MarkdownStyle style = {.heading = 1, .first_only = true};
    markdown_html(&out, "a\nb\n\nc\n\n- d", &style);
    ck_assert_str_eq(buf_string(&out), "<p>a\nb</p>\n");
    arena_release(&arena);
}
END_TEST

/* n - 1, n, n + 1: beyond, it is shown as it is. */
START_TEST(a_text_has_a_limit)
{
    Arena arena = {0};
    for (int more = -1; more <= 1; more++) {
        Buf text = {.arena = &arena}, out = {.arena = &arena};
        MarkdownStyle style = {.heading = 1};
        buf_fill(&text, '<', (size_t)(MARKDOWN_MAX + more));
        markdown_html(&out, buf_string(&text), &style);
        ck_assert(strncmp(buf_string(&out), more == 1 ? "<pre>" : "<p>", 3) ==
                  0);
        ck_assert_ptr_null(strstr(buf_string(&out), "<<"));
    }
    arena_release(&arena);
}
END_TEST

Suite *markdown_suite(void)
{
    Suite *suite = suite_create("markdown");
    TCase *test = tcase_create("markdown");
    tcase_add_loop_test(test, markdown_is_html_without_harm, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_test(test, the_first_block_alone);
    tcase_add_test(test, a_text_has_a_limit);
    suite_add_tcase(suite, test);
    return suite;
}
