#include "grammar/resume.h"

#include "grammar/flw.tab.h"

enum { NOWHERE = UINT32_MAX };

/* For each token the bracket around it; for each bracket its partner. Made at
 * the first mistake: most files have none. */
static void find_partners(Parser *parser)
{
    uint32_t count = parser->count;
    parser->outer = arena_array(parser->arena, uint32_t, count);
    parser->partner = arena_array(parser->arena, uint32_t, count);
    uint32_t open = NOWHERE;
    for (uint32_t i = 0; i < count; i++) {
        Token token = parser->tokens[i];
        parser->outer[i] = open;
        if (token_opens(token)) {
            open = i;
        } else if (token_closes(token)) {
            parser->partner[open] = i;
            parser->partner[i] = open;
            open = parser->outer[open];
        }
    }
}

static uint8_t kind_at(const Parser *parser, uint32_t at)
{
    return at < parser->count ? parser->tokens[at].kind : 0;
}

/* Is it the { of a record, of fields or of cases, and not of statements? */
static bool opens_list(const Parser *parser, uint32_t at)
{
    uint8_t before = at ? kind_at(parser, at - 1) : 0;
    uint8_t earlier = at > 1 ? kind_at(parser, at - 2) : 0;
    uint8_t first = at > 3 ? kind_at(parser, at - 4) : 0;
    switch (before) {
    case TOK_WITH:
    case TOK_DEFAULTS:
    case TOK_ARROW:
    case ':':
    case '=':
    case ',':
    case '(':
    case '[':
    case '|':
    case '<':
        return true;
    case TOK_TYPE_NAME:
        return earlier == TOK_ENUM;
    case TOK_TEXT:
        return earlier == TOK_PLUGIN;
    case TOK_INT:
        return earlier == TOK_VERSION;
    case TOK_NAME:
        return earlier == TOK_USING || (earlier == '.' && first == TOK_USING);
    default:
        return false;
    }
}

/* Is it the { of a match's arms? They are not told from what is in them, but
 * by what stands before: `match`, a value, `{`. */
static bool opens_arms(const Parser *parser, uint32_t open)
{
    enum { SUBJECT_MOST = 100 };
    uint32_t at = open;
    for (uint32_t steps = 0; at-- > 0 && steps < SUBJECT_MOST; steps++) {
        const Token *token = &parser->tokens[at];
        if (token->kind == TOK_MATCH)
            return true;
        if (token_opens(*token) || token->kind == '}' ||
            token->flags & TOKEN_FIRST)
            return false;
        if (token_closes(*token))
            at = parser->partner[at];
    }
    return false;
}

static bool is_operator(uint8_t kind)
{
    return kind == ',' || kind == ':' || kind == '=' || kind == '.' ||
           kind == '|' || kind == '+' || kind == '-' || kind == '*' ||
           kind == '/' || kind == '<' || kind == TOK_ARROW || kind == TOK_AND ||
           kind == TOK_OR || kind == TOK_NOT;
}

static bool starts_statement(const Parser *parser, uint32_t at)
{
    const Token *token = &parser->tokens[at];
    switch (token->kind) {
    case TOK_BIND_NAME:
    case TOK_RETURN:
    case TOK_FAIL:
    case TOK_ON:
        return true;
    case TOK_NAME:
    case TOK_IF:
    case TOK_MATCH:
        return token->flags & TOKEN_FIRST && !is_operator(token[-1].kind);
    default:
        return false;
    }
}

/* The start of the next statement, or the end of the block. */
static uint32_t next_statement(const Parser *parser, uint32_t from,
                               uint32_t end)
{
    uint32_t at = from;
    while (at < end) {
        if (starts_statement(parser, at) && at != from)
            return at;
        bool opens = token_opens(parser->tokens[at]);
        at = opens ? parser->partner[at] + 1 : at + 1;
    }
    return end;
}

void resume_after_error(Parser *parser)
{
    uint32_t at = (uint32_t)(parser->next - parser->tokens) - 1;
    if (!parser->outer)
        find_partners(parser);
    uint32_t open = parser->outer[at];
    if (open == NOWHERE || token_closes(parser->tokens[at]) ||
        kind_at(parser, at) == 0)
        return;
    uint32_t end = parser->partner[open];
    bool list = kind_at(parser, open) != '{' || opens_list(parser, open) ||
                opens_arms(parser, open);
    if (list)
        parser->next = parser->tokens + end;
    else if (!starts_statement(parser, at))
        parser->next = parser->tokens + next_statement(parser, at, end);
}
