#include <string.h>

#include "grammar/build.h"
#include "grammar/complain.h"

/* ---- expressions ---- */

Expr *expr_new_long(Parser *parser, ExprKind kind, Span span, size_t size)
{
    Expr *expr = arena_alloc(parser->arena, expr_bytes(kind) + size);
    expr->kind = kind;
    expr->span = span;
    expr->depth = 1;
    return expr;
}

Expr *expr_new(Parser *parser, ExprKind kind, Span span)
{
    return expr_new_long(parser, kind, span, 0);
}

static_assert(PARSE_CHAIN_MAX < UINT8_MAX, "depths are kept in a byte");

/* As type_expr_hold: one word, then errors all the way up. */
static void hold(Parser *parser, Expr *outer, uint8_t depth, uint8_t branches)
{
    if (outer->branches < branches)
        outer->branches = branches;
    if (outer->depth > depth)
        return;
    if (depth > PARSE_CHAIN_MAX) {
        outer->depth = depth;
        outer->kind = EXPR_ERROR;
        return;
    }
    outer->depth = (uint8_t)(depth + 1);
    if (outer->depth <= PARSE_CHAIN_MAX)
        return;
    complain_chain_too_long(parser->diags, outer->span, PARSE_CHAIN_MAX);
    outer->kind = EXPR_ERROR;
}

void expr_hold(Parser *parser, Expr *outer, const Expr *inner)
{
    hold(parser, outer, inner->depth, inner->branches);
}

/* ---- arguments ---- */

/* Of a list that is whole: how many are by place. */
static uint32_t count_by_place(const Parser *parser, List list)
{
    const Arg *read = list_items(&parser->lists, list);
    uint32_t count = 0;
    while (count < list.len && !read[count].name.sym)
        count++;
    return count;
}

size_t args_bytes(const Parser *parser, List list)
{
    uint32_t named = list.len - count_by_place(parser, list);
    return list.len * sizeof(Expr *) + named * sizeof(Name);
}

void args_move(Parser *parser, List list, Args *args)
{
    const Arg *read = list_items(&parser->lists, list);
    Name *name = (Name *)(args->values + list.len);
    args->len = list.len;
    args->by_place = count_by_place(parser, list);
    for (uint32_t i = 0; i < list.len; i++)
        args->values[i] = read[i].value;
    for (uint32_t i = args->by_place; i < list.len; i++)
        *name++ = read[i].name;
    list_drop(&parser->lists, list);
}

static void hold_args(Parser *parser, Expr *outer, const Args *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        expr_hold(parser, outer, args->values[i]);
}

void args_add_unnamed(Parser *parser, List *args, Expr *value)
{
    const Arg *before = list_last(&parser->lists, sizeof(Arg));
    Arg arg = {.value = value};
    if (before->name.sym)
        complain_argument_order(parser->diags, value->span, before->name);
    list_push(&parser->lists, args, &arg, sizeof(arg));
}

/* ---- all kinds ---- */

Expr *expr_bool(Parser *parser, bool value, Span span)
{
    Expr *expr = expr_new(parser, EXPR_BOOL, span);
    expr->as.bool_value = value;
    return expr;
}

typedef struct Foreign {
    const char *word;
    uint32_t len;
    const char *wanted;
    ExprKind kind;
    bool value;
} Foreign;

/* How other languages write none, true and false. */
static const Foreign foreign[] = {
    {"null", 4, "none", EXPR_NONE, false},
    {"nil", 3, "none", EXPR_NONE, false},
    {"None", 4, "none", EXPR_NONE, false},
    {"undefined", 9, "none", EXPR_NONE, false},
    {"True", 4, "true", EXPR_BOOL, true},
    {"TRUE", 4, "true", EXPR_BOOL, true},
    {"False", 5, "false", EXPR_BOOL, false},
    {"FALSE", 5, "false", EXPR_BOOL, false},
};

static const Foreign *find_foreign(const Sym *sym)
{
    char c = sym->text[0];
    if (c != 'n' && c != 'N' && c != 'u' && c != 'T' && c != 'F')
        return NULL;
    for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
        if (foreign[i].len == sym->len &&
            memcmp(foreign[i].word, sym->text, sym->len) == 0)
            return &foreign[i];
    return NULL;
}

