#include "grammar/scan.h"

#include <string.h>

#include "base/utf8.h"
#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/flw.yy.h"
#include "grammar/parse.h"

enum { BOM_SIZE = 3 };

static bool starts_with_bom(const Source *source)
{
    return source->len >= BOM_SIZE &&
           memcmp(source->text, "\xEF\xBB\xBF", BOM_SIZE) == 0;
}

/* ---- what flex matched ---- */

static Span span_of(const Scan *scan, const char *text, uint32_t len)
{
    uint32_t start = (uint32_t)(text - scan->zero);
    return (Span){start, start + len};
}

void scan_trivia(Scan *scan, TriviaKind kind, const char *text, uint32_t len)
{
    Span span = span_of(scan, text, len);
    uint32_t before = scan->count + (uint32_t)(scan->next - scan->first);
    Trivia trivia = {kind, span.start, span.end, before};
    vec_push(scan->arena, scan->trivia, trivia);
    if (kind == TRIVIA_DOC)
        scan->flags |= TOKEN_DOCUMENTED;
    if (kind == TRIVIA_BLANK)
        scan->flags = TOKEN_FIRST;
}

bool scan_starts_line(const Scan *scan, const char *text)
{
    uint32_t at = span_of(scan, text, 0).start - scan->source->base;
    const char *source = scan->source->text;
    return at == 0 || source[at - 1] == '\n' || source[at - 1] == '\r';
}

void scan_long_name(Scan *scan, const char *text, uint32_t len)
{
    complain_name_too_long(scan->diags, span_of(scan, text, len), len);
}

int scan_bad_number(Scan *scan, const char *text, uint32_t len)
{
    complain_number(scan->diags, span_of(scan, text, len), text, len);
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    return TOK_INT;
}

/* The end of the block is anywhere; what follows is prose, not flw. */
void scan_open_block(Scan *scan, const char *text, uint32_t len)
{
    complain_text_open(scan->diags, span_of(scan, text, len), text);
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    scan->cut = true;
    scan_keep(scan, TOK_TEXT, text, len);
}

int scan_open_text(Scan *scan, const char *text, uint32_t len)
{
    complain_text_open(scan->diags, span_of(scan, text, len), "\"");
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    return TOK_TEXT;
}

int scan_single_quotes(Scan *scan, const char *text, uint32_t len)
{
    complain_single_quotes(scan->diags, span_of(scan, text, len));
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    return TOK_TEXT;
}

void scan_semicolon(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_semicolon(scan->diags, span_of(scan, text, len));
}

void scan_slashes(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    (void)len;
    complain_foreign(scan->diags, span_of(scan, text, 2), "//", "#");
}

void scan_slash_star(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_slash_star(scan->diags, span_of(scan, text, len));
}

void scan_foreign_and(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_foreign(scan->diags, span_of(scan, text, len), "&&", "and");
}

void scan_foreign_or(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_foreign(scan->diags, span_of(scan, text, len), "||", "or");
}

void scan_foreign_not(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_foreign(scan->diags, span_of(scan, text, len), "!", "not ");
}

void scan_fat_arrow(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_foreign(scan->diags, span_of(scan, text, len), "=>", "->");
}

void scan_conflict(Scan *scan, const char *text, uint32_t len)
{
    scan->flags |= TOKEN_SPOILED;
    complain_conflict_marker(scan->diags, span_of(scan, text, len));
}

void scan_stray(Scan *scan, const char *text, uint32_t len)
{
    /* NULs and bidirectional controls have their own pass. */
    size_t size;
    uint32_t point = utf8_next(text, len, &size);
    if (point == 0 || utf8_is_bidi_control(point))
        return;
    scan->flags |= TOKEN_SPOILED;
    complain_stray(scan->diags, span_of(scan, text, len), text, len);
}

/* ---- the whole text ---- */

/* Controls that are not allowed anywhere, comments and texts included. */
static void find_controls(const Scan *scan)
{
    const char *text = scan->source->text;
    const char *zero = text - scan->source->base;
    const char *end = text + scan->source->len;
    for (const char *at = text; (at = memchr(at, 0, (size_t)(end - at))); at++)
        complain_zero(scan->diags,
                      (Span){(uint32_t)(at - zero), (uint32_t)(at - zero) + 1});
    /* All of them are E2 80 xx or E2 81 xx. */
    for (const char *at = text; (at = memchr(at, 0xE2, (size_t)(end - at)));
         at++) {
        size_t size;
        uint32_t point = utf8_next(at, (size_t)(end - at), &size);
        uint32_t start = (uint32_t)(at - zero);
        if (utf8_is_bidi_control(point))
            complain_bidi_control(scan->diags,
                                  (Span){start, start + (uint32_t)size}, point);
    }
}

uint32_t scan_read(Scan *scan, char *to, uint32_t room)
{
    uint32_t left = scan->source->len - scan->read;
    uint32_t size = left < room ? left : room;
    memcpy(to, scan->source->text + scan->read, size);
    scan->zero = to - (scan->source->base + scan->read);
    scan->read += size;
    if (size == room || scan->closed)
        return size;
    scan->closed = true;
    to[size] = '\xFF';
    return size + 1;
}

void scan_open(Scan *scan)
{
    const Source *source = scan->source;
    size_t good = utf8_check(source->text, source->len);
    scan->flags = TOKEN_FIRST;
    if (yylex_init_extra(scan, &scan->flex))
        arena_no_memory();
    if (good == source->len) {
        scan->read = starts_with_bom(source) ? BOM_SIZE : 0;
        find_controls(scan);
    } else {
        uint32_t at = source->base + (uint32_t)good;
        complain_not_utf8(scan->diags, (Span){at, at + 1}, (uint32_t)good);
        scan->read = source->len;
        scan->cut = true;
    }
}

uint32_t scan_more(Scan *scan, Token *tokens, uint32_t room)
{
    uint32_t end = scan->source->base + scan->source->len;
    scan->first = tokens;
    scan->next = tokens;
    scan->last = tokens + room - 1;
    scan->ended = flw_scan(scan->flex) == 0;
    if (scan->ended)
        *scan->next++ = token_of((Span){end, end}, 0, scan->flags);
    uint32_t count = (uint32_t)(scan->next - tokens);
    scan->count += count;
    return count;
}

void scan_close(Scan *scan)
{
    yylex_destroy(scan->flex);
}

bool scan_source(Arena *arena, Diags *diags, const Source *source,
                 Tokens *tokens)
{
    Scan scan = {.arena = arena,
                 .diags = diags,
                 .source = source,
                 .trivia = &tokens->trivia};
    TokenVec *at = &tokens->at;
    scan_open(&scan);
    /* Room for usual text; what is not used costs nothing. */
    vec_reserve(arena, at, source->len / 3 + 16);
    while (!scan.ended) {
        if (at->len + 1 >= at->cap)
            at->at = vec_grow(arena, at->at, &at->cap, sizeof(Token));
        at->len += scan_more(&scan, at->at + at->len, at->cap - at->len);
    }
    scan_close(&scan);
    return !scan.cut;
}

void scan_part(Arena *arena, const Source *source, Span part, Tokens *tokens)
{
    Diags none;
    diags_init(&none, arena);
    Source text = {.text = source->text + (part.start - source->base),
                   .len = part.end - part.start,
                   .base = part.start};
    scan_source(arena, &none, &text, tokens);
}
