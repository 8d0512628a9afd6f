/* formatting.c - the one style: of a document, of a range, while one types. */
#include <string.h>

#include "base/diff.h"
#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/around.h"
#include "grammar/format/format.h"

/* What is neither space nor a comma, which the style may add. */
static size_t count_words(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += !strchr(" \t\r\n,", text[i]) || !text[i];
    return count;
}

/* A part is to be taken or left by itself: both sides have the same words, so
 * parts among which words move are one. */
static void join_parts(DiffParts *parts, const char *old)
{
    uint32_t len = 0;
    size_t out = 0, in = 0;
    for (uint32_t i = 0; i < parts->len; i++) {
        DiffPart part = parts->at[i];
        if (out != in) {
            DiffPart *last = &parts->at[len - 1];
            last->end = part.end;
            last->len = (size_t)(part.text + part.len - last->text);
        } else {
            parts->at[len++] = part;
        }
        out += count_words(old + part.start, part.end - part.start);
        in += count_words(part.text, part.len);
    }
    parts->len = len;
}

/* The parts that the style would have otherwise. False: there is a syntax
 * error, so that nobody knows. */
static bool parts_of(Request *request, const Focus *focus, DiffParts *parts)
{
    const Source *source = focus->source;
    Buf made = {.arena = request->arena};
    if (module_is_broken(focus->module) ||
        !format_source(&made, source, focus->module))
        return false;
    *parts = diff_parts(request->arena, (FileText){source->text, source->len},
                        (FileText){made.at, made.len});
    join_parts(parts, source->text);
    return true;
}

static void put_part(Request *request, const Focus *focus, const DiffPart *part)
{
    uint32_t base = focus->source->base;
    put_edit(request,
             (Span){base + (uint32_t)part->start, base + (uint32_t)part->end},
             arena_copy(request->arena, part->text, part->len));
}

/* Those that touch the range; all of a document when range is NULL. */
static void put_parts(Request *request, const Focus *focus, const Span *range)
{
    DiffParts parts;
    uint32_t base = focus->source->base;
    if (!parts_of(request, focus, &parts)) {
        json_put_null(request->out);
        return;
    }
    json_open(request->out, '[');
    for (uint32_t i = 0; i < parts.len; i++)
        if (!range || (base + parts.at[i].start <= range->end &&
                       base + parts.at[i].end >= range->start))
            put_part(request, focus, &parts.at[i]);
    json_close(request->out, ']');
}

void answer_formatting(Request *request)
{
    Focus focus;
    if (request_document(request, &focus))
        put_parts(request, &focus, NULL);
    else
        json_put_null(request->out);
}

void answer_range_formatting(Request *request)
{
    Focus focus;
    Span range;
    if (request_document(request, &focus) &&
        request_span(request, &focus, json_member(request->params, "range"),
                     &range))
        put_parts(request, &focus, &range);
    else
        json_put_null(request->out);
}

/* ---- while one types ---- */

static const char *line_start(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n')
        at--;
    return at;
}

static size_t indent_at(const char *line, const char *end)
{
    size_t len = 0;
    while (line + len < end && (line[len] == ' ' || line[len] == '\t'))
        len++;
    return len;
}

/* Of the line on which the innermost open bracket stands, and one step more,
 * unless the line closes it. */
static size_t wanted_indent(const char *text, const char *line,
                            const char *words, const char *end)
{
    const char *bracket = around(text, (size_t)(line - text)).bracket;
    if (!bracket)
        return 0;
    const char *opener = line_start(text, bracket);
    bool closes = words < end && strchr(")]}", *words);
    return indent_at(opener, end) + (closes ? 0 : FORMAT_INDENT);
}

static void put_indent(Request *request, const Focus *focus, const char *at)
{
    const Source *source = focus->source;
    const char *text = source->text, *end = text + source->len;
    const char *line = line_start(text, at);
    size_t found = indent_at(line, end);
    size_t wanted = wanted_indent(text, line, line + found, end);
    Buf spaces = {.arena = request->arena};
    uint32_t start = source->base + (uint32_t)(line - text);
    json_open(request->out, '[');
    buf_fill(&spaces, ' ', wanted);
    if (found != wanted &&
        around(text, (size_t)(line - text)).kind != AROUND_TEXT)
        put_edit(request, (Span){start, start + (uint32_t)found},
                 buf_string(&spaces));
    json_close(request->out, ']');
}

/* A `}` that ends a whole thing lays it out; a new line, or one that ends
 * nothing yet, is indented. */
void answer_typed(Request *request)
{
    Focus focus;
    const char *typed = json_text(json_member(request->params, "ch"));
    if (!request_focus(request, &focus) || !typed) {
        json_put_null(request->out);
        return;
    }
    const char *text = focus.source->text;
    const char *at = text + (focus.position - focus.source->base);
    const char *opener = *typed == '}' && at > text
                             ? around(text, (size_t)(at - text) - 1).bracket
                             : NULL;
    if (opener && !module_is_broken(focus.module)) {
        uint32_t start = focus.source->base + (uint32_t)(opener - text);
        put_parts(request, &focus, &(Span){start, focus.position});
    } else {
        put_indent(request, &focus, at);
    }
}
