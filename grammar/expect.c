#include "grammar/expect.h"

#include <string.h>

#include "base/buf.h"
#include "grammar/complain.h"
#include "grammar/flw.tab.h"
#include "grammar/words.h"

/* One syntax error. */
typedef struct Miss {
    Parser *parser;
    const bool *wanted;
    const Token *found;
    const Token *before; /* NULL: found is the first */
} Miss;

/* ---- what was wanted ---- */

typedef struct Phrase {
    uint8_t kind;
    const char *text;
} Phrase;

/* In the order in which they are named. */
static const Phrase phrases[] = {
    {TOK_NAME, "a name"},
    {TOK_BIND_NAME, "a name"},
    {TOK_TYPE_NAME, "the name of a type"},
    {TOK_TEXT, "a text"},
    {TOK_INT, "a number"},
    {TOK_PLUGIN, "`plugin`"},
    {TOK_USING, "`using`"},
    {TOK_AT, "`at`"},
    {TOK_FAILURE, "`failure`"},
    {TOK_TASK, "`task`"},
    {TOK_LAUNCH, "`launch`"},
    {TOK_IN, "`in`"},
    {':', "`:`"},
    {'=', "`=`"},
    {TOK_ARROW, "`->`"},
    {'(', "`(`"},
    {'[', "`[`"},
    {'{', "`{`"},
    {',', "`,`"},
    {')', "`)`"},
    {']', "`]`"},
    {'}', "`}`"},
    {'>', "`>`"},
    {0, "the end of the file"},
};

static void add_phrase(Buf *buf, const char *text, bool last)
{
    if (buf->len)
        buf_text(buf, last ? " or " : ", ");
    buf_text(buf, text);
}

/* Kinds of things that go by one name, and the tokens that tell them. */
static const char *whole_thing(const bool *wanted)
{
    if (wanted[TOK_IMPORT] && wanted[TOK_WORKFLOW])
        return "a declaration";
    if (wanted[TOK_RETURN])
        return "a statement";
    if (wanted[TOK_INT] && wanted[TOK_NOT])
        return "an expression";
    if (wanted[TOK_NONE] && wanted[TOK_TYPE_NAME])
        return "a type";
    return NULL;
}

/* After a whole expression all operators are welcome; nobody means those. */
static bool is_told(const Miss *miss, uint8_t kind, bool whole)
{
    const bool *wanted = miss->wanted;
    if (!wanted[kind])
        return false;
    if (whole)
        return kind == ')' || kind == ']' || kind == '}' ||
               (kind == ',' && wanted['+']);
    if (kind == '>')
        return !wanted['+'];
    return !(wanted['+'] &&
             (kind == '(' || kind == '[' || kind == ':' || kind == TOK_IN));
}

/* Two tokens may go by one phrase; those stand side by side in the table. */
static bool is_again(const char *const *told, uint32_t count, const char *text)
{
    return count && strcmp(told[count - 1], text) == 0;
}

static const char *wanted_text(const Miss *miss)
{
    enum { MOST = 4, ALL = sizeof(phrases) / sizeof(*phrases) };
    Buf buf = {.arena = miss->parser->arena};
    const char *told[MOST];
    uint32_t count = 0;
    const char *whole = whole_thing(miss->wanted);
    if (whole)
        told[count++] = whole;
    for (uint32_t i = 0; i < ALL && count < MOST; i++)
        if (is_told(miss, phrases[i].kind, whole != NULL) &&
            !is_again(told, count, phrases[i].text))
            told[count++] = phrases[i].text;
    for (uint32_t i = 0; i < count; i++)
        add_phrase(&buf, told[i], i + 1 == count);
    return count ? buf_string(&buf) : "something else";
}

/* ---- what was found ---- */

static bool is_reserved(uint8_t kind)
{
    return kind >= TOK_IMPORT && kind <= TOK_FALSE;
}

static const char *text_of(const Parser *parser, const Token *token)
{
    const char *text = parser->source->text - parser->source->base;
    return arena_copy(parser->arena, text + token->start, token->len);
}

