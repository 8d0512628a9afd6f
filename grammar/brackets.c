#include "grammar/brackets.h"

#include <string.h>

#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/parse.h"
#include "grammar/words.h"

enum { INDENT_MAX = 4096 };

typedef struct Open {
    uint32_t token;  /* index of the bracket */
    uint32_t first;  /* index of the first token of its line */
    bool has_branch; /* an if or a match stands inside it */
} Open;

typedef struct Line {
    uint32_t start;
    uint32_t indent;
} Line;

typedef struct Pairing {
    Brackets *brackets;
    const Token *in;
    uint32_t first; /* index of the first token of this line */
    uint32_t at;    /* index of this token */
    /* A text that never ends took brackets along: until the next statement or,
     * if there were braces, the next declaration, none is complained of. */
    bool lost_inner;
    bool lost_brace;
    uint32_t hidden; /* depth at which too deep brackets began; 0: none */
    Vec(Open) open;
    Vec(Line) lines; /* this one, and those that it stands below of: each
                        further in than the one before, or as far */
    Vec(Token) out;
} Pairing;

static uint8_t closer_of(uint8_t opener)
{
    return opener == '(' ? ')' : opener == '[' ? ']' : '}';
}

/* ---- is there anything to repair? ---- */

static bool shows_a_gap(const Token *token, uint8_t innermost)
{
    if (!(token->flags & TOKEN_FIRST))
        return false;
    return words_starts_declaration(token) ||
           (innermost != '{' && words_starts_statement(token));
}

/* True: every bracket has its partner, and nothing is too deep. *gap: a line
 * begins as if one were missing before it. */
static bool is_paired(const Brackets *brackets, bool *gap)
{
    uint8_t open[PARSE_DEPTH_MAX];
    uint32_t depth = 0;
    *gap = false;
    for (uint32_t i = 0; i + 1 < brackets->count; i++) {
        const Token *token = &brackets->tokens[i];
        if (token_opens(*token)) {
            if (depth == PARSE_DEPTH_MAX)
                return false;
            open[depth++] = token->kind;
        } else if (token_closes(*token)) {
            if (!depth || closer_of(open[--depth]) != token->kind)
                return false;
        } else if (depth && shows_a_gap(token, open[depth - 1])) {
            *gap = true;
        }
    }
    return depth == 0;
}

/* ---- the repair ---- */

static Open *top(Pairing *pairing)
{
    return pairing->open.len ? &pairing->open.at[pairing->open.len - 1] : NULL;
}

static uint8_t kind_of(const Pairing *pairing, const Open *open)
{
    return pairing->in[open->token].kind;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r' || c == '\0';
}

/* Bytes before the token on its line; beyond INDENT_MAX they are all one. */
static uint32_t indent_of(const Pairing *pairing, uint32_t token)
{
    const Source *source = pairing->brackets->source;
    uint32_t start = pairing->in[token].start - source->base;
    uint32_t at = start;
    while (at > 0 && start - at < INDENT_MAX &&
           !is_line_end(source->text[at - 1]))
        at--;
    return start - at;
}

static void push_out(Pairing *pairing, Token token)
{
    if (!pairing->hidden)
        vec_push(pairing->brackets->arena, &pairing->out, token);
}

/* The place after the previous token. */
static uint32_t gap_before(const Pairing *pairing)
{
    return pairing->at ? token_end(pairing->in[pairing->at - 1])
                       : pairing->in[pairing->at].start;
}

/* Inside ( and [ nothing that is wrong now is worth a word; inside { } much
 * is. */
static void keep_quiet(Pairing *pairing, const Open *open)
{
    uint32_t start = pairing->in[open->token].start;
    uint32_t end = pairing->in[pairing->at].start;
    Span quiet = {start, end};
    if (kind_of(pairing, open) == '{')
        quiet.start = gap_before(pairing);
    vec_push(pairing->brackets->arena, &pairing->brackets->quiet, quiet);
}

static void pop(Pairing *pairing)
{
    if (pairing->hidden == pairing->open.len) {
        keep_quiet(pairing, top(pairing));
        pairing->hidden = 0;
    }
    pairing->open.len--;
}

/* Is a bracket without a partner worth a word? */
static bool is_sure(const Pairing *pairing)
{
    return !pairing->lost_inner && !pairing->lost_brace &&
           !pairing->brackets->silent;
}

