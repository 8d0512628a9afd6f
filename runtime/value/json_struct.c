/* json_struct.c - JSON as Structs. */
#include "runtime/value/json_struct.h"

#include "base/panic.h"

static StructValue *value_of(Arena *arena, const Json *json)
{
    double number = 0;
    StructList *list;
    switch (json->kind) {
    case JSON_NULL:
        return struct_null(arena);
    case JSON_BOOL:
        return struct_bool(arena, json->yes);
    case JSON_NUMBER:
        json_double(json, &number);
        return struct_number(arena, number);
    case JSON_STRING:
        return struct_string(arena, json->text);
    case JSON_ARRAY:
        list = struct_list_new(arena);
        for (const Json *item = json->first; item; item = item->next)
            struct_push(arena, list, value_of(arena, item));
        return struct_list(arena, list);
    case JSON_OBJECT:
        return struct_object(arena, json_to_struct(arena, json));
    }
    UNREACHABLE("kind of JSON");
}

/* As deep as JSON_DEPTH. */
Struct *json_to_struct(Arena *arena, const Json *object)
{
    Struct *out = struct_new(arena);
    for (const Json *item = object->first; item; item = item->next)
        struct_put(arena, out, item->name, value_of(arena, item));
    message_sort(arena, &out->base);
    return out;
}