static const char *found_text(const Miss *miss)
{
    const Token *found = miss->found;
    if (found->kind == 0)
        return "the end of the file";
    if (found->kind == TOK_TEXT)
        return "a text";
    if (token_is_missing(*found))
        return "the end of the line";
    return arena_print(miss->parser->arena, "`%s`",
                       text_of(miss->parser, found));
}

static Span gap_after(Token token)
{
    return (Span){token_end(token), token_end(token)};
}

/* ---- what may help: each true when it has something to say ---- */

static bool was(const Miss *miss, uint8_t kind)
{
    return miss->before && miss->before->kind == kind;
}

/* `name = value`, and the fix `name: value`. */
static bool help_colon(const Miss *miss, Diag *diag, const Token *equals)
{
    Span span = {token_end(equals[-1]), token_end(*equals)};
    bool is_close = equals[1].start == token_end(*equals);
    diag_fix(miss->parser->diags, diag, FIX_SAFE, span, is_close ? ": " : ":",
             "what is named is written `name: value` here");
    return true;
}

static bool help_equals(const Miss *miss, Diag *diag)
{
    const Token *found = miss->found;
    const bool *wanted = miss->wanted;
    if (found->kind == TOK_BIND_NAME && wanted[TOK_NAME] && !wanted[TOK_INT])
        return help_colon(miss, diag, found + 1);
    if (found->kind != '=')
        return false;
    bool is_field = was(miss, TOK_NAME) && found - 2 > miss->parser->tokens &&
                    found[-2].kind == ':' && wanted['?'];
    if (is_field) { /* { n: int = 3 } */
        diag_help(miss->parser->diags, diag,
                  "a field has no default: what may be left out is written "
                  "`%s?`",
                  text_of(miss->parser, miss->before));
        return true;
    }
    if (was(miss, TOK_NAME) && (wanted[':'] || wanted[',']))
        return help_colon(miss, diag, found);
    if (!wanted[TOK_EQ])
        return false;
    if (wanted[']']) { /* [A=b] */
        diag_help(miss->parser->diags, diag,
                  "names with values stand in braces: `{ %s: \"...\" }`",
                  miss->before ? text_of(miss->parser, miss->before) : "x");
        return true;
    }
    diag_fix(miss->parser->diags, diag, FIX_UNSAFE, token_span(*found),
             "==", "`==` compares");
    return true;
}

static bool help_double_equals(const Miss *miss, Diag *diag)
{
    if (miss->found->kind != TOK_EQ || !miss->wanted['='])
        return false;
    diag_fix(miss->parser->diags, diag, FIX_UNSAFE, token_span(*miss->found),
             "=", "`=` binds a name");
    return true;
}

static bool help_type(const Miss *miss, Diag *diag)
{
    uint8_t found = miss->found->kind;
    if (!was(miss, TOK_NAME) || !miss->wanted[':'] || miss->wanted['+'])
        return false;
    if (found != ',' && found != ')' && found != TOK_NAME)
        return false;
    if (!strcmp(text_of(miss->parser, miss->before), "call")) { /* of WDL */
        diag_help(miss->parser->diags, diag,
                  "a call is written `x = f(a: b)`, and one for each item "
                  "`xs = [f(a: b) for b in bs]`");
        return true;
    }
    diag_help(miss->parser->diags, diag, "write its type, as in `%s: int`",
              text_of(miss->parser, miss->before));
    return true;
}

static bool help_using(const Miss *miss, Diag *diag)
{
    if (miss->found->kind != '{' || !miss->wanted[TOK_USING])
        return false;
    diag_help(
        miss->parser->diags, diag,
        "a task names what runs it, as in `using container { ... }`; what "
        "has a body is a `workflow`");
    return true;
}

static bool help_return(const Miss *miss, Diag *diag)
{
    const Token *at = miss->found;
    if (at->kind != ',' && at->kind != ':')
        return false;
    while (at > miss->parser->tokens && !(at->flags & TOKEN_FIRST) &&
           at->kind != TOK_RETURN)
        at--;
    if (at->kind != TOK_RETURN)
        return false;
    diag_help(miss->parser->diags, diag,
              "several outputs are returned by name: `return (a: x, b: y)`");
    return true;
}

