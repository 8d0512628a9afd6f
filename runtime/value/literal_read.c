/* literal_read.c - a value from the file that a task wrote, by the rules of
 * flytecopilot's uploader. */
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "runtime/value/go_number.h"
#include "runtime/value/go_time.h"
#include "runtime/value/json_struct.h"
#include "runtime/value/literal_text.h"
#include "spec/quoted.h"

typedef struct Read {
    Arena *arena;
    const char *text; /* without the space around it */
    size_t len;
    const char **why;
} Read;

enum { FOUND_MAX = 40 }; /* bytes of what was found, as shown */

static const IdlLiteral *refuse(const Read *read, const char *wanted)
{
    Buf text = {.arena = read->arena};
    size_t len = read->len < FOUND_MAX ? read->len : FOUND_MAX;
    buf_print(&text, "wants %s, found ", wanted);
    if (len == 0)
        buf_text(&text, "nothing");
    else
        quoted_add(&text, read->text, len);
    buf_text(&text, len < read->len ? "..." : "");
    *read->why = buf_string(&text);
    return NULL;
}

static const IdlLiteral *plain(const Read *read, IdlPrimitive *primitive)
{
    return make_literal(read->arena, make_scalar(read->arena, primitive));
}

static const IdlLiteral *read_int(const Read *read)
{
    int64_t number;
    if (!go_int_read(read->text, &number))
        return refuse(read, "an int (digits, with or without a sign, within 64 "
                            "bits)");
    return plain(read, make_int(read->arena, number));
}

static const IdlLiteral *read_float(const Read *read)
{
    double number;
    if (!go_float_read(read->text, &number))
        return refuse(read, "a float");
    return plain(read, make_float(read->arena, number));
}

static const IdlLiteral *read_bool(const Read *read)
{
    bool yes;
    if (!go_bool_read(read->text, &yes))
        return refuse(read, "a bool (true or false)");
    return plain(read, make_bool(read->arena, yes));
}

static const IdlLiteral *read_datetime(const Read *read)
{
    Moment moment;
    if (!moment_read(read->text, &moment))
        return refuse(read, "a datetime such as 2026-01-31T08:00:00Z");
    IdlPrimitive *primitive = make_datetime(read->arena, 0);
    primitive->datetime->seconds = moment.seconds;
    primitive->datetime->nanos = moment.nanos;
    return plain(read, primitive);
}

static const IdlLiteral *read_duration(const Read *read)
{
    int64_t ns;
    if (!go_duration_read(read->text, false, &ns))
        return refuse(read, "a duration such as 1h30m or 1.5s");
    return plain(read, make_time_span(read->arena, ns));
}

static const IdlLiteral *read_string(const Read *read)
{
    if (utf8_check(read->text, read->len) < read->len)
        return refuse(read, "a string in UTF-8");
    return plain(read, make_string(read->arena, read->text));
}

static IdlScalar *new_scalar(const Read *read,
                             Flyteidl__Core__Scalar__ValueCase kind)
{
    IdlScalar *scalar =
        make_new(read->arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = kind;
    return scalar;
}

static const IdlLiteral *read_struct(const Read *read)
{
    const Json *json =
        json_parse(read->arena, read->text, read->len, NULL, NULL);
    if (!json || json->kind != JSON_OBJECT)
        return refuse(read, "a JSON object");
    IdlScalar *scalar = new_scalar(read, FLYTEIDL__CORE__SCALAR__VALUE_GENERIC);
    scalar->generic = json_to_struct(read->arena, json);
    if (!scalar->generic)
        return refuse(read, "a JSON object that is not nested so deep");
    return make_literal(read->arena, scalar);
}

static const IdlLiteral *read_error(const Read *read)
{
    if (utf8_check(read->text, read->len) < read->len)
        return refuse(read, "a message in UTF-8");
    IdlScalar *scalar = new_scalar(read, FLYTEIDL__CORE__SCALAR__VALUE_ERROR);
    scalar->error =
        make_new(read->arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
    scalar->error->message = make_text(read->text);
    return make_literal(read->arena, scalar);
}

static const IdlLiteral *read_simple(const Read *read,
                                     Flyteidl__Core__SimpleType simple)
{
    switch (simple) {
    case FLYTEIDL__CORE__SIMPLE_TYPE__NONE:
        return literal_none(read->arena);
    case FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER:
        return read_int(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT:
        return read_float(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRING:
        return read_string(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BOOLEAN:
        return read_bool(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME:
        return read_datetime(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__DURATION:
        return read_duration(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__BINARY:
        return make_literal(read->arena, make_binary(read->arena, read->text,
                                                     read->len, "msgpack"));
    case FLYTEIDL__CORE__SIMPLE_TYPE__ERROR:
        return read_error(read);
    case FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT:
        return read_struct(read);
    case _FLYTEIDL__CORE__SIMPLE_TYPE_IS_INT_SIZE:
        break;
    }
    *read->why = "is of a type that this version does not know";
    return NULL;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

const IdlLiteral *literal_of_file_text(Arena *arena, const IdlType *type,
                                       const char *text, size_t len,
                                       const char **why)
{
    for (; len && is_space(*text); len--)
        text++;
    for (; len && is_space(text[len - 1]); len--)
        ;
    Read read = {arena, arena_copy(arena, text, len), len, why};
    if (!type || type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE) {
        *why = arena_print(arena,
                           "flytecopilot reads plain values and files, not %s",
                           type_shown(arena, type));
        return NULL;
    }
    bool bytes = type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__BINARY;
    if (!bytes && memchr(read.text, '\0', len))
        return refuse(&read, "a text without NUL");
    return read_simple(&read, type->simple);
}
