/* attr_path.c - `promise.a["b"][0]`, as propeller resolves it: through lists
 * and maps first, then through the record that is found there. */
#include <string.h>

#include "base/utf8.h"
#include "runtime/value/bind.h"
#include "spec/msgpack.h"
#include "spec/struct.h"

typedef struct Path {
    Arena *arena;
    IdlAttrPath *const *steps;
    size_t len;
    const char **why;
} Path;

static void *refuse(const Path *path, const char *why)
{
    *path->why = why;
    return NULL;
}

/* The name that the step gives; NULL with a reason when it is an index. */
static const char *name_of(const Path *path, const IdlAttrPath *step)
{
    if (step->value_case ==
        FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE)
        return step->string_value;
    return refuse(path, "an attribute path has an index where the value has "
                        "names");
}

static bool index_of(const Path *path, const IdlAttrPath *step, size_t len,
                     size_t *index)
{
    if (step->value_case !=
        FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_INT_VALUE) {
        refuse(path, "an attribute path has a name where the value is a list");
        return false;
    }
    *index = (size_t)step->int_value;
    if (step->int_value >= 0 && *index < len)
        return true;
    *path->why = arena_print(path->arena,
                             "index %d is out of range: the list has %zu items",
                             (int)step->int_value, len);
    return false;
}

static void *no_such(const Path *path, const char *name)
{
    return refuse(path,
                  arena_print(path->arena, "there is no `%s` in it", name));
}

/* ---- msgpack ---- */

typedef struct Packed {
    const uint8_t *at;
    const uint8_t *end;
} Packed;

/* Moves past one value with all inside; false: cut short. */
static bool skip_packed(Packed *packed)
{
    MsgpackItem item;
    for (uint64_t left = 1; left > 0; left--) {
        if (!msgpack_next(&packed->at, packed->end, &item))
            return false;
        if (item.kind == MSGPACK_LIST)
            left += item.as.count;
        else if (item.kind == MSGPACK_MAP)
            left += (uint64_t)item.as.count * 2;
    }
    return true;
}

/* The next value alone; false never, where all was skipped once. */
static Packed take_packed(Packed *packed)
{
    Packed value = {packed->at, packed->at};
    skip_packed(packed);
    value.end = packed->at;
    return value;
}

static bool is_key(const MsgpackItem *item, const char *name)
{
    return item->kind == MSGPACK_TEXT && item->as.bytes.len == strlen(name) &&
           memcmp(item->as.bytes.at, name, item->as.bytes.len) == 0;
}

static bool step_into_map(const Path *path, const IdlAttrPath *step,
                          uint32_t count, Packed *value)
{
    const char *name = name_of(path, step);
    bool found = false;
    Packed rest = *value;
    for (uint32_t i = 0; name && i < count; i++) {
        Packed key = take_packed(&rest), item = take_packed(&rest);
        MsgpackItem head;
        if (!msgpack_next(&key.at, key.end, &head) || !is_key(&head, name))
            continue;
        found = true;
        *value = item;
    }
    if (name && !found)
        no_such(path, name);
    return found;
}

static bool step_into_list(const Path *path, const IdlAttrPath *step,
                           uint32_t count, Packed *value)
{
    size_t index;
    if (!index_of(path, step, count, &index))
        return false;
    for (size_t i = 0; i < index; i++)
        skip_packed(value);
    *value = take_packed(value);
    return true;
}

static bool step_into_packed(const Path *path, const IdlAttrPath *step,
                             Packed *value)
{
    MsgpackItem head;
    msgpack_next(&value->at, value->end, &head);
    if (head.kind == MSGPACK_MAP)
        return step_into_map(path, step, head.as.count, value);
    if (head.kind == MSGPACK_LIST)
        return step_into_list(path, step, head.as.count, value);
    refuse(path, "an attribute path goes on where the record has a plain "
                 "value");
    return false;
}

static const IdlLiteral *packed_literal(const Path *path, Packed value)
{
    size_t len = (size_t)(value.end - value.at);
    return make_literal(path->arena,
                        make_binary(path->arena, value.at, len, "msgpack"));
}

