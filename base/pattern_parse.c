#include <string.h>

#include "base/pattern_tree.h"
#include "base/utf8.h"

enum { GROUPS_MAX = 32, REPEAT_MAX = 1000, CLASS_NAME_MAX = 8 };

typedef struct Parser {
    Arena *arena;
    const char *text;
    uint32_t len;
    uint32_t at;
    uint32_t groups; /* that are open */
    PatternFault *fault;
} Parser;

static const PatternNode *parse_alt(Parser *parser);

/* The next byte, 0 at the end: a pattern has no NUL. */
static char peek(const Parser *parser)
{
    return parser->at < parser->len ? parser->text[parser->at] : '\0';
}

static bool skip(Parser *parser, char c)
{
    if (parser->at == parser->len || parser->text[parser->at] != c)
        return false;
    parser->at++;
    return true;
}

static void *fail(Parser *parser, uint32_t at, const char *why)
{
    *parser->fault = (PatternFault){.at = at, .why = why};
    return NULL;
}

static uint32_t next_point(Parser *parser)
{
    size_t size;
    uint32_t point =
        utf8_next(parser->text + parser->at, parser->len - parser->at, &size);
    parser->at += (uint32_t)size;
    return point;
}

static PatternNode *new_node(Parser *parser, PatternKind kind)
{
    PatternNode *node = arena_new(parser->arena, PatternNode);
    node->kind = kind;
    return node;
}

static const PatternNode *new_set(Parser *parser, Intervals set)
{
    PatternNode *node = new_node(parser, PATTERN_SET);
    node->set = set;
    return node;
}

static Intervals all_but(Arena *arena, Intervals set)
{
    Intervals out = {0};
    int64_t next = 0;
    for (uint32_t i = 0; i < set.len; i++) {
        Intervals gap = intervals_of(arena, next, set.at[i].first - 1);
        out = intervals_or(arena, out, gap);
        next = set.at[i].last + 1;
    }
    Intervals rest = intervals_of(arena, next, PATTERN_POINT_MAX);
    return intervals_or(arena, out, rest);
}

/* Pairs of first and last characters. */
static Intervals set_of(Arena *arena, const char *pairs)
{
    Intervals set = {0};
    for (; *pairs; pairs += 2)
        set = intervals_or(arena, set,
                           intervals_of(arena, (unsigned char)pairs[0],
                                        (unsigned char)pairs[1]));
    return set;
}

/* \d \w \s, and upper case for all but those. */
static bool find_class(Parser *parser, char c, Intervals *set)
{
    switch (c | 0x20) {
    case 'd':
        *set = set_of(parser->arena, "09");
        break;
    case 'w':
        *set = set_of(parser->arena, "09AZ__az");
        break;
    case 's':
        *set = set_of(parser->arena, "\t\r  ");
        break;
    default:
        return false;
    }
    if (c < 'a')
        *set = all_but(parser->arena, *set);
    return true;
}

/* What stands behind a backslash; false, with the fault set, when that means
 * nothing. */
static bool parse_escape(Parser *parser, Intervals *set)
{
    static const char marks[] = "^$.|?*+()[]{}\\/-\"'#&,:;<=>@_`~!% ";
    uint32_t start = parser->at - 1;
    char c = peek(parser);
    if (c == '\0') {
        fail(parser, start, "a `\\` stands at the end");
        return false;
    }
    parser->at++;
    if (find_class(parser, c, set))
        return true;
    char point = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    if (point == c && !strchr(marks, c)) {
        fail(parser, start, "this `\\` escape is unknown");
        return false;
    }
    *set = intervals_of(parser->arena, point, point);
    return true;
}

