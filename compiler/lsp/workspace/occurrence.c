/* occurrence.c - every name of a module, and what it stands for. */
#include "compiler/lsp/workspace/occurrence.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/walk.h"
#include "typesys/call.h"
#include "typesys/checks.h"

typedef struct Finder {
    Arena *arena;
    const Module *module;
    const Decl *decl; /* that is being walked */
    Occurrences found;
} Finder;

static void add(Finder *finder, Span span, Occurrence occurrence)
{
    if (span_is_nowhere(span) || !occurrence.target)
        return;
    occurrence.span = span;
    vec_push(finder->arena, &finder->found, occurrence);
}

static void add_decl(Finder *finder, Span span, const Decl *decl, bool defines)
{
    add(finder, span,
        (Occurrence){.kind = TARGET_DECL,
                     .defines = defines,
                     .target = decl,
                     .decl = decl,
                     .type = decl ? decl->type : NULL});
}

static void add_param(Finder *finder, Span span, const Param *param,
                      const Decl *decl, bool defines)
{
    add(finder, span,
        (Occurrence){.kind = TARGET_PARAM,
                     .defines = defines,
                     .target = param,
                     .decl = decl,
                     .type = param ? param->found : NULL});
}

const Signature *decl_signature(const Decl *decl)
{
    return decl->kind == DECL_LAUNCH ? NULL : decl_signature_of(decl);
}

/* The input or output of that name; NULL: none. */
static const Param *param_named(const Decl *decl, const Sym *name)
{
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    if (!signature)
        return NULL;
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        if (signature->inputs.at[i]->name.sym == name)
            return signature->inputs.at[i];
    for (uint32_t i = 0; i < signature->outputs.len; i++)
        if (signature->outputs.at[i]->name.sym == name)
            return signature->outputs.at[i];
    return NULL;
}

/* Inputs are their parameters, so that a call's `name:` is one with them. */
static void add_local(Finder *finder, Span span, const Local *local,
                      bool defines)
{
    if (!local || local->kind == LOCAL_UNKNOWN)
        return;
    if (local->kind == LOCAL_INPUT || local->kind == LOCAL_OUTPUT) {
        add_param(finder, span, param_named(finder->decl, local->name.sym),
                  finder->decl, defines);
        return;
    }
    add(finder, span,
        (Occurrence){.kind = TARGET_LOCAL,
                     .defines = defines,
                     .target = local,
                     .decl = finder->decl,
                     .type = local->type});
}

static void add_case(Finder *finder, Span span, const Decl *decl,
                     uint32_t index, bool defines)
{
    if (!decl || decl->kind != DECL_ENUM || index >= decl->as.enum_.cases.len)
        return;
    add(finder, span,
        (Occurrence){.kind = TARGET_CASE,
                     .defines = defines,
                     .target = &decl->as.enum_.cases.at[index],
                     .decl = decl,
                     .type = decl->type});
}

/* Is that what is written there? A module may be imported twice. */
static bool is_written(const Finder *finder, Span span, const Sym *name)
{
    const Source *source = finder->module->source;
    return name && span.end - span.start == name->len &&
           memcmp(source->text + (span.start - source->base), name->text,
                  name->len) == 0;
}

static void add_import(Finder *finder, Span span, const Module *module)
{
    for (uint32_t i = 0; module && i < finder->module->imports.len; i++) {
        const Import *import = finder->module->imports.at[i];
        if (import->module != module ||
            !is_written(finder, span, import->alias.sym))
            continue;
        add(finder, span,
            (Occurrence){.kind = TARGET_IMPORT, .target = import});
        return;
    }
}

/* ---- expressions ---- */

/* The call that a value comes from: itself, or what its name is bound to. */
static const Call *call_of(const Expr *expr)
{
    for (int steps = 0; expr && steps < 64; steps++) {
        if (expr->kind == EXPR_CALL)
            return expr->as.call.call;
        if (expr->kind == EXPR_COMPREHENSION)
            expr = expr->as.comprehension.body;
        else if (expr_local(expr))
            expr = expr_local(expr)->value;
        else
            return NULL;
    }
    return NULL;
}

static void add_output(Finder *finder, Span span, const Expr *base,
                       uint32_t index)
{
    const Call *call = call_of(base);
    if (call && call->signature && index < call->signature->outputs.len)
        add_param(finder, span, call->signature->outputs.at[index], call->decl,
                  false);
}

