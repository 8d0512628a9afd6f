/* complain_values.c - values of another type than is wanted. */
#include <string.h>

#include "typesys/complain.h"

#include "base/panic.h"

static const char *text(Checker *checker, const Type *type)
{
    return type_text(checker->arena, type);
}

/* ---- no value ---- */

const Type *complain_unless_value(Checker *checker, const Expr *expr,
                                  const Type *found)
{
    if (found->kind == TYPE_UNIT) {
        Diag *diag = diag_add(checker->diags, "E0324", expr->span,
                              "a value is wanted here, this gives none");
        diag_help(checker->diags, diag,
                  "to wait for it, name it and write `after [name]`");
        return checker->types->error;
    }
    if (found->kind != TYPE_OUTPUTS)
        return found;
    Diag *diag = diag_add(checker->diags, "E0325", expr->span,
                          "one value is wanted here, this gives several: %s",
                          text(checker, found));
    diag_help(checker->diags, diag, "take one of them: `.%s`",
              found->as.record.at[0].name->text);
    return checker->types->error;
}

/* ---- misfits ---- */

static const char *sym_text(const Sym *sym)
{
    return sym ? sym->text : "?";
}

/* What wants it: the subject of the title. */
static const char *wanting(Checker *checker, const Why *why)
{
    Arena *arena = checker->arena;
    switch (why ? why->kind : WHY_NOTHING) {
    case WHY_NOTHING:
        return "this place";
    case WHY_INPUT:
        return arena_print(arena, "input `%s` of `%s`", sym_text(why->name),
                           sym_text(why->owner));
    case WHY_ANNOTATION:
        return arena_print(arena, "`%s`", sym_text(why->name));
    case WHY_DEFAULT:
        return arena_print(arena, "the default of `%s`", sym_text(why->name));
    case WHY_OUTPUT:
        return arena_print(arena, "output `%s` of `%s`", sym_text(why->name),
                           sym_text(why->owner));
    case WHY_FIELD:
        return arena_print(arena, "field `%s`", sym_text(why->name));
    case WHY_OPTION:
        return arena_print(arena, "option `%s`", sym_text(why->name));
    case WHY_ITEM:
        return "this item";
    case WHY_CONDITION:
        return "a condition";
    case WHY_BRANCH:
        return "the value of this branch";
    }
    UNREACHABLE("why kind");
}

static const char *misfit_code(const Why *why)
{
    switch (why ? why->kind : WHY_NOTHING) {
    case WHY_INPUT:
        return "E0301";
    case WHY_OUTPUT:
        return "E0304";
    case WHY_CONDITION:
        return "E0305";
    case WHY_NOTHING:
    case WHY_ANNOTATION:
    case WHY_DEFAULT:
    case WHY_FIELD:
    case WHY_OPTION:
    case WHY_ITEM:
    case WHY_BRANCH:
        return "E0302";
    }
    UNREACHABLE("why kind");
}

static void note_why(Checker *checker, Diag *diag, const Type *wanted,
                     const Why *why)
{
    /* An option is declared nowhere: `at` is where it is given. */
    if (!why || span_is_nowhere(why->at) || why->kind == WHY_OPTION)
        return;
    DiagNote *note =
        diag_note(checker->diags, diag, why->at,
                  why->kind == WHY_BRANCH ? "the other branch is here"
                                          : "`%s` is declared here",
                  sym_text(why->name));
    diag_note_label(checker->diags, note, "%s", text(checker, wanted));
}

/* Where a name got its type. */
static void note_found(Checker *checker, Diag *diag, const Expr *expr)
{
    if (!expr_local(expr))
        return;
    const Local *local = expr_local(expr);
    if (local->kind != LOCAL_BINDING || !local->value || !local->type)
        return;
    DiagNote *note =
        diag_note(checker->diags, diag, local->value->span,
                  "`%s` is %s because of the value that it is bound to",
                  local->name.sym->text, text(checker, local->type));
    diag_note_label(checker->diags, note, "%s", text(checker, local->type));
}

static void help_inside(Checker *checker, Diag *diag, const Misfit *misfit)
{
    const char *path = misfit->path && *misfit->path ? misfit->path : NULL;
    if (misfit->missing)
        diag_help(checker->diags, diag, "what is found lacks `%s`",
                  misfit->missing->text);
    else if (misfit->extra)
        diag_help(checker->diags, diag, "`%s` is not wanted",
                  misfit->extra->text);
    else if (path && misfit->wanted && misfit->found)
        diag_help(checker->diags, diag, "`%s` wants %s, found %s", path,
                  text(checker, misfit->wanted), text(checker, misfit->found));
}