/* [:alpha:], after `[:`. */
static bool parse_named_class(Parser *parser, Intervals *set)
{
    static const struct {
        const char *name;
        const char *pairs;
    } named[] = {{"alpha", "AZaz"},     {"digit", "09"},
                 {"alnum", "09AZaz"},   {"upper", "AZ"},
                 {"lower", "az"},       {"space", "\t\r  "},
                 {"xdigit", "09AFaf"},  {"blank", "\t\t  "},
                 {"punct", "!/:@[`{~"}, {"word", "09AZ__az"}};
    const char *name = parser->text + parser->at;
    for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
        size_t len = strlen(named[i].name);
        if (parser->len - parser->at < len + 2 ||
            memcmp(name, named[i].name, len) != 0 ||
            memcmp(name + len, ":]", 2) != 0)
            continue;
        parser->at += (uint32_t)len + 2;
        *set = set_of(parser->arena, named[i].pairs);
        return true;
    }
    fail(parser, parser->at - 2, "there is no such class of characters");
    return false;
}

/* One code point or class within brackets. */
static bool parse_member(Parser *parser, Intervals *set)
{
    if (skip(parser, '\\'))
        return parse_escape(parser, set);
    if (peek(parser) == '[' && parser->at + 1 < parser->len &&
        parser->text[parser->at + 1] == ':') {
        parser->at += 2;
        return parse_named_class(parser, set);
    }
    uint32_t point = next_point(parser);
    *set = intervals_of(parser->arena, point, point);
    return true;
}

static bool is_point(Intervals set)
{
    return set.len == 1 && set.at[0].first == set.at[0].last;
}

/* A member, or a range when a `-` follows that is not the last. */
static bool parse_range(Parser *parser, Intervals *set)
{
    uint32_t start = parser->at;
    if (!parse_member(parser, set))
        return false;
    bool range = peek(parser) == '-' && parser->at + 1 < parser->len &&
                 parser->text[parser->at + 1] != ']';
    if (!range)
        return true;
    parser->at++;
    Intervals last;
    if (!parse_member(parser, &last))
        return false;
    if (!is_point(*set) || !is_point(last) ||
        set->at[0].first > last.at[0].first) {
        fail(parser, start, "this range of characters is empty");
        return false;
    }
    *set = intervals_of(parser->arena, set->at[0].first, last.at[0].first);
    return true;
}

/* After `[`. */
static const PatternNode *parse_brackets(Parser *parser)
{
    uint32_t start = parser->at - 1;
    bool negated = skip(parser, '^');
    Intervals set = {0};
    if (peek(parser) == ']')
        return fail(parser, start, "these brackets hold no character");
    while (parser->at < parser->len && peek(parser) != ']') {
        Intervals member;
        if (!parse_range(parser, &member))
            return NULL;
        set = intervals_or(parser->arena, set, member);
    }
    if (!skip(parser, ']'))
        return fail(parser, start, "this `[` is never closed");
    return new_set(parser, negated ? all_but(parser->arena, set) : set);
}

/* After `(`. */
static const PatternNode *parse_group(Parser *parser)
{
    uint32_t start = parser->at - 1;
    if (parser->groups == GROUPS_MAX)
        return fail(parser, start, "groups are nested too deep");
    if (skip(parser, '?') && !skip(parser, ':'))
        return fail(parser, start, "only `(` and `(?:` open a group here");
    parser->groups++;
    const PatternNode *inside = parse_alt(parser);
    parser->groups--;
    if (inside && !skip(parser, ')'))
        return fail(parser, start, "this `(` is never closed");
    return inside;
}

static const PatternNode *parse_atom(Parser *parser)
{
    uint32_t start = parser->at;
    Intervals set;
    if (skip(parser, '('))
        return parse_group(parser);
    if (skip(parser, '['))
        return parse_brackets(parser);
    if (skip(parser, '\\'))
        return parse_escape(parser, &set) ? new_set(parser, set) : NULL;
    if (skip(parser, '.')) /* not a line end */
        return new_set(parser,
                       all_but(parser->arena, set_of(parser->arena, "\n\n")));
    if (strchr("*+?", peek(parser)))
        return fail(parser, start, "there is nothing to repeat here");
    if (strchr("^$", peek(parser)))
        return fail(parser, start,
                    "`^` and `$` may only stand around the whole pattern");
    if (strchr("{}]", peek(parser)))
        return fail(parser, start, "write a `\\` before this bracket");
    uint32_t point = next_point(parser);
    return new_set(parser, intervals_of(parser->arena, point, point));
}

