#include "grammar/words.h"

#include <stdbool.h>

#include "grammar/flw.tab.h"

/* Names that are words in one place. */
typedef struct Places {
    const Sym *at;
    const Sym *plugin;
    const Sym *version;
    const Sym *failure;
} Places;

static bool is_reserved(uint16_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_FALSE;
}

static bool starts_declaration(uint16_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_TEST;
}

/* `type: "x"`, `parts.test`, `f(model, test)`; but `else:` is a habit. */
static bool is_plain(const Token *token)
{
    uint16_t next = token[1].kind;
    if (next == ':')
        return token->kind != TOK_ELSE;
    if (!starts_declaration(token->kind))
        return token->kind == TOK_NEW && next == '=';
    if (token->kind == TOK_TEST && next == TOK_NAME)
        return !(token[1].flags & TOKEN_FIRST);
    return next == '=' || next == ',' || next == '.' || next == ')' ||
           next == ']' || next == '}';
}

static uint16_t settle_reserved(const Token *token, uint16_t before)
{
    return before == '.' || is_plain(token) ? TOK_NAME : token->kind;
}

/* After these a name before `=` is the end of something. */
static bool goes_on(uint16_t kind)
{
    switch (kind) {
    case ':':
    case '|':
    case '.':
    case ',':
    case '(':
    case '[':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case TOK_EQ:
    case TOK_NE:
    case TOK_LE:
    case TOK_GE:
    case TOK_DOTDOT:
    case TOK_ARROW:
    case TOK_AND:
    case TOK_OR:
    case TOK_NOT:
    case TOK_IN:
    case TOK_AS:
        return true;
    default:
        return false;
    }
}

static uint16_t settle_name(const Token *token, uint16_t before,
                            const Places *places)
{
    uint16_t next = token[1].kind;
    if (next == '=' && (token->flags & TOKEN_FIRST || !goes_on(before)))
        return TOK_BIND_NAME;
    if (next == TOK_TEXT && token->sym == places->at)
        return TOK_AT;
    if (next == TOK_TEXT && token->sym == places->plugin)
        return TOK_PLUGIN;
    if (next == TOK_INT && token->sym == places->version && before == TOK_TEXT)
        return TOK_VERSION;
    if (before == TOK_ON && token->sym == places->failure)
        return TOK_FAILURE;
    return TOK_NAME;
}

void words_settle(Token *tokens, uint32_t count, SymTable *syms)
{
    Places places = {sym_of(syms, "at"), sym_of(syms, "plugin"),
                     sym_of(syms, "version"), sym_of(syms, "failure")};
    uint16_t before = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        Token *token = &tokens[i];
        if (is_reserved(token->kind))
            token->kind = settle_reserved(token, before);
        if (token->kind == TOK_NAME)
            token->kind = settle_name(token, before, &places);
        before = token->kind;
    }
}
