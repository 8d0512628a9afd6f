/* describe_literal.c - constants as flw writes them. */
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "base/json_out.h"
#include "spec/describer.h"

/* The years 1 to 9999, as far as flw's own literals go. */
static const int64_t first_second = -62135596800, last_second = 253402300799;

/* ---- simple values ---- */

void describe_float(Describer *d, double number)
{
    Buf text = {.arena = d->arena};
    if (!isfinite(number)) {
        layout_words(&d->line, isnan(number) ? "nan"
                               : number > 0  ? "inf"
                                             : "-inf");
        return;
    }
    json_put_double(&(JsonOut){.buf = &text}, number);
    layout_words(&d->line, buf_string(&text));
    layout_words(&d->line, strpbrk(buf_string(&text), ".eE") ? "" : ".0");
}

void describe_string(Describer *d, const char *text)
{
    text = text ? text : "";
    layout_text(&d->line, text, strlen(text));
}

/* ".5", ".000001": without zeros at its end. */
static const char *fraction_text(Arena *arena, int32_t nanos)
{
    if (nanos <= 0 || nanos > 999999999)
        return "";
    char *text = arena_print(arena, ".%09d", nanos);
    size_t len = strlen(text);
    while (text[len - 1] == '0')
        text[--len] = '\0';
    return text;
}

static void write_datetime(Describer *d, const Google__Protobuf__Timestamp *at)
{
    int64_t seconds = at ? at->seconds : 0;
    if (seconds < first_second || seconds > last_second) {
        layout_print(&d->line, "@(%" PRId64 "s)", seconds);
        return;
    }
    time_t whole = (time_t)seconds;
    struct tm tm;
    gmtime_r(&whole, &tm);
    layout_print(&d->line, "@%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
                 tm.tm_mday);
    const char *fraction = fraction_text(d->arena, at ? at->nanos : 0);
    if (seconds % 86400 || *fraction)
        layout_print(&d->line, "T%02d:%02d:%02d%sZ", tm.tm_hour, tm.tm_min,
                     tm.tm_sec, fraction);
}

void describe_duration(Describer *d, const Google__Protobuf__Duration *span)
{
    static const struct {
        const char *word;
        uint64_t seconds;
    } units[] = {{"d", 86400}, {"h", 3600}, {"m", 60}};
    int64_t seconds = span ? span->seconds : 0;
    int32_t nanos = span ? span->nanos : 0;
    bool negative = seconds < 0 || nanos < 0;
    uint64_t left = negative ? 0 - (uint64_t)seconds : (uint64_t)seconds;
    const char *fraction = fraction_text(d->arena, nanos == INT32_MIN ? 0
                                                   : negative         ? -nanos
                                                                      : nanos);
    bool any = false;
    layout_words(&d->line, negative ? "-" : "");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (left < units[i].seconds)
            continue;
        layout_print(&d->line, "%" PRIu64 "%s", left / units[i].seconds,
                     units[i].word);
        left %= units[i].seconds;
        any = true;
    }
    if (left || *fraction || !any)
        layout_print(&d->line, "%" PRIu64 "%ss", left, fraction);
}

void describe_primitive(Describer *d, const Flyteidl__Core__Primitive *value)
{
    switch (value ? value->value_case
                  : FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        layout_print(&d->line, "%" PRId64, value->integer);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        describe_float(d, value->float_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        describe_string(d, value->string_value);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
        layout_words(&d->line, value->boolean ? "true" : "false");
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        write_datetime(d, value->datetime);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        describe_duration(d, value->duration);
        return;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}

/* ---- what is elsewhere ---- */

static void write_place(Describer *d, const char *kind, const char *uri)
{
    layout_print(&d->line, "%s(", kind);
    describe_string(d, uri);
    layout_words(&d->line, ")");
}

static void write_blob(Describer *d, const Flyteidl__Core__Blob *blob)
{
    LiteralType type = FLYTEIDL__CORE__LITERAL_TYPE__INIT;
    type.type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB;
    type.blob = blob && blob->metadata ? blob->metadata->type : NULL;
    describe_type(d, &type);
    write_place(d, "", blob ? blob->uri : NULL);
}

static void write_error(Describer *d, const Flyteidl__Core__Error *error)
{
    write_place(d, "error", error ? error->message : NULL);
}

void describe_scalar(Describer *d, const Flyteidl__Core__Scalar *scalar)
{
    switch (scalar ? scalar->value_case
                   : FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET) {
    case FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE:
        describe_primitive(d, scalar->primitive);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BLOB:
        write_blob(d, scalar->blob);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_BINARY:
        describe_binary(d, scalar->binary);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_SCHEMA:
        write_place(d, "schema", scalar->schema ? scalar->schema->uri : NULL);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE:
        layout_words(&d->line, "none");
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_ERROR:
        write_error(d, scalar->error);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_GENERIC:
        describe_struct(d, scalar->generic);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET:
        write_place(d, "table",
                    scalar->structured_dataset ? scalar->structured_dataset->uri
                                               : NULL);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE_UNION:
        describe_literal(d, scalar->union_ ? scalar->union_->value : NULL);
        return;
    case FLYTEIDL__CORE__SCALAR__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__SCALAR__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}

/* ---- literals ---- */

static void write_inner(Describer *d, const ProtobufCMessage *literal)
{
    describe_literal(d, (const Literal *)literal);
}

void describe_literal(Describer *d, const Literal *literal)
{
    switch (literal ? literal->value_case
                    : FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        describe_scalar(d, literal->scalar);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        describe_list(d, (const ProtobufCMessage *)literal->collection,
                      write_inner);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        describe_map(d, (const ProtobufCMessage *)literal->map, write_inner);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE_OFFLOADED_METADATA:
        write_place(d, "offloaded",
                    literal->offloaded_metadata
                        ? literal->offloaded_metadata->uri
                        : NULL);
        return;
    case FLYTEIDL__CORE__LITERAL__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}
