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
    uint32_t start = scan->source->base + (uint32_t)(text - scan->buffer);
    return (Span){start, start + len};
}

void scan_trivia(Scan *scan, TriviaKind kind, const char *text, uint32_t len)
{
    Span span = span_of(scan, text, len);
    Trivia trivia = {kind, span.start, span.end, scan->tokens->at.len};
    vec_push(scan->arena, &scan->tokens->trivia, trivia);
    if (kind == TRIVIA_DOC)
        scan->flags |= TOKEN_DOCUMENTED;
    if (kind == TRIVIA_BLANK)
        scan->flags = TOKEN_FIRST;
}

bool scan_starts_line(const Scan *scan, const char *text)
{
    return text == scan->buffer || text[-1] == '\n' || text[-1] == '\r';
}

int scan_bad_number(Scan *scan, const char *text, uint32_t len)
{
    complain_number(scan->diags, span_of(scan, text, len), text, len);
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    return TOK_INT;
}

/* The end of the block is anywhere; what follows is prose, not flw. */
int scan_open_block(Scan *scan, const char *text, uint32_t len)
{
    complain_text_open(scan->diags, span_of(scan, text, len), text);
    scan->flags |= TOKEN_BAD | TOKEN_SPOILED;
    scan->cut = true;
    return TOK_TEXT;
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
    const char *end = text + scan->source->len;
    for (const char *at = text; (at = memchr(at, 0, (size_t)(end - at))); at++)
        complain_zero(scan->diags,
                      span_of(scan, scan->buffer + (at - text), 1));
    /* All of them are E2 80 xx or E2 81 xx. */
    for (const char *at = text; (at = memchr(at, 0xE2, (size_t)(end - at)));
         at++) {
        size_t size;
        uint32_t point = utf8_next(at, (size_t)(end - at), &size);
        if (utf8_is_bidi_control(point))
            complain_bidi_control(
                scan->diags,
                span_of(scan, scan->buffer + (at - text), (uint32_t)size),
                point);
    }
}

static bool is_name(int kind)
{
    return kind == TOK_NAME || kind == TOK_TYPE_NAME;
}

void scan_keep(Scan *scan, int kind, const char *text, uint32_t len)
{
    Span span = span_of(scan, text, len);
    Token token = token_of(span, kind, scan->flags);
    if (len > PARSE_NAME_MAX && is_name(kind))
        complain_name_too_long(scan->diags, span, len);
    vec_push(scan->arena, &scan->tokens->at, token);
    scan->flags = 0;
}

/* flex scans a copy that it may write to and that ends in two NULs. */
static char *copy_for_flex(const Scan *scan)
{
    uint32_t len = scan->source->len;
    char *copy = arena_alloc(scan->arena, (size_t)len + 2);
    memcpy(copy, scan->source->text, len);
    return copy;
}

/* Room for the tokens of usual text; what is not used costs nothing. */
static void make_room(Scan *scan)
{
    uint32_t count = scan->source->len / 3 + 16;
    scan->tokens->at.at = arena_array(scan->arena, Token, count);
    scan->tokens->at.cap = count;
}

static void run_flex(Scan *scan)
{
    char *copy = copy_for_flex(scan);
    uint32_t skip = starts_with_bom(scan->source) ? BOM_SIZE : 0;
    yyscan_t scanner;
    scan->buffer = copy;
    make_room(scan);
    if (yylex_init_extra(scan, &scanner))
        UNREACHABLE("no memory for a scanner");
    yy_scan_buffer(copy + skip, (size_t)scan->source->len + 2 - skip, scanner);
    find_controls(scan);
    flw_scan(scanner);
    yylex_destroy(scanner);
    arena_reuse(scan->arena, copy, (size_t)scan->source->len + 2);
}

ScanEnd scan_source(Arena *arena, Diags *diags, const Source *source,
                    Tokens *tokens)
{
    Scan scan = {.arena = arena,
                 .diags = diags,
                 .source = source,
                 .tokens = tokens,
                 .flags = TOKEN_FIRST};
    size_t good = utf8_check(source->text, source->len);
    bool is_text = good == source->len;
    uint32_t end = source->base + source->len;
    if (is_text) {
        run_flex(&scan);
    } else {
        uint32_t at = source->base + (uint32_t)good;
        complain_not_utf8(diags, (Span){at, at + 1}, (uint32_t)good);
    }
    Token last = token_of((Span){end, end}, 0, scan.flags);
    vec_push(arena, &tokens->at, last);
    if (!is_text)
        return SCAN_NOT_TEXT;
    return scan.cut ? SCAN_CUT : SCAN_WHOLE;
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