static void add_ref(Finder *finder, Span span, const Expr *expr,
                    const Expr *base)
{
    Ref ref = expr_ref(expr);
    switch (ref.kind) {
    case REF_LOCAL:
        add_local(finder, span, ref.as.local, false);
        break;
    case REF_DECL:
        add_decl(finder, span, ref.as.decl, false);
        break;
    case REF_MODULE:
        add_import(finder, span, ref.as.module);
        break;
    case REF_CASE:
        if (expr->type && expr->type->kind == TYPE_ENUM)
            add_case(finder, span, expr->type->as.decl, ref.as.index, false);
        break;
    case REF_OUTPUT:
        add_output(finder, span, base, ref.as.index);
        break;
    case REF_UNKNOWN:
    case REF_FIELD:
    case REF_BUILTIN:
    case REF_SELF:
        break;
    }
}

static void add_args(Finder *finder, const Expr *expr)
{
    const Call *call = expr->as.call.call;
    const Args *args = &expr->as.call.args;
    if (!call || !call->signature)
        return;
    const ParamVec *inputs = &call->signature->inputs;
    for (uint32_t i = 0; i < args->len; i++)
        for (uint32_t j = 0; args_name(args, i).sym && j < inputs->len; j++)
            if (inputs->at[j]->name.sym == args_name(args, i).sym)
                add_param(finder, args_name(args, i).span, inputs->at[j],
                          call->decl, false);
}

static void add_expr(Finder *finder, const Expr *expr)
{
    if (expr->kind == EXPR_NAME)
        add_ref(finder, expr->span, expr, NULL);
    if (expr->kind == EXPR_FIELD)
        add_ref(finder, expr->as.field.name.span, expr, expr->as.field.base);
    if (expr->kind == EXPR_CALL)
        add_args(finder, expr);
    if (expr->kind != EXPR_COMPREHENSION)
        return;
    const ForClause *clause = expr->as.comprehension.clause;
    for (uint32_t i = 0; clause->locals && i < clause->names.len; i++)
        add_local(finder, clause->names.at[i].span, clause->locals[i], true);
}

/* ---- types ---- */

static const Module *module_named(const Finder *finder, const Sym *alias)
{
    const Entry *entry = module_entry(finder->module, alias);
    return entry && entry->kind == ENTRY_IMPORT ? entry->as.import->module
                                                : NULL;
}

static void add_type(Finder *finder, const TypeExpr *type)
{
    if (type->kind == TYPE_EXPR_RECORD)
        for (uint32_t i = 0; i < type->as.record.fields.len; i++) {
            const Field *field = type->as.record.fields.at[i];
            add(finder, field->name.span,
                (Occurrence){.kind = TARGET_FIELD,
                             .defines = true,
                             .target = field,
                             .decl = finder->decl,
                             .type = field->type ? field->type->type : NULL});
        }
    if (type->kind != TYPE_EXPR_NAME)
        return;
    const Module *module = finder->module;
    if (type->form == NAME_OF_MODULE) {
        module = module_named(finder, type->as.name.module);
        add_import(finder, type_expr_module(type).span, module);
    }
    const Entry *entry = module_entry(module, type->as.name.sym);
    if (entry && entry->kind == ENTRY_DECL)
        add_decl(finder, type_expr_name(type).span, entry->as.decl, false);
}

/* ---- statements and declarations ---- */

static void add_stmt(Finder *finder, const Stmt *stmt)
{
    if (stmt->kind == STMT_BIND)
        add_local(finder, stmt->as.bind.local.name.span, &stmt->as.bind.local,
                  true);
    if (stmt->kind == STMT_ON_FAILURE)
        add_local(finder, stmt->as.on_failure.error.span,
                  stmt->as.on_failure.local, true);
}

static void add_signature(Finder *finder, const Decl *decl)
{
    const Signature *signature = decl_signature(decl);
    if (!signature)
        return;
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        add_param(finder, signature->inputs.at[i]->name.span,
                  signature->inputs.at[i], decl, true);
    uint32_t outputs = finder->found.len;
    for (uint32_t i = 0; i < signature->outputs.len; i++)
        add_param(finder, signature->outputs.at[i]->name.span,
                  signature->outputs.at[i], decl, true);
    for (; outputs < finder->found.len; outputs++)
        finder->found.at[outputs].is_output = true;
}