/* Closes the innermost bracket, which is open for want of a partner. */
static void close_missing(Pairing *pairing, bool say)
{
    Open *open = top(pairing);
    const Token *opener = &pairing->in[open->token];
    uint32_t gap = gap_before(pairing);
    Token closer = token_of((Span){gap, gap}, closer_of(opener->kind), 0);
    keep_quiet(pairing, open);
    if (say && is_sure(pairing))
        complain_unclosed(pairing->brackets->diags, token_span(*opener),
                          (char)opener->kind, (Span){gap, gap});
    pop(pairing);
    push_out(pairing, closer);
}

/* A declaration begins: nothing may be open, if it stands no further in than
 * what is. */
static void meet_declaration(Pairing *pairing)
{
    bool say = true;
    if (indent_of(pairing, pairing->at) >
        indent_of(pairing, pairing->open.at[0].first))
        return;
    for (; top(pairing); say = false)
        close_missing(pairing, say);
}

static void meet_statement(Pairing *pairing)
{
    bool say = true;
    uint32_t indent = indent_of(pairing, pairing->at);
    for (Open *open; (open = top(pairing)) && kind_of(pairing, open) != '{';
         say = false) {
        if (indent > indent_of(pairing, open->first))
            return;
        close_missing(pairing, say);
    }
}

/* A block inside ( or [, that no if and no match has asked for. */
static void meet_brace(Pairing *pairing)
{
    Open *open = top(pairing);
    if (open && kind_of(pairing, open) != '{' && !open->has_branch &&
        pairing->at > 0 && words_ends_operand(&pairing->in[pairing->at - 1]))
        close_missing(pairing, true);
}

static void meet_opener(Pairing *pairing, const Token *token)
{
    Open open = {pairing->at, pairing->first, false};
    if (token->kind == '{')
        meet_brace(pairing);
    push_out(pairing, *token);
    vec_push(pairing->brackets->arena, &pairing->open, open);
    if (pairing->open.len <= PARSE_DEPTH_MAX || pairing->hidden)
        return;
    complain_too_deep(pairing->brackets->diags, token_span(*token), "this",
                      PARSE_DEPTH_MAX);
    pairing->hidden = pairing->open.len;
}

/* How many brackets to close so that the closer has its partner; 0: it has
 * none. */
static uint32_t partner_depth(const Pairing *pairing, uint8_t closer)
{
    uint32_t len = pairing->open.len;
    uint32_t last = len > PARSE_DEPTH_MAX ? len - PARSE_DEPTH_MAX : 0;
    for (uint32_t i = len; i-- > last;) {
        uint8_t kind = kind_of(pairing, &pairing->open.at[i]);
        if (closer_of(kind) == closer)
            return len - i;
        if (kind == '{' && i + 1 < len)
            return 0;
    }
    return 0;
}

/* `}` further out than the line of the brace that it would close: that one is
 * open, if one further out is there to be closed. */
static void meet_outer_brace(Pairing *pairing)
{
    uint32_t indent = indent_of(pairing, pairing->at);
    uint32_t len = pairing->open.len;
    if (len < 2 ||
        indent >= indent_of(pairing, pairing->open.at[len - 1].first))
        return;
    if (indent <= indent_of(pairing, pairing->open.at[len - 2].first))
        close_missing(pairing, true);
}

/* From start to the end of the token's line. */
static void keep_rest_quiet(Pairing *pairing, uint32_t start,
                            const Token *token)
{
    const Source *source = pairing->brackets->source;
    uint32_t end = token_end(*token);
    while (!is_line_end(source->text[end - source->base]))
        end++;
    vec_push(pairing->brackets->arena, &pairing->brackets->quiet,
             ((Span){start, end}));
}

/* One word about a line is enough. */
static bool is_told(const Pairing *pairing, const Token *token)
{
    const SpanVec *quiet = &pairing->brackets->quiet;
    return quiet->len && token->start <= quiet->at[quiet->len - 1].end;
}

static void say_unopened(Pairing *pairing, const Token *token)
{
    if (is_told(pairing, token))
        return;
    keep_rest_quiet(pairing, pairing->in[pairing->first].start, token);
    if (is_sure(pairing))
        complain_unopened(pairing->brackets->diags, token_span(*token),
                          (char)token->kind);
}

