#include "grammar/parse.h"

#include <string.h>

#include "grammar/brackets.h"
#include "grammar/build.h"
#include "grammar/complain.h"
#include "grammar/expect.h"
#include "grammar/flw.tab.h"
#include "grammar/parser.h"
#include "grammar/resume.h"
#include "grammar/scan.h"
#include "grammar/words.h"

void parser_too_deep(Parser *parser, Span at)
{
    complain_too_deep(parser->diags, at, "this", PARSE_DEPTH_MAX);
}

/* Does the mistake follow from a bracket that was put in or taken out? */
static bool is_quiet(Parser *parser, uint32_t position)
{
    const SpanVec *quiet = &parser->quiet;
    while (parser->quiet_next < quiet->len &&
           quiet->at[parser->quiet_next].end < position)
        parser->quiet_next++;
    return parser->quiet_next < quiet->len &&
           quiet->at[parser->quiet_next].start <= position;
}

/* Was something wrong said about the line, up to the last token? */
static bool is_spoiled(const Parser *parser)
{
    const Token *at = parser->next - 1;
    while (!(at->flags & (TOKEN_SPOILED | TOKEN_FIRST)) && at > parser->tokens)
        at--;
    return at->flags & TOKEN_SPOILED;
}

static uint32_t line_end(const Parser *parser, uint32_t position)
{
    const char *text = parser->source->text + (position - parser->source->base);
    return position + (uint32_t)strcspn(text, "\r\n");
}

/* Each `}` before the position that no syntax error has explained. */
static void say_strays(Parser *parser, uint32_t position)
{
    const StrayVec *strays = &parser->strays;
    for (; parser->stray_next < strays->len; parser->stray_next++) {
        const Stray *stray = &strays->at[parser->stray_next];
        if (stray->brace.start > position)
            break;
        complain_unopened(parser->diags, stray->brace, '}');
    }
}

/* A syntax error: is it what a `}` further on is about? */
static void explain_stray(Parser *parser, uint32_t position)
{
    say_strays(parser, position);
    if (parser->stray_next < parser->strays.len &&
        parser->strays.at[parser->stray_next].since <= position)
        parser->stray_next++;
}

void parser_unexpected(Parser *parser, const bool *wanted)
{
    const Token *found = parser->next - 1;
    Span place = expect_place(parser, wanted);
    bool same_line = place.start <= parser->error_end;
    bool follows = same_line || is_spoiled(parser) ||
                   token_is_missing(*found) || is_quiet(parser, found->start);
    if (!follows) {
        expect_complain(parser, wanted);
        explain_stray(parser, found->start);
    }
    if (!same_line)
        parser->error_end = line_end(parser, place.start);
    resume_after_error(parser);
}

/* The ## block at the head of the file, if a blank line follows. */
static const char *module_doc(Parser *parser)
{
    const TriviaVec *trivia = &parser->scanned.trivia;
    uint32_t count = 0;
    while (count < trivia->len && trivia->at[count].before == 0 &&
           trivia->at[count].kind != TRIVIA_BLANK)
        count++;
    if (count == trivia->len || trivia->at[count].kind != TRIVIA_BLANK)
        return NULL;
    const char *doc = doc_text(parser, 0, count);
    return *doc ? doc : NULL;
}

void parser_read(Parser *parser)
{
    if (parser->stream)
        stream_read(parser->stream, &parser->next, &parser->end);
    else
        parser->next = parser->end - 1;
}

static Module *module_new(const Parser *parser)
{
    Module *module = arena_new(parser->arena, Module);
    module->source = parser->source;
    return module;
}

/* What nobody looks at once there is a tree. */
static void give_up_words(Parser *parser)
{
    const Tokens *scanned = &parser->scanned;
    arena_reuse(parser->arena, scanned->at.at, scanned->at.cap * sizeof(Token));
    arena_reuse(parser->arena, scanned->trivia.at,
                scanned->trivia.cap * sizeof(Trivia));
    arena_reuse(parser->arena, parser->lists.at, parser->lists.cap);
    arena_reuse(parser->arena, parser->decoded.at, parser->decoded.cap);
}

/* Most sources are right. NULL: this one is not, and it is as if nothing was
 * read. */
static Module *parse_quickly(Parser parser)
{
    Stream stream;
    Diags unsaid;
    diags_init(&unsaid, parser.arena);
    parser.diags = &unsaid;
    parser.stream = &stream;
    parser.module = module_new(&parser);
    stream_open(&stream, parser.arena, &unsaid, parser.source,
                &parser.scanned.trivia);
    bool fine = quick_parse(&parser) == 0 && !stream.failed && !unsaid.errors;
    stream_close(&stream);
    parser.module->doc = module_doc(&parser);
    give_up_words(&parser);
    return fine ? parser.module : NULL;
}

/* From text to the tokens that bison gets. True: brackets are believed that the
 * lines speak against. */
static bool read_words(Parser *parser, bool trusting)
{
    Tokens *scanned = &parser->scanned;
    Words words;
    Brackets brackets = {.arena = parser->arena,
                         .diags = parser->diags,
                         .source = parser->source,
                         .trusting = trusting};
    brackets.silent =
        !scan_source(parser->arena, parser->diags, parser->source, scanned);
    brackets.tokens = scanned->at.at;
    brackets.count = scanned->at.len;
    brackets_pair(&brackets);
    words_init(&words, parser->source, parser->diags);
    words_settle(&words, brackets.tokens, brackets.count - 1);
    parser->tokens = parser->next = brackets.tokens;
    parser->end = brackets.tokens + brackets.count;
    parser->count = brackets.count;
    parser->quiet = brackets.quiet;
    parser->strays = brackets.strays;
    return brackets.doubtful;
}

/* *doubtful: the brackets may not mean what they say. */
static Module *parse_words(Parser parser, bool trusting, bool *doubtful)
{
    Diags *diags = parser.diags;
    uint32_t errors = diags->errors;
    parser.module = module_new(&parser);
    *doubtful = read_words(&parser, trusting);
    parser.module->doc = module_doc(&parser);
    yyparse(&parser);
    say_strays(&parser, UINT32_MAX);
    parser.module->failed = diags->errors > errors;
    give_up_words(&parser);
    return parser.module;
}

/* Newlines mean nothing in what is right. Only where something is wrong are
 * lines asked whether a bracket is missing. */
Module *parse_source(Arena *arena, SymTable *syms, Diags *diags, Source *source)
{
    const Parser fresh = {.arena = arena,
                          .syms = syms,
                          .diags = diags,
                          .source = source,
                          .lists.arena = arena,
                          .decoded.arena = arena};
    const Diags before = *diags;
    bool doubtful = false;
    Module *module = parse_quickly(fresh);
    if (!module)
        module = parse_words(fresh, true, &doubtful);
    if (!module->failed || !doubtful)
        return module;
    *diags = before;
    return parse_words(fresh, false, &doubtful);
}
