/* silence.c - comments that allow what a warning is about. */
#include "compiler/lint/silence.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/lint/extent.h"
#include "compiler/lint/gather.h"
#include "compiler/lint/lint.h"
#include "grammar/scan.h"
#include "stdlib/stdlib.h"

/* One code that one comment allows. */
typedef struct Silence {
    Span covers;
    Span comment; /* all of it */
    Span at;      /* the code in it */
    const char *code;
    bool is_alone;  /* on a line of its own, with no other code */
    bool complains; /* if it is of nothing */
    bool is_used;
} Silence;

typedef struct Silencer {
    Session *session;
    Arena *arena;
    const Map *linted; /* NULL: nothing was */
    bool complains;    /* the module at work is linted */
    Vec(Silence) silences;
} Silencer;

/* ---- one comment ---- */

typedef struct Words {
    const char *zero; /* of the source, minus its base */
    const char *at;
    const char *end;
} Words;

static Span next_word(Words *words)
{
    while (words->at < words->end && strchr(" \t,", *words->at))
        words->at++;
    const char *start = words->at;
    while (words->at < words->end && !strchr(" \t,\r", *words->at))
        words->at++;
    return (Span){(uint32_t)(start - words->zero),
                  (uint32_t)(words->at - words->zero)};
}

static const char *word_text(const Silencer *silencer, const Words *words,
                             Span span)
{
    return arena_copy(silencer->arena, words->zero + span.start,
                      span.end - span.start);
}

static bool has_page(const char *code)
{
    for (const EmbeddedText *page = explain_texts; page->name; page++)
        if (strcmp(page->name, code) == 0)
            return true;
    return false;
}

static void complain_unreadable(Silencer *silencer, Span span, const char *text,
                                const char *why)
{
    if (!silencer->complains)
        return;
    Diag *diag = diag_add(&silencer->session->diags, "W0492", span, "`%s` %s",
                          text, why);
    diag_help(&silencer->session->diags, diag,
              "write `# flw: allow W0430 because the reason`");
}

static void complain_no_reason(Silencer *silencer, Span span)
{
    if (!silencer->complains)
        return;
    Diag *diag = diag_add(&silencer->session->diags, "W0490", span,
                          "this silence does not say why");
    diag_fix(&silencer->session->diags, diag, FIX_PLACEHOLDER,
             (Span){span.end, span.end}, " because ...",
             "give the reason: `because ...`");
}

static void take_code(Silencer *silencer, const Words *words, Silence silence)
{
    const char *code = word_text(silencer, words, silence.at);
    if (code[0] == 'E' && has_page(code))
        complain_unreadable(silencer, silence.at, code,
                            "is an error, and cannot be allowed");
    else if (code[0] != 'W' || !has_page(code))
        complain_unreadable(silencer, silence.at, code,
                            "is no code of a warning");
    else {
        silence.code = code;
        vec_push(silencer->arena, &silencer->silences, silence);
    }
}

/* The codes, and whether a reason stands behind them. */
static void read_codes(Silencer *silencer, Words *words, Silence silence)
{
    uint32_t first = silencer->silences.len;
    uint32_t count = 0;
    bool is_alone = silence.is_alone;
    silence.is_alone = false;
    for (Span word; word = next_word(words), word.start < word.end; count++) {
        if (strcmp(word_text(silencer, words, word), "because") == 0)
            break;
        silence.at = word;
        take_code(silencer, words, silence);
    }
    if (silencer->silences.len == first + 1 && count == 1)
        silencer->silences.at[first].is_alone = is_alone;
    Span reason = next_word(words);
    if (count == 0)
        complain_unreadable(silencer, silence.comment, "allow",
                            "names no warning");
    else if (reason.start == reason.end)
        complain_no_reason(silencer, silence.comment);
}

