/* lint.c - the table of lints, and the one walk that asks them all. */
#include "compiler/lint/lint.h"

#include <string.h>

#include "compiler/lint/linter.h"
#include "compiler/lint/silence.h"
#include "grammar/walk.h"
#include "typesys/launch.h"

const LintRow lint_rows[] = {
#define LINT(code, function, reason) {#code, #function, reason},
#include "compiler/lint/lints.def"
    {0},
};

bool lint_is(const char *code)
{
    for (const LintRow *row = lint_rows; row->code; row++)
        if (strcmp(row->code, code) == 0)
            return true;
    return false;
}

/* ---- by what they look at ---- */

static void ask_of_task(Linter *linter, Decl *task)
{
#define LINT_TASK(code, function, reason) lint_##function(linter, task);
#include "compiler/lint/lints.def"
}

static void ask_of_decl(Linter *linter, Decl *decl)
{
#define LINT_DECL(code, function, reason) lint_##function(linter, decl);
#include "compiler/lint/lints.def"
}

static void ask_of_expr(Linter *linter, Expr *expr)
{
#define LINT_EXPR(code, function, reason) lint_##function(linter, expr);
#include "compiler/lint/lints.def"
}

static void ask_of_text(Linter *linter, Span span, const char *text)
{
#define LINT_TEXT(code, function, reason) lint_##function(linter, span, text);
#include "compiler/lint/lints.def"
}

static void ask_of_script(Linter *linter, const Script *script)
{
#define LINT_SCRIPT(code, function, reason) lint_##function(linter, script);
#include "compiler/lint/lints.def"
}

static void ask_of_module(Linter *linter, Module *module)
{
#define LINT_MODULE(code, function, reason) lint_##function(linter, module);
#include "compiler/lint/lints.def"
}

/* ---- the walk ---- */

static void visit_names(Linter *linter, Node node)
{
    if (node.kind == NODE_STMT && node.as.stmt->kind == STMT_BIND)
        judge_name(linter, node.as.stmt->as.bind.local.name);
    if (node.kind != NODE_TYPE || node.as.type->kind != TYPE_EXPR_RECORD)
        return;
    const FieldVec *fields = &node.as.type->as.record.fields;
    for (uint32_t i = 0; i < fields->len; i++)
        judge_name(linter, fields->at[i]->name);
}

static WalkStep visit(Walk *walk, Node node)
{
    Linter *linter = walk->context;
    if (node.kind != NODE_EXPR) {
        visit_names(linter, node);
        return WALK_CONTINUE;
    }
    Expr *expr = node.as.expr;
    ask_of_expr(linter, expr);
    lint_call_options(linter, expr);
    if (expr->kind == EXPR_TEXT)
        ask_of_text(linter, expr->span, expr_string(expr));
    if (expr->kind == EXPR_INTERPOLATION)
        for (uint32_t i = 0; i < expr->as.interpolation.len; i++)
            if (expr->as.interpolation.at[i].text)
                ask_of_text(linter, expr->span,
                            expr->as.interpolation.at[i].text);
    return WALK_CONTINUE;
}

static void lint_decl(Linter *linter, Decl *decl)
{
    Walk walk = {.visit = visit, .context = linter};
    linter->scripts.len = 0;
    ask_of_decl(linter, decl);
    ast_walk_decl(&walk, decl);
    if (decl->kind != DECL_TASK || !decl->as.task.use)
        return;
    scripts_of(linter, decl, &linter->scripts);
    ask_of_task(linter, decl);
    for (uint32_t i = 0; i < linter->scripts.len; i++)
        ask_of_script(linter, &linter->scripts.at[i]);
}

static void lint_module(Linter *linter, Module *module)
{
    linter->module = module;
    linter->defaults = NULL;
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (module->decls.at[i]->kind == DECL_DEFAULTS)
            linter->defaults = module->decls.at[i];
    for (uint32_t i = 0; i < module->decls.len; i++)
        lint_decl(linter, module->decls.at[i]);
    ask_of_module(linter, module);
}

/* ---- what modules are to each other ---- */

const Module *module_cluster(Linter *linter, const Module *module)
{
    const Module *root = module, *next;
    while ((next = map_find(&linter->clusters, root)))
        root = next;
    while (module != root) { /* the way is short from now on */
        next = map_find(&linter->clusters, module);
        map_put(linter->arena, &linter->clusters, module, (void *)root);
        module = next;
    }
    return root;
}

static void join(Linter *linter, const Module *module, Module *imported)
{
    const Module *left = module_cluster(linter, module);
    const Module *right = module_cluster(linter, imported);
    map_put(linter->arena, &linter->imported, imported, imported);
    if (left != right && !imported->is_library)
        map_put(linter->arena, &linter->clusters, right, (void *)left);
}

static void survey(Linter *linter, const Module *module)
{
    for (uint32_t i = 0; i < module->imports.len; i++)
        if (module->imports.at[i]->module)
            join(linter, module, module->imports.at[i]->module);
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        const Launch *launch =
            decl->kind == DECL_LAUNCH ? decl->as.launch.launch : NULL;
        if (launch && launch->workflow)
            map_put(linter->arena, &linter->launched, launch->workflow,
                    (void *)launch->workflow);
    }
}

/* ---- the session ---- */

static bool is_sound(const Linter *linter, const Map *wrong,
                     const Module *module)
{
    bool sound = !module->failed && !map_find(wrong, module->source);
    for (uint32_t i = 0; sound && i < module->imports.len; i++) {
        const Module *imported = module->imports.at[i]->module;
        sound = imported &&
                (imported->is_library || map_find(&linter->sound, imported));
    }
    return sound;
}

/* What is half known would be lint in vain. Imports come before importers. */
static void find_sound(Linter *linter)
{
    Session *session = linter->session;
    Map wrong = {0};
    for (uint32_t i = 0; i < session->diags.at.len; i++) {
        const Diag *diag = session->diags.at.at[i];
        Source *source = diag->severity == SEVERITY_ERROR
                             ? sources_find(&session->sources, diag->span.start)
                             : NULL;
        if (source)
            map_put(linter->arena, &wrong, source, source);
    }
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        if (!module->is_library && is_sound(linter, &wrong, module))
            map_put(linter->arena, &linter->sound, module, module);
    }
}

void lint_session(Session *session)
{
    Arena scratch = {0};
    Linter linter = {
        .session = session, .arena = &scratch, .diags = &session->diags};
    find_sound(&linter);
    for (uint32_t i = 0; i < session->modules.len; i++)
        survey(&linter, session->modules.at[i]);
    for (uint32_t i = 0; i < linter.sound.len; i++)
        lint_module(&linter, linter.sound.items[i].value);
    silence_apply(session, &linter.sound);
    arena_release(&scratch);
}

void lint_silence(Session *session)
{
    silence_apply(session, NULL);
}