/* A name of another module's: `m.kind`, `launch x = m.workflow`; a module that
 * stands for its kind: `using spark`. */
static void add_outside(Finder *finder, Name module_name, Name name)
{
    const Module *module = finder->module;
    if (module_name.sym) {
        module = module_named(finder, module_name.sym);
        add_import(finder, module_name.span, module);
    }
    const Entry *entry = module_entry(module, name.sym);
    if (entry && entry->kind == ENTRY_DECL)
        add_decl(finder, name.span, entry->as.decl, false);
    else if (entry && entry->kind == ENTRY_IMPORT && !module_name.sym)
        add(finder, name.span,
            (Occurrence){.kind = TARGET_IMPORT, .target = entry->as.import});
}

static void add_decl_parts(Finder *finder, const Decl *decl)
{
    finder->decl = decl;
    if (decl->name.sym)
        add_decl(finder, decl->name.span, decl, true);
    add_signature(finder, decl);
    if (decl->kind == DECL_ENUM)
        for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
            add_case(finder, decl->as.enum_.cases.at[i].name.span, decl, i,
                     true);
    if (decl->kind == DECL_KIND)
        for (uint32_t i = 0; i < decl->as.kind.fields.len; i++) {
            const Field *field = decl->as.kind.fields.at[i];
            add(finder, field->name.span,
                (Occurrence){.kind = TARGET_FIELD,
                             .defines = true,
                             .target = field,
                             .decl = decl});
        }
    if (decl->kind == DECL_TASK)
        add_outside(finder, decl->as.task.kind_module, decl->as.task.kind);
    if (decl->kind == DECL_LAUNCH)
        add_outside(finder, decl->as.launch.module, decl->as.launch.workflow);
}

static WalkStep visit(Walk *walk, Node node)
{
    Finder *finder = walk->context;
    switch (node.kind) {
    case NODE_DECL:
        add_decl_parts(finder, node.as.decl);
        break;
    case NODE_STMT:
        add_stmt(finder, node.as.stmt);
        break;
    case NODE_EXPR:
        add_expr(finder, node.as.expr);
        break;
    case NODE_TYPE:
        add_type(finder, node.as.type);
        break;
    }
    return WALK_CONTINUE;
}

static int by_place(const void *left, const void *right)
{
    const Occurrence *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

/* Of one place the first that was found stays. */
static void drop_repeated(Occurrences *all)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < all->len; i++)
        if (len == 0 || by_place(&all->at[len - 1], &all->at[i]) != 0)
            all->at[len++] = all->at[i];
    all->len = len;
}

Occurrences occurrences_of(Arena *arena, const Module *module)
{
    Finder finder = {.arena = arena, .module = module};
    Walk walk = {.visit = visit, .context = &finder};
    for (uint32_t i = 0; i < module->imports.len; i++)
        add(&finder, module->imports.at[i]->alias.span,
            (Occurrence){.kind = TARGET_IMPORT,
                         .defines = true,
                         .target = module->imports.at[i]});
    ast_walk_module(&walk, module);
    if (finder.found.len)
        qsort(finder.found.at, finder.found.len, sizeof(Occurrence), by_place);
    drop_repeated(&finder.found);
    return finder.found;
}

const Occurrence *occurrence_at(const Occurrences *all, uint32_t position)
{
    uint32_t low = 0, high = all->len;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (all->at[middle].span.end < position)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == all->len || all->at[low].span.start > position)
        return NULL;
    /* Two that touch: the one that starts here. */
    bool next = low + 1 < all->len && all->at[low].span.end == position &&
                all->at[low + 1].span.start == position;
    return &all->at[next ? low + 1 : low];
}

Span target_span(const Occurrence *occurrence)
{
    switch (occurrence->kind) {
    case TARGET_DECL:
        return ((const Decl *)occurrence->target)->name.span;
    case TARGET_PARAM:
        return ((const Param *)occurrence->target)->name.span;
    case TARGET_LOCAL:
        return ((const Local *)occurrence->target)->name.span;
    case TARGET_CASE:
        return ((const EnumCase *)occurrence->target)->name.span;
    case TARGET_IMPORT:
        return ((const Import *)occurrence->target)->alias.span;
    case TARGET_FIELD:
        return ((const Field *)occurrence->target)->name.span;
    }
    return (Span){0, 0};
}
