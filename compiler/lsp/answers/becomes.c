/* becomes.c - what a thing of flw becomes in Flyte, in words. */
#include "compiler/lsp/answers/becomes.h"

#include <string.h>

#include "typesys/call.h"
#include "typesys/kind.h"
#include "typesys/launch.h"
#include "typesys/node_id.h"
#include "typesys/type.h"

/* ---- types ---- */

static const char *simple_word(TypeKind kind)
{
    static const struct {
        TypeKind kind;
        const char *word;
    } words[] = {
        {TYPE_NONE, "NONE"},         {TYPE_INT, "INTEGER"},
        {TYPE_FLOAT, "FLOAT"},       {TYPE_STRING, "STRING"},
        {TYPE_BOOL, "BOOLEAN"},      {TYPE_DATETIME, "DATETIME"},
        {TYPE_DURATION, "DURATION"}, {TYPE_BYTES, "BINARY"},
        {TYPE_JSON, "STRUCT"},       {TYPE_FAILURE, "ERROR"},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (words[i].kind == kind)
            return words[i].word;
    return NULL;
}

static void add_format(Buf *out, const Sym *format)
{
    if (format)
        buf_print(out, " of format `%s`", format->text);
}

static void add_columns(Buf *out, const Type *row)
{
    for (uint32_t i = 0; row && i < row->as.record.len && i < 8; i++)
        buf_print(out, "%s`%s`", i ? ", " : " with the columns ",
                  row->as.record.at[i].name->text);
    if (row && row->as.record.len > 8)
        buf_text(out, ", …");
}

static void add_variants(Buf *out, const Type *type)
{
    buf_text(out, "a union of ");
    for (uint32_t i = 0; i < type->as.alt.len && i < 8; i++) {
        buf_text(out, i ? " and " : "");
        becomes_type(out, type->as.alt.at[i]);
    }
}

static void add_compound(Buf *out, const Type *type)
{
    if (type->kind == TYPE_LIST || type->kind == TYPE_MAP) {
        buf_text(out, type->kind == TYPE_LIST ? "a collection of "
                                              : "a map from strings to ");
        becomes_type(out, type->as.item);
    } else if (type->kind == TYPE_UNION) {
        add_variants(out, type);
    } else if (type->kind == TYPE_FILE || type->kind == TYPE_DIR) {
        buf_text(out, type->kind == TYPE_FILE ? "a single blob"
                                              : "a multipart blob");
        add_format(out, type->as.format);
    } else if (type->kind == TYPE_TABLE) {
        buf_text(out, "a structured dataset");
        add_columns(out, type->as.table.row);
        add_format(out, type->as.table.format);
    } else if (type->kind == TYPE_REFINED) {
        becomes_type(out, type->as.refined.base);
        buf_text(out, ", refined by an annotation");
    } else if (type->kind == TYPE_NEW) {
        becomes_type(out, type->as.fresh.base);
        buf_text(out, ", tagged with its name");
    } else if (type->kind == TYPE_RECORD) {
        buf_text(out, "a simple STRUCT with a JSON schema");
    } else if (type->kind == TYPE_ENUM) {
        buf_text(out, "an enum");
    }
}

void becomes_type(Buf *out, const Type *type)
{
    const char *word = type ? simple_word(type->kind) : NULL;
    if (word)
        buf_print(out, "a simple %s", word);
    else if (type)
        add_compound(out, type);
}

/* ---- declarations ---- */

static const char *task_type(const Decl *task)
{
    const KindUse *use = task->as.task.use;
    if (!use)
        return NULL;
    switch (use->tag) {
    case KIND_CONTAINER:
    case KIND_SHELL:
    case KIND_POD:
        return "raw-container";
    case KIND_PYTHON:
        return "python-task";
    case KIND_SQL:
        return "sql";
    case KIND_ECHO:
        return "echo";
    case KIND_PLUGIN:
        return use->decl ? use->decl->as.kind.plugin : NULL;
    }
    return NULL;
}

static const char *chosen_name(const Decl *decl)
{
    const Settings *settings = decl->kind == DECL_TASK
                                   ? decl->as.task.settings
                                   : decl->as.workflow.settings;
    return settings && settings_has(settings, SETTING_NAME) ? settings->name
                                                            : NULL;
}

static void add_entity(Buf *out, const char *what, const Decl *decl,
                       const char *chosen)
{
    if (!decl->module->name)
        return;
    buf_print(out, "%s `%s%s%s`", what, chosen ? "" : decl->module->name,
              chosen ? "" : ".", chosen ? chosen : decl->name.sym->text);
}

void becomes_decl(Buf *out, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
        add_entity(out, "the task", decl, chosen_name(decl));
        if (task_type(decl))
            buf_print(out, " of type `%s`", task_type(decl));
        break;
    case DECL_WORKFLOW:
        add_entity(out, "the workflow", decl, chosen_name(decl));
        buf_text(out, " with its default launch plan");
        break;
    case DECL_LAUNCH:
        add_entity(out, "the launch plan", decl,
                   decl->as.launch.launch ? decl->as.launch.launch->name
                                          : NULL);
        break;
    case DECL_EXTERN:
        if (decl->as.extern_.at)
            buf_print(out, "a reference to `%s`", decl->as.extern_.at);
        break;
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
        becomes_type(out, decl->type);
        break;
    case DECL_KIND:
        if (decl->as.kind.plugin)
            buf_print(out, "tasks of type `%s`", decl->as.kind.plugin);
        break;
    case DECL_DEFAULTS:
    case DECL_TEST:
    case DECL_ERROR:
        break;
    }
}

/* ---- nodes ---- */

static const char *call_word(const Call *call)
{
    switch (call->kind) {
    case CALLEE_TASK:
        return "a task node";
    case CALLEE_WORKFLOW:
        return "a sub-workflow node";
    case CALLEE_LAUNCH:
        return "a launch plan node";
    case CALLEE_APPROVE:
    case CALLEE_WAIT_FOR:
    case CALLEE_SLEEP:
        return "a gate node";
    case CALLEE_LEN:
        break;
    }
    return NULL;
}

/* NULL: the value is no node. */
static const char *node_word(const Expr *value)
{
    if (!value)
        return NULL;
    if (value->kind == EXPR_CALL && value->as.call.call)
        return call_word(value->as.call.call);
    if (value->kind == EXPR_COMPREHENSION)
        return "an array node";
    return value->kind == EXPR_IF || value->kind == EXPR_MATCH ? "a branch node"
                                                               : NULL;
}

const char *local_node_id(Session *session, const Local *local)
{
    bool is_node = local->kind == LOCAL_BINDING && node_word(local->value);
    return is_node ? node_id(&session->syms, local->name.sym)->text : NULL;
}

void becomes_local(Buf *out, Session *session, const Local *local)
{
    const char *id = local_node_id(session, local);
    if (id)
        buf_print(out, "%s with the id `%s`", node_word(local->value), id);
}
