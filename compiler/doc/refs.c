/* refs.c - which names of a source stand for what a site tells of. */
#include <stdlib.h>

#include "compiler/doc/model.h"
#include "grammar/walk.h"
#include "typesys/scope.h"

typedef struct Finder {
    Doc *doc;
    DocModule *module;
    DocItem *user; /* NULL: `defaults`, or what a site does not tell of */
} Finder;

static void add(Finder *f, Span span, const Decl *decl)
{
    DocItem *item = doc_item(f->doc, decl);
    if (!item || span_is_nowhere(span))
        return;
    vec_push(f->doc->arena, &f->module->refs, ((DocRef){span, item}));
    if (f->user && f->user != item)
        vec_push(f->doc->arena, &f->user->uses, item);
}

/* `name`, or `module.name` */
static void add_named(Finder *f, Name module_name, Name name)
{
    const Module *module = f->module->module;
    if (module_name.sym) {
        const Entry *import = module_entry(module, module_name.sym);
        module = import && import->kind == ENTRY_IMPORT
                     ? import->as.import->module
                     : NULL;
    }
    const Entry *entry = module_entry(module, name.sym);
    if (entry && entry->kind == ENTRY_DECL)
        add(f, name.span, entry->as.decl);
}

static void add_expr(Finder *f, const Expr *expr)
{
    Ref ref = expr_ref(expr);
    Span span =
        expr->kind == EXPR_FIELD ? expr->as.field.name.span : expr->span;
    if (ref.kind == REF_DECL)
        add(f, span, ref.as.decl);
}

static void add_decl(Finder *f, const Decl *decl)
{
    f->user = doc_item(f->doc, decl);
    if (decl->kind == DECL_TASK)
        add_named(f, decl->as.task.kind_module, decl->as.task.kind);
    if (decl->kind == DECL_LAUNCH)
        add_named(f, decl->as.launch.module, decl->as.launch.workflow);
}

static WalkStep visit(Walk *walk, Node node)
{
    Finder *f = walk->context;
    switch (node.kind) {
    case NODE_DECL:
        add_decl(f, node.as.decl);
        break;
    case NODE_EXPR:
        add_expr(f, node.as.expr);
        break;
    case NODE_TYPE:
        if (node.as.type->kind == TYPE_EXPR_NAME)
            add_named(f, type_expr_module(node.as.type),
                      type_expr_name(node.as.type));
        break;
    case NODE_STMT:
        break;
    }
    return WALK_CONTINUE;
}

static int by_place(const void *left, const void *right)
{
    const DocRef *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

/* A default stands in the tree wherever it is taken: its place counts once. */
static void sort_refs(DocRefs *refs)
{
    uint32_t kept = 0;
    if (refs->len)
        qsort(refs->at, refs->len, sizeof *refs->at, by_place);
    for (uint32_t i = 0; i < refs->len; i++)
        if (kept == 0 || refs->at[i].span.start >= refs->at[kept - 1].span.end)
            refs->at[kept++] = refs->at[i];
    refs->len = kept;
}

static void keep_once(Doc *doc, DocItem *item)
{
    Map seen = {0};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < item->uses.len; i++) {
        DocItem *used = item->uses.at[i];
        if (map_find(&seen, used))
            continue;
        map_put(doc->arena, &seen, used, used);
        item->uses.at[kept++] = used;
        vec_push(doc->arena, &used->used_by, item);
    }
    item->uses.len = kept;
}

void doc_find_refs(Doc *doc)
{
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        Finder finder = {.doc = doc, .module = doc->modules.at[i]};
        Walk walk = {.visit = visit, .context = &finder};
        ast_walk_module(&walk, doc->modules.at[i]->module);
        sort_refs(&doc->modules.at[i]->refs);
    }
    for (uint32_t i = 0; i < doc->modules.len; i++)
        for (int group = 0; group < DOC_GROUPS; group++) {
            DocItems *items = &doc->modules.at[i]->items[group];
            for (uint32_t j = 0; j < items->len; j++)
                keep_once(doc, items->at[j]);
        }
}
