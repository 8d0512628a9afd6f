#include "grammar/parse.h"

#include "grammar/build.h"
#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/parser.h"
#include "grammar/scan.h"
#include "grammar/words.h"

const Token *parser_next(Parser *parser)
{
    const Token *token = &parser->tokens[parser->next];
    if (token->kind != 0)
        parser->next++;
    return token;
}

void parser_too_deep(Parser *parser, Span at)
{
    complain_too_deep(parser->diags, at, "this", PARSE_DEPTH_MAX);
}

void parser_unexpected(Parser *parser, Span at, const char *wanted)
{
    complain_unexpected(parser->diags, at, "this", wanted);
}

/* The ## block at the head of the file, if a blank line follows. */
static const char *module_doc(Parser *parser)
{
    const Tokens *tokens = &parser->module->tokens;
    uint32_t count = 0;
    while (count < tokens->trivia.len && tokens->trivia.at[count].before == 0 &&
           tokens->trivia.at[count].kind != TRIVIA_BLANK)
        count++;
    if (count == tokens->trivia.len ||
        tokens->trivia.at[count].kind != TRIVIA_BLANK)
        return NULL;
    const char *doc = doc_text(parser, 0, count);
    return *doc ? doc : NULL;
}

Module *parse_source(Arena *arena, SymTable *syms, Diags *diags, Source *source)
{
    Module *module = arena_new(arena, Module);
    uint32_t errors = diags->errors;
    Parser parser = {.arena = arena,
                     .syms = syms,
                     .diags = diags,
                     .source = source,
                     .module = module};
    module->source = source;
    scan_source(arena, syms, diags, source, &module->tokens);
    words_settle(module->tokens.at.at, module->tokens.at.len, syms);
    parser.tokens = module->tokens.at.at;
    module->doc = module_doc(&parser);
    yyparse(&parser);
    module->failed = diags->errors > errors;
    return module;
}