/* Its `{` is missing on this line, or on the one that it stands below of. */
static void take_out(Pairing *pairing, const Token *token)
{
    uint32_t len = pairing->lines.len;
    uint32_t back = token->flags & TOKEN_FIRST && len > 1 ? 2 : 1;
    Stray stray = {token_span(*token), pairing->lines.at[len - back].start};
    if (is_told(pairing, token))
        return;
    keep_rest_quiet(pairing, token->start, token);
    if (is_sure(pairing))
        vec_push(pairing->brackets->arena, &pairing->brackets->strays, stray);
}

/* `}` further in than the line of the brace that it would close, or at the end
 * of another line than a block's: its own brace is missing. The parser will
 * say so where it should have been. */
static bool is_inner_brace(Pairing *pairing, const Token *token)
{
    Open *open = top(pairing);
    if (token->kind != '}' || !open || kind_of(pairing, open) != '{')
        return false;
    if (token->flags & TOKEN_FIRST)
        return indent_of(pairing, pairing->at) >
               indent_of(pairing, open->first);
    return open->first != pairing->first &&
           pairing->in[open->token + 1].flags & TOKEN_FIRST;
}

static void meet_closer(Pairing *pairing, const Token *token)
{
    uint32_t depth = partner_depth(pairing, token->kind);
    if (is_inner_brace(pairing, token)) {
        take_out(pairing, token);
        return;
    }
    if (!depth) {
        say_unopened(pairing, token);
        return;
    }
    for (uint32_t i = 1; i < depth; i++)
        close_missing(pairing, i == 1);
    if (token->kind == '}' && token->flags & TOKEN_FIRST)
        meet_outer_brace(pairing);
    pop(pairing);
    push_out(pairing, *token);
}

static void meet_line(Pairing *pairing)
{
    Line line = {pairing->in[pairing->at].start,
                 indent_of(pairing, pairing->at)};
    while (pairing->lines.len &&
           pairing->lines.at[pairing->lines.len - 1].indent > line.indent)
        pairing->lines.len--;
    vec_push(pairing->brackets->arena, &pairing->lines, line);
    pairing->first = pairing->at;
}

static bool holds(const Pairing *pairing, const Token *token, const char *any)
{
    const Source *source = pairing->brackets->source;
    const char *text = source->text + (token->start - source->base);
    uint32_t len = token_end(*token) - token->start;
    uint32_t at = 0;
    while (at < len && !strchr(any, text[at]))
        at++;
    return at < len;
}

static void meet_endless_text(Pairing *pairing, const Token *token)
{
    pairing->lost_inner |= holds(pairing, token, "()[]");
    pairing->lost_brace |= holds(pairing, token, "{}");
}

static void meet(Pairing *pairing, const Token *token)
{
    bool first = token->flags & TOKEN_FIRST;
    if (first)
        meet_line(pairing);
    if (first && top(pairing) && words_starts_declaration(token))
        meet_declaration(pairing);
    else if (first && words_starts_statement(token))
        meet_statement(pairing);
    if (first && words_starts_declaration(token))
        pairing->lost_brace = pairing->lost_inner = false;
    else if (first && words_starts_statement(token))
        pairing->lost_inner = false;
    if (token->kind == TOK_TEXT && token->flags & TOKEN_SPOILED)
        meet_endless_text(pairing, token);
    if (top(pairing) && (token->kind == TOK_IF || token->kind == TOK_MATCH))
        top(pairing)->has_branch = true;
    if (token_opens(*token))
        meet_opener(pairing, token);
    else if (token_closes(*token))
        meet_closer(pairing, token);
    else
        push_out(pairing, *token);
}

void brackets_pair(Brackets *brackets)
{
    Pairing pairing = {.brackets = brackets, .in = brackets->tokens};
    bool gap = false;
    bool paired = is_paired(brackets, &gap);
    brackets->doubtful = paired && gap;
    if (paired && (!gap || brackets->trusting))
        return;
    for (; pairing.at + 1 < brackets->count; pairing.at++)
        meet(&pairing, &pairing.in[pairing.at]);
    for (bool say = true; top(&pairing); say = false)
        close_missing(&pairing, say);
    push_out(&pairing, pairing.in[pairing.at]);
    brackets->tokens = pairing.out.at;
    brackets->count = pairing.out.len;
}
