/* extent.c - where what begins at a place ends, what goes on there began. */
#include "compiler/lint/extent.h"

#include "grammar/walk.h"

/* Keys and values are positions; no source begins at 0. */
static const void *key_of(uint32_t position)
{
    return (const void *)(uintptr_t)position;
}

void extent_want(Extents *extents, uint32_t position)
{
    map_put(extents->arena, &extents->ends, key_of(position),
            (void *)(uintptr_t)position);
}

uint32_t extent_end(const Extents *extents, uint32_t position)
{
    return (uint32_t)(uintptr_t)map_find(&extents->ends, key_of(position));
}

static void note(Extents *extents, uint32_t start, uint32_t end)
{
    uint32_t known = extent_end(extents, start);
    if (known && end > known)
        map_put(extents->arena, &extents->ends, key_of(start),
                (void *)(uintptr_t)end);
}

static uint32_t first_inside(const Extents *extents, uint32_t position)
{
    uint32_t first = 0, last = extents->insides.len;
    while (first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (extents->insides.at[middle].position < position)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

void extent_want_start(Extents *extents, uint32_t position)
{
    vec_push(extents->arena, &extents->insides, ((Inside){position, 0}));
}

uint32_t extent_start(const Extents *extents, uint32_t position)
{
    uint32_t i = first_inside(extents, position);
    return i < extents->insides.len &&
                   extents->insides.at[i].position == position
               ? extents->insides.at[i].start
               : 0;
}

/* What a comment behind its code is about. */
static void note_whole(Extents *extents, uint32_t start, uint32_t end)
{
    note(extents, start, end);
    for (uint32_t i = first_inside(extents, start);
         i < extents->insides.len && extents->insides.at[i].position < end; i++)
        if (extents->insides.at[i].start < start)
            extents->insides.at[i].start = start;
}

static void note_span(Extents *extents, Span span)
{
    note(extents, span.start, span.end);
}

static void note_args(Extents *extents, const Args *args)
{
    for (uint32_t i = 0; i < args->len; i++)
        if (args->values[i] && args_name(args, i).sym)
            note_whole(extents, args_name(args, i).span.start,
                       args->values[i]->span.end);
}

static void note_params(Extents *extents, const ParamVec *params)
{
    for (uint32_t i = 0; i < params->len; i++)
        note_whole(extents, params->at[i]->span.start, params->at[i]->span.end);
}

static void note_fields(Extents *extents, const FieldVec *fields)
{
    for (uint32_t i = 0; i < fields->len; i++)
        note_whole(extents, fields->at[i]->span.start, fields->at[i]->span.end);
}

static void note_expr(Extents *extents, const Expr *expr)
{
    note_span(extents, expr->span);
    if (expr->kind == EXPR_RECORD)
        note_args(extents, &expr->as.record);
    if (expr->kind == EXPR_MAP)
        note_args(extents, &expr->as.map);
    if (expr->kind == EXPR_CALL)
        note_args(extents, &expr->as.call.args);
    if (expr->kind == EXPR_MATCH)
        for (uint32_t i = 0; i < expr->as.match.arms.len; i++)
            note_span(extents, expr->as.match.arms.at[i]->span);
}

static void note_signature(Extents *extents, const Signature *signature)
{
    note_params(extents, &signature->inputs);
    note_params(extents, &signature->outputs);
}

static void note_launch(Extents *extents, const LaunchItemVec *items)
{
    for (uint32_t i = 0; i < items->len; i++) {
        const Expr *last =
            items->at[i].on ? items->at[i].on : items->at[i].value;
        if (last)
            note_whole(extents, items->at[i].name.span.start, last->span.end);
    }
}

static void note_decl(Extents *extents, const Decl *decl)
{
    note_whole(extents, decl->span.start, decl->span.end);
    if (decl->kind == DECL_TASK)
        note_signature(extents, &decl->as.task.signature);
    if (decl->kind == DECL_WORKFLOW)
        note_signature(extents, &decl->as.workflow.signature);
    if (decl->kind == DECL_EXTERN)
        note_signature(extents, &decl->as.extern_.signature);
    if (decl->kind == DECL_KIND)
        note_fields(extents, &decl->as.kind.fields);
    if (decl->kind == DECL_LAUNCH)
        note_launch(extents, &decl->as.launch.items);
}

static WalkStep visit(Walk *walk, Node node)
{
    Extents *extents = walk->context;
    switch (node.kind) {
    case NODE_DECL:
        note_decl(extents, node.as.decl);
        break;
    case NODE_STMT:
        note_whole(extents, node.as.stmt->span.start, node.as.stmt->span.end);
        break;
    case NODE_EXPR:
        note_expr(extents, node.as.expr);
        break;
    case NODE_TYPE:
        note_span(extents, node.as.type->span);
        if (node.as.type->kind == TYPE_EXPR_RECORD)
            note_fields(extents, &node.as.type->as.record.fields);
        break;
    }
    return WALK_CONTINUE;
}

void extents_find(Extents *extents, const Module *module)
{
    Walk walk = {.visit = visit, .context = extents};
    for (uint32_t i = 0; i < module->imports.len; i++)
        note_span(extents, module->imports.at[i]->span);
    ast_walk_module(&walk, module);
}
