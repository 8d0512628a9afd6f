/* complain_advice.c - what to write instead of a value that does not fit. */
#include <string.h>

#include "typesys/accept.h"
#include "typesys/complain.h"

enum { SHOWN_MAX = 8 }; /* names in one line */

static const char *shown(Checker *checker, const Type *type)
{
    return type_text(checker->arena, type);
}

/* What the value was written as: here, or where its name was bound; NULL: it
 * was not. */
static const Expr *value_behind(const Expr *expr)
{
    if (expr_local(expr))
        return expr_local(expr)->value;
    return expr;
}

static const Expr *text_behind(const Expr *expr)
{
    const Expr *value = value_behind(expr);
    return value && value->kind == EXPR_TEXT ? value : NULL;
}

static void list_cases(Checker *checker, Diag *diag, const Decl *decl)
{
    Buf cases = {.arena = checker->arena};
    uint32_t len = decl->as.enum_.cases.len;
    for (uint32_t i = 0; i < len; i++)
        buf_print(&cases, "%s`%s`",
                  i == 0        ? ""
                  : i + 1 < len ? ", "
                                : " and ",
                  decl->as.enum_.cases.at[i].name.sym->text);
    diag_help(checker->diags, diag, "%s has the cases %s", decl->name.sym->text,
              buf_string(&cases));
}

static size_t digits_of(const char *text)
{
    return strspn(text, "0123456789");
}

/* A number as flw writes it; a float where one is wanted. */
static bool is_number(const char *text, TypeKind wanted)
{
    size_t len = digits_of(text);
    if (len == 0 || len > 18)
        return false;
    if (wanted == TYPE_FLOAT && text[len] == '.' && digits_of(text + len + 1))
        len += 1 + digits_of(text + len + 1);
    return text[len] == '\0';
}

/* 2h30m */
static bool is_duration(const char *text)
{
    bool any = false;
    for (; digits_of(text); any = true) {
        text += digits_of(text);
        size_t unit = strncmp(text, "ms", 2) == 0 ? 2 : 1;
        if (!*text || !strchr("smhd", text[unit - 1]))
            return false;
        text += unit;
    }
    return any && *text == '\0';
}

/* 2026-01-31, perhaps with T08:00:00Z */
static bool is_datetime(const char *text)
{
    const char *form = "0000-00-00T00:00:00Z";
    size_t len = strlen(text);
    if (len != 10 && len != 20)
        return false;
    for (size_t i = 0; i < len; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9'
                           : text[i] != form[i])
            return false;
    return true;
}

/* "4" where a number is wanted, "2h", "2026-01-31", "true". */
static bool fix_quoted(Checker *checker, Diag *diag, const Expr *literal,
                       const Type *wanted)
{
    const char *text = expr_string(literal);
    TypeKind kind = type_base(wanted)->kind;
    bool number = kind == TYPE_INT || kind == TYPE_FLOAT;
    if (strlen(text) != literal->text_len)
        return false;
    if (kind == TYPE_DATETIME && is_datetime(text)) {
        const char *fixed = arena_print(checker->arena, "@%s", text);
        diag_fix(checker->diags, diag, FIX_SAFE, literal->span, fixed,
                 "a date is written `%s`", fixed);
        return true;
    }
    bool bare = (number && is_number(text, kind)) ||
                (kind == TYPE_DURATION && is_duration(text)) ||
                (kind == TYPE_BOOL &&
                 (strcmp(text, "true") == 0 || strcmp(text, "false") == 0));
    if (bare)
        diag_fix(checker->diags, diag, FIX_SAFE, literal->span, text,
                 number ? "write the number without quotes"
                        : "write it without quotes");
    return bare;
}

/* What to write instead of a text. */
static bool advise_text(Checker *checker, Diag *diag, const Expr *expr,
                        const Type *wanted)
{
    const Expr *literal = text_behind(expr);
    if (!literal)
        return false;
    if (type_base(wanted)->kind == TYPE_ENUM && literal == expr) {
        list_cases(checker, diag, type_base(wanted)->as.decl);
        return true;
    }
    return fix_quoted(checker, diag, literal, wanted);
}

static bool fits(Checker *checker, const Type *wanted, const Type *found)
{
    return accept_type(checker->types, wanted, found, NULL) == ACCEPT_YES;
}

/* One where a list is wanted, or the other way round. */
static void advise_list(Checker *checker, Diag *diag, const Type *wanted,
                        const Type *found)
{
    const Type *list = type_without_none(checker->types, wanted);
    if (list->kind == TYPE_LIST && fits(checker, list->as.item, found)) {
        diag_help(checker->diags, diag, "a list of one is written `[x]`");
    } else if (found->kind == TYPE_LIST &&
               fits(checker, wanted, found->as.item)) {
        diag_help(checker->diags, diag,
                  "`xs[0]` is one of them; `[f(x) for x in xs]` runs a task "
                  "for each");
    }
}

/* The one field that would fit; NULL: none or several. */
static const Sym *only_field(Checker *checker, const Type *wanted,
                             const Type *record)
{
    const Sym *only = NULL;
    for (uint32_t i = 0; i < record->as.record.len; i++)
        if (fits(checker, wanted, record->as.record.at[i].type)) {
            if (only)
                return NULL;
            only = record->as.record.at[i].name;
        }
    return only;
}

