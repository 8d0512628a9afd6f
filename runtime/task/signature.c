/* signature.c - what goes into and comes out of an attempt. */
#include "runtime/task/signature.h"

bool signature_is_mapped(const Attempt *attempt, const char *name)
{
    return attempt->index >= 0 && literal_find(attempt->inputs, name) !=
                                      literal_find(attempt->all_inputs, name);
}

const IdlVariableMap *signature_declared(const IdlTask *task, bool outputs)
{
    static const IdlVariableMap nothing = FLYTEIDL__CORE__VARIABLE_MAP__INIT;
    const IdlInterface *interface = task->interface;
    const IdlVariableMap *found = NULL;
    if (interface)
        found = outputs ? interface->outputs : interface->inputs;
    return found ? found : &nothing;
}

static bool is_list(const IdlVariable *variable)
{
    return variable && variable->type &&
           variable->type->type_case ==
               FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
}

static IdlVariable *item_of(Arena *arena, const IdlVariable *variable)
{
    IdlVariable *item = make_copy(arena, variable, sizeof(*variable));
    item->type = variable->type->collection_type;
    return item;
}

static const IdlVariableMap *of_element(const Attempt *attempt, bool outputs)
{
    const IdlVariableMap *whole = signature_declared(attempt->task, outputs);
    if (attempt->index < 0)
        return whole;
    Arena *arena = attempt->arena;
    IdlVariableMap *element =
        make_new(arena, IdlVariableMap, FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    for (size_t i = 0; i < whole->n_variables; i++) {
        const char *name = whole->variables[i]->key;
        IdlVariable *variable = whole->variables[i]->value;
        if (is_list(variable) &&
            (outputs || signature_is_mapped(attempt, name)))
            variable = item_of(arena, variable);
        make_put(arena, element->variables, element->n_variables,
                 FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name,
                 variable);
    }
    return element;
}

const IdlVariableMap *signature_inputs(const Attempt *attempt)
{
    return of_element(attempt, false);
}

const IdlVariableMap *signature_outputs(const Attempt *attempt)
{
    return of_element(attempt, true);
}