Expr *expr_name(Parser *parser, Name name)
{
    Expr *expr = expr_new(parser, EXPR_NAME, name.span);
    sym_mark(name.sym, parser->body);
    const Foreign *other = find_foreign(name.sym);
    expr->as.name.sym = name.sym;
    if (!other)
        return expr;
    complain_foreign(parser->diags, name.span, other->word, other->wanted);
    expr->kind = other->kind;
    expr->as.bool_value = other->value;
    return expr;
}

Expr *expr_field(Parser *parser, Expr *base, Name name, Span span)
{
    Expr *expr = expr_new(parser, EXPR_FIELD, span);
    expr->as.field.base = base;
    expr->as.field.name = name;
    expr_hold(parser, expr, base);
    return expr;
}

Expr *expr_index(Parser *parser, Expr *base, Expr *index, Span span)
{
    Expr *expr = expr_new(parser, EXPR_INDEX, span);
    expr->as.index.base = base;
    expr->as.index.index = index;
    expr_hold(parser, expr, base);
    expr_hold(parser, expr, index);
    return expr;
}

/* A RECORD or a MAP. */
static Expr *braces_new(Parser *parser, ExprKind kind, List list, Span span)
{
    Expr *expr = expr_new_long(parser, kind, span, args_bytes(parser, list));
    Args *args = kind == EXPR_MAP ? &expr->as.map : &expr->as.record;
    args_move(parser, list, args);
    hold_args(parser, expr, args);
    return expr;
}

Expr *expr_record(Parser *parser, List entries, Span span)
{
    return braces_new(parser, EXPR_RECORD, entries, span);
}

Expr *expr_map(Parser *parser, List pairs, Span span)
{
    return braces_new(parser, EXPR_MAP, pairs, span);
}

Expr *expr_list(Parser *parser, ExprVec items, Span span)
{
    Expr *expr = expr_new(parser, EXPR_LIST, span);
    expr->as.list = items;
    for (uint32_t i = 0; i < items.len; i++)
        expr_hold(parser, expr, items.at[i]);
    return expr;
}

/* Is it 2^63, which only a `-` before it makes a number? */
static bool is_half_number(const Parser *parser, const Expr *expr)
{
    const char *text = parser->source->text - parser->source->base;
    return expr->kind == EXPR_INT && expr->as.int_value == INT64_MIN &&
           text[expr->span.start] != '-';
}

/* The minus of a number is part of it. */
Expr *expr_unary(Parser *parser, UnaryOp op, Expr *item, Span span)
{
    Expr *expr = expr_new(parser, EXPR_UNARY, span);
    bool minus = op == UNARY_MINUS;
    if (minus && is_half_number(parser, item)) {
        expr->kind = EXPR_INT;
        expr->as.int_value = INT64_MIN;
    } else if (minus && item->kind == EXPR_INT &&
               item->as.int_value != INT64_MIN) {
        expr->kind = EXPR_INT;
        expr->as.int_value = -item->as.int_value;
    } else if (minus && item->kind == EXPR_FLOAT) {
        expr->kind = EXPR_FLOAT;
        expr->as.float_value = -item->as.float_value;
    } else {
        expr->as.unary.op = op;
        expr->as.unary.item = item;
        expr_hold(parser, expr, item);
    }
    return expr;
}

Expr *expr_binary(Parser *parser, BinaryOp op, Expr *left, Expr *right,
                  Span op_span)
{
    Span span = span_join(left->span, right->span);
    Expr *expr = expr_new(parser, EXPR_BINARY, span);
    expr->as.binary.op = op;
    expr->as.binary.op_span = op_span;
    expr->as.binary.left = left;
    expr->as.binary.right = right;
    if (is_half_number(parser, right)) {
        complain_int_range(parser->diags, right->span);
        right->kind = EXPR_ERROR;
    }
    expr_hold(parser, expr, left);
    expr_hold(parser, expr, right);
    return expr;
}

Expr *expr_convert(Parser *parser, Expr *item, TypeExpr *type, Span span)
{
    Expr *expr = expr_new(parser, EXPR_CONVERT, span);
    expr->as.convert.item = item;
    expr->as.convert.type = type;
    expr_hold(parser, expr, item);
    hold(parser, expr, type->exprs, 0);
    return expr;
}

Expr *expr_range(Parser *parser, Expr *first, Expr *last, Span span)
{
    Expr *expr = expr_new(parser, EXPR_RANGE, span);
    expr->as.range.first = first;
    expr->as.range.last = last;
    expr_hold(parser, expr, first);
    expr_hold(parser, expr, last);
    return expr;
}

/* ---- branches ---- */

