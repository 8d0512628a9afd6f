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

/* From text to the tokens that bison gets. True: brackets are believed that the
 * lines speak against. */
static bool read_words(Parser *parser, bool trusting)
{
    Tokens *tokens = &parser->scanned;
    Brackets brackets = {.arena = parser->arena,
                         .diags = parser->diags,
                         .source = parser->source,
                         .trusting = trusting};
    ScanEnd end =
        scan_source(parser->arena, parser->diags, parser->source, tokens);
    brackets.silent = end != SCAN_WHOLE;
    brackets.tokens = tokens->at.at;
    brackets.count = tokens->at.len;
    brackets_pair(&brackets);
    words_settle(brackets.tokens, brackets.count, parser->source,
                 parser->diags);
    parser->tokens = parser->next = brackets.tokens;
    parser->end = brackets.tokens + brackets.count;
    parser->count = brackets.count;
    parser->quiet = brackets.quiet;
    parser->strays = brackets.strays;
    return brackets.doubtful;
}

/* Most sources are right, or nearly. False: it is as if nothing was read. */
static bool parse_quickly(Parser *parser)
{
    Parser before = *parser;
    Diags found;
    diags_init(&found, parser->arena);
    parser->diags = &found;
    if (quick_parse(parser)) {
        *parser = before;
        parser->module->imports.len = 0;
        parser->module->decls.len = 0;
        return false;
    }
    parser->diags = before.diags;
    diags_take(parser->diags, &found);
    return true;
}

/* What nobody looks at once there is a tree. */
static void give_up_words(Parser *parser)
{
    const Tokens *scanned = &parser->scanned;
    arena_reuse(parser->arena, scanned->at.at, scanned->at.cap * sizeof(Token));
    arena_reuse(parser->arena, scanned->trivia.at,
                scanned->trivia.cap * sizeof(Trivia));
    arena_reuse(parser->arena, parser->lists.at, parser->lists.cap);
}

/* *doubtful: the brackets may not mean what they say. */
static Module *parse_words(Parser *parser, bool trusting, bool *doubtful)
{
    Diags *diags = parser->diags;
    uint32_t errors = diags->errors;
    Module *module = arena_new(parser->arena, Module);
    parser->module = module;
    module->source = parser->source;
    *doubtful = read_words(parser, trusting);
    module->doc = module_doc(parser);
    if (!parse_quickly(parser))
        yyparse(parser);
    say_strays(parser, UINT32_MAX);
    module->failed = diags->errors > errors;
    give_up_words(parser);
    return module;
}

/* Newlines mean nothing in what is right. Only where something is wrong are
 * lines asked whether a bracket is missing. */
Module *parse_source(Arena *arena, SymTable *syms, Diags *diags, Source *source)
{
    const Parser fresh = {.arena = arena,
                          .syms = syms,
                          .diags = diags,
                          .source = source,
                          .lists.arena = arena};
    const Diags before = *diags;
    Parser parser = fresh;
    bool doubtful = false;
    Module *module = parse_words(&parser, true, &doubtful);
    if (!module->failed || !doubtful)
        return module;
    *diags = before;
    parser = fresh;
    return parse_words(&parser, false, &doubtful);
}