static bool help_comparison(const Miss *miss, Diag *diag)
{
    uint8_t found = miss->found->kind;
    bool compares = found == '<' || found == '>' || found == TOK_LE ||
                    found == TOK_GE || found == TOK_EQ || found == TOK_NE;
    if (!compares || !miss->wanted[TOK_AND])
        return false;
    diag_help(miss->parser->diags, diag,
              "comparisons do not chain: write `a < b and b < c`");
    return true;
}

static bool help_comprehension(const Miss *miss, Diag *diag)
{
    if (miss->found->kind != TOK_FOR)
        return false;
    diag_help(miss->parser->diags, diag,
              miss->wanted[TOK_RETURN]
                  ? "a task runs for each item in `ys = [f(x) for x in xs]`"
                  : "a `[` after a value looks up one of its elements: bind "
                    "the list to a name, `xs = [... for ...]`");
    return true;
}

/* -> x: int */
static bool help_outputs(const Miss *miss, Diag *diag)
{
    const Token *before = miss->before;
    bool bare = miss->found->kind == ':' && was(miss, TOK_NAME) &&
                before > miss->parser->tokens && before[-1].kind == TOK_ARROW;
    if (bare)
        diag_help(miss->parser->diags, diag,
                  "named outputs stand in brackets: `-> (%s: int)`",
                  text_of(miss->parser, before));
    return bare;
}

typedef struct Habit {
    const char *word;
    const char *help;
} Habit;

static const char *find_habit(const Habit *habits, size_t len, const char *word)
{
    for (size_t i = 0; i < len; i++)
        if (strcmp(habits[i].word, word) == 0)
            return habits[i].help;
    return NULL;
}

/* list[int] */
static bool help_brackets(const Miss *miss, Diag *diag)
{
    static const Habit types[] = {
        {"Optional", "what may be none is written `int?`"},
        {"Union", "one of several is written `int | string`"},
        {"Literal",
         "one of a few texts is an enum: `enum Mode { fast, slow }`"},
        {"Dict", "a map, whose keys are texts, is written `map<int>`"},
        {"dict", "a map, whose keys are texts, is written `map<int>`"},
        {"Map", "a map, whose keys are texts, is written `map<int>`"},
        {"map", "a map, whose keys are texts, is written `map<int>`"},
        {"List", "a list is written `list<int>`"},
        {"Array", "a list is written `list<int>`"},
    };
    bool of_type = miss->found->kind == '[' && miss->before &&
                   miss->wanted['<'] && !miss->wanted['+'];
    if (!of_type)
        return false;
    const char *word = text_of(miss->parser, miss->before);
    const char *known = find_habit(types, sizeof(types) / sizeof(*types), word);
    diag_help(miss->parser->diags, diag, "%s",
              known ? known
                    : arena_print(miss->parser->arena,
                                  "what a type holds stands in `<>`: `%s<int>`",
                                  word));
    return true;
}

/* after ok, on failed */
static bool help_after(const Miss *miss, Diag *diag)
{
    if (miss->found->kind != TOK_NAME || !miss->wanted['['] ||
        !(was(miss, TOK_AFTER) || was(miss, TOK_ON)))
        return false;
    const char *name = text_of(miss->parser, miss->found);
    const char *list = arena_print(miss->parser->arena, "[%s]", name);
    diag_fix(
        miss->parser->diags, diag, FIX_SAFE, token_span(*miss->found), list,
        was(miss, TOK_AFTER) ? "nodes to wait for stand in a list: `after %s`"
                             : "ends of a run stand in a list: `on %s`",
        list);
    return true;
}

/* 1 day, 4 GB, 95% */
static bool help_unit(const Miss *miss, Diag *diag)
{
    static const Habit units[] = {
        {"day", "1d"},      {"days", "1d"},     {"hour", "2h30m"},
        {"hours", "2h30m"}, {"hr", "2h30m"},    {"h", "2h30m"},
        {"minute", "10m"},  {"minutes", "10m"}, {"min", "10m"},
        {"mins", "10m"},    {"m", "10m"},       {"second", "30s"},
        {"seconds", "30s"}, {"sec", "30s"},     {"s", "30s"},
        {"d", "1d"},        {"ms", "250ms"},
    };
    const Token *before = miss->before;
    bool of_number =
        before && (before->kind == TOK_INT || before->kind == TOK_FLOAT);
    const char *word = text_of(miss->parser, miss->found);
    const char *unit = find_habit(units, sizeof(units) / sizeof(*units), word);
    bool is_share = was(miss, '%') && before > miss->parser->tokens &&
                    before->start == token_end(before[-1]);
    if (of_number && unit)
        diag_help(miss->parser->diags, diag,
                  "a number and its unit are one word: `%s`", unit);
    else if (is_share)
        diag_help(miss->parser->diags, diag,
                  "a share is a number up to 1: `0.95`");
    return is_share || (of_number && unit);
}

