/* hover.c - what is under the pointer: a name, or a word of options and
 * kinds. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/describe.h"
#include "compiler/lsp/answers/items.h"
#include "grammar/walk.h"
#include "typesys/kind.h"

/* An option or field: its name, and the doc of it. */
typedef struct Word {
    uint32_t position;
    Name name;
    const Expr *record; /* that it stands in */
} Word;

static WalkStep find_word(Walk *walk, Node node)
{
    Word *word = walk->context;
    if (node.kind != NODE_EXPR)
        return WALK_CONTINUE;
    const Expr *expr = node.as.expr;
    if (!span_holds(expr->span, word->position))
        return WALK_SKIP;
    for (uint32_t i = 0; expr->kind == EXPR_RECORD && i < expr->as.record.len;
         i++)
        if (span_holds(args_name(&expr->as.record, i).span, word->position)) {
            word->name = args_name(&expr->as.record, i);
            word->record = expr;
        }
    return WALK_CONTINUE;
}

static const char *field_doc(Arena *arena, const Decl *task, const char *name)
{
    const Name kind = task->as.task.kind;
    const char *doc =
        kind.sym
            ? word_doc(arena_print(arena, "kind:%s.%s", kind.sym->text, name))
            : NULL;
    const KindUse *use = task->as.task.use;
    const Decl *decl = use ? use->decl : NULL;
    for (uint32_t i = 0; decl && i < decl->as.kind.fields.len; i++) {
        const Field *field = decl->as.kind.fields.at[i];
        if (field->name.sym && strcmp(field->name.sym->text, name) == 0)
            doc = arena_print(
                arena, "```flw\n%s\n```\n\n%s",
                source_part(arena, decl->module->source, field->span),
                field->doc ? field->doc : "");
    }
    return doc;
}

/* Of a record that is no value: a `with`, or a task's `using`. */
static const char *doc_of(Request *request, const Decl *decl, const Word *word)
{
    const char *name = word->name.sym->text;
    if (decl->kind == DECL_TASK && word->record == decl->as.task.using)
        return field_doc(request->arena, decl, name);
    if (decl->kind == DECL_LAUNCH)
        return NULL;
    return option_doc(name);
}

static bool is_options(const Decl *decl, const Expr *record)
{
    if (decl->kind == DECL_TASK)
        return record == decl->as.task.using || record == decl->as.task.with;
    if (decl->kind == DECL_DEFAULTS)
        return record == decl->as.defaults.with;
    return decl->kind == DECL_WORKFLOW; /* or a record that is a value */
}

static void put(Request *request, const char *text, Span span)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    json_name(out, "contents");
    json_open(out, '{');
    put_text(out, "kind", "markdown");
    put_text(out, "value", text);
    json_close(out, '}');
    put_range(request, "range", span);
    json_close(out, '}');
}

static bool put_kind(Request *request, const Decl *decl, uint32_t position)
{
    if (decl->kind != DECL_TASK || !decl->as.task.kind.sym ||
        !span_holds(decl->as.task.kind.span, position))
        return false;
    const char *doc = word_doc(
        arena_print(request->arena, "kind:%s", decl->as.task.kind.sym->text));
    if (doc)
        put(request, doc, decl->as.task.kind.span);
    return doc != NULL;
}

static bool put_word(Request *request, const Focus *focus)
{
    Word word = {.position = focus->position};
    Walk walk = {.visit = find_word, .context = &word};
    Decl *decl = decl_at(focus->module, focus->position);
    if (!decl || !span_holds(decl->span, focus->position))
        return false;
    if (put_kind(request, decl, focus->position))
        return true;
    ast_walk_decl(&walk, decl);
    const char *doc = word.name.sym && is_options(decl, word.record)
                          ? doc_of(request, decl, &word)
                          : NULL;
    if (doc)
        put(request, doc, word.name.span);
    return doc != NULL;
}

void answer_hover(Request *request)
{
    Focus focus;
    bool there = request_focus(request, &focus);
    const Occurrence *name =
        there ? occurrence_at(&focus.names, focus.position) : NULL;
    if (name)
        put(request, describe(request->arena, request->session, name),
            name->span);
    else if (!there || !put_word(request, &focus))
        json_put_null(request->out);
}
