/* marks.c - what the formatter has to know of each token, out of the tree. */
#include "grammar/format/marks.h"

#include <string.h>

#include "grammar/walk.h"

bool marks_is(const Marks *marks, uint32_t token, const char *word)
{
    const Token *at = &marks->tokens->at.at[token];
    size_t len = strlen(word);
    return at->len == len && memcmp(marks->text + at->start, word, len) == 0;
}

uint32_t marks_find(const Marks *marks, uint32_t position)
{
    uint32_t low = 0, high = marks->tokens->at.len - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (marks->tokens->at.at[middle].start < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- brackets ---- */

static bool is_open(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool is_close(char c)
{
    return c == ')' || c == ']' || c == '}';
}

static void pair_brackets(Arena *arena, Marks *marks)
{
    uint32_t n = marks->tokens->at.len;
    uint32_t *stack = arena_array(arena, uint32_t, n);
    uint32_t depth = 0;
    for (uint32_t i = 0; i < n; i++) {
        const Token *token = &marks->tokens->at.at[i];
        char c = token->len == 1 ? marks->text[token->start] : 0;
        marks->partner[i] = i;
        if (is_open(c))
            stack[depth++] = i;
        if (!is_close(c) || depth == 0)
            continue;
        uint32_t open = stack[--depth];
        marks->partner[open] = i;
        marks->partner[i] = open;
    }
}

/* ---- from the tree ---- */

static void mark(Marks *marks, uint32_t token, unsigned what)
{
    marks->at[token] |= (uint16_t)what;
}

static void mark_pair(Marks *marks, uint32_t token, unsigned what)
{
    mark(marks, token, what);
    mark(marks, marks->partner[token], what);
}

/* The block whose brace opens at the position, and its lines. */
static void mark_block(Marks *marks, const Block *block, unsigned what)
{
    if (!block)
        return;
    uint32_t open = marks_find(marks, block->span.start);
    if (!marks_is(marks, open, "{"))
        return; /* the value of `pattern -> value`, `else if` */
    mark_pair(marks, open, MARK_BLOCK | what);
    for (uint32_t i = 0; i < block->stmts.len; i++)
        mark(marks, marks_find(marks, block->stmts.at[i]->span.start),
             MARK_LINE);
}

/* The word before the bracket at the position: `with`, `after`, and of `using
 * m.kind {` the first of all. */
static uint32_t word_before(const Marks *marks, Span span, const char *word)
{
    uint32_t at = marks_find(marks, span.start);
    while (at > 0 && !marks_is(marks, at, word))
        at--;
    return at;
}

static void mark_tail(Marks *marks, const CallTail *tail)
{
    if (!tail)
        return;
    if (tail->with)
        mark(marks, word_before(marks, tail->with->span, "with"), MARK_TAIL);
    if (tail->after.len)
        mark(marks, word_before(marks, tail->after_span, "after"), MARK_TAIL);
}

static void mark_list(Marks *marks, uint32_t token)
{
    if (marks->partner[token] > token)
        mark(marks, token, MARK_COMMA);
}

static void mark_arms(Marks *marks, const Expr *match)
{
    const MatchArmVec *arms = &match->as.match.arms;
    for (uint32_t i = 0; i < arms->len; i++) {
        uint32_t first = marks_find(marks, arms->at[i]->span.start);
        mark(marks, first, MARK_LINE);
        if (i == 0)
            mark_pair(marks, first - 1, MARK_BLOCK);
        uint32_t end = marks_find(marks, arms->at[i]->span.end) - 1;
        mark(marks, marks_is(marks, end, ",") ? end - 1 : end, MARK_ARM);
        mark_block(marks, arms->at[i]->body, 0);
    }
}

static void mark_expr(Marks *marks, const Expr *expr)
{
    uint32_t first = marks_find(marks, expr->span.start);
    switch (expr->kind) {
    case EXPR_CALL:
        mark_list(marks, marks_find(marks, expr->as.call.callee->span.end));
        mark_tail(marks, expr->as.call.tail);
        break;
    case EXPR_COMPREHENSION:
        mark_tail(marks, expr->as.comprehension.tail);
        break;
    case EXPR_LIST:
    case EXPR_RECORD:
        mark_list(marks, first);
        break;
    case EXPR_MAP:
        if (expr->as.map.len)
            mark_list(marks, first);
        break;
    case EXPR_IF:
        mark_block(marks, expr->as.if_.then, 0);
        mark_block(marks, expr->as.if_.otherwise, 0);
        break;
    case EXPR_MATCH:
        mark_arms(marks, expr);
        break;
    case EXPR_ERROR:
    case EXPR_NONE:
    case EXPR_BOOL:
    case EXPR_INT:
    case EXPR_FLOAT:
    case EXPR_TEXT:
    case EXPR_INTERPOLATION:
    case EXPR_DURATION:
    case EXPR_SIZE:
    case EXPR_DATETIME:
    case EXPR_NAME:
    case EXPR_FIELD:
    case EXPR_INDEX:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_RANGE:
    case EXPR_CONVERT:
        break;
    }
}

static void mark_stmt(Marks *marks, const Stmt *stmt)
{
    if (stmt->kind == STMT_ON_FAILURE)
        mark_block(marks, stmt->as.on_failure.body, 0);
    if (stmt->kind != STMT_RETURN)
        return;
    uint32_t open = marks_find(marks, stmt->span.start) + 1;
    const Args *args = &stmt->as.return_.args;
    if (args->len && args_name(args, 0).sym)
        mark_list(marks, open);
}

static void mark_type(Marks *marks, const TypeExpr *type)
{
    if (type->kind == TYPE_EXPR_RECORD)
        mark_list(marks, marks_find(marks, type->span.start));
    if (type->kind != TYPE_EXPR_NAME || type->form != NAME_APPLIED)
        return;
    uint32_t open = marks_find(marks, type_expr_name(type).span.end);
    uint32_t close = marks_find(marks, type->span.end) - 1;
    marks->partner[open] = close;
    marks->partner[close] = open;
    mark_pair(marks, open, MARK_TYPE);
}

/* ---- declarations ---- */

/* Brackets of a signature end with commas; < > of type parameters are
 * brackets. Up to the first clause or body. */
static void mark_signature(Marks *marks, const Decl *decl, uint32_t end)
{
    uint32_t at = marks_find(marks, decl->name.span.end);
    for (; at < end && !marks_is(marks, at, "("); at++)
        if (marks_is(marks, at, "<") || marks_is(marks, at, ">"))
            mark(marks, at, MARK_TYPE);
    if (at >= end)
        return;
    mark_list(marks, at);
    at = marks->partner[at] + 1;
    bool is_named = at + 3 < end && marks_is(marks, at, "->") &&
                    marks_is(marks, at + 1, "(") &&
                    marks_is(marks, at + 3, ":");
    if (is_named)
        mark_list(marks, at + 1);
}

static void mark_clause(Marks *marks, const Expr *record, const char *word)
{
    if (!record)
        return;
    mark(marks, word_before(marks, record->span, word), MARK_CLAUSE);
}

static void mark_launch(Marks *marks, const Decl *decl)
{
    const LaunchItemVec *items = &decl->as.launch.items;
    uint32_t end = marks_find(marks, decl->span.end) - 1;
    mark_pair(marks, end, MARK_BLOCK);
    for (uint32_t i = 0; i < items->len; i++) {
        uint32_t first = marks_find(marks, items->at[i].name.span.start);
        mark(marks, first, MARK_LINE);
        uint32_t last =
            i + 1 < items->len
                ? marks_find(marks, items->at[i + 1].name.span.start) - 1
                : end - 1;
        mark(marks, marks_is(marks, last, ",") ? last - 1 : last, MARK_ITEM);
    }
}

static void mark_braces(Marks *marks, const Decl *decl)
{
    uint32_t end = marks_find(marks, decl->span.end) - 1;
    mark_list(marks, marks->partner[end]);
}

static void mark_decl(Marks *marks, const Decl *decl)
{
    uint32_t end = marks_find(marks, decl->span.end);
    mark(marks, marks_find(marks, decl->span.start), MARK_DECL | MARK_LINE);
    switch (decl->kind) {
    case DECL_TASK:
        mark_signature(marks, decl, end);
        mark_clause(marks, decl->as.task.using, "using");
        mark_clause(marks, decl->as.task.with, "with");
        break;
    case DECL_EXTERN:
        mark_signature(marks, decl, end);
        if (end >= 2)
            mark(marks, end - 2, MARK_TAIL);
        break;
    case DECL_WORKFLOW:
        mark_signature(marks, decl, end);
        mark_clause(marks, decl->as.workflow.with, "with");
        mark_block(marks, decl->as.workflow.body, MARK_BODY);
        break;
    case DECL_TEST:
        mark_block(marks, decl->as.test.body, MARK_BODY);
        break;
    case DECL_ENUM:
    case DECL_KIND:
        mark_braces(marks, decl);
        break;
    case DECL_LAUNCH:
        mark_launch(marks, decl);
        break;
    case DECL_ERROR:
    case DECL_TYPE:
    case DECL_CONST:
    case DECL_DEFAULTS:
        break;
    }
}

static WalkStep visit(Walk *walk, Node node)
{
    Marks *marks = walk->context;
    switch (node.kind) {
    case NODE_DECL:
        mark_decl(marks, node.as.decl);
        break;
    case NODE_STMT:
        mark_stmt(marks, node.as.stmt);
        break;
    case NODE_EXPR:
        if (node.as.expr->kind == EXPR_INTERPOLATION)
            return WALK_SKIP; /* one token, whatever is in it */
        mark_expr(marks, node.as.expr);
        break;
    case NODE_TYPE:
        mark_type(marks, node.as.type);
        break;
    }
    return WALK_CONTINUE;
}

Marks marks_make(Arena *arena, const Source *source, const Tokens *tokens,
                 const Module *module)
{
    Marks marks = {.tokens = tokens,
                   .text = source->text - source->base,
                   .at = arena_array(arena, uint16_t, tokens->at.len),
                   .partner = arena_array(arena, uint32_t, tokens->at.len)};
    Walk walk = {.visit = visit, .context = &marks};
    pair_brackets(arena, &marks);
    for (uint32_t i = 0; i < module->imports.len; i++)
        mark(&marks, marks_find(&marks, module->imports.at[i]->span.start),
             MARK_DECL | MARK_LINE);
    ast_walk_module(&walk, module);
    return marks;
}
