/* bind.c - from what a node's inputs are bound to, to their values. */
#include "runtime/value/bind.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What is made of promises may nest deeper than any message that came in;
 * beyond this, neither rows nor events could hold it. */
enum { VALUE_DEPTH_MAX = SPEC_DEPTH_MAX - 10 };

static void *refuse(const char **why, const char *words)
{
    *why = words;
    return NULL;
}

/* "[3].o0": an item of an output that is a list, as old map tasks have it. */
static bool split_index(const char *var, size_t *index, const char **name)
{
    char *end;
    if (var[0] != '[' || !isdigit((unsigned char)var[1]))
        return false;
    unsigned long long found = strtoull(var + 1, &end, 10);
    *index = (size_t)found;
    *name = end + 2;
    return end[0] == ']' && end[1] == '.' && end[2] != '\0';
}

static const IdlLiteral *fetch_item(const BindSource *source,
                                    const char *node_id, const char *name,
                                    size_t index, const char **why)
{
    const IdlLiteral *list = source->fetch(source->self, node_id, name, why);
    if (!list)
        return NULL;
    if (list->value_case != FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION)
        return refuse(why, "an item is asked of an output that is no list");
    if (index >= list->collection->n_literals)
        return refuse(why, "an item is asked of an output that has fewer");
    return list->collection->literals[index];
}

static const IdlLiteral *resolve_promise(const BindSource *source,
                                         const IdlPromise *promise,
                                         const char **why)
{
    size_t index;
    const char *name;
    const IdlLiteral *found =
        split_index(promise->var, &index, &name)
            ? fetch_item(source, promise->node_id, name, index, why)
            : source->fetch(source->self, promise->node_id, promise->var, why);
    if (!found || promise->n_attr_path == 0)
        return found;
    return attr_path_resolve(source->arena, found, promise->attr_path,
                             promise->n_attr_path, why);
}

static const IdlLiteral *resolve(const BindSource *source,
                                 const IdlBindingData *data, const char **why);

static const IdlLiteral *resolve_list(
    const BindSource *source, const Flyteidl__Core__BindingDataCollection *list,
    const char **why)
{
    const IdlLiteral **items =
        arena_array(source->arena, const IdlLiteral *, list->n_bindings);
    for (size_t i = 0; i < list->n_bindings; i++) {
        items[i] = resolve(source, list->bindings[i], why);
        if (!items[i])
            return NULL;
    }
    return literal_list(source->arena, items, list->n_bindings);
}

static const IdlLiteral *resolve_map(const BindSource *source,
                                     const Flyteidl__Core__BindingDataMap *map,
                                     const char **why)
{
    IdlLiteralMap *out = literal_map_new(source->arena);
    for (size_t i = 0; i < map->n_bindings; i++) {
        const IdlLiteral *value = resolve(source, map->bindings[i]->value, why);
        if (!value)
            return NULL;
        literal_map_put(source->arena, out, map->bindings[i]->key, value);
    }
    return literal_of_map(source->arena, out);
}

/* As deep as the binding is nested, which spec_unpack bounds. */
static const IdlLiteral *resolve(const BindSource *source,
                                 const IdlBindingData *data, const char **why)
{
    if (!data)
        return refuse(why, "it is bound to nothing");
    switch (data->value_case) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
        return make_literal(source->arena, data->scalar);
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        return resolve_list(source, data->collection, why);
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        return resolve_promise(source, data->promise, why);
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        return resolve_map(source, data->map, why);
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
        return refuse(why, "its value was put aside by a cluster, and is not "
                           "here");
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return refuse(why, "it is bound to nothing");
}

const IdlLiteral *binding_resolve(const BindSource *source,
                                  const IdlBindingData *data, const char **why)
{
    const IdlLiteral *value = resolve(source, data, why);
    if (value && message_depth(&value->base) > VALUE_DEPTH_MAX)
        return refuse(why, "its lists and maps are nested too deep");
    return value;
}

IdlLiteralMap *bindings_resolve(const BindSource *source,
                                IdlBinding *const *bindings, size_t n,
                                const char **why)
{
    IdlLiteralMap *out = literal_map_new(source->arena);
    for (size_t i = 0; i < n; i++) {
        const char *reason = "unknown";
        const IdlLiteral *value =
            binding_resolve(source, bindings[i]->binding, &reason);
        if (!value) {
            *why = arena_print(source->arena, "input `%s`: %s",
                               bindings[i]->var, reason);
            return NULL;
        }
        literal_map_put(source->arena, out, bindings[i]->var, value);
    }
    return out;
}
