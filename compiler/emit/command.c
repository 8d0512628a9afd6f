/* command.c - what a container is told. */
#include "compiler/emit/command.h"

#include <string.h>

#include "base/panic.h"

const char *command_input_path(const PlanTask *task)
{
    return task->use->input_path ? task->use->input_path : "/var/inputs";
}

const char *command_output_path(const PlanTask *task)
{
    return task->use->output_path ? task->use->output_path : "/var/outputs";
}

/* Can Flyte put it into a command as text, the same way each time? */
static bool has_text(const Type *type)
{
    switch (type_base(type)->kind) {
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_ENUM:
        return true;
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_OUTPUTS:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_UNION:
    case TYPE_RECORD:
    case TYPE_FILE:
    case TYPE_DIR:
    case TYPE_TABLE:
    case TYPE_REFINED:
    case TYPE_NEW:
    case TYPE_PARAM:
        return false;
    }
    UNREACHABLE("kind of type");
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

const char *command_word(Emitter *e, const PlanTask *task, const Local *param)
{
    const char *name = param->name.sym->text;
    if (param->kind == LOCAL_OUTPUT)
        return arena_print(e->arena, "%s/%s", command_output_path(task), name);
    if (has_text(param->type))
        return arena_print(e->arena, "{{.inputs.%s}}", name);
    return arena_print(e->arena, "%s/%s%s", command_input_path(task), name,
                       is_item(task, name) ? "/$(FLYTE_K8S_ARRAY_INDEX)" : "");
}

const char *command_text(Emitter *e, const PlanTask *task, const Template *text)
{
    Buf buf = {.arena = e->arena};
    for (uint32_t i = 0; i < text->parts.len; i++) {
        const TemplatePart *part = &text->parts.at[i];
        buf_text(&buf,
                 part->text ? part->text : command_word(e, task, part->param));
    }
    return buf_string(&buf);
}

const char *command_template(Emitter *e, const Template *text)
{
    Buf buf = {.arena = e->arena};
    for (uint32_t i = 0; i < text->parts.len; i++) {
        const TemplatePart *part = &text->parts.at[i];
        if (part->text)
            buf_text(&buf, part->text);
        else if (part->param->kind == LOCAL_OUTPUT)
            buf_print(&buf, "{{.outputPrefix}}/%s",
                      part->param->name.sym->text);
        else
            buf_print(&buf, "{{.inputs.%s}}", part->param->name.sym->text);
    }
    return buf_string(&buf);
}

void command_add(Emitter *e, char ***words, size_t *count, const char *word)
{
    make_push(e->arena, *words, *count, make_text(word));
}
