/* make_uses.c - what a node waits for, and where that comes from. */
#include <string.h>

#include "spec/chart/brief.h"
#include "spec/chart/make.h"

typedef struct UseSite {
    ChartMaker *maker;
    ChartFlow *flow;
    ChartUses *uses;
    Map *seen;        /* ChartNode -> itself: some use takes from it */
    const char *var;  /* what is bound */
    const char *type; /* as it is wanted there; NULL: not known */
    const Sym *whole;
    const char *whole_type; /* of what is made of several */
} UseSite;

static const Sym *sym(ChartMaker *maker, const char *text)
{
    return sym_of(&maker->index->names, text ? text : "");
}

static bool is_start(const char *id)
{
    return !id || !*id || strcmp(id, "start-node") == 0;
}

/* ---- interfaces ---- */

static ChartVars *new_vars(ChartMaker *maker, const IdlVariableMap *variables)
{
    ChartVars *vars = arena_new(maker->arena, ChartVars);
    size_t count = 0;
    const ProtobufCMessage *const *entries =
        message_entries(maker->arena, &variables->base,
                        &variables->base.descriptor->fields[0], &count);
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__VariableMap__VariablesEntry *entry =
            (const void *)entries[i];
        const IdlType *type = entry->value ? entry->value->type : NULL;
        vec_push(maker->arena, vars,
                 ((ChartVar){entry->key, brief_type(maker->arena, type)}));
    }
    map_put(maker->arena, &maker->vars, variables, vars);
    return vars;
}

ChartVars chart_vars(ChartMaker *maker, const IdlVariableMap *variables)
{
    if (!variables)
        return (ChartVars){0};
    ChartVars *vars = map_find(&maker->vars, variables);
    return vars ? *vars : *new_vars(maker, variables);
}

/* Names of variables to their types. */
static const Map *types_of(ChartMaker *maker, const IdlVariableMap *variables)
{
    Map *types = map_find(&maker->types, variables);
    if (types)
        return types;
    types = arena_new(maker->arena, Map);
    for (size_t i = 0; variables && i < variables->n_variables; i++) {
        const IdlVariable *variable = variables->variables[i]->value;
        if (variable && variable->type)
            map_put(maker->arena, types,
                    sym(maker, variables->variables[i]->key), variable->type);
    }
    map_put(maker->arena, &maker->types, variables, types);
    return types;
}

static const Map *launch_types(ChartMaker *maker, const IdlLaunchPlan *launch)
{
    const IdlParameterMap *map =
        launch->spec ? launch->spec->default_inputs : NULL;
    Map *types = map_find(&maker->types, map);
    if (types)
        return types;
    types = arena_new(maker->arena, Map);
    for (size_t i = 0; map && i < map->n_parameters; i++) {
        const IdlParameter *parameter = map->parameters[i]->value;
        if (parameter && parameter->var && parameter->var->type)
            map_put(maker->arena, types, sym(maker, map->parameters[i]->key),
                    parameter->var->type);
    }
    map_put(maker->arena, &maker->types, map, types);
    return types;
}

static const char *type_named(const ChartVars *vars, const char *name)
{
    for (uint32_t i = 0; i < vars->len; i++)
        if (strcmp(vars->at[i].name, name) == 0)
            return vars->at[i].text;
    return NULL;
}

/* ---- uses ---- */

static const char *path_of(ChartMaker *maker, const IdlPromise *promise)
{
    Buf path = {.arena = maker->arena};
    for (size_t i = 0; i < promise->n_attr_path; i++) {
        const IdlAttrPath *step = promise->attr_path[i];
        if (step->value_case ==
            FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE)
            buf_print(&path, ".%s",
                      step->string_value ? step->string_value : "");
        else
            buf_print(&path, "[%d]", step->int_value);
    }
    return buf_string(&path);
}

static void add_promise(UseSite *site, const IdlPromise *promise)
{
    ChartMaker *maker = site->maker;
    ChartNode *from = NULL;
    if (!promise)
        return;
    if (!is_start(promise->node_id)) {
        from = map_find(&site->flow->by_id, sym(maker, promise->node_id));
        if (!from)
            return;
        from->wanted = true;
        map_put(maker->arena, site->seen, from, from);
    }
    const char *source = promise->var ? promise->var : "";
    const char *path = path_of(maker, promise);
    const ChartVars *given = from ? &from->outputs : &site->flow->inputs;
    const char *type = site->type;
    if (!type && !*path)
        type = type_named(given, source);
    ChartUse use = {.var = site->var,
                    .from = from,
                    .source = source,
                    .path = path,
                    .type = type,
                    .whole = site->whole,
                    .whole_type = site->whole_type,
                    .sides = CHART_NEW};
    vec_push(maker->arena, site->uses, use);
}

