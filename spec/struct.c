/* struct.c - google.protobuf.Struct. */
#include "spec/struct.h"

#include <string.h>

#include "spec/make.h"

Struct *struct_new(Arena *arena)
{
    return make_new(arena, Struct, GOOGLE__PROTOBUF__STRUCT__INIT);
}

StructList *struct_list_new(Arena *arena)
{
    return make_new(arena, StructList, GOOGLE__PROTOBUF__LIST_VALUE__INIT);
}

static StructValue *new_value(Arena *arena,
                              Google__Protobuf__Value__KindCase kind)
{
    StructValue *value =
        make_new(arena, StructValue, GOOGLE__PROTOBUF__VALUE__INIT);
    value->kind_case = kind;
    return value;
}

StructValue *struct_null(Arena *arena)
{
    return new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE);
}

StructValue *struct_number(Arena *arena, double number)
{
    StructValue *value =
        new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_NUMBER_VALUE);
    value->number_value = number;
    return value;
}

StructValue *struct_string(Arena *arena, const char *text)
{
    StructValue *value =
        new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE);
    value->string_value = make_text(text);
    return value;
}

StructValue *struct_bool(Arena *arena, bool truth)
{
    StructValue *value =
        new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_BOOL_VALUE);
    value->bool_value = truth;
    return value;
}

StructValue *struct_object(Arena *arena, Struct *object)
{
    StructValue *value =
        new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE);
    value->struct_value = object;
    return value;
}

StructValue *struct_list(Arena *arena, StructList *list)
{
    StructValue *value =
        new_value(arena, GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE);
    value->list_value = list;
    return value;
}

void struct_put(Arena *arena, Struct *object, const char *key,
                StructValue *value)
{
    make_put(arena, object->fields, object->n_fields,
             GOOGLE__PROTOBUF__STRUCT__FIELDS_ENTRY__INIT, key, value);
}

void struct_push(Arena *arena, StructList *list, StructValue *value)
{
    make_push(arena, list->values, list->n_values, value);
}

const StructValue *struct_find(const Struct *object, const char *key)
{
    for (size_t i = object->n_fields; i-- > 0;)
        if (strcmp(object->fields[i]->key, key) == 0)
            return object->fields[i]->value;
    return NULL;
}

const Struct *struct_object_of(const StructValue *value)
{
    bool is =
        value && value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE;
    return is ? value->struct_value : NULL;
}

const StructList *struct_list_of(const StructValue *value)
{
    bool is =
        value && value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE;
    return is ? value->list_value : NULL;
}

const char *struct_text_of(const StructValue *value)
{
    bool is =
        value && value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE;
    return is && value->string_value ? value->string_value : "";
}
