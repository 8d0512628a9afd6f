/* format.c - a source in flw's one style. */
#include "grammar/format/format.h"

#include <string.h>

#include "grammar/format/marks.h"
#include "grammar/format/writer.h"
#include "grammar/scan.h"

/* ---- is it still the same program? ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Equal but for blanks at the beginning of lines. */
static bool same_text(const char *a, const char *a_end, const char *b,
                      const char *b_end)
{
    while (a < a_end && b < b_end) {
        if (*a != *b)
            return false;
        bool line = *a == '\n';
        a++, b++;
        while (line && a < a_end && *a == ' ')
            a++;
        while (line && b < b_end && *b == ' ')
            b++;
    }
    return a == a_end && b == b_end;
}

typedef struct Side {
    const char *text; /* minus the base */
    const Tokens *tokens;
    uint32_t at;
} Side;

/* The next token that is no comma. */
static const Token *next_word(Side *side)
{
    const Token *token = &side->tokens->at.at[side->at++];
    while (token->len == 1 && side->text[token->start] == ',')
        token = &side->tokens->at.at[side->at++];
    return token;
}

static bool same_words(Side a, Side b)
{
    for (;;) {
        const Token *x = next_word(&a), *y = next_word(&b);
        bool ends = a.at == a.tokens->at.len;
        if (ends || b.at == b.tokens->at.len)
            return ends && b.at == b.tokens->at.len;
        if (!same_text(a.text + x->start, a.text + token_end(*x),
                       b.text + y->start, b.text + token_end(*y)))
            return false;
    }
}

static const Trivia *next_comment(Side *side)
{
    const TriviaVec *all = &side->tokens->trivia;
    while (side->at < all->len && all->at[side->at].kind == TRIVIA_BLANK)
        side->at++;
    return side->at < all->len ? &all->at[side->at++] : NULL;
}

static bool same_comments(Side a, Side b)
{
    for (;;) {
        const Trivia *x = next_comment(&a), *y = next_comment(&b);
        if (!x || !y)
            return !x && !y;
        const char *x_end = a.text + x->end, *y_end = b.text + y->end;
        while (x_end > a.text + x->start && is_blank(x_end[-1]))
            x_end--;
        while (y_end > b.text + y->start && is_blank(y_end[-1]))
            y_end--;
        if (!same_text(a.text + x->start, x_end, b.text + y->start, y_end))
            return false;
    }
}

static bool is_same(Arena *arena, const Source *old, const Tokens *tokens,
                    const Buf *out)
{
    Sources sources;
    Diags diags;
    Tokens found = {0};
    sources_init(&sources, arena);
    diags_init(&diags, arena);
    const Source *made =
        sources_add(&sources, old->path, buf_string(out), (uint32_t)out->len);
    scan_source(arena, &diags, made, &found);
    Side a = {old->text - old->base, tokens, 0};
    Side b = {made->text - made->base, &found, 0};
    return same_words(a, b) && same_comments(a, b);
}

bool format_source(Buf *out, const Source *source, const Module *module)
{
    Arena *arena = out->arena;
    Diags diags;
    Tokens tokens = {0};
    Buf made = {.arena = arena};
    diags_init(&diags, arena);
    scan_source(arena, &diags, source, &tokens);
    Marks marks = marks_make(arena, source, &tokens, module);
    format_write(&made, source, &marks);
    if (!is_same(arena, source, &tokens, &made))
        return false;
    buf_add(out, buf_string(&made), made.len);
    return true;
}
