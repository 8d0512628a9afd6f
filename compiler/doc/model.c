/* model.c - what a site is about. */
#include "compiler/doc/model.h"

#include <stdlib.h>
#include <string.h>

#include "typesys/launch.h"
#include "typesys/settings.h"

const char *doc_group_title(DocGroup group)
{
    static const char *const titles[DOC_GROUPS] = {
        "Workflows", "Launch plans", "Tasks", "Types", "Kinds", "Constants"};
    return titles[group];
}

/* False: a site does not tell of it. */
static bool place_decl(const Decl *decl, DocGroup *group, const char **word)
{
    switch (decl->kind) {
    case DECL_WORKFLOW:
        *group = DOC_WORKFLOWS, *word = "workflow";
        return true;
    case DECL_LAUNCH:
        *group = DOC_LAUNCHES, *word = "launch";
        return true;
    case DECL_TASK:
        *group = DOC_TASKS, *word = "task";
        return true;
    case DECL_EXTERN:
        *group = decl->as.extern_.is_launch ? DOC_LAUNCHES : DOC_TASKS;
        *word = decl->as.extern_.is_launch ? "extern launch" : "extern task";
        return true;
    case DECL_TYPE:
        *group = DOC_TYPES, *word = "type";
        return true;
    case DECL_ENUM:
        *group = DOC_TYPES, *word = "enum";
        return true;
    case DECL_KIND:
        *group = DOC_KINDS, *word = "kind";
        return true;
    case DECL_CONST:
        *group = DOC_CONSTANTS, *word = "const";
        return true;
    case DECL_ERROR:
    case DECL_DEFAULTS:
    case DECL_TEST:
        return false;
    }
    return false;
}

const Signature *doc_signature(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
        return &decl->as.task.signature;
    case DECL_WORKFLOW:
        return &decl->as.workflow.signature;
    case DECL_EXTERN:
        return &decl->as.extern_.signature;
    case DECL_LAUNCH:
    case DECL_ERROR:
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
    case DECL_DEFAULTS:
    case DECL_KIND:
    case DECL_TEST:
        return NULL;
    }
    return NULL;
}

uint32_t doc_line(const DocItem *item)
{
    return source_place(item->module->module->source, item->decl->span.start)
        .line;
}

DocItem *doc_item(const Doc *doc, const Decl *decl)
{
    return decl ? map_find(&doc->by_decl, decl) : NULL;
}

/* ---- names ---- */

static const char *chosen_name(const Decl *decl)
{
    const Settings *settings = decl->kind == DECL_TASK ? decl->as.task.settings
                               : decl->kind == DECL_WORKFLOW
                                   ? decl->as.workflow.settings
                                   : NULL;
    const Launch *launch =
        decl->kind == DECL_LAUNCH ? decl->as.launch.launch : NULL;
    return launch ? launch->name : settings ? settings->name : NULL;
}

static const char *name_in_flyte(Doc *doc, const DocItem *item)
{
    const Decl *decl = item->decl;
    const char *chosen = chosen_name(decl);
    if (item->group > DOC_TASKS)
        return NULL;
    if (decl->kind == DECL_EXTERN)
        return decl->as.extern_.at;
    return chosen ? chosen
                  : arena_print(doc->arena, "%s.%s", item->module->name,
                                item->name);
}

/* "project/domain/name@version" of what is elsewhere is `name` in a node. */
static const char *called_in_flyte(Doc *doc, const DocItem *item)
{
    const char *name = item->in_flyte;
    if (!name || item->decl->kind != DECL_EXTERN)
        return name;
    const char *slash = strrchr(name, '/');
    name = slash ? slash + 1 : name;
    return arena_copy(doc->arena, name, strcspn(name, "@"));
}

static void put_name(Doc *doc, const char *name, DocItem *item)
{
    const Sym *sym = sym_of(&doc->names, name);
    DocItem *known = map_find(&doc->by_name, sym);
    map_put(doc->arena, &doc->by_name, sym, known ? NULL : item);
}

static void add_item(Doc *doc, DocModule *module, const Decl *decl)
{
    DocGroup group;
    const char *word;
    if (!decl->name.sym || !place_decl(decl, &group, &word))
        return;
    DocItem *item = arena_new(doc->arena, DocItem);
    *item = (DocItem){.decl = decl,
                      .module = module,
                      .group = group,
                      .name = decl->name.sym->text,
                      .word = word};
    item->href = arena_print(doc->arena, "%s#%s", module->file, item->name);
    item->in_flyte = name_in_flyte(doc, item);
    map_put(doc->arena, &doc->by_decl, decl, item);
    put_name(doc, item->name, item);
    put_name(doc, arena_print(doc->arena, "%s.%s", module->name, item->name),
             item);
    const char *called = called_in_flyte(doc, item);
    const Sym *sym = called ? sym_of(&doc->names, called) : NULL;
    if (sym && !map_find(&doc->by_flyte, sym))
        map_put(doc->arena, &doc->by_flyte, sym, item);
    vec_push(doc->arena, &module->items[group], item);
}

/* ---- modules ---- */

static int by_name(const void *left, const void *right)
{
    return strcmp((*(DocModule *const *)left)->name,
                  (*(DocModule *const *)right)->name);
}

/* No module's name has a `~`. */
static const char *file_of(Doc *doc, const char *name, const char *end)
{
    bool taken = strcmp(name, "index") == 0;
    return arena_print(doc->arena, "%s%s%s", name, taken ? "~module" : "", end);
}

static void add_module(Doc *doc, const Module *module)
{
    if (map_find(&doc->by_module, module))
        return;
    DocModule *made = arena_new(doc->arena, DocModule);
    made->module = module;
    made->name = module->name;
    made->file = file_of(doc, module->name, ".html");
    made->source_file = file_of(doc, module->name, "~source.html");
    map_put(doc->arena, &doc->by_module, module, made);
    vec_push(doc->arena, &doc->modules, made);
}

Doc *doc_make(const SiteInput *input)
{
    Doc *doc = arena_new(input->arena, Doc);
    doc->arena = input->arena;
    doc->input = input;
    sym_table_init(&doc->names, doc->arena);
    for (uint32_t i = 0; i < input->module_count; i++)
        add_module(doc, input->modules[i]);
    if (doc->modules.len)
        qsort(doc->modules.at, doc->modules.len, sizeof(DocModule *), by_name);
    for (uint32_t i = 0; i < doc->modules.len; i++) {
        DocModule *module = doc->modules.at[i];
        for (uint32_t j = 0; j < module->module->decls.len; j++)
            add_item(doc, module, module->module->decls.at[j]);
    }
    doc_find_refs(doc);
    doc->index = chart_index(doc->arena, input->package);
    return doc;
}