void complain_several(Checker *checker, const Expr *expr, const Type *wanted,
                      const Type *found, const Why *why)
{
    Diag *diag = diag_add(checker->diags, "E0325", expr->span,
                          "%s wants %s, found %u outputs: %s",
                          wanting(checker, why), text(checker, wanted),
                          found->as.record.len, text(checker, found));
    note_why(checker, diag, wanted, why);
    advise_outputs(checker, diag, expr, wanted, found);
}

/* A text that is no case of an enum is told by itself: another text fits. */
static const char *found_text(Checker *checker, const Expr *expr,
                              const Type *wanted, const Type *found)
{
    enum { LONGEST = 60 };
    bool is_case = type_base(wanted)->kind == TYPE_ENUM &&
                   expr->kind == EXPR_TEXT && expr->text_len <= LONGEST;
    return is_case ? arena_print(checker->arena, "\"%s\"", expr_string(expr))
                   : text(checker, found);
}

void complain_misfit(Checker *checker, const Expr *expr, const Type *wanted,
                     const Type *found, const Misfit *misfit, const Why *why)
{
    const char *found_as = found_text(checker, expr, wanted, found);
    Diag *diag = diag_add(checker->diags, misfit_code(why), expr->span,
                          "%s wants %s%s, found %s", wanting(checker, why),
                          *found_as == '"' ? "a case of " : "",
                          text(checker, wanted), found_as);
    diag_label(checker->diags, diag, "%s", text(checker, found));
    note_found(checker, diag, expr);
    note_why(checker, diag, wanted, why);
    help_inside(checker, diag, misfit);
    if (why && why->kind == WHY_CONDITION)
        diag_help(checker->diags, diag,
                  "compare it with something, as in `x == %s`",
                  found->kind == TYPE_STRING ? "\"yes\"" : "1");
    else
        advise_misfit(checker, diag, expr, wanted, found, why);
}

void complain_ambiguous(Checker *checker, const Expr *expr, const Type *wanted,
                        const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0306", expr->span,
                          "%s fits several variants of %s",
                          text(checker, found), text(checker, wanted));
    diag_help(checker->diags, diag,
              "Flyte refuses it, because it cannot tell which one is meant");
}

static void complain_refinement(Checker *checker, const Expr *expr,
                                const Fit *fit, const Why *why)
{
    Span at = span_is_nowhere(fit->at) ? expr->span : fit->at;
    const Value *found = constant_fold(checker->types, expr, NULL);
    bool whole = found && found->kind <= VALUE_ENUM &&
                 (found->kind != VALUE_STRING || found->as.string.len <= 60);
    Diag *diag =
        diag_add(checker->diags, "E0307", at, "%s wants a value with %s%s%s",
                 wanting(checker, why), fit->why, whole ? ", found " : "",
                 whole ? value_text(checker->arena, found) : "");
    if (why && !span_is_nowhere(why->at))
        diag_note(checker->diags, diag, why->at, "`%s` is declared here",
                  sym_text(why->name));
}

static void complain_inexact(Checker *checker, const Expr *expr, const Fit *fit)
{
    Span at = span_is_nowhere(fit->at) ? expr->span : fit->at;
    diag_add(checker->diags, "E0308", at,
             "this int is no float exactly: it has more than 53 bits");
}

void complain_misfit_value(Checker *checker, const Expr *expr,
                           const Type *wanted, const Fit *fit, const Why *why)
{
    if (fit->why) {
        complain_refinement(checker, expr, fit, why);
    } else if (fit->inexact) {
        complain_inexact(checker, expr, fit);
    } else if (fit->answer == ACCEPT_AMBIGUOUS) {
        complain_ambiguous(checker, expr, wanted, expr->type);
    } else {
        complain_misfit(checker, expr, wanted, expr->type, &fit->misfit, why);
    }
}

void complain_not_constant(Checker *checker, const Expr *expr, const Why *why)
{
    Diag *diag = diag_add(checker->diags, "E0327", expr->span,
                          "%s wants a constant, this is only known when it "
                          "runs",
                          wanting(checker, why));
    if (expr->kind == EXPR_INTERPOLATION && why && why->kind == WHY_FIELD) {
        diag_note(checker->diags, diag, why->at,
                  "`%s` takes no placeholders, `{{` is a brace",
                  sym_text(why->name));
        return;
    }
    diag_help(checker->diags, diag,
              "constants are literals, the names of `const`s, and what is "
              "computed from them");
}

void complain_fold(Checker *checker, const FoldFault *fault)
{
    diag_add(checker->diags, "E0328", fault->at->span,
             "this constant has no value: %s", fault->why);
}

