/* brief.c - types in few words. */
#include "spec/chart/brief.h"

#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"
#include "spec/describe.h"
#include "spec/describer.h"

enum { NAMES_MAX = 3, ELLIPSIS_WIDTH = 1 };
#define ELLIPSIS "\xE2\x80\xA6"

static void write_type(Buf *out, const IdlType *type);

/* ---- lists of names ---- */

static void write_name(Buf *out, const char *name, size_t i)
{
    if (i > NAMES_MAX)
        return;
    buf_text(out, i ? ", " : "");
    buf_text(out, i == NAMES_MAX ? ELLIPSIS : name);
}

static void write_columns(Buf *out, const IdlType *type)
{
    const Flyteidl__Core__StructuredDatasetType *table =
        type->structured_dataset_type;
    buf_text(out, "table");
    if (!table || (table->n_columns == 0 && !(table->format && *table->format)))
        return;
    buf_char(out, '<');
    for (size_t i = 0; i < table->n_columns; i++)
        write_name(out, table->columns[i]->name, i);
    if (table->n_columns == 0)
        buf_text(out, table->format);
    buf_char(out, '>');
}

static void write_cases(Buf *out, const Flyteidl__Core__EnumType *type)
{
    buf_text(out, "enum{");
    for (size_t i = 0; type && i < type->n_values; i++)
        write_name(out, type->values[i], i);
    buf_char(out, '}');
}

/* ---- records ---- */

/* flw says `Trip`; marshmallow "#/definitions/TripSchema". */
static const char *title_of(Arena *arena, const Struct *schema)
{
    if (!schema)
        return "";
    const char *title = struct_text_of(struct_find(schema, "title"));
    const char *place = struct_text_of(struct_find(schema, "$ref"));
    const char *slash = strrchr(place, '/');
    if (*title || !slash)
        return strcmp(title, "Record") == 0 ? "" : title;
    size_t len = strlen(++slash);
    if (len > 6 && strcmp(slash + len - 6, "Schema") == 0)
        len -= 6;
    return arena_copy(arena, slash, len);
}

static void write_fields(Buf *out, const IdlType *type)
{
    const IdlStructure *structure = type->structure;
    size_t count = 0;
    const ProtobufCMessage *const *entries =
        message_entries(out->arena, &structure->base,
                        protobuf_c_message_descriptor_get_field_by_name(
                            structure->base.descriptor, "dataclass_type"),
                        &count);
    buf_char(out, '{');
    for (size_t i = 0; i < count; i++)
        write_name(out, message_key(entries[i]), i);
    buf_char(out, '}');
}

static void write_record(Buf *out, const IdlType *type)
{
    const char *title = title_of(out->arena, type->metadata);
    if (*title)
        buf_text(out, title);
    else if (type->structure && type->structure->n_dataclass_type)
        write_fields(out, type);
    else
        buf_text(out, type->metadata ? "record" : "json");
}

/* ---- the rest ---- */

static void write_of(Buf *out, const char *word, const IdlType *item)
{
    buf_print(out, "%s<", word);
    write_type(out, item);
    buf_char(out, '>');
}

static bool is_none(const IdlType *type)
{
    return type &&
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
}

static void write_union(Buf *out, const Flyteidl__Core__UnionType *type)
{
    size_t count = type ? type->n_variants : 0;
    if (count == 2 && is_none(type->variants[1])) {
        write_type(out, type->variants[0]);
        buf_char(out, '?');
        return;
    }
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? " | " : "");
        write_type(out, type->variants[i]);
    }
}

/* Types that are others inside; false: it is none of these. */
static bool write_compound(Buf *out, const IdlType *type)
{
    int kind = (int)type->type_case;
    const char *name = describe_nominal(type);
    const char *dot = name ? strrchr(name, '.') : NULL;
    if (name)
        buf_text(out, dot && dot[1] ? dot + 1 : name);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE)
        write_of(out, "list", type->collection_type);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE)
        write_of(out, "map", type->map_value_type);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE)
        write_union(out, type->union_type);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE)
        write_cases(out, type->enum_type);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE)
        write_columns(out, type);
    else if (kind == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
             type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT)
        write_record(out, type);
    else
        return false;
    return true;
}

/* The rest are the same in few words and in many, but for a refinement. */
static void write_type(Buf *out, const IdlType *type)
{
    if (type && write_compound(out, type))
        return;
    IdlType bare = FLYTEIDL__CORE__LITERAL_TYPE__INIT;
    if (type)
        bare = *type;
    bare.annotation = NULL;
    bare.structure = NULL;
    buf_text(out, describe_type_line(out->arena, type ? &bare : NULL));
}

const char *brief_type(Arena *arena, const IdlType *type)
{
    Buf out = {.arena = arena};
    write_type(&out, type);
    return buf_string(&out);
}

const char *brief_text(Arena *arena, const char *text, uint32_t columns)
{
    Buf out = {.arena = arena};
    size_t len = strlen(text), at = 0, size, room = 0;
    uint32_t width = 0;
    for (; at < len; at += size) {
        utf8_next(text + at, len - at, &size);
        bool blank = text[at] == '\n' || text[at] == '\r' || text[at] == '\t';
        width += blank ? 1 : shown_width(text + at, size);
        if (width > columns)
            break;
        if (blank)
            buf_char(&out, ' ');
        else
            shown_add(&out, text + at, size);
        if (width + ELLIPSIS_WIDTH <= columns)
            room = out.len;
    }
    if (at < len) {
        out.len = room;
        buf_text(&out, ELLIPSIS);
    }
    return buf_string(&out);
}