static void hold_block(Parser *parser, Expr *outer, const Block *block)
{
    hold(parser, outer, block->depth, block->branches);
}

/* Counts the branch itself. */
static void add_branch(Parser *parser, Expr *expr)
{
    expr->branches++;
    if (expr->branches == PARSE_BRANCH_DEPTH_MAX + 1)
        complain_too_deep(parser->diags, expr->span, "this branch",
                          PARSE_BRANCH_DEPTH_MAX);
    if (expr->branches > PARSE_BRANCH_DEPTH_MAX)
        expr->kind = EXPR_ERROR;
}

Expr *expr_if(Parser *parser, Expr *condition, Block *then, Span span)
{
    Expr *expr = expr_new(parser, EXPR_IF, span);
    expr->as.if_.condition = condition;
    expr->as.if_.then = then;
    expr_hold(parser, expr, condition);
    hold_block(parser, expr, then);
    add_branch(parser, expr);
    return expr;
}

/* The ladder's first rung stands for all: an error once it is too deep. */
static void ladder_hold(Parser *parser, const Ladder *ladder, uint32_t depth,
                        uint8_t branches)
{
    uint32_t most = depth < PARSE_CHAIN_MAX ? depth : PARSE_CHAIN_MAX;
    if (ladder->first->kind != EXPR_ERROR)
        hold(parser, ladder->first, (uint8_t)most, branches);
}

Ladder *ladder_new(Parser *parser, Expr *first)
{
    Ladder *ladder = arena_new(parser->arena, Ladder);
    *ladder = (Ladder){first, first, 1};
    return ladder;
}

void ladder_add(Parser *parser, Ladder *ladder, Expr *next)
{
    ladder->count++;
    ladder_hold(parser, ladder, ladder->count - 2 + next->depth,
                next->branches);
    if (ladder->last->kind != EXPR_ERROR)
        ladder->last->as.if_.otherwise = block_of(parser, next);
    ladder->last = next;
}

Expr *ladder_else(Parser *parser, const Ladder *ladder, Block *otherwise,
                  Span span)
{
    uint8_t branches = (uint8_t)(otherwise->branches + 1);
    ladder_hold(parser, ladder, ladder->count - 1 + otherwise->depth, branches);
    if (ladder->last->kind != EXPR_ERROR) {
        ladder->last->as.if_.otherwise = otherwise;
        ladder->last->span.end = span.end;
    }
    ladder->first->span = span;
    return ladder->first;
}

Expr *expr_match(Parser *parser, Expr *subject, MatchArmVec arms, Span span)
{
    Expr *expr = expr_new(parser, EXPR_MATCH, span);
    expr->as.match.subject = subject;
    expr->as.match.arms = arms;
    expr_hold(parser, expr, subject);
    for (uint32_t i = 0; i < arms.len; i++)
        hold_block(parser, expr, arms.at[i]->body);
    add_branch(parser, expr);
    return expr;
}

MatchArm *arm_new(Parser *parser, TypeExprVec patterns, Block *body, Span span)
{
    MatchArm *arm = arena_new(parser->arena, MatchArm);
    arm->patterns = patterns;
    arm->body = body;
    arm->span = span;
    return arm;
}

/* ---- calls ---- */

Expr *expr_call(Parser *parser, Expr *callee, List args, Span span)
{
    Expr *expr =
        expr_new_long(parser, EXPR_CALL, span, args_bytes(parser, args));
    expr->as.call.callee = callee;
    args_move(parser, args, &expr->as.call.args);
    expr_hold(parser, expr, callee);
    hold_args(parser, expr, &expr->as.call.args);
    return expr;
}

CallTail *tail_with(Parser *parser, CallTail *tail, Expr *with, Span word)
{
    if (!tail)
        tail = arena_new(parser->arena, CallTail);
    tail->with = with;
    tail->with_span = word;
    return tail;
}

CallTail *tail_after(Parser *parser, CallTail *tail, Expr *list, Span word)
{
    if (!tail)
        tail = arena_new(parser->arena, CallTail);
    if (list->kind == EXPR_LIST)
        tail->after = list->as.list;
    tail->after_span = word;
    return tail;
}

void tail_hold(Parser *parser, Expr *outer, const CallTail *tail)
{
    if (tail->with)
        expr_hold(parser, outer, tail->with);
    for (uint32_t i = 0; i < tail->after.len; i++)
        expr_hold(parser, outer, tail->after.at[i]);
}
