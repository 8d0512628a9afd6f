/* literal_shown.c - values on a line, for tables and messages. */
#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"
#include "runtime/value/go_number.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"
#include "spec/msgpack.h"
#include "spec/quoted.h"

enum { RECORD_MAX = 16 << 10 }; /* bytes of a record that is looked into */

typedef struct Shower {
    Buf *out;
    size_t enough; /* bytes: what comes after is cut anyway */
} Shower;

static bool is_full(const Shower *shower)
{
    return shower->out->len > shower->enough;
}

static void show(const Shower *shower, const IdlLiteral *literal);

static void show_text(const Shower *shower, const char *text)
{
    size_t len = strlen(text);
    quoted_add(shower->out, text,
               len < shower->enough ? len : shower->enough + 1);
}

static void show_uri(const Shower *shower, const char *uri)
{
    shown_add(shower->out, uri, strlen(uri));
}

static void show_plain(const Shower *shower, const IdlLiteral *literal)
{
    const IdlPrimitive *primitive = literal->scalar->primitive;
    const char *why;
    if (primitive->value_case == FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE)
        return show_text(shower, primitive->string_value);
    if (!literal_file_text(shower->out, literal, &why))
        literal_json(&(JsonOut){.buf = shower->out}, literal);
}

static void show_binary(const Shower *shower,
                        const Flyteidl__Core__Binary *binary)
{
    const char *why;
    Buf text = {.arena = shower->out->arena};
    if (binary->value.len <= RECORD_MAX &&
        strcmp(binary->tag, "msgpack") == 0 &&
        msgpack_json(&(JsonOut){.buf = &text}, binary->value.data,
                     binary->value.len, &why))
        buf_add(shower->out, text.at, text.len);
    else
        buf_print(shower->out, "%zu bytes", binary->value.len);
}

static void show_scalar(const Shower *shower, const IdlLiteral *literal)
{
    const IdlScalar *scalar = literal->scalar;
    switch (scalar->value_case) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        show_plain(shower, literal);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        show_uri(shower, literal_uri(literal));
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        show_binary(shower, scalar->binary);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        show_text(shower, scalar->error->message);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        literal_json(&(JsonOut){.buf = shower->out}, literal);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        if (scalar->union_->value)
            show(shower, scalar->union_->value);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
        buf_text(shower->out, "none");
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    buf_text(shower->out, "nothing");
}

static void show_list(const Shower *shower, const IdlLiterals *list)
{
    buf_char(shower->out, '[');
    for (size_t i = 0; i < list->n_literals && !is_full(shower); i++) {
        buf_text(shower->out, i ? ", " : "");
        show(shower, list->literals[i]);
    }
    buf_char(shower->out, ']');
}

static void show_map(const Shower *shower, const IdlLiteralMap *map)
{
    buf_char(shower->out, '{');
    for (size_t i = 0; i < map->n_literals && !is_full(shower); i++) {
        buf_text(shower->out, i ? ", " : "");
        show_text(shower, map->literals[i]->key);
        buf_text(shower->out, ": ");
        if (map->literals[i]->value)
            show(shower, map->literals[i]->value);
    }
    buf_char(shower->out, '}');
}

/* As deep as the literal is nested, which spec_unpack bounds. */
static void show(const Shower *shower, const IdlLiteral *literal)
{
    switch (literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        show_scalar(shower, literal);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        show_list(shower, literal->collection);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        show_map(shower, literal->map);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        show_uri(shower, literal->offloaded_metadata->uri);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    buf_text(shower->out, "nothing");
}

const char *literal_shown(Arena *arena, const IdlLiteral *literal, size_t width)
{
    Buf text = {.arena = arena};
    show(&(Shower){&text, 4 * width + 16}, literal);
    const char *whole = buf_string(&text);
    if (shown_width(whole, text.len) <= width)
        return whole;
    size_t room = width > 3 ? width - 3 : 0, columns = 0, at = 0, size;
    for (; at < text.len; at += size) {
        utf8_next(whole + at, text.len - at, &size);
        columns += shown_width(whole + at, size);
        if (columns > room)
            break;
    }
    Buf cut = {.arena = arena};
    buf_add(&cut, whole, at);
    buf_add(&cut, "...", width < 3 ? width : 3);
    return buf_string(&cut);
}
