/* describe.c - what a name stands for, in words. */
#include "compiler/lsp/answers/describe.h"

#include <string.h>

#include "compiler/lsp/answers/becomes.h"
#include "typesys/type.h"

static void add_source(Buf *out, const Module *module, Span span)
{
    const Source *source = module->source;
    if (span.start < source->base || span.end > source->base + source->len)
        return;
    buf_add(out, source->text + (span.start - source->base),
            span.end - span.start);
}

static void add_params(Buf *out, const Module *module, const ParamVec *params)
{
    buf_char(out, '(');
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        buf_print(out, "%s%s: ", i ? ", " : "",
                  param->name.sym ? param->name.sym->text : "_");
        if (param->type)
            add_source(out, module, param->type->span);
        if (param->value) {
            buf_text(out, " = ");
            add_source(out, module, param->value->span);
        }
    }
    buf_char(out, ')');
}

static void add_signature(Buf *out, const char *word, const Decl *decl,
                          const Signature *signature)
{
    buf_print(out, "%s %s", word, decl->name.sym->text);
    add_params(out, decl->module, &signature->inputs);
    if (span_is_nowhere(signature->outputs_span))
        return;
    buf_text(out, " -> ");
    add_params(out, decl->module, &signature->outputs);
}

/* Up to the first brace: the head of a declaration is enough. */
static void add_head(Buf *out, const Decl *decl)
{
    const Source *source = decl->module->source;
    const char *text = source->text + (decl->span.start - source->base);
    size_t len = decl->span.end - decl->span.start;
    const char *brace =
        decl->kind == DECL_LAUNCH ? memchr(text, '{', len) : NULL;
    len = brace ? (size_t)(brace - text) : len;
    while (len > 0 && strchr(" \t\r\n", text[len - 1]))
        len--;
    buf_add(out, text, len > 2000 ? 2000 : len);
}

const char *decl_text(Arena *arena, const Decl *decl)
{
    Buf out = {.arena = arena};
    if (!decl->name.sym)
        return "";
    switch (decl->kind) {
    case DECL_TASK:
        add_signature(&out, "task", decl, &decl->as.task.signature);
        break;
    case DECL_WORKFLOW:
        add_signature(&out, "workflow", decl, &decl->as.workflow.signature);
        break;
    case DECL_EXTERN:
        add_signature(
            &out, decl->as.extern_.is_launch ? "extern launch" : "extern task",
            decl, &decl->as.extern_.signature);
        break;
    case DECL_ERROR:
        break;
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
    case DECL_DEFAULTS:
    case DECL_KIND:
    case DECL_LAUNCH:
    case DECL_TEST:
        add_head(&out, decl);
        break;
    }
    return buf_string(&out);
}

/* Docs are the author's Markdown; nothing in them runs a command. */
const char *doc_markdown(Arena *arena, const char *doc)
{
    Buf out = {.arena = arena};
    for (const char *c = doc ? doc : ""; *c; c++) {
        if (strncmp(c, "command:", 8) == 0)
            buf_text(&out, "command\\");
        else
            buf_char(&out, *c);
    }
    return buf_string(&out);
}

static void add_doc(Buf *out, const char *doc)
{
    if (doc)
        buf_print(out, "\n\n%s", doc_markdown(out->arena, doc));
}

static void add_becoming(Buf *out, const Buf *words)
{
    if (words->len)
        buf_print(out, "\n\nIn Flyte: %s", buf_string(words));
}

static void add_type(Buf *out, const Type *type)
{
    Buf words = {.arena = out->arena};
    if (!type || type_is_poisoned(type))
        return;
    becomes_type(&words, type);
    add_becoming(out, &words);
}

static void add_code(Buf *out, const char *code)
{
    buf_print(out, "```flw\n%s\n```", code);
}

static const char *value_text(Arena *arena, const char *name, const Type *type)
{
    return arena_print(arena, "%s: %s", name,
                       type ? type_text(arena, type) : "?");
}

static void describe_param(Buf *out, const Occurrence *occurrence)
{
    const Param *param = occurrence->target;
    const Decl *decl = occurrence->decl;
    add_code(out,
             value_text(out->arena, param->name.sym->text, occurrence->type));
    if (decl && decl->name.sym)
        buf_print(out, "\n\nOf `%s`", decl->name.sym->text);
    add_doc(out, param->doc);
    add_type(out, occurrence->type);
}

static void describe_local(Buf *out, Session *session,
                           const Occurrence *occurrence)
{
    const Local *local = occurrence->target;
    Buf words = {.arena = out->arena};
    add_code(out,
             value_text(out->arena, local->name.sym->text, occurrence->type));
    becomes_local(&words, session, local);
    if (words.len)
        add_becoming(out, &words);
    else if (local->kind == LOCAL_ITEM)
        buf_text(out, "\n\nEach item of the list");
    else if (local->kind == LOCAL_ERROR)
        buf_text(out, "\n\nWhat Flyte says of the failure");
    else
        buf_text(out, "\n\nA name, not a node");
}

static void describe_decl(Buf *out, const Decl *decl)
{
    Buf words = {.arena = out->arena};
    add_code(out, decl_text(out->arena, decl));
    add_doc(out, decl->doc);
    becomes_decl(&words, decl);
    add_becoming(out, &words);
}

const char *describe(Arena *arena, Session *session,
                     const Occurrence *occurrence)
{
    Buf out = {.arena = arena};
    switch (occurrence->kind) {
    case TARGET_DECL:
        describe_decl(&out, occurrence->target);
        break;
    case TARGET_PARAM:
        describe_param(&out, occurrence);
        break;
    case TARGET_LOCAL:
        describe_local(&out, session, occurrence);
        break;
    case TARGET_CASE: {
        const EnumCase *one = occurrence->target;
        add_code(&out,
                 arena_print(arena, "%s.%s", occurrence->decl->name.sym->text,
                             one->name.sym->text));
        add_doc(&out, one->doc);
        break;
    }
    case TARGET_IMPORT: {
        const Import *import = occurrence->target;
        add_code(&out, arena_print(arena, "import %s",
                                   import->module && import->module->name
                                       ? import->module->name
                                       : "?"));
        add_doc(&out, import->module ? import->module->doc : NULL);
        break;
    }
    case TARGET_FIELD: {
        const Field *field = occurrence->target;
        add_code(&out,
                 value_text(arena, field->name.sym->text, occurrence->type));
        add_doc(&out, field->doc);
        add_type(&out, occurrence->type);
        break;
    }
    }
    return buf_string(&out);
}
