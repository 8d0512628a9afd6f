/* lint_name.c - names, descriptions, and what is there twice or for nothing. */
#include <ctype.h>
#include <string.h>

#include "compiler/lint/linter.h"
#include "grammar/walk.h"

/* ---- W0480 ---- */

static const char *kind_word(const Decl *decl)
{
    return decl_word(decl->kind);
}

/* A launched workflow without a description has W0404. */
void lint_missing_doc(Linter *linter, Decl *decl)
{
    bool is_public = decl->kind == DECL_TASK || decl->kind == DECL_WORKFLOW ||
                     decl->kind == DECL_LAUNCH || decl->kind == DECL_KIND;
    if (!is_public || decl->doc || decl->name.sym->text[0] == '_' ||
        map_find(&linter->launched, decl))
        return;
    Diag *diag = diag_add(linter->diags, "W0480", decl->name.span,
                          "the %s `%s` has no description", kind_word(decl),
                          name_of(decl));
    diag_fix(linter->diags, diag, FIX_PLACEHOLDER,
             (Span){decl->span.start, decl->span.start}, "## What it is for.\n",
             "say in a line above it what it is for");
}

/* ---- W0481 ---- */

static bool is_shouted(const char *name)
{
    size_t letters = 0;
    for (; *name; name++) {
        if (islower((unsigned char)*name))
            return false;
        letters += isupper((unsigned char)*name) != 0;
    }
    return letters > 3;
}

/* Trip_row, TRIP_ROW: TripRow. */
static const char *joined(Arena *arena, const char *name)
{
    Buf out = {.arena = arena};
    bool shouted = is_shouted(name), starts = true;
    for (; *name; name++) {
        int c = (unsigned char)*name;
        if (c != '_')
            buf_char(&out, (char)(starts    ? toupper(c)
                                  : shouted ? tolower(c)
                                            : c));
        starts = c == '_';
    }
    return buf_string(&out);
}

/* get__x: get_x; a `_` at its start says that it is private, one at its end
 * that it is no word of the language. */
static const char *spaced(Arena *arena, const char *name)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; name[i]; i++)
        if (name[i] != '_' || i == 0 || name[i - 1] != '_')
            buf_char(&out, name[i]);
    return buf_string(&out);
}

void judge_name(Linter *linter, Name name)
{
    if (!name.sym || name.span.start == name.span.end)
        return;
    const char *text = name.sym->text;
    bool is_type = isupper((unsigned char)text[0]);
    bool is_odd = is_type ? strchr(text, '_') || is_shouted(text)
                          : strstr(text, "__") != NULL;
    if (!is_odd)
        return;
    Diag *diag = diag_add(linter->diags, "W0481", name.span,
                          "`%s` is written unlike other names", text);
    diag_help(linter->diags, diag, "`%s`",
              is_type ? joined(linter->arena, text)
                      : spaced(linter->arena, text));
}

static void judge_params(Linter *linter, const ParamVec *params)
{
    for (uint32_t i = 0; i < params->len; i++)
        judge_name(linter, params->at[i]->name);
}

static void judge_signature(Linter *linter, const Signature *signature)
{
    judge_params(linter, &signature->inputs);
    judge_params(linter, &signature->outputs);
}

void lint_name_style(Linter *linter, Decl *decl)
{
    judge_name(linter, decl->name);
    if (decl->kind == DECL_TASK)
        judge_signature(linter, &decl->as.task.signature);
    if (decl->kind == DECL_WORKFLOW)
        judge_signature(linter, &decl->as.workflow.signature);
    if (decl->kind == DECL_ENUM)
        for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
            judge_name(linter, decl->as.enum_.cases.at[i].name);
}

/* ---- W0482 ---- */

/* Written out here, and long enough to be no accident. */
static bool is_own_value(const Expr *expr, const Value *value, bool same_name)
{
    if (expr->kind == EXPR_NAME || expr->kind == EXPR_FIELD)
        return false;
    switch (value->kind) {
    case VALUE_STRING:
        return value->as.string.len >= 4 || (same_name && value->as.string.len);
    case VALUE_DATETIME:
    case VALUE_LIST:
    case VALUE_MAP:
    case VALUE_RECORD:
        return true;
    case VALUE_FLOAT:
    case VALUE_INT:
    case VALUE_DURATION:
    case VALUE_SIZE:
    case VALUE_ENUM:
        return same_name;
    case VALUE_NONE:
    case VALUE_BOOL:
        return false;
    }
    return false;
}

/* Finds, or keeps, the first constant under the key. */
static const Decl *first_of(Linter *linter, const char *key, Decl *decl)
{
    const Sym *sym = sym_of(&linter->session->syms, key);
    const Decl *first = map_find(&linter->constants, sym);
    if (!first)
        map_put(linter->arena, &linter->constants, sym, decl);
    return first;
}