/* on_failure { ... } is read as a name and a record. */
static bool help_handler(const Miss *miss, Diag *diag)
{
    const Token *found = miss->found;
    const Token *open = miss->before ? miss->before - 1 : NULL;
    bool in_block = found->kind == '(' && miss->wanted[':'] &&
                    was(miss, TOK_NAME) && open > miss->parser->tokens &&
                    open->kind == '{' && open[-1].kind == TOK_NAME;
    if (!in_block)
        return false;
    const char *head = text_of(miss->parser, open - 1);
    bool handles = strncmp(head, "on_", 3) == 0 || strcmp(head, "catch") == 0 ||
                   strcmp(head, "except") == 0;
    diag_help(miss->parser->diags, diag, "%s",
              handles ? "who handles a failure is written `on failure (error) "
                        "{ ... }`"
                      : "a block of statements stands behind `if`, `else`, "
                        "`match` or `on failure`");
    return true;
}

/* int where > 0 */
static bool help_where(const Miss *miss, Diag *diag)
{
    if (!was(miss, TOK_WHERE))
        return false;
    diag_help(miss->parser->diags, diag,
              "what is narrowed is called `self`: `where self > 0`, "
              "`where self in 1..9`, `where len(self) <= 40`");
    return true;
}

/* launch x = w(a: 1) */
static bool help_launch(const Miss *miss, Diag *diag)
{
    const Token *found = miss->found;
    if (found->kind != '(' || !miss->wanted['{'] || !was(miss, TOK_NAME) ||
        miss->wanted['+'])
        return false;
    diag_help(miss->parser->diags, diag,
              "a launch plan says what it sets in a block: `launch x = %s { "
              "inputs { a: 1 } schedule every(6h) }`",
              text_of(miss->parser, miss->before));
    return true;
}

/* ann@acme.example */
static bool help_text(const Miss *miss, Diag *diag)
{
    const Parser *parser = miss->parser;
    bool address =
        miss->before && token_end(*miss->before) == miss->found->start &&
        parser->source->text[miss->found->start - parser->source->base] == '@';
    if (address)
        diag_help(parser->diags, diag, "texts stand in quotes");
    return address;
}

static bool help_block(const Miss *miss, Diag *diag)
{
    if (miss->found->kind != ':' || !miss->wanted['{'])
        return false;
    diag_help(miss->parser->diags, diag, "a block stands between `{` and `}`");
    return true;
}

static bool help_question(const Miss *miss, Diag *diag)
{
    bool is_choice = (miss->found->kind == '?' && miss->wanted['+']) ||
                     (miss->found->kind == TOK_ELSE &&
                      miss->wanted['{']); /* a if c else b */
    if (!is_choice)
        return false;
    diag_help(miss->parser->diags, diag,
              "a choice is written `if c { a } else { b }`");
    return true;
}

static bool help_name(const Miss *miss, Diag *diag)
{
    const bool *wanted = miss->wanted;
    bool name = wanted[TOK_NAME] && !wanted[TOK_INT];
    if (miss->found->kind == TOK_NAME && wanted[TOK_TYPE_NAME] && !name)
        diag_help(miss->parser->diags, diag,
                  "the name of a type begins with a capital letter");
    else if (miss->found->kind == TOK_TYPE_NAME && name)
        diag_help(miss->parser->diags, diag,
                  "this name is written in lower case: a capital letter begins "
                  "a type");
    else if (is_reserved(miss->found->kind) && name)
        diag_help(miss->parser->diags, diag,
                  "`%s` is a word of flw and cannot be a name here",
                  text_of(miss->parser, miss->found));
    else
        return false;
    return true;
}

