#include "grammar/build.h"

#include <string.h>

#include "base/buf.h"
#include "grammar/complain.h"
#include "grammar/literal.h"

/* ---- names and docs ---- */

/* One that is too long was reported, and loses its end. */
Name name_of(Parser *parser, Token token)
{
    const char *text = parser->source->text - parser->source->base;
    uint32_t len = token.len;
    if (len > PARSE_NAME_MAX)
        len = PARSE_NAME_MAX;
    return (Name){sym_intern(parser->syms, text + token.start, len),
                  token_span(token)};
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

Name name_bound(Parser *parser, Token token)
{
    Name name = name_of(parser, token);
    for (uint32_t i = 0; i < name.sym->len; i++)
        if (is_upper(name.sym->text[i])) {
            complain_name_case(parser->diags, name);
            break;
        }
    return name;
}

/* Index of the last trivia before the position. */
static uint32_t trivia_before(const TriviaVec *trivia, uint32_t position)
{
    uint32_t low = 0;
    uint32_t high = trivia->len;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (trivia->at[middle].start < position)
            low = middle;
        else
            high = middle;
    }
    return low;
}

const char *doc_text(Parser *parser, uint32_t from, uint32_t to)
{
    Buf buf = {.arena = parser->arena};
    const char *text = parser->source->text - parser->source->base;
    for (uint32_t i = from; i < to; i++) {
        Trivia trivia = parser->scanned.trivia.at[i];
        if (trivia.kind != TRIVIA_DOC)
            continue;
        uint32_t start = trivia.start + 2;
        start += start < trivia.end && text[start] == ' ';
        if (buf.len)
            buf_char(&buf, '\n');
        buf_add(&buf, text + start, trivia.end - start);
    }
    return buf_string(&buf);
}

const char *doc_of(Parser *parser, Token token)
{
    if (!(token.flags & TOKEN_DOCUMENTED))
        return NULL;
    uint32_t last = trivia_before(&parser->scanned.trivia, token.start);
    const Trivia *trivia = parser->scanned.trivia.at;
    uint32_t first = last;
    while (first > 0 && trivia[first - 1].kind != TRIVIA_BLANK &&
           trivia[first - 1].before == trivia[last].before)
        first--;
    return doc_text(parser, first, last + 1);
}

/* ---- declarations ---- */

Import *import_new(Parser *parser, Token word, Span span)
{
    Import *import = arena_new(parser->arena, Import);
    import->span = span;
    import->doc = doc_of(parser, word);
    return import;
}

Decl *decl_new(Parser *parser, DeclKind kind, Token word, Span span)
{
    Decl *decl = arena_alloc(parser->arena, decl_bytes(kind));
    decl->kind = parser->broken ? DECL_ERROR : kind;
    parser->broken = false;
    decl->module = parser->module;
    decl_start(parser, decl, word, span);
    return decl;
}

void decl_start(Parser *parser, Decl *decl, Token word, Span span)
{
    decl->span = span;
    decl->doc = doc_of(parser, word);
}

Decl *decl_broken(Parser *parser, Token word, Name name, Span span)
{
    Decl *decl = decl_new(parser, DECL_ERROR, word, span);
    decl->name = name;
    return decl;
}

Decl *decl_extern(Parser *parser, Token word, Token name,
                  const Signature *signature, Token at, Span span)
{
    Decl *decl = decl_new(parser, DECL_EXTERN, word, span);
    decl->name = name_bound(parser, name);
    decl->as.extern_.signature = *signature;
    decl->as.extern_.at = text_plain(parser, at);
    decl->as.extern_.at_span = token_span(at);
    return decl;
}

void decl_launch_of(Parser *parser, Decl *decl, NameVec path)
{
    decl->as.launch.workflow = path.at[path.len - 1];
    if (path.len == 2)
        decl->as.launch.module = path.at[0];
    if (path.len > 2)
        complain_path_too_long(parser->diags, path);
}

Field *field_new(Parser *parser, Token name, Span span)
{
    Field *field = arena_new(parser->arena, Field);
    field->name = name_bound(parser, name);
    field->doc = doc_of(parser, name);
    field->span = span;
    return field;
}

Param *param_new(Parser *parser, Token name, Span span)
{
    Param *param = arena_new(parser->arena, Param);
    param->name = name_bound(parser, name);
    param->doc = doc_of(parser, name);
    param->span = span;
    return param;
}

Param *param_unnamed(Parser *parser, TypeExpr *type)
{
    Param *param = arena_new(parser->arena, Param);
    param->name.sym = sym_of(parser->syms, "o0");
    param->name.span = (Span){type->span.start, type->span.start};
    param->type = type;
    param->span = type->span;
    return param;
}

/* ---- types ---- */

/* With size bytes more behind it. */
static TypeExpr *type_expr_new_long(Parser *parser, TypeExprKind kind,
                                    Span span, size_t size)
{
    TypeExpr *type = arena_alloc(parser->arena, type_expr_bytes(kind) + size);
    type->kind = kind;
    type->span = span;
    type->depth = 1;
    return type;
}

TypeExpr *type_expr_new(Parser *parser, TypeExprKind kind, Span span)
{
    return type_expr_new_long(parser, kind, span, 0);
}