/* Digits; -1 when there are none, or too many. */
static int parse_number(Parser *parser)
{
    int number = -1;
    while (peek(parser) >= '0' && peek(parser) <= '9') {
        number = (number < 0 ? 0 : number) * 10 + (peek(parser) - '0');
        parser->at++;
        if (number > REPEAT_MAX)
            return -1;
    }
    return number;
}

/* After `{`: n} n,} n,m} */
static bool parse_counts(Parser *parser, PatternNode *repeat)
{
    uint32_t start = parser->at - 1;
    repeat->min = parse_number(parser);
    repeat->max = repeat->min;
    if (skip(parser, ','))
        repeat->max =
            peek(parser) == '}' ? PATTERN_FOREVER : parse_number(parser);
    bool open = repeat->max == PATTERN_FOREVER && parser->at &&
                parser->text[parser->at - 1] == ',';
    bool good = repeat->min >= 0 && (open || repeat->max >= repeat->min) &&
                skip(parser, '}');
    if (!good)
        fail(parser, start,
             "a repetition is {n}, {n,} or {n,m} with n <= m <= 1000");
    return good;
}

/* False: a fault. repeat->parts is empty when nothing is repeated. */
static bool parse_repeat(Parser *parser, const PatternNode *item,
                         PatternNode *repeat)
{
    *repeat = (PatternNode){.kind = PATTERN_REPEAT, .max = PATTERN_FOREVER};
    if (skip(parser, '+'))
        repeat->min = 1;
    else if (skip(parser, '?'))
        repeat->max = 1;
    else if (skip(parser, '{')) {
        if (!parse_counts(parser, repeat))
            return false;
    } else if (!skip(parser, '*'))
        return true;
    if (peek(parser) && strchr("*+?{", peek(parser))) {
        fail(parser, parser->at, "a repetition cannot be repeated");
        return false;
    }
    vec_push(parser->arena, &repeat->parts, item);
    return true;
}

static bool at_end_of_cat(const Parser *parser)
{
    char c = peek(parser);
    return parser->at == parser->len || c == '|' || c == ')' ||
           (c == '$' && parser->at + 1 == parser->len && !parser->groups);
}

static const PatternNode *parse_cat(Parser *parser)
{
    PatternNode *cat = new_node(parser, PATTERN_CAT);
    while (!at_end_of_cat(parser)) {
        const PatternNode *atom = parse_atom(parser);
        PatternNode repeat;
        if (!atom || !parse_repeat(parser, atom, &repeat))
            return NULL;
        if (repeat.parts.len) {
            PatternNode *node = new_node(parser, PATTERN_REPEAT);
            *node = repeat;
            atom = node;
        }
        vec_push(parser->arena, &cat->parts, atom);
    }
    return cat;
}

static const PatternNode *parse_alt(Parser *parser)
{
    const PatternNode *first = parse_cat(parser);
    if (!first || peek(parser) != '|')
        return first;
    PatternNode *alt = new_node(parser, PATTERN_ALT);
    vec_push(parser->arena, &alt->parts, first);
    while (skip(parser, '|')) {
        const PatternNode *next = parse_cat(parser);
        if (!next)
            return NULL;
        vec_push(parser->arena, &alt->parts, next);
    }
    return alt;
}

const PatternNode *pattern_parse(Arena *arena, const char *text, uint32_t len,
                                 PatternFault *fault)
{
    Parser parser = {.arena = arena, .text = text, .len = len, .fault = fault};
    if (memchr(text, '\0', len))
        return fail(&parser, 0, "a pattern has no NUL");
    bool anchored = skip(&parser, '^');
    const PatternNode *root = parse_alt(&parser);
    if (!root)
        return NULL;
    anchored |= peek(&parser) == '$';
    skip(&parser, '$');
    if (parser.at < len)
        return fail(&parser, parser.at, "this `)` closes nothing");
    /* ^a|b$ would mean something else to those who search. */
    if (anchored && root->kind == PATTERN_ALT)
        return fail(&parser, 0, "`^` and `$` around `|` need a group: ^(a|b)$");
    return root;
}
