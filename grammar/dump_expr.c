#include "grammar/dump_expr.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void dump_line(Dump *dump)
{
    buf_char(dump->out, '\n');
    buf_fill(dump->out, ' ', 2 * dump->depth);
}

void dump_name(Dump *dump, Name name)
{
    buf_text(dump->out, name.sym ? name.sym->text : "?");
}

static void dump_quoted(Dump *dump, const char *text, size_t len)
{
    buf_char(dump->out, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            buf_print(dump->out, "\\%c", c);
        else if (c < ' ' || c == 0x7F)
            buf_print(dump->out, "\\x%02x", c);
        else
            buf_char(dump->out, (char)c);
    }
    buf_char(dump->out, '"');
}

void dump_text(Dump *dump, const char *text)
{
    dump_quoted(dump, text, strlen(text));
}

void dump_doc(Dump *dump, const char *doc)
{
    if (!doc)
        return;
    buf_text(dump->out, " doc ");
    dump_text(dump, doc);
}

/* ---- types ---- */

static void dump_types(Dump *dump, const TypeExprVec *types)
{
    for (uint32_t i = 0; i < types->len; i++) {
        buf_char(dump->out, ' ');
        dump_type(dump, types->at[i]);
    }
}

void dump_default(Dump *dump, const Expr *value)
{
    if (!value)
        return;
    buf_text(dump->out, " = ");
    dump_expr(dump, value);
}

static void dump_field(Dump *dump, const Field *field)
{
    buf_text(dump->out, " (");
    dump_name(dump, field->name);
    if (field->rename) {
        buf_print(dump->out, " as%s%s ", field->place ? " " : "",
                  field->place ? field->place->text : "");
        dump_text(dump, field->rename);
    }
    buf_char(dump->out, ' ');
    dump_type(dump, field->type);
    dump_default(dump, field->value);
    dump_doc(dump, field->doc);
    buf_char(dump->out, ')');
}

void dump_fields(Dump *dump, const FieldVec *fields)
{
    for (uint32_t i = 0; i < fields->len; i++)
        dump_field(dump, fields->at[i]);
}

static void dump_named_type(Dump *dump, const TypeExpr *type)
{
    TypeExprVec args = type_expr_args(type);
    Name module = type_expr_module(type);
    if (args.len)
        buf_char(dump->out, '(');
    if (module.sym) {
        dump_name(dump, module);
        buf_char(dump->out, '.');
    }
    dump_name(dump, type_expr_name(type));
    dump_types(dump, &args);
    if (args.len)
        buf_char(dump->out, ')');
}

static void dump_type_parts(Dump *dump, const TypeExpr *type)
{
    switch (type->kind) {
    case TYPE_EXPR_NAME:
    case TYPE_EXPR_ERROR:
        break;
    case TYPE_EXPR_OPTIONAL:
        buf_char(dump->out, ' ');
        dump_type(dump, type->as.optional);
        break;
    case TYPE_EXPR_ALT:
        dump_types(dump, &type->as.alt);
        break;
    case TYPE_EXPR_RECORD:
        dump_fields(dump, &type->as.record.fields);
        buf_text(dump->out, type->as.record.open ? " .." : "");
        break;
    case TYPE_EXPR_REFINED:
        buf_char(dump->out, ' ');
        dump_type(dump, type->as.refined.base);
        buf_char(dump->out, ' ');
        dump_expr(dump, type->as.refined.where);
        break;
    case TYPE_EXPR_FRESH:
        buf_char(dump->out, ' ');
        dump_type(dump, type->as.fresh);
        break;
    case TYPE_EXPR_CASE:
        buf_char(dump->out, ' ');
        dump_type(dump, type->as.case_.of);
        buf_char(dump->out, ' ');
        dump_name(dump, type->as.case_.name);
        break;
    }
}

void dump_type(Dump *dump, const TypeExpr *type)
{
    if (type->kind == TYPE_EXPR_NAME) {
        dump_named_type(dump, type);
        return;
    }
    buf_print(dump->out, "(%s", type_expr_word(type->kind));
    dump_type_parts(dump, type);
    buf_char(dump->out, ')');
}

/* ---- expressions ---- */

static void dump_exprs(Dump *dump, const ExprVec *exprs)
{
    for (uint32_t i = 0; i < exprs->len; i++) {
        buf_char(dump->out, ' ');
        dump_expr(dump, exprs->at[i]);
    }
}

void dump_args(Dump *dump, const Args *args)
{
    for (uint32_t i = 0; i < args->len; i++) {
        Arg arg = args_at(args, i);
        buf_char(dump->out, ' ');
        if (arg.name.sym) {
            dump_name(dump, arg.name);
            buf_text(dump->out, ": ");
        }
        dump_expr(dump, arg.value);
    }
}

static void dump_interpolation(Dump *dump, const Expr *expr)
{
    const TextPartVec *parts = &expr->as.interpolation;
    for (uint32_t i = 0; i < parts->len; i++) {
        const TextPart *part = &parts->at[i];
        buf_char(dump->out, ' ');
        if (part->expr)
            dump_expr(dump, part->expr);
        else
            dump_quoted(dump, part->text, part->len);
    }
}

static void dump_two(Dump *dump, const Expr *first, const Expr *second)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, first);
    buf_char(dump->out, ' ');
    dump_expr(dump, second);
}

static void dump_binary(Dump *dump, const Expr *expr)
{
    buf_print(dump->out, " %s", binary_op_word(expr->as.binary.op));
    dump_two(dump, expr->as.binary.left, expr->as.binary.right);
}