static void judge_constant(Linter *linter, Decl *decl)
{
    const Value *value = decl->as.const_.found;
    const Expr *expr = decl->as.const_.value;
    if (!value || !is_own_value(expr, value, true))
        return;
    const char *text = value_text(linter->arena, value);
    const void *project = module_cluster(linter, linter->module);
    const Decl *other = first_of(
        linter,
        arena_print(linter->arena, "%p %s %s", project, name_of(decl), text),
        decl);
    if (!other && is_own_value(expr, value, false))
        other = first_of(linter,
                         arena_print(linter->arena, "%p %s",
                                     (const void *)linter->module, text),
                         decl);
    if (!other)
        return;
    Diag *diag =
        diag_add(linter->diags, "W0482", decl->name.span,
                 "`%s` has the same value as `%s%s%s`", name_of(decl),
                 other->module == decl->module ? "" : other->module->name,
                 other->module == decl->module ? "" : ".", name_of(other));
    diag_note(linter->diags, diag, other->name.span,
              "that one was there first");
}

void lint_duplicate_constant(Linter *linter, Module *module)
{
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (module->decls.at[i]->kind == DECL_CONST)
            judge_constant(linter, module->decls.at[i]);
}

/* ---- W0483 ---- */

enum { OFTEN = 3, ADDRESS_MIN = 10 };

/* An address or a path in a file system, whole. */
static bool is_address(const Expr *expr)
{
    const char *text = expr_string(expr);
    size_t slashes = 0;
    if (expr->text_len < ADDRESS_MIN || strpbrk(text, " \t\r\n"))
        return false;
    for (const char *at = text; *at; at++)
        slashes += *at == '/';
    return strstr(text, "://") || (text[0] == '/' && slashes >= 3);
}

typedef struct Address {
    const Expr *first;
    uint32_t count;
} Address;

typedef struct Addresses {
    Linter *linter;
    Map by_text; /* Sym -> Address */
} Addresses;

static WalkStep count_address(Walk *walk, Node node)
{
    Addresses *all = walk->context;
    if (node.kind != NODE_EXPR || node.as.expr->kind != EXPR_TEXT ||
        !is_address(node.as.expr))
        return WALK_CONTINUE;
    const Sym *key =
        sym_of(&all->linter->session->syms, expr_string(node.as.expr));
    Address *address = map_find(&all->by_text, key);
    if (!address) {
        address = arena_new(all->linter->arena, Address);
        address->first = node.as.expr;
        map_put(all->linter->arena, &all->by_text, key, address);
    }
    address->count++;
    return WALK_CONTINUE;
}

void lint_repeated_text(Linter *linter, Module *module)
{
    Addresses all = {.linter = linter};
    Walk walk = {.visit = count_address, .context = &all};
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (module->decls.at[i]->kind != DECL_CONST)
            ast_walk_decl(&walk, module->decls.at[i]);
    for (uint32_t i = 0; i < all.by_text.len; i++) {
        const Address *address = all.by_text.items[i].value;
        if (address->count < OFTEN)
            continue;
        Diag *diag = diag_add(linter->diags, "W0483", address->first->span,
                              "this text is written %u times in this file",
                              address->count);
        diag_help(linter->diags, diag, "give it a name: `const place = ...`");
    }
}

/* ---- W0484 ---- */

/* Is it what a project is run by, and nobody's library? */
static bool exports_nothing(const Linter *linter, const Module *module)
{
    bool runs = false;
    for (uint32_t i = 0; i < module->decls.len; i++)
        runs |= module->decls.at[i]->kind == DECL_WORKFLOW ||
                module->decls.at[i]->kind == DECL_LAUNCH;
    return runs && !map_find(&linter->imported, module);
}

static bool wants_use(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_CONST:
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_KIND:
    case DECL_TASK:
    case DECL_EXTERN:
        return decl->uses == 0 && decl->name.sym->text[0] != '_';
    case DECL_WORKFLOW:
    case DECL_LAUNCH:
    case DECL_DEFAULTS:
    case DECL_TEST:
    case DECL_ERROR:
        return false;
    }
    return false;
}

/* A constant is nothing to Flyte, so it may go, if it has its lines alone; of
 * two blank lines around it one goes, too. */
static void fix_constant(Linter *linter, Diag *diag, const Decl *decl)
{
    const Source *source = linter->module->source;
    Span lines;
    if (decl->kind != DECL_CONST || decl->doc ||
        !source_own_lines(source, decl->span, &lines))
        return;
    const char *start = source->text + (lines.start - source->base);
    const char *end = source->text + (lines.end - source->base);
    bool follows_blank = start < source->text + 2 || start[-2] == '\n';
    lines.end += follows_blank && *end == '\n';
    diag_fix(linter->diags, diag, FIX_SAFE, lines, "", "remove it");
}

void lint_unused_declaration(Linter *linter, Module *module)
{
    if (!exports_nothing(linter, module))
        return;
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        if (!wants_use(decl))
            continue;
        Diag *diag = diag_add(linter->diags, "W0484", decl->name.span,
                              "nobody uses the %s `%s`, and nobody imports "
                              "this file",
                              kind_word(decl), name_of(decl));
        fix_constant(linter, diag, decl);
    }
}
