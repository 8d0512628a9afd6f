/* check.c - the order in which a module is checked. */
#include "typesys/check.h"

#include "base/panic.h"
#include "typesys/checks.h"
#include "typesys/complain.h"

/* ---- names of the module ---- */

static void declare_builtins(Checker *checker)
{
    static const struct {
        const char *name;
        Builtin builtin;
    } builtins[] = {
        {"approve", BUILTIN_APPROVE}, {"wait_for", BUILTIN_WAIT_FOR},
        {"sleep", BUILTIN_SLEEP},     {"zip", BUILTIN_ZIP},
        {"len", BUILTIN_LEN},
    };
    for (size_t i = 0; i < sizeof(builtins) / sizeof(*builtins); i++)
        scope_put(&checker->scopes,
                  (Entry){.kind = ENTRY_BUILTIN,
                          .name = sym_of(checker->syms, builtins[i].name),
                          .as.builtin = builtins[i].builtin});
}

static void declare(Checker *checker, Name name, Entry entry)
{
    if (!name.sym)
        return;
    entry.name = name.sym;
    const Entry *other = scope_add(&checker->scopes, entry);
    if (!other)
        return;
    if (other->kind == ENTRY_BUILTIN)
        complain_builtin_name(checker, name);
    else
        complain_twice(checker, "name", name, entry_span(other));
}

static void declare_imports(Checker *checker)
{
    Module *module = checker->module;
    for (uint32_t i = 0; i < module->imports.len; i++) {
        Import *import = module->imports.at[i];
        declare(checker, import->alias,
                (Entry){.kind = ENTRY_IMPORT, .as.import = import});
    }
}

static void declare_decls(Checker *checker)
{
    const DeclVec *decls = &checker->module->decls;
    scope_reserve(&checker->scopes, decls->len);
    for (uint32_t i = 0; i < decls->len; i++)
        declare(checker, decls->at[i]->name,
                (Entry){.kind = ENTRY_DECL, .as.decl = decls->at[i]});
}

/* ---- one pass over the declarations each ---- */

static void check_defaults(Checker *checker)
{
    const DeclVec *decls = &checker->module->decls;
    const Decl *first = NULL;
    for (uint32_t i = 0; i < decls->len; i++) {
        Decl *decl = decls->at[i];
        if (decl->kind != DECL_DEFAULTS)
            continue;
        decl->as.defaults.settings = check_settings(
            checker, decl->as.defaults.with, PLACE_DEFAULTS, NULL);
        if (first)
            complain_second_defaults(checker, decl, first);
        else
            checker->defaults = decl->as.defaults.settings;
        first = first ? first : decl;
    }
}

static void check_signature(Checker *checker, Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
    case DECL_WORKFLOW:
        return declare_signature(checker, decl);
    case DECL_EXTERN:
        return declare_extern(checker, decl);
    case DECL_KIND:
        checker->decl = decl;
        check_kind_decl(checker, decl);
        checker->decl = NULL;
        return;
    case DECL_TEST:
        return complain_test(checker, decl);
    case DECL_ERROR:
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
    case DECL_DEFAULTS:
    case DECL_LAUNCH:
        return;
    }
    UNREACHABLE("declaration kind");
}

/* A launch plan is told of in consoles: its workflow wants a description. */
static void check_launch_plan(Checker *checker, Decl *decl)
{
    checker->decl = decl;
    check_launch(checker, decl);
    checker->decl = NULL;
    const Launch *launch = decl->as.launch.launch;
    if (!launch || !launch->workflow)
        return;
    if (!launch->workflow->doc)
        complain_no_doc(checker, decl, launch->workflow);
    if (launch->workflow->module != checker->module)
        return;
    FlowEdge edge = {decl, launch->workflow, decl->as.launch.workflow.span};
    vec_push(checker->arena, &checker->flow->edges, edge);
}

static void check_tasks_and_launches(Checker *checker)
{
    const DeclVec *decls = &checker->module->decls;
    for (uint32_t i = 0; i < decls->len; i++) {
        Decl *decl = decls->at[i];
        if (decl->kind == DECL_TASK)
            declare_task(checker, decl);
        if (decl->kind == DECL_LAUNCH)
            check_launch_plan(checker, decl);
        if (decl->kind == DECL_WORKFLOW && decl->as.workflow.with)
            decl->as.workflow.settings =
                check_settings(checker, decl->as.workflow.with, PLACE_WORKFLOW,
                               decl->name.sym);
    }
}

static void check_bodies(Checker *checker)
{
    const DeclVec *decls = &checker->module->decls;
    for (uint32_t i = 0; i < decls->len; i++)
        if (decls->at[i]->kind == DECL_WORKFLOW)
            body_check(checker, decls->at[i]);
}

void check_module(const CheckInput *input, Module *module)
{
    Flow flow = {0};
    Checker checker = {.arena = input->arena,
                       .scopes.arena = input->arena,
                       .syms = input->syms,
                       .types = input->types,
                       .diags = input->diags,
                       .module = module,
                       .flow = &flow};
    Scope builtins;
    Scope own;
    scope_enter(&checker.scopes, &builtins);
    declare_builtins(&checker);
    scope_enter(&checker.scopes, &own);
    check_module_name(&checker);
    declare_imports(&checker);
    declare_decls(&checker);
    declare_types_and_consts(&checker);
    check_defaults(&checker);
    module->has_parts = false;
    for (uint32_t i = 0; i < module->decls.len; i++)
        check_signature(&checker, module->decls.at[i]);
    check_tasks_and_launches(&checker);
    check_bodies(&checker);
    flow_recursion(&checker);
    flow_unused_imports(&checker);
    module->names = scope_keep(&checker.scopes);
    arena_release(&checker.scratch);
}
