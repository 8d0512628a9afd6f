/* emit_interface.c - names, interfaces, descriptions. */
#include <string.h>

#include "compiler/emit/emitter.h"

/* ---- ids ---- */

static IdlId *find_id(Emitter *e, const void *entity, const PlanId *id,
                      Flyteidl__Core__ResourceType kind)
{
    IdlId *found = map_find(&e->ids, entity);
    weight_spend(e, 16);
    text_spend(e, id->project);
    text_spend(e, id->domain);
    text_spend(e, id->name);
    text_spend(e, id->version);
    if (found)
        return found;
    found = new_core(e, Identifier, IDENTIFIER);
    found->resource_type = kind;
    found->project = make_text(id->project);
    found->domain = make_text(id->domain);
    found->name = make_text(id->name);
    found->version = make_text(id->version);
    map_put(e->arena, &e->ids, entity, found);
    return found;
}

IdlId *emit_task_id(Emitter *e, const PlanTask *task)
{
    return find_id(e, task, &task->id, FLYTEIDL__CORE__RESOURCE_TYPE__TASK);
}

IdlId *emit_workflow_id(Emitter *e, const PlanWorkflow *workflow)
{
    return find_id(e, workflow, &workflow->id,
                   FLYTEIDL__CORE__RESOURCE_TYPE__WORKFLOW);
}

IdlId *emit_launch_id(Emitter *e, const PlanLaunch *launch)
{
    return find_id(e, launch, &launch->id,
                   FLYTEIDL__CORE__RESOURCE_TYPE__LAUNCH_PLAN);
}

/* ---- interfaces ---- */

/* flytekit describes by its name what has no words of its own. */
IdlVariable *emit_variable(Emitter *e, const PlanVar *var)
{
    IdlVariable *variable = new_core(e, Variable, VARIABLE);
    text_spend(e, var->name);
    text_spend(e, var->doc);
    variable->type = emit_type(e, var->type);
    variable->description =
        make_text(var->doc && *var->doc ? var->doc : var->name);
    return variable;
}

static IdlVariableMap *variable_map(Emitter *e, const PlanVarVec *vars)
{
    IdlVariableMap *map = new_core(e, VariableMap, VARIABLE_MAP);
    for (uint32_t i = 0; i < vars->len; i++)
        make_put(e->arena, map->variables, map->n_variables,
                 FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT,
                 vars->at[i].name, emit_variable(e, &vars->at[i]));
    return map;
}

IdlInterface *emit_interface(Emitter *e, const PlanInterface *interface_)
{
    IdlInterface *out = new_core(e, TypedInterface, TYPED_INTERFACE);
    out->inputs = variable_map(e, &interface_->inputs);
    out->outputs = variable_map(e, &interface_->outputs);
    return out;
}

/* ---- descriptions ---- */

enum { SHORT_MAX = 255 }; /* bytes */

/* The end of the first paragraph. */
static size_t paragraph_len(const char *doc)
{
    const char *end = strstr(doc, "\n\n");
    return end ? (size_t)(end - doc) : strlen(doc);
}

/* The first paragraph on one line, as lists of entities show it. */
static const char *short_of(Emitter *e, const char *doc)
{
    size_t len = paragraph_len(doc);
    if (len > SHORT_MAX) {
        len = SHORT_MAX;
        while (len && ((unsigned char)doc[len] & 0xC0) == 0x80)
            len--;
    }
    char *text = arena_copy(e->arena, doc, len);
    for (char *at = text; *at; at++)
        if (*at == '\n')
            *at = ' ';
    return text;
}

static const char *rest_of(const char *doc)
{
    size_t len = paragraph_len(doc);
    if (len > SHORT_MAX)
        return doc;
    while (doc[len] == '\n')
        len++;
    return doc + len;
}

IdlDescription *emit_description(Emitter *e, const char *doc)
{
    if (!doc || !*doc)
        return NULL;
    text_spend(e, doc);
    IdlDescription *out = new_admin(e, DescriptionEntity, DESCRIPTION_ENTITY);
    out->short_description = make_text(short_of(e, doc));
    const char *rest = rest_of(doc);
    if (!*rest)
        return out;
    out->long_description = new_admin(e, Description, DESCRIPTION);
    out->long_description->content_case =
        FLYTEIDL__ADMIN__DESCRIPTION__CONTENT_VALUE;
    out->long_description->value = make_text(rest);
    out->long_description->format =
        FLYTEIDL__ADMIN__DESCRIPTION_FORMAT__DESCRIPTION_FORMAT_MARKDOWN;
    return out;
}