void complain_items_differ(Checker *checker, const Expr *item,
                           const Type *wanted, const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0309", item->span,
                          "the items have no common type: %s and %s",
                          text(checker, wanted), text(checker, found));
    diag_label(checker->diags, diag, "%s", text(checker, found));
}

void complain_size_value(Checker *checker, const Expr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0319", expr->span,
                          "a size is for options only, it is no value");
    diag_help(checker->diags, diag, "write the number of bytes as an int");
}

void complain_range_value(Checker *checker, const Expr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0322", expr->span,
                          "a range stands in options and right of `in` only");
    if (checker->self)
        diag_help(checker->diags, diag, "write `%s in` before it",
                  checker->self->kind == TYPE_INT ||
                          checker->self->kind == TYPE_FLOAT
                      ? "self"
                      : "len(self)");
}

void complain_in_range(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0322", expr->span,
             "a range is wanted right of `in`, such as 1..9");
}

/* ---- indices ---- */

void complain_index_not_constant(Checker *checker, const Expr *index)
{
    Diag *diag = diag_add(checker->diags, "E0313", index->span,
                          "an index is a constant, this is only known when "
                          "it runs");
    diag_help(checker->diags, diag, "let a task pick the item");
}

void complain_index_range(Checker *checker, const Expr *index, int64_t found)
{
    diag_add(checker->diags, "E0313", index->span,
             found < 0 ? "an index counts from 0, found %lld"
                       : "an index is at most 2147483647 in Flyte, found %lld",
             (long long)found);
}

void complain_no_items(Checker *checker, const Expr *expr, const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0314", expr->span,
                          "a list or map is wanted before `[`, found %s",
                          text(checker, found));
    if (type_is_optional(found))
        diag_help(checker->diags, diag,
                  "it may be none: let a task take it whole and decide");
    else if (type_base(found)->kind == TYPE_JSON)
        diag_help(checker->diags, diag,
                  "json has no known items: convert it to a record with "
                  "`as`");
}

/* ---- operators ---- */

void complain_operand(Checker *checker, const Expr *expr, const Type *found)
{
    diag_add(checker->diags, "E0310", expr->span, "`%s` wants %s, found %s",
             expr->as.unary.op == UNARY_NOT ? "not" : "-",
             expr->as.unary.op == UNARY_NOT ? "bool" : "a number",
             text(checker, found));
}

static void label_sides(Checker *checker, Diag *diag, const Expr *expr,
                        const Type *left, const Type *right)
{
    diag_also(checker->diags, diag, expr->as.binary.left->span, "%s",
              text(checker, left));
    diag_also(checker->diags, diag, expr->as.binary.right->span, "%s",
              text(checker, right));
}

void complain_operands(Checker *checker, const Expr *expr, const Type *left,
                       const Type *right)
{
    Diag *diag = diag_add(checker->diags, "E0310", expr->span,
                          "`%s` does not go with %s and %s",
                          binary_op_word(expr->as.binary.op),
                          text(checker, left), text(checker, right));
    label_sides(checker, diag, expr, left, right);
}

void complain_compare(Checker *checker, const Expr *expr, const Type *left,
                      const Type *right)
{
    Diag *diag = diag_add(checker->diags, "E0311", expr->span,
                          "`%s` cannot compare %s with %s",
                          binary_op_word(expr->as.binary.op),
                          text(checker, left), text(checker, right));
    label_sides(checker, diag, expr, left, right);
    if (type_is_optional(left) || type_is_optional(right))
        diag_help(checker->diags, diag,
                  "one may be none: let a task take it and decide");
    else if (!advise_quoted(checker, diag, expr->as.binary.left, right) &&
             !advise_quoted(checker, diag, expr->as.binary.right, left))
        diag_help(checker->diags, diag,
                  "both sides must have one type: int, float, string, bool, "
                  "datetime, duration or an enum");
}

void complain_below_seconds(Checker *checker, const Expr *expr,
                            const Value *found)
{
    Diag *diag =
        diag_add(checker->diags, "E0311", expr->span,
                 "Flyte compares times by their whole seconds, and %s has a "
                 "part of one",
                 value_text(checker->arena, found));
    diag_help(checker->diags, diag,
              "write whole seconds, or let a task decide and give a bool");
}

void complain_never_none(Checker *checker, const Expr *expr, const Type *found)
{
    diag_add(checker->diags, "E0312", expr->span,
             "%s is never none, so there is nothing to compare",
             text(checker, found));
}

void complain_no_text(Checker *checker, const Expr *expr, const Type *found)
{
    diag_add(checker->diags, "E0323", expr->span,
             "%s has no text form, so it cannot stand in a text",
             text(checker, found));
}

