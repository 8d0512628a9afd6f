/* json_struct.c - JSON as the records of Flyte's literals. */
#include "runtime/value/json_struct.h"

#include <string.h>

#include "base/panic.h"
#include "spec/msgpack_out.h"

enum { RECORD_DEPTH_MAX = SPEC_DEPTH_MAX - 15 };

static Struct *struct_of(Arena *arena, const Json *object);

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
        if (!json_double(json, &number))
            json_double(&(Json){.kind = JSON_STRING, .text = json->text},
                        &number);
        return struct_number(arena, number);
    case JSON_STRING:
        return struct_string(arena, json->text);
    case JSON_ARRAY:
        list = struct_list_new(arena);
        for (const Json *item = json->first; item; item = item->next)
            struct_push(arena, list, value_of(arena, item));
        return struct_list(arena, list);
    case JSON_OBJECT:
        return struct_object(arena, struct_of(arena, json));
    }
    UNREACHABLE("kind of JSON");
}

/* As deep as JSON_DEPTH. */
static Struct *struct_of(Arena *arena, const Json *object)
{
    Struct *out = struct_new(arena);
    for (const Json *item = object->first; item; item = item->next)
        struct_put(arena, out, item->name, value_of(arena, item));
    return out;
}

Struct *json_to_struct(Arena *arena, const Json *object)
{
    Struct *out = struct_of(arena, object);
    if (message_depth(&out->base) > RECORD_DEPTH_MAX)
        return NULL;
    message_sort(arena, &out->base);
    return out;
}

static void pack_number(Buf *out, const Json *json)
{
    int64_t whole;
    double number = 0;
    Json named = {.kind = JSON_STRING, .text = json->text};
    if (json_int64(json, &whole)) {
        msgpack_put_int(out, whole);
        return;
    }
    if (!json_double(json, &number))
        json_double(&named, &number);
    msgpack_put_float(out, number);
}

static void pack_text(Buf *out, const char *text)
{
    msgpack_put_text(out, text, strlen(text));
}

/* As deep as JSON_DEPTH. */
void json_to_packed(Buf *out, const Json *json)
{
    switch (json->kind) {
    case JSON_NULL:
        msgpack_put_nil(out);
        return;
    case JSON_BOOL:
        msgpack_put_bool(out, json->yes);
        return;
    case JSON_NUMBER:
        pack_number(out, json);
        return;
    case JSON_STRING:
        pack_text(out, json->text);
        return;
    case JSON_ARRAY:
        msgpack_put_list(out, json->len);
        for (const Json *item = json->first; item; item = item->next)
            json_to_packed(out, item);
        return;
    case JSON_OBJECT:
        msgpack_put_map(out, json->len);
        for (const Json *item = json->first; item; item = item->next) {
            pack_text(out, item->name);
            json_to_packed(out, item);
        }
        return;
    }
    UNREACHABLE("kind of JSON");
}