/* Past the limit the outer type is an error, and stays as deep, so that what
 * holds it becomes one too, without another word. */
void type_expr_hold(Parser *parser, TypeExpr *outer, const TypeExpr *inner)
{
    if (outer->exprs < inner->exprs)
        outer->exprs = inner->exprs;
    if (inner->depth < outer->depth)
        return;
    bool told = inner->depth > PARSE_TYPE_DEPTH_MAX;
    outer->depth = (uint8_t)(inner->depth + !told);
    if (outer->depth <= PARSE_TYPE_DEPTH_MAX)
        return;
    if (!told)
        complain_too_deep(parser->diags, inner->span, "this type",
                          PARSE_TYPE_DEPTH_MAX);
    outer->kind = TYPE_EXPR_ERROR;
}

TypeExpr *type_expr_plain(Parser *parser, Name name)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_NAME, name.span);
    type->as.name.sym = name.sym;
    return type;
}

TypeExpr *type_expr_of_module(Parser *parser, Name module, Name name)
{
    TypeExpr *type =
        type_expr_new_long(parser, TYPE_EXPR_NAME,
                           span_join(module.span, name.span), sizeof(Sym *));
    type->form = NAME_OF_MODULE;
    type->as.name.sym = name.sym;
    type->as.name.module = module.sym;
    return type;
}

TypeExpr *type_expr_applied(Parser *parser, Name name, TypeExprVec args,
                            Span span)
{
    TypeExpr *type =
        type_expr_new_long(parser, TYPE_EXPR_NAME, span, sizeof(TypeExprVec));
    type->form = NAME_APPLIED;
    type->as.applied.sym = name.sym;
    type->as.applied.args = args;
    for (uint32_t i = 0; i < args.len; i++)
        type_expr_hold(parser, type, args.at[i]);
    return type;
}

TypeExpr *pattern_of_case(Parser *parser, Name module, Name of, Name name,
                          Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_CASE, span);
    type->as.case_.of = module.sym ? type_expr_of_module(parser, module, of)
                                   : type_expr_plain(parser, of);
    type->as.case_.name = name;
    return type;
}

TypeExpr *type_expr_refined(Parser *parser, TypeExpr *base, Expr *where,
                            Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_REFINED, span);
    type->as.refined.base = base;
    type->as.refined.where = where;
    type_expr_hold(parser, type, base);
    type->exprs = where->depth;
    return type;
}

TypeExpr *type_expr_alt(Parser *parser, TypeExprVec types, Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_ALT, span);
    type->as.alt = types;
    for (uint32_t i = 0; i < types.len; i++)
        type_expr_hold(parser, type, types.at[i]);
    return type;
}

TypeExpr *type_expr_record(Parser *parser, FieldVec fields, bool open,
                           Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_RECORD, span);
    type->as.record.fields = fields;
    type->as.record.open = open;
    for (uint32_t i = 0; i < fields.len; i++)
        type_expr_hold(parser, type, fields.at[i]->type);
    return type;
}

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

void expr_hold_args(Parser *parser, Expr *outer, const ArgVec *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        expr_hold(parser, outer, args->values[i]);
}

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

Expr *expr_record(Parser *parser, ArgVec entries, Span span)
{
    Expr *expr = expr_new(parser, EXPR_RECORD, span);
    expr->as.record = entries;
    expr_hold_args(parser, expr, &entries);
    return expr;
}

Expr *expr_map(Parser *parser, ArgVec pairs, Span span)
{
    Expr *expr = expr_new(parser, EXPR_MAP, span);
    expr->as.map = pairs;
    expr_hold_args(parser, expr, &pairs);
    return expr;
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

Expr *expr_call(Parser *parser, Expr *callee, ArgVec args, Span span)
{
    Expr *expr = expr_new(parser, EXPR_CALL, span);
    expr->as.call.callee = callee;
    expr->as.call.args = args;
    expr_hold(parser, expr, callee);
    expr_hold_args(parser, expr, &args);
    return expr;
}

static uint32_t count_by_place(const Arg *args, uint32_t len)
{
    uint32_t count = 0;
    while (count < len && !args[count].name.sym)
        count++;
    return count;
}

ArgVec args_take(Parser *parser, List list)
{
    if (list.len == 0)
        return (ArgVec){0};
    const Arg *read = list_items(&parser->lists, list);
    ArgVec args = {.len = list.len};
    args.by_place = count_by_place(read, list.len);
    size_t names = (args.len - args.by_place) * sizeof(Name);
    args.values = arena_alloc(parser->arena, args.len * sizeof(Expr *) + names);
    Name *name = (Name *)(args.values + args.len);
    for (uint32_t i = 0; i < args.len; i++)
        args.values[i] = read[i].value;
    for (uint32_t i = args.by_place; i < args.len; i++)
        *name++ = read[i].name;
    list_drop(&parser->lists, list);
    return args;
}

void args_add_unnamed(Parser *parser, List *args, Expr *value)
{
    const Arg *before = list_last(&parser->lists, sizeof(Arg));
    Arg arg = {.value = value};
    if (before->name.sym)
        complain_argument_order(parser->diags, value->span, before->name);
    list_push(&parser->lists, args, &arg, sizeof(arg));
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