/* A record where a part of it would do. */
static void advise_part(Checker *checker, Diag *diag, const Type *wanted,
                        const Type *found)
{
    const Sym *only = only_field(checker, wanted, found);
    if (only)
        diag_help(checker->diags, diag, "its part `%s` fits", only->text);
}

/* An `if` without `else`: here, or where a name was bound. */
static const Expr *half_if(const Expr *expr)
{
    const Expr *value = value_behind(expr);
    bool is_half = value && value->kind == EXPR_IF && !value->as.if_.otherwise;
    return is_half ? value : NULL;
}

/* What may be none, where it may not. */
static void advise_optional(Checker *checker, Diag *diag, const Expr *expr,
                            const Type *wanted)
{
    if (half_if(expr))
        diag_help(checker->diags, diag,
                  "an `if` without `else` is none when its condition does not "
                  "hold: write the `else`");
    else if (expr_local(expr))
        diag_help(
            checker->diags, diag,
            "it may be none, and %s cannot; inside `if %s != none { ... }` "
            "it is %s",
            shown(checker, wanted), expr->as.name.sym->text,
            shown(checker, wanted));
    else
        diag_help(checker->diags, diag,
                  "it may be none, and %s cannot: a task must decide what to "
                  "do then",
                  shown(checker, wanted));
}

static bool is_plain_literal(const Expr *expr)
{
    return expr->kind == EXPR_INT || expr->kind == EXPR_FLOAT ||
           expr->kind == EXPR_BOOL || expr->kind == EXPR_DURATION;
}

static bool is_option(const Why *why, const char *name)
{
    return why && why->kind == WHY_OPTION && why->name &&
           strcmp(why->name->text, name) == 0;
}

/* The way from found to wanted, if there is one. */
static void advise(Checker *checker, Diag *diag, const Expr *expr,
                   const Type *wanted, const Type *found, const Why *why)
{
    if (found->kind == TYPE_UNION && type_is_optional(found) &&
        !type_is_optional(wanted))
        advise_optional(checker, diag, expr, wanted);
    else if (accept_conversion(checker->types, wanted, found))
        diag_help(checker->diags, diag,
                  "if you are sure of it, write `... as %s`",
                  shown(checker, wanted));
    else if (wanted->kind == TYPE_DIR && found->kind == TYPE_FILE)
        diag_help(checker->diags, diag,
                  "a file is not a directory: Flyte would fail when it runs");
    else if (wanted->kind == TYPE_FLOAT && found->kind == TYPE_INT)
        diag_help(checker->diags, diag,
                  "numbers are not widened: declare it as float");
    else if (wanted->kind == TYPE_DURATION &&
             (found->kind == TYPE_INT || found->kind == TYPE_STRING))
        diag_help(checker->diags, diag,
                  "a duration is a number with its unit, without quotes: "
                  "`60s`, `10m`, `2h30m`");
    else if (found->kind == TYPE_BOOL && is_option(why, "cache"))
        diag_help(checker->diags, diag,
                  "write a version that changes when the task does, `\"v1\"`, "
                  "or `auto`: a hash of its declaration");
    else if (wanted->kind == TYPE_STRING && is_plain_literal(expr))
        diag_help(checker->diags, diag,
                  "a text stands in quotes, whatever it looks like: `\"1\"`");
    else if (wanted->kind == TYPE_JSON && found->kind == TYPE_LIST)
        diag_help(
            checker->diags, diag,
            "at its outermost json is an object, as in `{ items: [...] }`");
    else if (found->kind == TYPE_RECORD)
        advise_part(checker, diag, wanted, found);
    else
        advise_list(checker, diag, wanted, found);
}

void advise_misfit(Checker *checker, Diag *diag, const Expr *expr,
                   const Type *wanted, const Type *found, const Why *why)
{
    if (!advise_text(checker, diag, expr, wanted))
        advise(checker, diag, expr, wanted, found, why);
}

bool advise_quoted(Checker *checker, Diag *diag, const Expr *expr,
                   const Type *wanted)
{
    const Expr *literal = text_behind(expr);
    return literal && fix_quoted(checker, diag, literal, wanted);
}

void advise_outputs(Checker *checker, Diag *diag, const Expr *expr,
                    const Type *wanted, const Type *found)
{
    const Sym *only = only_field(checker, wanted, found);
    Span end = {expr->span.end, expr->span.end};
    if (only) {
        diag_fix(checker->diags, diag, FIX_UNSAFE, end,
                 arena_print(checker->arena, ".%s", only->text),
                 "take the output that fits: `.%s`", only->text);
        return;
    }
    Buf names = {.arena = checker->arena};
    uint32_t len = found->as.record.len;
    for (uint32_t i = 0; i < len && i < SHOWN_MAX; i++)
        buf_print(&names, "%s`.%s`",
                  i == 0        ? ""
                  : i + 1 < len ? ", "
                                : " or ",
                  found->as.record.at[i].name->text);
    diag_help(checker->diags, diag, "take one of them: %s%s",
              buf_string(&names), len > SHOWN_MAX ? " ..." : "");
}
