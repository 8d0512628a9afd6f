/* action_imports.c - imports in order: the library's, the project's, files;
 * what nobody uses goes. */
#include <stdlib.h>
#include <string.h>

#include "compiler/lsp/answers/action.h"

/* An import with the comments above it and the rest of its line. */
typedef struct Piece {
    const Import *import;
    const char *key; /* as it is written */
    const char *start;
    size_t len;
} Piece;

typedef struct Pieces {
    Piece *at;
    uint32_t len;
} Pieces;

static int rank(const Piece *piece)
{
    if (piece->import->text)
        return 2;
    return strncmp(piece->key, "std.", 4) == 0 ? 0 : 1;
}

static int by_key(const void *left, const void *right)
{
    const Piece *a = left, *b = right;
    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    int order = strcmp(a->key, b->key);
    return order ? order : (a->start > b->start) - (a->start < b->start);
}

static const char *line_before(const char *text, const char *line)
{
    const char *at = line - 1;
    while (at > text && at[-1] != '\n')
        at--;
    return at;
}

static bool is_comment(const char *line)
{
    return line[strspn(line, " \t")] == '#';
}

static Piece piece_of(const Site *site, const Import *import)
{
    const Source *source = site->focus->source;
    const char *text = source->text;
    const char *start = text + (import->span.start - source->base);
    const char *end = text + (import->span.end - source->base);
    while (start > text && start[-1] != '\n')
        start--;
    while (start > text && is_comment(line_before(text, start)))
        start = line_before(text, start);
    const char *line_end =
        memchr(end, '\n', (size_t)(text + source->len - end));
    end = line_end ? line_end : text + source->len;
    return (Piece){import,
                   source_part(site->request->arena, source, import->path_span),
                   start, (size_t)(end - start)};
}

/* Between imports there is nothing but space: else they stay where they are. */
static bool stand_together(const Pieces *pieces)
{
    for (uint32_t i = 1; i < pieces->len; i++) {
        const char *end = pieces->at[i - 1].start + pieces->at[i - 1].len;
        const char *next = pieces->at[i].start;
        if (next < end || end + strspn(end, " \t\r\n") != next)
            return false;
    }
    return pieces->len > 0;
}

static bool is_idle(const Site *site, const Import *import)
{
    return !site->focus->module->failed && import->module && import->uses == 0;
}

static const char *in_order(const Site *site, Pieces *pieces)
{
    Buf out = {.arena = site->request->arena};
    qsort(pieces->at, pieces->len, sizeof(Piece), by_key);
    for (uint32_t i = 0; i < pieces->len; i++) {
        if (is_idle(site, pieces->at[i].import))
            continue;
        if (out.len)
            buf_char(&out, '\n');
        buf_add(&out, pieces->at[i].start, pieces->at[i].len);
    }
    return buf_string(&out);
}

void actions_imports(const Site *site)
{
    const Module *module = site->focus->module;
    const Source *source = site->focus->source;
    Pieces pieces = {
        arena_array(site->request->arena, Piece, module->imports.len), 0};
    for (uint32_t i = 0; i < module->imports.len; i++)
        pieces.at[pieces.len++] = piece_of(site, module->imports.at[i]);
    if (module_is_broken(module) || !stand_together(&pieces))
        return;
    const Piece *last = &pieces.at[pieces.len - 1];
    const char *start = pieces.at[0].start, *end = last->start + last->len;
    Span span = {source->base + (uint32_t)(start - source->text),
                 source->base + (uint32_t)(end - source->text)};
    Action action = {"organise imports", "source.organizeImports", false, {0}};
    const char *text = in_order(site, &pieces);
    if (strlen(text) == (size_t)(end - start) &&
        memcmp(text, start, strlen(text)) == 0)
        return;
    action_edit(site, &action, span, text);
    action_put(site, &action);
}