static const IdlLiteral *packed_list(const Path *path, Packed value,
                                     uint32_t count)
{
    const IdlLiteral **items =
        arena_array(path->arena, const IdlLiteral *, count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = packed_literal(path, take_packed(&value));
    return literal_list(path->arena, items, count);
}

static const IdlLiteral *packed_text(const Path *path, const MsgpackItem *item)
{
    const char *text = (const char *)item->as.bytes.at;
    size_t len = item->as.bytes.len;
    if (utf8_check(text, len) < len || memchr(text, '\0', len))
        return refuse(path, "a text in the record is not UTF-8, or has a NUL");
    text = arena_copy(path->arena, text, len);
    return make_literal(
        path->arena, make_scalar(path->arena, make_string(path->arena, text)));
}

static const IdlLiteral *plain(const Path *path, IdlPrimitive *primitive)
{
    return make_literal(path->arena, make_scalar(path->arena, primitive));
}

static const IdlLiteral *literal_of_packed(const Path *path, Packed value)
{
    Packed inside = value;
    MsgpackItem item;
    msgpack_next(&inside.at, inside.end, &item);
    switch (item.kind) {
    case MSGPACK_BOOL:
        return plain(path, make_bool(path->arena, item.as.yes));
    case MSGPACK_INT:
        return plain(path, make_int(path->arena, item.as.integer));
    case MSGPACK_UINT:
        return refuse(path, "a number in the record is beyond 64 bits with "
                            "sign");
    case MSGPACK_FLOAT:
        return plain(path, make_float(path->arena, item.as.number));
    case MSGPACK_TEXT:
        return packed_text(path, &item);
    case MSGPACK_LIST:
        return packed_list(path, inside, item.as.count);
    case MSGPACK_NONE:
    case MSGPACK_MAP:
    case MSGPACK_BYTES:
    case MSGPACK_EXTENSION:
        break;
    }
    return packed_literal(path, value);
}

static const IdlLiteral *resolve_packed(const Path *path,
                                        const Flyteidl__Core__Binary *binary)
{
    size_t len = binary->value.len;
    Packed value = {len ? binary->value.data : (const uint8_t *)"", NULL};
    if (strcmp(binary->tag, "msgpack") != 0)
        return refuse(path, arena_print(path->arena,
                                        "it goes into bytes of the form `%s`, "
                                        "wants msgpack",
                                        binary->tag));
    value.end = value.at + len;
    Packed whole = value;
    if (!skip_packed(&whole) || whole.at < whole.end)
        return refuse(path, "the record is not one value of MessagePack");
    for (size_t i = 0; i < path->len; i++)
        if (!step_into_packed(path, path->steps[i], &value))
            return NULL;
    return literal_of_packed(path, value);
}

/* ---- Struct ---- */

static const IdlLiteral *literal_of_struct(const Path *path,
                                           const StructValue *value)
{
    IdlLiteral *literal =
        make_new(path->arena, IdlLiteral, FLYTEIDL__CORE__LITERAL__INIT);
    IdlScalar *scalar;
    switch (value->kind_case) {
    case GOOGLE__PROTOBUF__VALUE__KIND_NUMBER_VALUE:
        return plain(path, make_float(path->arena, value->number_value));
    case GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE:
        return plain(path, make_string(path->arena, value->string_value));
    case GOOGLE__PROTOBUF__VALUE__KIND_BOOL_VALUE:
        return plain(path, make_bool(path->arena, value->bool_value));
    case GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE:
        scalar = make_new(path->arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
        scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_GENERIC;
        scalar->generic = value->struct_value;
        return make_literal(path->arena, scalar);
    case GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE: {
        const StructList *list = value->list_value;
        const IdlLiteral **items =
            arena_array(path->arena, const IdlLiteral *, list->n_values);
        for (size_t i = 0; i < list->n_values; i++)
            items[i] = literal_of_struct(path, list->values[i]);
        return literal_list(path->arena, items, list->n_values);
    }
    case GOOGLE__PROTOBUF__VALUE__KIND_NULL_VALUE:
    case GOOGLE__PROTOBUF__VALUE__KIND__NOT_SET:
    case _GOOGLE__PROTOBUF__VALUE__KIND__CASE_IS_INT_SIZE:
        break;
    }
    return literal; /* Flyte's literal without a value */
}

/* Steps into a plain value are passed over, as propeller does. */
static const StructValue *step_into_struct(const Path *path,
                                           const IdlAttrPath *step,
                                           const StructValue *value)
{
    if (value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE) {
        const char *name = name_of(path, step);
        const StructValue *found =
            name ? struct_find(value->struct_value, name) : NULL;
        return name && !found ? no_such(path, name) : found;
    }
    if (value->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_LIST_VALUE) {
        size_t index;
        bool there = index_of(path, step, value->list_value->n_values, &index);
        return there ? value->list_value->values[index] : NULL;
    }
    return value;
}

static const IdlLiteral *resolve_struct(const Path *path, Struct *record)
{
    const StructValue *value = struct_object(path->arena, record);
    for (size_t i = 0; i < path->len; i++) {
        value = step_into_struct(path, path->steps[i], value);
        if (!value)
            return NULL;
    }
    return literal_of_struct(path, value);
}

/* ---- literals ---- */

static const IdlLiteral *step_into(const Path *path, const IdlAttrPath *step,
                                   const IdlLiteral *literal)
{
    if (literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_MAP) {
        const char *name = name_of(path, step);
        const IdlLiteral *found =
            name ? literal_find(literal->map, name) : NULL;
        return name && !found ? no_such(path, name) : found;
    }
    size_t index;
    bool there = index_of(path, step, literal->collection->n_literals, &index);
    return there ? literal->collection->literals[index] : NULL;
}

static bool has_items(const IdlLiteral *literal)
{
    return literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_MAP ||
           literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION;
}

/* Steps beyond a plain value are passed over, as propeller does. */
const IdlLiteral *attr_path_resolve(Arena *arena, const IdlLiteral *literal,
                                    IdlAttrPath *const *path, size_t n,
                                    const char **why)
{
    Path rest = {arena, path, n, why};
    for (; rest.len > 0 && has_items(literal); rest.steps++, rest.len--) {
        literal = step_into(&rest, *rest.steps, literal);
        if (!literal)
            return NULL;
    }
    if (literal->value_case ==
        FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA)
        return refuse(&rest, "the value was put aside by a cluster, and is not "
                             "here");
    if (n == 0 || literal->value_case != FLYTEIDL__CORE__LITERAL__VALUE_SCALAR)
        return literal;
    if (literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_BINARY)
        return resolve_packed(&rest, literal->scalar->binary);
    if (literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_GENERIC)
        return resolve_struct(&rest, literal->scalar->generic);
    return literal;
}
