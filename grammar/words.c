#include "grammar/words.h"

#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/parse.h"

/* Names that are words in one place, here or elsewhere. */
typedef struct Places {
    const Sym *at;
    const Sym *plugin;
    const Sym *version;
    const Sym *failure;
    const Sym *lets[3];
    const Sym *elifs[3];
} Places;

static bool is_opener(uint16_t kind)
{
    return kind == '(' || kind == '[' || kind == '{';
}

static bool is_closer(uint16_t kind)
{
    return kind == ')' || kind == ']' || kind == '}';
}

static bool is_reserved(uint16_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_FALSE;
}

static bool is_declaration_word(uint16_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_TEST;
}

/* `type: "x"`, `parts.test`, `f(model, test)`; but `else:` is a habit. */
static bool is_plain(const Token *token)
{
    uint16_t next = token[1].kind;
    if (next == ':')
        return token->kind != TOK_ELSE;
    if (!is_declaration_word(token->kind))
        return token->kind == TOK_NEW && next == '=';
    if (token->kind == TOK_TEST && next == TOK_NAME)
        return !(token[1].flags & TOKEN_FIRST);
    return next == '=' || next == ',' || next == '.' || next == ')' ||
           next == ']' || next == '}';
}

bool words_starts_declaration(const Token *token)
{
    return is_declaration_word(token->kind) && !is_plain(token);
}

bool words_starts_statement(const Token *token)
{
    if (token->kind == TOK_NAME)
        return token[1].kind == '=';
    return token->kind == TOK_RETURN || token->kind == TOK_FAIL;
}

bool words_ends_operand(const Token *token)
{
    uint16_t kind = token->kind;
    return kind == TOK_NAME || kind == TOK_TYPE_NAME || kind == ')' ||
           kind == ']' || kind == '}' || kind == '?' || kind == '>' ||
           (kind >= TOK_NONE && kind <= TOK_FALSE) ||
           (kind >= TOK_INT && kind <= TOK_DATETIME);
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
    case TOK_IF:
    case TOK_MATCH:
    case TOK_WHERE:
        return true;
    default:
        return false;
    }
}

static uint16_t settle_name(const Token *token, uint16_t before,
                            const Places *places)
{
    uint16_t next = token[1].kind;
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

/* A name before `=` inside ( or [ is another language's named argument. */
static bool is_bound(const Token *token, uint16_t before, bool round)
{
    if (token[1].kind != '=' || round)
        return false;
    return token->flags & TOKEN_FIRST || !goes_on(before);
}

/* `let x = …`, and `elif` after a block. */
static uint16_t settle_habit(const Token *token, uint16_t before,
                             const Places *places, Diags *diags)
{
    Span span = {token->start, token->end};
    bool binds = token[1].kind == TOK_NAME && token[2].kind == '=';
    for (int i = 0; i < 3; i++) {
        if (binds && before && token->sym == places->lets[i]) {
            complain_let(diags, (Span){token->start, token[1].start},
                         token->sym->text);
            return TOK_DROPPED;
        }
        if (before == '}' && token->sym == places->elifs[i]) {
            complain_foreign(diags, span, token->sym->text, "else if");
            return TOK_ELIF;
        }
    }
    return TOK_NAME;
}

void words_settle(Token *tokens, uint32_t count, SymTable *syms, Diags *diags)
{
    Places places = {
        sym_of(syms, "at"),
        sym_of(syms, "plugin"),
        sym_of(syms, "version"),
        sym_of(syms, "failure"),
        {sym_of(syms, "let"), sym_of(syms, "var"), sym_of(syms, "val")},
        {sym_of(syms, "elif"), sym_of(syms, "elsif"), sym_of(syms, "elseif")}};
    bool round[PARSE_DEPTH_MAX + 2] = {false};
    uint32_t depth = 0;
    uint16_t before = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        Token *token = &tokens[i];
        if (is_reserved(token->kind))
            token->kind = settle_reserved(token, before);
        if (token->kind == TOK_NAME)
            token->kind = is_bound(token, before, round[depth])
                              ? TOK_BIND_NAME
                              : settle_name(token, before, &places);
        if (token->kind == TOK_NAME && depth && i + 2 < count)
            token->kind = settle_habit(token, before, &places, diags);
        if (is_opener(token->kind))
            round[++depth] = token->kind != '{';
        else if (is_closer(token->kind))
            depth--;
        before = token->kind;
    }
}
