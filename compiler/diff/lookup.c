/* lookup.c - keys of schemas, found without walking them each time. */
#include "compiler/diff/lookup.h"

#include <string.h>

enum { FEW = 8 }; /* are walked as fast */

void lookup_init(Lookup *lookup, Arena *arena)
{
    *lookup = (Lookup){.arena = arena};
    sym_table_init(&lookup->names, arena);
}

static Map *new_index(Lookup *lookup, const void *of)
{
    Map *index = arena_new(lookup->arena, Map);
    map_put(lookup->arena, &lookup->known, of, index);
    return index;
}

static Map *index_of(Lookup *lookup, const Struct *object)
{
    Map *index = map_find(&lookup->known, object);
    if (index)
        return index;
    index = new_index(lookup, object);
    for (size_t i = 0; i < object->n_fields; i++)
        map_put(lookup->arena, index,
                sym_of(&lookup->names, object->fields[i]->key),
                object->fields[i]->value);
    return index;
}

const StructValue *lookup_find(Lookup *lookup, const Struct *object,
                               const char *key)
{
    if (!object || object->n_fields <= FEW)
        return object ? struct_find(object, key) : NULL;
    return map_find(index_of(lookup, object), sym_of(&lookup->names, key));
}

bool lookup_has(Lookup *lookup, const StructList *list, const char *text)
{
    Map *index = map_find(&lookup->known, list);
    if (!index) {
        index = new_index(lookup, list);
        for (size_t i = 0; i < list->n_values; i++)
            map_put(lookup->arena, index,
                    sym_of(&lookup->names, struct_text_of(list->values[i])),
                    list->values[i]);
    }
    return map_find(index, sym_of(&lookup->names, text)) != NULL;
}

const Struct *lookup_path(Lookup *lookup, const Struct *root, const char *path)
{
    if (path[0] != '#' || path[1] != '/')
        return NULL;
    const Struct *at = root;
    for (path += 2; at && *path;) {
        size_t len = strcspn(path, "/");
        const char *key = arena_copy(lookup->arena, path, len);
        at = struct_object_of(lookup_find(lookup, at, key));
        path += len + (path[len] == '/');
    }
    return at;
}
