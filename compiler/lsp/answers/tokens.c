/* tokens.c - semantic tokens: all, those of a range, or what has changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/lsp/answers/answers.h"

enum {
    TOKEN_NAMESPACE,
    TOKEN_TYPE,
    TOKEN_ENUM,
    TOKEN_ENUM_MEMBER,
    TOKEN_FUNCTION,
    TOKEN_PARAMETER,
    TOKEN_VARIABLE,
    TOKEN_PROPERTY
};

const char *const token_types[] = {"namespace",  "type",     "enum",
                                   "enumMember", "function", "parameter",
                                   "variable",   "property", NULL};

static int token_type(const Occurrence *name)
{
    switch (name->kind) {
    case TARGET_IMPORT:
        return TOKEN_NAMESPACE;
    case TARGET_PARAM:
        return TOKEN_PARAMETER;
    case TARGET_LOCAL:
        return TOKEN_VARIABLE;
    case TARGET_CASE:
        return TOKEN_ENUM_MEMBER;
    case TARGET_FIELD:
        return TOKEN_PROPERTY;
    case TARGET_DECL:
        break;
    }
    const Decl *decl = name->target;
    if (decl->kind == DECL_ENUM)
        return TOKEN_ENUM;
    if (decl->kind == DECL_TYPE || decl->kind == DECL_KIND)
        return TOKEN_TYPE;
    return decl->kind == DECL_CONST ? TOKEN_VARIABLE : TOKEN_FUNCTION;
}

/* Five numbers each, line and character from the token before. */
enum { NUMBERS = 5 };
typedef Vec(uint32_t) Numbers;

static Numbers numbers_of(Request *request, const Focus *focus, Span range)
{
    enum { DEFINES = 1 }; /* the first modifier */
    Occurrences names = occurrences_of(request->arena, focus->module);
    PositionWalk walk = {focus->source, request->workspace->encoding, 0, {0}};
    Numbers numbers = {0};
    Position last = {0};
    vec_reserve(request->arena, &numbers, names.len * NUMBERS + 1);
    for (uint32_t i = 0; i < names.len; i++) {
        const Occurrence *name = &names.at[i];
        if (name->span.end < range.start || name->span.start > range.end)
            continue;
        Position at = position_next(&walk, name->span.start);
        Position end = position_next(&walk, name->span.end);
        uint32_t before = at.line == last.line ? last.character : 0;
        uint32_t token[NUMBERS] = {at.line - last.line, at.character - before,
                                   end.character - at.character,
                                   (uint32_t)token_type(name),
                                   name->defines ? DEFINES : 0};
        memcpy(numbers.at + numbers.len, token, sizeof(token));
        numbers.len += NUMBERS;
        last = at;
    }
    return numbers;
}

static void put_numbers(JsonOut *out, const uint32_t *numbers, uint32_t len)
{
    json_name(out, "data");
    json_open(out, '[');
    for (uint32_t i = 0; i < len; i++)
        json_put_uint64(out, numbers[i]);
    json_close(out, ']');
}

static Span all_of(const Focus *focus)
{
    return (Span){focus->source->base,
                  focus->source->base + focus->source->len};
}

/* ---- what has changed ---- */

static void put_id(Request *request, const Document *document)
{
    put_text(request->out, "resultId",
             arena_print(request->arena, "%u", document->tokens_id));
}

static void keep(Document *document, const Numbers *numbers)
{
    size_t size = numbers->len * sizeof(*numbers->at);
    document->tokens = document_memory(document->tokens, size);
    memcpy(document->tokens, numbers->at, size);
    document->tokens_len = numbers->len;
    document->tokens_id++;
}

/* One edit: from the first number that differs to the last. */
static void put_edits(Request *request, const Document *document,
                      const Numbers *now)
{
    JsonOut *out = request->out;
    const uint32_t *old = document->tokens;
    uint32_t len = document->tokens_len, start = 0, same = 0;
    while (start < len && start < now->len && old[start] == now->at[start])
        start++;
    while (same < len - start && same < now->len - start &&
           old[len - 1 - same] == now->at[now->len - 1 - same])
        same++;
    json_name(out, "edits");
    json_open(out, '[');
    if (start < len || start < now->len) {
        json_open(out, '{');
        put_number(out, "start", start);
        put_number(out, "deleteCount", len - same - start);
        put_numbers(out, now->at + start, now->len - same - start);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void answer_whole(Request *request, bool may_differ)
{
    Focus focus;
    JsonOut *out = request->out;
    if (!request_document(request, &focus)) {
        json_put_null(out);
        return;
    }
    Document *document = focus.document;
    const char *id =
        json_text(json_member(request->params, "previousResultId"));
    const char *known = arena_print(request->arena, "%u", document->tokens_id);
    Numbers now = numbers_of(request, &focus, all_of(&focus));
    json_open(out, '{');
    if (may_differ && document->tokens && id && strcmp(id, known) == 0)
        put_edits(request, document, &now);
    else
        put_numbers(out, now.at, now.len);
    keep(document, &now);
    put_id(request, document);
    json_close(out, '}');
}

void answer_tokens(Request *request)
{
    answer_whole(request, false);
}

void answer_tokens_delta(Request *request)
{
    answer_whole(request, true);
}

void answer_tokens_range(Request *request)
{
    Focus focus;
    Span range;
    Numbers numbers = {0};
    if (request_document(request, &focus) &&
        request_span(request, &focus, json_member(request->params, "range"),
                     &range))
        numbers = numbers_of(request, &focus, range);
    json_open(request->out, '{');
    put_numbers(request->out, numbers.at, numbers.len);
    json_close(request->out, '}');
}