void complain_conversion(Checker *checker, const Expr *expr, const Type *wanted,
                         const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0326", expr->span,
                          "%s cannot be converted to %s", text(checker, found),
                          text(checker, wanted));
    diag_help(checker->diags, diag,
              "`as` goes between formats of one kind, from string to enum, "
              "to nominal and refined types, from json to a record and from "
              "table to table<Row>");
}

void complain_len(Checker *checker, const Expr *call, const Type *found)
{
    if (found)
        diag_add(checker->diags, "E0310", call->span,
                 "`len` wants a list, map or string, found %s",
                 text(checker, found));
    else
        diag_add(checker->diags, "E0310", call->span,
                 "`len` wants one value, found %u", call->as.call.args.len);
}

/* ---- branches ---- */

void complain_branches_differ(Checker *checker, const Type *first,
                              Span first_at, const Type *other, Span other_at)
{
    Diag *diag = diag_add(checker->diags, "E0303", other_at,
                          "the branches have different types: %s and %s",
                          text(checker, first), text(checker, other));
    diag_label(checker->diags, diag, "%s", text(checker, other));
    diag_also(checker->diags, diag, first_at,
              "%s, so the other branch must be one, too", text(checker, first));
}

void complain_no_else(Checker *checker, const Expr *expr, const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0329", expr->span,
                          "this `if` needs an `else`: without one it gives "
                          "none, which %s cannot say",
                          text(checker, found));
    (void)diag;
}

void complain_no_branch_value(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0324", expr->span,
             "a value is wanted here, no branch gives one");
}

void complain_pattern(Checker *checker, const TypeExpr *pattern,
                      const Type *subject)
{
    Diag *diag =
        diag_add(checker->diags, "E0330", pattern->span,
                 subject->kind == TYPE_ENUM ? "this is no case of %s"
                                            : "this is no variant of %s",
                 text(checker, subject));
    const Name name = pattern_case(pattern);
    if (!name.sym || subject->kind != TYPE_ENUM)
        return;
    const Decl *decl = subject->as.decl;
    Near near = {.wanted = name.sym};
    uint32_t len = decl->as.enum_.cases.len;
    if (!complain_may_suggest(checker, len))
        len = 0;
    for (uint32_t i = 0; i < len; i++)
        if (decl->as.enum_.cases.at[i].name.sym)
            near_offer(&near, decl->as.enum_.cases.at[i].name.sym);
    if (near.best)
        diag_fix(checker->diags, diag, FIX_UNSAFE, name.span, near.best->text,
                 "did you mean `%s`?", near.best->text);
    diag_note(checker->diags, diag, decl->name.span, "`%s` is declared here",
              decl->name.sym->text);
}

void complain_case_twice(Checker *checker, const TypeExpr *pattern, Span other)
{
    Diag *diag = diag_add(checker->diags, "E0331", pattern->span,
                          "this case is matched already");
    diag_note(checker->diags, diag, other, "it is matched first here");
}

void complain_missing_cases(Checker *checker, const Expr *match,
                            const Type *subject, const TypeExpr **taken)
{
    Buf buf = {.arena = checker->arena};
    bool is_enum = subject->kind == TYPE_ENUM;
    uint32_t len =
        is_enum ? subject->as.decl->as.enum_.cases.len : subject->as.alt.len;
    uint32_t missing = 0;
    const char *first = NULL;
    for (uint32_t i = 0; i < len; i++) {
        if (taken[i] || ++missing > 5)
            continue;
        const char *name =
            is_enum ? sym_text(subject->as.decl->as.enum_.cases.at[i].name.sym)
                    : text(checker, subject->as.alt.at[i]);
        first = first ? first : name;
        buf_print(&buf, "%s`%s`", missing > 1 ? ", " : "", name);
    }
    if (missing > 5)
        buf_print(&buf, " and %u more", missing - 5);
    Diag *diag =
        diag_add(checker->diags, "E0332", match->as.match.subject->span,
                 "this `match` does not cover %s", buf_string(&buf));
    diag_help(checker->diags, diag,
              missing == 1 ? "write an arm for it: `%s -> ...`"
                           : "write an arm for each, or one for several: `%s "
                             "| ... -> ...`",
              first);
}

void complain_match_subject(Checker *checker, const Expr *subject,
                            const Type *found)
{
    Diag *diag = diag_add(checker->diags, "E0333", subject->span,
                          "`match` wants an enum, a union or an optional, "
                          "found %s",
                          text(checker, found));
    diag_help(checker->diags, diag, "write `if` for everything else");
}
