/* junit.c - JUnit's XML: a suite a file, a failed case a diagnostic. */
#include <string.h>

#include "base/formats/formats.h"
#include "base/shown.h"
#include "base/utf8.h"

/* Five references; what XML 1.0 has no room for, or would reorder what is
 * shown, is U+FFFD. */
static void add_xml(Buf *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0, size = 1; at < len; at += size) {
        uint32_t point = utf8_next(text + at, len - at, &size);
        switch (point) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        case '\'':
            buf_text(out, "&apos;");
            break;
        default:
            if (shown_is_hidden(point) || point == 0xFFFE || point == 0xFFFF)
                buf_text(out, UTF8_REPLACEMENT_TEXT);
            else
                buf_add(out, text + at, size);
        }
    }
}

/* "pipelines/main" of pipelines/main.flw */
static void add_class(Buf *out, const char *path)
{
    const char *end = strrchr(path, '.');
    size_t len = end ? (size_t)(end - path) : strlen(path);
    add_xml(out, arena_copy(out->arena, path, len));
}

/* A name of its own for each: GitLab shows only the first of a name. Strict
 * readers (Jenkins) know no attributes for the place, so it is in the words. */
static void add_case(Buf *out, const Diag *diag, const FormatPlace *place)
{
    buf_print(out, "    <testcase name=\"%s: ", diag->code);
    add_xml(out, diag->title);
    buf_print(out, " (%u:%u)\" classname=\"", place->start.line,
              place->start.column);
    add_class(out, place->path);
    buf_text(out, "\">\n");
    if (diag->known) {
        buf_text(out, "      <skipped>it is in the baseline</skipped>\n"
                      "    </testcase>\n");
        return;
    }
    buf_print(out, "      <failure type=\"%s\" message=\"", diag->code);
    add_xml(out, diag->title);
    buf_print(out, "\">line %u, column %u, %s: ", place->start.line,
              place->start.column, format_severity(diag));
    add_xml(out, diag->title);
    buf_text(out, "</failure>\n    </testcase>\n");
}

/* Diagnostics of one file lie together, since they are sorted. */
static uint32_t add_suite(Buf *out, const Diags *diags, const Sources *sources,
                          uint32_t first)
{
    FormatPlace place = format_place(sources, diags->at.at[first]->span);
    uint32_t end = first;
    uint32_t known = 0;
    while (end < diags->at.len &&
           strcmp(format_place(sources, diags->at.at[end]->span).path,
                  place.path) == 0)
        known += diags->at.at[end++]->known;
    buf_text(out, "  <testsuite name=\"");
    add_xml(out, *place.path ? place.path : "flw");
    buf_print(out, "\" tests=\"%u\" failures=\"%u\" errors=\"0\"", end - first,
              end - first - known);
    if (known)
        buf_print(out, " skipped=\"%u\"", known);
    buf_text(out, ">\n");
    for (uint32_t i = first; i < end; i++) {
        place = format_place(sources, diags->at.at[i]->span);
        add_case(out, diags->at.at[i], &place);
    }
    buf_text(out, "  </testsuite>\n");
    return end;
}

void format_junit(Buf *out, const Diags *diags, const Sources *sources)
{
    uint32_t cases = diags->at.len;
    buf_print(out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"flw\" tests=\"%u\" failures=\"%u\" "
              "errors=\"0\">\n",
              cases ? cases : 1, cases - diags->known);
    if (cases == 0)
        buf_text(out, "  <testsuite name=\"flw\" tests=\"1\" failures=\"0\" "
                      "errors=\"0\">\n    <testcase name=\"check\" "
                      "classname=\"flw\"/>\n  </testsuite>\n");
    for (uint32_t i = 0; i < cases;)
        i = add_suite(out, diags, sources, i);
    buf_text(out, "</testsuites>\n");
}