static void dump_tail(Dump *dump, const CallTail *tail)
{
    if (!tail)
        return;
    if (tail->with) {
        buf_text(dump->out, " with ");
        dump_expr(dump, tail->with);
    }
    if (!span_is_nowhere(tail->after_span)) {
        buf_text(dump->out, " after");
        dump_exprs(dump, &tail->after);
    }
}

static void dump_comprehension(Dump *dump, const Expr *expr)
{
    const ForClause *clause = expr->as.comprehension.clause;
    for (uint32_t i = 0; i < clause->names.len; i++) {
        buf_char(dump->out, ' ');
        dump_name(dump, clause->names.at[i]);
    }
    buf_text(dump->out, " in");
    dump_two(dump, clause->items, expr->as.comprehension.body);
    dump_tail(dump, expr->as.comprehension.tail);
}

static void dump_if(Dump *dump, const Expr *expr)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, expr->as.if_.condition);
    dump_block(dump, expr->as.if_.then);
    if (expr->as.if_.otherwise)
        dump_block(dump, expr->as.if_.otherwise);
}

static void dump_match(Dump *dump, const Expr *expr)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, expr->as.match.subject);
    dump->depth++;
    for (uint32_t i = 0; i < expr->as.match.arms.len; i++) {
        const MatchArm *arm = expr->as.match.arms.at[i];
        dump_line(dump);
        buf_text(dump->out, "(arm");
        dump_types(dump, &arm->patterns);
        dump_block(dump, arm->body);
        buf_char(dump->out, ')');
    }
    dump->depth--;
}

static void dump_size(Dump *dump, const Expr *expr)
{
    static const char *const units[] = {"Ki", "Mi", "Gi", "Ti",
                                        "KB", "MB", "GB", "TB"};
    buf_print(dump->out, " %" PRId64 " %s", expr->as.size.bytes,
              units[expr->as.size.unit]);
}

static void dump_call(Dump *dump, const Expr *expr)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, expr->as.call.callee);
    dump_args(dump, &expr->as.call.args);
    dump_tail(dump, expr->as.call.tail);
}

static void dump_access(Dump *dump, const Expr *expr)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, expr->as.field.base);
    buf_char(dump->out, ' ');
    dump_name(dump, expr->as.field.name);
}

static void dump_unary(Dump *dump, const Expr *expr)
{
    buf_text(dump->out, expr->as.unary.op == UNARY_NOT ? " not " : " - ");
    dump_expr(dump, expr->as.unary.item);
}

static void dump_convert(Dump *dump, const Expr *expr)
{
    buf_char(dump->out, ' ');
    dump_expr(dump, expr->as.convert.item);
    buf_char(dump->out, ' ');
    dump_type(dump, expr->as.convert.type);
}

static void dump_duration(Dump *dump, const Expr *expr)
{
    buf_print(dump->out, " %" PRId64, expr->as.duration);
}

static void dump_datetime(Dump *dump, const Expr *expr)
{
    buf_print(dump->out, " %" PRId64, expr->as.datetime);
}

static void dump_list(Dump *dump, const Expr *expr)
{
    dump_exprs(dump, &expr->as.list);
}

static void dump_map(Dump *dump, const Expr *expr)
{
    dump_args(dump, &expr->as.map);
}

static void dump_record(Dump *dump, const Expr *expr)
{
    dump_args(dump, &expr->as.record);
}

static void dump_index(Dump *dump, const Expr *expr)
{
    dump_two(dump, expr->as.index.base, expr->as.index.index);
}

static void dump_range(Dump *dump, const Expr *expr)
{
    dump_two(dump, expr->as.range.first, expr->as.range.last);
}

/* What stands between the brackets; NULL: only the kind. */
static void (*const dump_parts_of[])(Dump *, const Expr *) = {
    [EXPR_INTERPOLATION] = dump_interpolation,
    [EXPR_DURATION] = dump_duration,
    [EXPR_SIZE] = dump_size,
    [EXPR_DATETIME] = dump_datetime,
    [EXPR_LIST] = dump_list,
    [EXPR_MAP] = dump_map,
    [EXPR_RECORD] = dump_record,
    [EXPR_FIELD] = dump_access,
    [EXPR_INDEX] = dump_index,
    [EXPR_CALL] = dump_call,
    [EXPR_UNARY] = dump_unary,
    [EXPR_BINARY] = dump_binary,
    [EXPR_RANGE] = dump_range,
    [EXPR_CONVERT] = dump_convert,
    [EXPR_COMPREHENSION] = dump_comprehension,
    [EXPR_IF] = dump_if,
    [EXPR_MATCH] = dump_match,
};

/* The shortest decimals that read back as the same number. */
static void dump_float(Dump *dump, double value)
{
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    buf_text(dump->out, text);
}

/* True: the expression is a single word, and was written. */
static bool dump_atom(Dump *dump, const Expr *expr)
{
    if (expr->kind == EXPR_NAME)
        buf_text(dump->out, expr->as.name.sym->text);
    else if (expr->kind == EXPR_BOOL)
        buf_text(dump->out, expr->as.bool_value ? "true" : "false");
    else if (expr->kind == EXPR_INT)
        buf_print(dump->out, "%" PRId64, expr->as.int_value);
    else if (expr->kind == EXPR_FLOAT)
        dump_float(dump, expr->as.float_value);
    else if (expr->kind == EXPR_TEXT)
        dump_quoted(dump, expr_string(expr), expr->text_len);
    else
        return false;
    return true;
}

void dump_expr(Dump *dump, const Expr *expr)
{
    if (dump_atom(dump, expr))
        return;
    buf_print(dump->out, "(%s", expr_word(expr->kind));
    if (dump_parts_of[expr->kind])
        dump_parts_of[expr->kind](dump, expr);
    buf_char(dump->out, ')');
}
