/* check_json.c - L8: literals where json is wanted, whatever JSON can say. */
#include "typesys/checks.h"
#include "typesys/complain.h"

static bool check_inner(Checker *checker, Expr *whole, Expr *part);

static bool check_parts(Checker *checker, Expr *whole, const Args *args)
{
    bool fine = true;
    for (uint32_t i = 0; i < args->len; i++)
        fine &= args_name(args, i).sym != NULL &&
                check_inner(checker, whole, args->values[i]);
    return fine;
}

static bool check_items(Checker *checker, Expr *list)
{
    bool fine = true;
    for (uint32_t i = 0; i < list->as.list.len; i++)
        fine &= check_inner(checker, list, list->as.list.at[i]);
    return fine;
}

/* Both are always looked at, so that each mistake is told. */
static bool check_named(Checker *checker, Expr *expr, Args *parts,
                        const char *what)
{
    bool once = names_given_once(checker, parts, what);
    bool fine = check_parts(checker, expr, parts);
    return once && fine;
}

/* The items need no common type. The depth is bounded by the parser. */
static bool check_whole(Checker *checker, Expr *expr)
{
    bool fine = true;
    expr->constant = true;
    if (expr->kind == EXPR_LIST)
        fine = check_items(checker, expr);
    else if (expr->kind == EXPR_MAP)
        fine = check_named(checker, expr, &expr->as.map, "key");
    else
        fine = check_named(checker, expr, &expr->as.record, "field");
    expr->type = fine ? checker->types->json : checker->types->error;
    return fine;
}

static bool check_inner(Checker *checker, Expr *whole, Expr *part)
{
    bool is_open = part && (part->kind == EXPR_LIST || part->kind == EXPR_MAP ||
                            part->kind == EXPR_RECORD);
    if (is_open) {
        bool fine = check_whole(checker, part);
        whole->constant &= part->constant;
        return fine;
    }
    const Type *found = check_expr(checker, part, NULL);
    found = complain_unless_value(checker, part, found);
    if (found->kind == TYPE_ERROR)
        return false;
    whole->constant &= part->constant;
    if (found->sized)
        complain_size_value(checker, part);
    return !found->sized;
}

const Type *json_check(Checker *checker, Expr *expr)
{
    if (!check_whole(checker, expr))
        return checker->types->error;
    if (!expr->constant && checker->body)
        return expr_refuse(checker, expr, "json put together at run time",
                           "let a task put it together");
    return expr->kind == EXPR_LIST
               ? type_list(checker->types, checker->types->json)
               : checker->types->json;
}