static bool is_for_us(Words *words)
{
    words->at++; /* # */
    while (words->at < words->end && (*words->at == ' ' || *words->at == '\t'))
        words->at++;
    bool is = words->end - words->at >= 4 && memcmp(words->at, "flw:", 4) == 0;
    words->at += is ? 4 : 0;
    return is;
}

/* Most sources have none, and need not be scanned again. */
static bool may_be_for_us(const Source *source)
{
    Words words = {.at = source->text, .end = source->text + source->len};
    while (words.at < words.end &&
           (words.at = memchr(words.at, '#', (size_t)(words.end - words.at))))
        if (is_for_us(&words))
            return true;
    return false;
}

static void read_comment(Silencer *silencer, Words words, Silence silence)
{
    Span verb = next_word(&words);
    const char *text = word_text(silencer, &words, verb);
    if (strcmp(text, "allow") != 0) {
        complain_unreadable(silencer, silence.comment, text,
                            "is nothing that flw can be told in a comment");
        return;
    }
    read_codes(silencer, &words, silence);
}

/* ---- one module ---- */

static Span line_of(const Source *source, uint32_t position)
{
    uint32_t at = position - source->base;
    uint32_t start = at, end = at;
    while (start > 0 && source->text[start - 1] != '\n')
        start--;
    while (end < source->len && source->text[end] != '\n')
        end++;
    return (Span){source->base + start, source->base + end};
}

static bool starts_line(const Source *source, Span line, uint32_t position)
{
    const char *text = source->text + (line.start - source->base);
    return strspn(text, " \t") == position - line.start;
}

/* The last token before the comment that is more than a comma. */
static uint32_t token_before(const Source *source, const Tokens *tokens,
                             const Trivia *trivia)
{
    const char *zero = source->text - source->base;
    uint32_t i = trivia->before;
    while (i > 0 && zero[tokens->at.at[i - 1].start] == ',')
        i--;
    return i > 0 ? tokens->at.at[i - 1].start : source->base;
}

static bool is_alone(const Source *source, const Trivia *trivia)
{
    return starts_line(source, line_of(source, trivia->start), trivia->start);
}

/* A comment on its own line: all of what begins at the next line of code. One
 * behind code: from where that began to the end of the line, since the lines
 * of what is too long for one are the formatter's choice. */
static Span covered(const Source *source, const Tokens *tokens,
                    const Extents *extents, const Trivia *trivia)
{
    Span line = line_of(source, trivia->start);
    if (!is_alone(source, trivia)) {
        uint32_t start =
            extent_start(extents, token_before(source, tokens, trivia));
        return (Span){start && start < line.start ? start : line.start,
                      line.end};
    }
    uint32_t next = tokens->at.at[trivia->before].start;
    Span next_line = line_of(source, next);
    uint32_t end = extent_end(extents, next);
    return (Span){next_line.start, end > next_line.end ? end : next_line.end};
}

static void read_trivia(Silencer *silencer, const Source *source,
                        const Tokens *tokens, const Extents *extents,
                        const Trivia *trivia)
{
    const char *zero = source->text - source->base;
    Words words = {zero, zero + trivia->start, zero + trivia->end};
    if (trivia->kind != TRIVIA_COMMENT || !is_for_us(&words))
        return;
    Silence silence = {.comment = {trivia->start, trivia->end},
                       .covers = covered(source, tokens, extents, trivia),
                       .is_alone = is_alone(source, trivia),
                       .complains = silencer->complains};
    read_comment(silencer, words, silence);
}

static void want_extents(Extents *extents, const Source *source,
                         const Tokens *tokens)
{
    for (uint32_t i = 0; i < tokens->trivia.len; i++) {
        const Trivia *trivia = &tokens->trivia.at[i];
        if (trivia->kind != TRIVIA_COMMENT)
            continue;
        if (is_alone(source, trivia))
            extent_want(extents, tokens->at.at[trivia->before].start);
        else
            extent_want_start(extents, token_before(source, tokens, trivia));
    }
}

