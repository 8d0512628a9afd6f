#include "grammar/words.h"

#include <string.h>

#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/parse.h"

static bool is_reserved(uint8_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_FALSE;
}

static bool is_declaration_word(uint8_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_TEST;
}

/* `type: "x"`, `parts.test`, `f(model, test)`; but `else:` is a habit. */
static bool is_plain(const Token *token)
{
    uint8_t next = token[1].kind;
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
    uint8_t kind = token->kind;
    return kind == TOK_NAME || kind == TOK_TYPE_NAME || kind == ')' ||
           kind == ']' || kind == '}' || kind == '?' || kind == '>' ||
           (kind >= TOK_NONE && kind <= TOK_FALSE) ||
           (kind >= TOK_INT && kind <= TOK_DATETIME);
}

/* `task name` on a line of its own: what ends in the dot above is half typed,
 * and must not cost the declaration. */
static bool declares_below(const Token *token)
{
    uint8_t next = token[1].kind;
    return token->flags & TOKEN_FIRST && is_declaration_word(token->kind) &&
           (next == TOK_NAME || next == TOK_TYPE_NAME);
}

/* After these a name before `=` is the end of something. */
static bool goes_on(uint8_t kind)
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

/* Is it written so? text: the source's, less its base. */
static bool is_written(const Token *token, const char *text, const char *word)
{
    size_t len = strlen(word);
    return token->len == len && memcmp(text + token->start, word, len) == 0;
}

/* `v: int = …`, however it is broken: the type of a binding. A half typed
 * `v:` above another binding is no reason to think so. */
static bool is_type(const Token *token, uint8_t before, const char *text)
{
    static const char *const types[] = {
        "int",  "float", "string", "bool",  "datetime", "duration", "bytes",
        "json", "file",  "dir",    "table", "none",     "error"};
    if (before != ':' && before != '|')
        return false;
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (is_written(token, text, types[i]))
            return true;
    return false;
}

/* A name before `=` inside ( or [ is another language's named argument. */
static bool is_bound(const Token *token, uint8_t before, bool round,
                     const char *text)
{
    if (token[1].kind != '=' || round)
        return false;
    if (token->flags & TOKEN_FIRST)
        return !is_type(token, before, text);
    return !goes_on(before);
}

/* How other languages write what flw writes in another way; NULL: not so. */
static const char *find_habit(const Token *token, const char *text,
                              const char *const words[3])
{
    for (int i = 0; i < 3; i++)
        if (is_written(token, text, words[i]))
            return words[i];
    return NULL;
}

/* `let x = …`, and `elif` after a block. */
static uint8_t settle_habit(const Token *token, const Words *words)
{
    static const char *const lets[] = {"let", "var", "val"};
    static const char *const elifs[] = {"elif", "elsif", "elseif"};
    bool binds = token[1].kind == TOK_NAME && token[2].kind == '=';
    const char *text = words->text;
    const char *word = NULL;
    if (binds && (word = find_habit(token, text, lets))) {
        complain_let(words->diags, (Span){token->start, token[1].start}, word);
        return TOK_DROPPED;
    }
    if (words->before == '}' && (word = find_habit(token, text, elifs))) {
        complain_foreign(words->diags, token_span(*token), word, "else if");
        return TOK_ELIF;
    }
    return TOK_NAME;
}

static uint8_t settle_name(const Token *token, const Words *words)
{
    const char *text = words->text;
    uint8_t before = words->before;
    uint8_t next = token[1].kind;
    if (is_bound(token, before, words->round[words->depth], text))
        return TOK_BIND_NAME;
    if (next == TOK_TEXT && is_written(token, text, "at"))
        return TOK_AT;
    if (next == TOK_TEXT && is_written(token, text, "plugin"))
        return TOK_PLUGIN;
    if (next == TOK_INT && before == TOK_TEXT &&
        is_written(token, text, "version"))
        return TOK_VERSION;
    if (before == TOK_ON && is_written(token, text, "failure"))
        return TOK_FAILURE;
    return words->depth && next ? settle_habit(token, words) : TOK_NAME;
}

/* Most names: nothing stands beside it that could make more of it. */
static bool is_mere_name(const Token *token, uint8_t before)
{
    uint8_t next = token[1].kind;
    return next != '=' && next != TOK_TEXT && next != TOK_INT &&
           next != TOK_NAME && before != TOK_ON && before != '}';
}

static uint8_t settle_reserved(const Token *token, const Words *words)
{
    bool is_part = words->before == '.' && !declares_below(token);
    return is_part || is_plain(token) ? settle_name(token, words) : token->kind;
}

void words_init(Words *words, const Source *source, Diags *diags)
{
    *words = (Words){.diags = diags, .text = source->text - source->base};
}

bool words_settle(Words *words, Token *tokens, uint32_t count)
{
    bool fine = true;
    for (Token *token = tokens; token < tokens + count; token++) {
        switch (token->kind) {
        case '(':
        case '[':
        case '{':
            fine = fine && words->depth < PARSE_DEPTH_MAX;
            words->depth += words->depth <= PARSE_DEPTH_MAX;
            words->round[words->depth] = token->kind != '{';
            break;
        case ')':
        case ']':
        case '}':
            words->depth -= words->depth > 0;
            break;
        case TOK_NAME:
            if (!is_mere_name(token, words->before))
                token->kind = settle_name(token, words);
            break;
        default:
            if (is_reserved(token->kind))
                token->kind = settle_reserved(token, words);
        }
        words->before = token->kind;
    }
    return fine;
}