static bool help_comma(const Miss *miss, Diag *diag)
{
    const Token *found = miss->found;
    bool names = found->kind == TOK_NAME && found[1].kind == ':';
    /* An arm of a match, at the head of its line. */
    bool arm = found->flags & TOKEN_FIRST && found[1].kind == TOK_ARROW &&
               miss->wanted['+'];
    if ((!names && !arm) || !miss->wanted[','] || !miss->before)
        return false;
    diag_fix(miss->parser->diags, diag, FIX_SAFE, gap_after(*miss->before), ",",
             "separate them with a comma");
    return true;
}

/* How other languages begin a declaration. */
static const Habit habits[] = {
    {"def", "write `task` for what runs, `workflow` for what ties tasks"},
    {"fn", "write `task` for what runs, `workflow` for what ties tasks"},
    {"func", "write `task` for what runs, `workflow` for what ties tasks"},
    {"function", "write `task` for what runs, `workflow` for what ties tasks"},
    {"class", "write `type X = { ... }`"},
    {"struct", "write `type X = { ... }`"},
    {"interface", "write `type X = { ... }`"},
    {"from", "write `import a.b as c`"},
    {"include", "write `import \"./x.flw\" as x`"},
    {"runtime", "what a task needs stands in `with { ... }`"},
    {"version", "a file says no version: remove the line"},
    {"let", "write `const x = ...`"},
    {"var", "write `const x = ...`"},
    {"val", "write `const x = ...`"},
};

static bool help_habit(const Miss *miss, Diag *diag)
{
    const char *found = text_of(miss->parser, miss->found);
    if (!miss->wanted[TOK_WORKFLOW])
        return false;
    const char *known =
        find_habit(habits, sizeof(habits) / sizeof(*habits), found);
    if (known) {
        diag_help(miss->parser->diags, diag, "%s", known);
        return true;
    }
    if (miss->found->kind != TOK_BIND_NAME)
        return false;
    diag_help(miss->parser->diags, diag,
              "outside a workflow a value is bound by `const %s = ...`", found);
    return true;
}

static void help(const Miss *miss, Diag *diag)
{
    static bool (*const helps[])(const Miss *, Diag *) = {
        help_habit,    help_double_equals, help_using, help_type,
        help_return,   help_comprehension, help_comma, help_outputs,
        help_brackets, help_text,          help_block, help_comparison,
        help_question, help_equals,        help_after, help_where,
        help_launch,   help_handler,       help_unit,  help_name,
    };
    for (size_t i = 0; i < sizeof(helps) / sizeof(*helps); i++)
        if (helps[i](miss, diag))
            return;
}

/* What begins a line is not at fault; what is missing stands before it. Behind
 * a comma nothing is missing. */
Span expect_place(const Parser *parser, const bool *wanted)
{
    const Token *found = parser->next - 1;
    bool first = found->flags & TOKEN_FIRST && found > parser->tokens &&
                 found[-1].kind != ',';
    bool late = first || found->kind == 0;
    if (late && found > parser->tokens && !wanted[TOK_RETURN] &&
        !wanted[TOK_IMPORT])
        return gap_after(found[-1]);
    return token_span(*found);
}

/* " after `x`", where that tells something. */
static const char *after_text(const Miss *miss)
{
    enum { LONGEST = 30 };
    const Token *before = miss->before;
    if (!before || miss->wanted[TOK_RETURN] || miss->wanted[TOK_IMPORT] ||
        before->len > LONGEST || token_is_missing(*before))
        return "";
    return arena_print(miss->parser->arena, " after `%s`",
                       text_of(miss->parser, before));
}

void expect_complain(Parser *parser, const bool *wanted)
{
    const Token *found = parser->next - 1;
    bool is_first = found == parser->tokens;
    Miss miss = {parser, wanted, found, is_first ? NULL : found - 1};
    const char *words = arena_print(parser->arena, "%s%s", wanted_text(&miss),
                                    after_text(&miss));
    Diag *diag = complain_unexpected(
        parser->diags, expect_place(parser, wanted), found_text(&miss), words);
    help(&miss, diag);
}