/* False: there is no promise inside. */
static bool add_data(UseSite *site, const IdlBindingData *data)
{
    bool any = false;
    switch (data ? data->value_case
                 : FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        add_promise(site, data->promise);
        return true;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        for (size_t i = 0; data->collection && i < data->collection->n_bindings;
             i++)
            any |= add_data(site, data->collection->bindings[i]);
        return any;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        for (size_t i = 0; data->map && i < data->map->n_bindings; i++)
            any |= add_data(site, data->map->bindings[i]->value);
        return any;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
        return false;
    }
    return false;
}

static const char *described(ChartMaker *maker, const IdlBindingData *data)
{
    Buf value = {.arena = maker->arena};
    Describer d = chart_describer(maker, &value);
    describe_data(&d, data);
    return chart_described(&d);
}

/* Where a binding is made of promises these are what is used; else it is a
 * constant. A list of promises is not of the type of each. */
static void add_binding(UseSite *site, ChartVars *constants,
                        const IdlBinding *binding, const Map *types)
{
    ChartMaker *maker = site->maker;
    const IdlBindingData *data = binding->binding;
    const IdlType *wanted = map_find(types, sym(maker, binding->var));
    const char *type = wanted ? brief_type(maker->arena, wanted) : NULL;
    bool lone =
        data && data->value_case == FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE;
    site->var = binding->var ? binding->var : "";
    site->type = lone ? type : NULL;
    site->whole = lone ? NULL : sym(maker, described(maker, data));
    site->whole_type = type;
    if (!add_data(site, data))
        vec_push(maker->arena, constants,
                 ((ChartVar){site->var, site->whole ? site->whole->text : ""}));
}

static void add_order(UseSite *site, const IdlNode *spec)
{
    ChartMaker *maker = site->maker;
    for (size_t i = 0; i < spec->n_upstream_node_ids; i++) {
        const char *id = spec->upstream_node_ids[i];
        ChartNode *from =
            is_start(id) ? NULL : map_find(&site->flow->by_id, sym(maker, id));
        if (!from || map_find(site->seen, from))
            continue;
        from->wanted = true;
        map_put(maker->arena, site->seen, from, from);
        ChartUse use = {
            .from = from, .source = "", .path = "", .sides = CHART_NEW};
        vec_push(maker->arena, site->uses, use);
    }
}

void chart_add_uses(ChartMaker *maker, ChartNode *node, const IdlNode *spec,
                    ChartCallee callee)
{
    Map seen = {0};
    const IdlInterface *interface = callee.interface;
    const Map *types =
        callee.launch ? launch_types(maker, callee.launch)
                      : types_of(maker, interface ? interface->inputs : NULL);
    UseSite site = {.maker = maker,
                    .flow = node->within,
                    .uses = &node->uses,
                    .seen = &seen};
    map_put(maker->arena, &seen, node, node);
    for (size_t i = 0; i < spec->n_inputs; i++)
        add_binding(&site, &node->constants, spec->inputs[i], types);
    add_order(&site, spec);
}

static void note_taken(ChartMaker *maker, Map *taken, const ChartNode *node)
{
    for (uint32_t i = 0; i < node->uses.len; i++)
        if (node->uses.at[i].from)
            map_put(maker->arena, taken, node->uses.at[i].from, taken);
    for (uint32_t i = 0; i < node->cases.len; i++)
        note_taken(maker, taken, node->cases.at[i].node);
}

/* A branch must wait for what its cases take: they say it better. */
void chart_drop_implied(ChartMaker *maker, ChartNode *branch)
{
    Map taken = {0};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < branch->cases.len; i++)
        note_taken(maker, &taken, branch->cases.at[i].node);
    for (uint32_t i = 0; i < branch->uses.len; i++) {
        const ChartUse *use = &branch->uses.at[i];
        if (use->var || !map_find(&taken, use->from))
            branch->uses.at[kept++] = *use;
    }
    branch->uses.len = kept;
}

void chart_add_results(ChartMaker *maker, ChartFlow *flow,
                       const IdlWorkflow *spec)
{
    Map seen = {0};
    const Map *types =
        types_of(maker, spec->interface ? spec->interface->outputs : NULL);
    UseSite site = {
        .maker = maker, .flow = flow, .uses = &flow->results, .seen = &seen};
    for (size_t i = 0; i < spec->n_outputs; i++)
        add_binding(&site, &flow->constants, spec->outputs[i], types);
}
