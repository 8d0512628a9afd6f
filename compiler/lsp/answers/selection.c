/* selection.c - selection ranges: from a word outwards, as the tree has it. */
#include <stdlib.h>

#include "compiler/lsp/answers/answers.h"
#include "grammar/walk.h"

typedef struct Chain {
    Arena *arena;
    uint32_t position;
    SpanVec spans; /* all that hold the position */
} Chain;

static void add(Chain *chain, Span span)
{
    if (span_holds(span, chain->position))
        vec_push(chain->arena, &chain->spans, span);
}

static void add_blocks(Chain *chain, const Expr *expr)
{
    if (expr->kind == EXPR_IF) {
        add(chain, expr->as.if_.then->span);
        if (expr->as.if_.otherwise)
            add(chain, expr->as.if_.otherwise->span);
    }
    for (uint32_t i = 0;
         expr->kind == EXPR_MATCH && i < expr->as.match.arms.len; i++) {
        add(chain, expr->as.match.arms.at[i]->span);
        add(chain, expr->as.match.arms.at[i]->body->span);
    }
}

static WalkStep visit_expr(Chain *chain, const Expr *expr)
{
    if (!span_holds(expr->span, chain->position))
        return WALK_SKIP;
    add(chain, expr->span);
    add_blocks(chain, expr);
    return WALK_CONTINUE;
}

static void add_params(Chain *chain, const ParamVec *params)
{
    for (uint32_t i = 0; i < params->len; i++)
        add(chain, params->at[i]->span);
}

static WalkStep visit_decl(Chain *chain, const Decl *decl)
{
    const Signature *signature = decl_signature(decl);
    if (!span_holds(decl->span, chain->position))
        return WALK_SKIP;
    add(chain, decl->span);
    if (signature) {
        add_params(chain, &signature->inputs);
        add_params(chain, &signature->outputs);
        add(chain, signature->outputs_span);
    }
    if (decl->kind == DECL_WORKFLOW && decl->as.workflow.body)
        add(chain, decl->as.workflow.body->span);
    return WALK_CONTINUE;
}

static WalkStep visit(Walk *walk, Node node)
{
    Chain *chain = walk->context;
    switch (node.kind) {
    case NODE_DECL:
        return visit_decl(chain, node.as.decl);
    case NODE_STMT:
        add(chain, node.as.stmt->span);
        return span_holds(node.as.stmt->span, chain->position) ? WALK_CONTINUE
                                                               : WALK_SKIP;
    case NODE_EXPR:
        return visit_expr(chain, node.as.expr);
    case NODE_TYPE:
        add(chain, node.as.type->span);
        break;
    }
    return WALK_CONTINUE;
}

static int by_size(const void *left, const void *right)
{
    const Span *a = left, *b = right;
    uint32_t first = a->end - a->start, second = b->end - b->start;
    return first < second ? -1 : first > second;
}

/* Each within the next: what crosses the one before is left out. */
static void keep_nested(SpanVec *spans)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < spans->len; i++) {
        Span span = spans->at[i];
        Span last = len ? spans->at[len - 1] : span;
        bool grows = len == 0 || span.end - span.start > last.end - last.start;
        if (grows && span.start <= last.start && span.end >= last.end)
            spans->at[len++] = span;
    }
    spans->len = len;
}

static void put_chain(Request *request, const SpanVec *spans)
{
    JsonOut *out = request->out;
    for (uint32_t i = 0; i < spans->len; i++) {
        if (i)
            json_name(out, "parent");
        json_open(out, '{');
        put_range(request, "range", spans->at[i]);
    }
    for (uint32_t i = 0; i < spans->len; i++)
        json_close(out, '}');
}

static void answer_one(Request *request, const Focus *focus, uint32_t position)
{
    Chain chain = {.arena = request->arena, .position = position};
    Walk walk = {.visit = visit, .context = &chain};
    const Occurrence *name = occurrence_at(&focus->names, position);
    if (name)
        add(&chain, name->span);
    ast_walk_module(&walk, focus->module);
    add(&chain,
        (Span){focus->source->base, focus->source->base + focus->source->len});
    qsort(chain.spans.at, chain.spans.len, sizeof(Span), by_size);
    keep_nested(&chain.spans);
    put_chain(request, &chain.spans);
}

void answer_selection(Request *request)
{
    Focus focus;
    const Json *positions = json_member(request->params, "positions");
    bool there = request_document(request, &focus) && positions;
    if (there)
        focus.names = occurrences_of(request->arena, focus.module);
    json_open(request->out, '[');
    for (const Json *one = there ? positions->first : NULL; one;
         one = one->next) {
        Position position = {0};
        position_read(one, &position);
        answer_one(request, &focus, offset_of(request, &focus, position));
    }
    json_close(request->out, ']');
}
