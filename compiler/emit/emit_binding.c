/* emit_binding.c - where a node's inputs come from. */
#include "base/panic.h"
#include "compiler/emit/emitter.h"

static IdlBindingData *new_data(Emitter *e,
                                Flyteidl__Core__BindingData__ValueCase kind)
{
    IdlBindingData *data = new_core(e, BindingData, BINDING_DATA);
    data->value_case = kind;
    return data;
}

static Flyteidl__Core__BindingDataCollection *new_items(Emitter *e, size_t len)
{
    Flyteidl__Core__BindingDataCollection *items =
        new_core(e, BindingDataCollection, BINDING_DATA_COLLECTION);
    new_list(e, items->bindings, items->n_bindings, len);
    return items;
}

static void put_item(Emitter *e, Flyteidl__Core__BindingDataMap *map,
                     const char *key, IdlBindingData *data)
{
    text_spend(e, key);
    make_put(e->arena, map->bindings, map->n_bindings,
             FLYTEIDL__CORE__BINDING_DATA_MAP__BINDINGS_ENTRY__INIT, key, data);
}

static IdlBindingData *scalar_data(Emitter *e, IdlScalar *scalar)
{
    IdlBindingData *data =
        new_data(e, FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR);
    data->scalar = scalar;
    return data;
}

static IdlBindingData *items_data(Emitter *e,
                                  Flyteidl__Core__BindingDataCollection *items)
{
    IdlBindingData *data =
        new_data(e, FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION);
    data->collection = items;
    return data;
}

static IdlBindingData *map_data(Emitter *e, Flyteidl__Core__BindingDataMap *map)
{
    IdlBindingData *data = new_data(e, FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP);
    data->map = map;
    return data;
}

/* flytekit writes a list, also one for a union, as a collection of bindings. */
static IdlBindingData *constant_data(Emitter *e, const Type *wanted,
                                     const Value *value)
{
    const Type *base = type_base(wanted);
    if (base->kind == TYPE_UNION &&
        (value->kind == VALUE_LIST || value->kind == VALUE_MAP))
        base = type_base(value_variant(base, value));
    if (base->kind == TYPE_LIST) {
        Flyteidl__Core__BindingDataCollection *items =
            new_items(e, value->as.list.len);
        for (uint32_t i = 0; i < value->as.list.len; i++)
            items->bindings[i] =
                constant_data(e, base->as.item, value->as.list.at[i]);
        return items_data(e, items);
    }
    if (base->kind == TYPE_MAP) {
        Flyteidl__Core__BindingDataMap *map =
            new_core(e, BindingDataMap, BINDING_DATA_MAP);
        for (uint32_t i = 0; i < value->as.entries.len; i++) {
            const ValueEntry *entry = &value->as.entries.at[i];
            put_item(e, map, entry->name->text,
                     constant_data(e, base->as.item, entry->value));
        }
        return map_data(e, map);
    }
    return scalar_data(e, emit_scalar(e, wanted, value));
}

static IdlPromise *promise_of(Emitter *e, const PlanData *data)
{
    const PlanNode *node = data->as.promise.node;
    IdlPromise *promise = new_core(e, OutputReference, OUTPUT_REFERENCE);
    promise->node_id = make_text(node ? node->id : "");
    promise->var = make_text(data->as.promise.var);
    text_spend(e, promise->node_id);
    text_spend(e, promise->var);
    uint32_t len = data->as.promise.path.len;
    if (!len)
        return promise;
    new_list(e, promise->attr_path, promise->n_attr_path, len);
    for (uint32_t i = 0; i < len; i++) {
        const PlanStep *step = &data->as.promise.path.at[i];
        Flyteidl__Core__PromiseAttribute *attribute =
            new_core(e, PromiseAttribute, PROMISE_ATTRIBUTE);
        attribute->value_case =
            step->field ? FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE
                        : FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_INT_VALUE;
        text_spend(e, step->field);
        if (step->field)
            attribute->string_value = make_text(step->field);
        else
            attribute->int_value = (int32_t)step->index;
        promise->attr_path[i] = attribute;
    }
    return promise;
}

static IdlBindingData *emit_data(Emitter *e, const PlanData *data);

static IdlBindingData *list_data(Emitter *e, const PlanData *data)
{
    Flyteidl__Core__BindingDataCollection *items =
        new_items(e, data->as.list.len);
    for (uint32_t i = 0; i < data->as.list.len; i++)
        items->bindings[i] = emit_data(e, data->as.list.at[i]);
    return items_data(e, items);
}

static IdlBindingData *entries_data(Emitter *e, const PlanData *data)
{
    Flyteidl__Core__BindingDataMap *map =
        new_core(e, BindingDataMap, BINDING_DATA_MAP);
    for (uint32_t i = 0; i < data->as.map.len; i++)
        put_item(e, map, data->as.map.at[i].key,
                 emit_data(e, data->as.map.at[i].data));
    return map_data(e, map);
}

static IdlBindingData *emit_data(Emitter *e, const PlanData *data)
{
    IdlBindingData *promise;
    depth_note(e, data->type->depth);
    switch (data->kind) {
    case PLAN_CONSTANT:
        if (!emit_spend_value(e, data->as.constant))
            return scalar_data(e, make_none(e->arena));
        return constant_data(e, data->type, data->as.constant);
    case PLAN_PROMISE:
        promise = new_data(e, FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE);
        promise->promise = promise_of(e, data);
        return promise;
    case PLAN_LIST:
        return list_data(e, data);
    case PLAN_MAP:
        return entries_data(e, data);
    }
    UNREACHABLE("kind of data");
}

void emit_bindings(Emitter *e, const PlanBindingVec *bindings,
                   IdlBinding ***list, size_t *count)
{
    if (!bindings->len)
        return;
    new_list(e, *list, *count, bindings->len);
    for (uint32_t i = 0; i < bindings->len; i++) {
        IdlBinding *binding = new_core(e, Binding, BINDING);
        binding->var = make_text(bindings->at[i].var);
        text_spend(e, binding->var);
        binding->binding = emit_data(e, bindings->at[i].data);
        (*list)[i] = binding;
    }
}
