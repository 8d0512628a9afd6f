/* command.c - what a container is told. */
#include "compiler/emit/command.h"

#include <string.h>

#include "typesys/template.h"

const char *command_input_path(const PlanTask *task)
{
    return task->use->input_path ? task->use->input_path : "/var/inputs";
}

const char *command_output_path(const PlanTask *task)
{
    return task->use->output_path ? task->use->output_path : "/var/outputs";
}

/* Text, and not a path. */
static bool has_text(const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    return kind != TYPE_FILE && kind != TYPE_DIR && template_has_text(type);
}

/* Flyte's data collector gives a mapped task the whole list; Kubernetes puts
 * the number of the item in place of `$(…)`. */
static bool is_item(const PlanTask *task, const char *name)
{
    if (!task->mapped)
        return false;
    for (uint32_t i = 0; i < task->bound.len; i++)
        if (strcmp(task->bound.at[i], name) == 0)
            return false;
    return true;
}

/* Written without printf: it is most of what emission does. */
static void add_word(Buf *buf, const PlanTask *task, const Local *param)
{
    const Sym *name = param->name.sym;
    bool is_output = param->kind == LOCAL_OUTPUT;
    bool is_text = !is_output && has_text(param->type);
    if (is_text)
        buf_text(buf, "{{.inputs.");
    else
        buf_text(buf, is_output ? command_output_path(task)
                                : command_input_path(task));
    if (!is_text)
        buf_char(buf, '/');
    buf_add(buf, name->text, name->len);
    if (is_text)
        buf_text(buf, "}}");
    else if (!is_output && is_item(task, name->text))
        buf_text(buf, "/$(FLYTE_K8S_ARRAY_INDEX)");
}

const char *command_word(Emitter *e, const PlanTask *task, const Local *param)
{
    Buf buf = {.arena = e->arena};
    add_word(&buf, task, param);
    return buf_string(&buf);
}

const char *command_text(Emitter *e, const PlanTask *task, const Template *text)
{
    if (text->parts.len == 1 && text->parts.at[0].text)
        return text->parts.at[0].text;
    Buf buf = {.arena = e->arena};
    for (uint32_t i = 0; i < text->parts.len; i++) {
        const TemplatePart *part = &text->parts.at[i];
        if (part->text)
            buf_text(&buf, part->text);
        else
            add_word(&buf, task, part->param);
    }
    return buf_string(&buf);
}

/* Outputs of what has no files at hand lie where Flyte looks for them. */
const char *command_template(Emitter *e, const Template *text)
{
    Buf buf = {.arena = e->arena};
    for (uint32_t i = 0; i < text->parts.len; i++) {
        const TemplatePart *part = &text->parts.at[i];
        if (part->text) {
            buf_text(&buf, part->text);
            continue;
        }
        bool is_output = part->param->kind == LOCAL_OUTPUT;
        buf_text(&buf, is_output ? "{{.outputPrefix}}/" : "{{.inputs.");
        buf_text(&buf, part->param->name.sym->text);
        buf_text(&buf, is_output ? "" : "}}");
    }
    text_spend(e, buf_string(&buf));
    return buf_string(&buf);
}

void command_add(Emitter *e, char ***words, size_t *count, const char *word)
{
    text_spend(e, word);
    make_push(e->arena, *words, *count, make_text(word));
}