static void read_module(Silencer *silencer, const Module *module)
{
    Arena scratch = {0};
    Tokens tokens = {0};
    Diags unsaid;
    Extents extents = {.arena = &scratch};
    if (!may_be_for_us(module->source))
        return;
    silencer->complains =
        silencer->linted && map_find(silencer->linted, module);
    diags_init(&unsaid, &scratch);
    scan_source(&scratch, &unsaid, module->source, &tokens);
    want_extents(&extents, module->source, &tokens);
    extents_find(&extents, module);
    for (uint32_t i = 0; i < tokens.trivia.len; i++)
        read_trivia(silencer, module->source, &tokens, &extents,
                    &tokens.trivia.at[i]);
    arena_release(&scratch);
}

/* ---- all of them against the diagnostics ---- */

static int compare(const void *left, const void *right)
{
    const Silence *a = left, *b = right;
    if (a->covers.start != b->covers.start)
        return a->covers.start < b->covers.start ? -1 : 1;
    return a->at.start < b->at.start ? -1 : a->at.start > b->at.start;
}

/* The silences around the diagnostics at work: both are in order. */
typedef struct Sweep {
    Silencer *silencer;
    uint32_t next;
    Vec(Silence *) open;
} Sweep;

static void advance(Sweep *sweep, uint32_t position)
{
    Silencer *silencer = sweep->silencer;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < sweep->open.len; i++)
        if (sweep->open.at[i]->covers.end >= position)
            sweep->open.at[kept++] = sweep->open.at[i];
    sweep->open.len = kept;
    for (; sweep->next < silencer->silences.len &&
           silencer->silences.at[sweep->next].covers.start <= position;
         sweep->next++)
        if (silencer->silences.at[sweep->next].covers.end >= position)
            vec_push(silencer->arena, &sweep->open,
                     &silencer->silences.at[sweep->next]);
}

static bool is_heard(const void *context, const Diag *diag)
{
    Sweep *sweep = *(Sweep *const *)context;
    bool found = false;
    if (diag->code[0] != 'W' || span_is_nowhere(diag->span))
        return true;
    advance(sweep, diag->span.start);
    for (uint32_t i = 0; i < sweep->open.len; i++)
        if (strcmp(sweep->open.at[i]->code, diag->code) == 0)
            found = sweep->open.at[i]->is_used = true;
    return !found;
}

static void drop_silenced(Silencer *silencer)
{
    Sweep sweep = {.silencer = silencer};
    if (!silencer->silences.len)
        return;
    Sweep *const context = &sweep;
    diags_filter(&silencer->session->diags, is_heard, &context);
}

static void complain_unused(Silencer *silencer, const Silence *silence)
{
    Diags *diags = &silencer->session->diags;
    Diag *diag = diag_add(diags, "W0491", silence->at,
                          "there is no %s here to be silenced", silence->code);
    const Source *source =
        sources_find(&silencer->session->sources, silence->comment.start);
    Span lines;
    if (silence->is_alone && source_own_lines(source, silence->comment, &lines))
        diag_fix(diags, diag, FIX_SAFE, lines, "", "remove the comment");
}

void silence_apply(Session *session, const Map *linted)
{
    Silencer silencer = {
        .session = session, .arena = &session->arena, .linted = linted};
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (!session->modules.at[i]->is_library)
            read_module(&silencer, session->modules.at[i]);
    diags_sort(&session->diags);
    if (silencer.silences.len)
        qsort(silencer.silences.at, silencer.silences.len, sizeof(Silence),
              compare);
    drop_silenced(&silencer);
    gather_repeated(session);
    drop_silenced(&silencer); /* what was said at another place before */
    for (uint32_t i = 0; i < silencer.silences.len; i++)
        if (silencer.silences.at[i].complains &&
            !silencer.silences.at[i].is_used)
            complain_unused(&silencer, &silencer.silences.at[i]);
    diags_sort(&session->diags);
}
