#include <stdbool.h>

#include "base/panic.h"
#include "typesys/refine.h"
#include "typesys/type.h"

/* How much of a type people are shown. */
enum { DEPTH_SHOWN = 5, FIELDS_SHOWN = 6, VARIANTS_SHOWN = 8 };

typedef struct Writer {
    Buf *buf;
    bool whole; /* nothing is left out */
    uint32_t depth;
} Writer;

const char *type_kind_text(TypeKind kind)
{
    switch (kind) {
#define TYPE(kind, text) \
    case TYPE_##kind:    \
        return text;
#include "typesys/types.def"
#undef TYPE
    }
    UNREACHABLE("type kind");
}

static void write(Writer *writer, const Type *type);

/* How many of len items to show; one more is shown rather than cut. */
static uint32_t shown(const Writer *writer, uint32_t len, uint32_t most)
{
    return writer->whole || len <= most + 1 ? len : most;
}

static void write_fields(Writer *writer, const Type *record)
{
    uint32_t len = record->as.record.len;
    uint32_t some = shown(writer, len, FIELDS_SHOWN);
    for (uint32_t i = 0; i < some; i++) {
        const RecordField *field = &record->as.record.at[i];
        buf_print(writer->buf, "%s%s: ", i ? ", " : "", field->name->text);
        write(writer, field->type);
    }
    if (some < len)
        buf_text(writer->buf, ", ...");
    else if (record->as.record.open)
        buf_text(writer->buf, len ? ", .." : "..");
}

static void write_record(Writer *writer, const Type *record)
{
    buf_char(writer->buf, '{');
    write_fields(writer, record);
    buf_char(writer->buf, '}');
}

static void write_outputs(Writer *writer, const Type *outputs)
{
    buf_char(writer->buf, '(');
    write_fields(writer, outputs);
    buf_char(writer->buf, ')');
}

/* Within bars or angles; `where` would swallow what is behind it. */
static void write_variant(Writer *writer, const Type *type)
{
    bool bracket = type->kind == TYPE_REFINED;
    if (bracket)
        buf_char(writer->buf, '(');
    write(writer, type);
    if (bracket)
        buf_char(writer->buf, ')');
}

static void write_union(Writer *writer, const Type *type)
{
    uint32_t len = type->as.alt.len;
    if (len == 2 && type->as.alt.at[1]->kind == TYPE_NONE) {
        write_variant(writer, type->as.alt.at[0]);
        buf_char(writer->buf, '?');
        return;
    }
    uint32_t some = shown(writer, len, VARIANTS_SHOWN);
    for (uint32_t i = 0; i < some; i++) {
        if (i)
            buf_text(writer->buf, " | ");
        write_variant(writer, type->as.alt.at[i]);
    }
    if (some < len)
        buf_text(writer->buf, " | ...");
}

static void write_of(Writer *writer, const char *word, const Type *item)
{
    buf_print(writer->buf, "%s<", word);
    write_variant(writer, item);
    buf_char(writer->buf, '>');
}

static void write_format(Writer *writer, const char *word, const Sym *format)
{
    buf_text(writer->buf, word);
    if (format)
        buf_print(writer->buf, "<%s>", format->text);
}

static void write_table(Writer *writer, const Type *table)
{
    const Sym *format = table->as.table.format;
    buf_text(writer->buf, "table");
    if (!table->as.table.row && !format)
        return;
    buf_char(writer->buf, '<');
    if (table->as.table.row)
        write(writer, table->as.table.row);
    else
        buf_text(writer->buf, "{..}");
    if (format)
        buf_print(writer->buf, ", %s", format->text);
    buf_char(writer->buf, '>');
}

static void write_refined(Writer *writer, const Type *type)
{
    write_variant(writer, type->as.refined.base);
    buf_text(writer->buf, " where ");
    refine_write(writer->buf, type->as.refined.where);
}

/* In full, two types of one name are told apart by their modules. */
static void write_decl(Writer *writer, const Decl *decl)
{
    if (writer->whole && decl->module && decl->module->name)
        buf_print(writer->buf, "%s.", decl->module->name);
    buf_text(writer->buf, decl->name.sym ? decl->name.sym->text : "?");
}

static void write_inside(Writer *writer, const Type *type)
{
    switch (type->kind) {
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
        return buf_text(writer->buf, type_kind_text(type->kind));
    case TYPE_LIST:
    case TYPE_MAP:
        return write_of(writer, type_kind_text(type->kind), type->as.item);
    case TYPE_UNION:
        return write_union(writer, type);
    case TYPE_ENUM:
        return write_decl(writer, type->as.decl);
    case TYPE_RECORD:
        return write_record(writer, type);
    case TYPE_OUTPUTS:
        return write_outputs(writer, type);
    case TYPE_FILE:
    case TYPE_DIR:
        return write_format(writer, type_kind_text(type->kind),
                            type->as.format);
    case TYPE_TABLE:
        return write_table(writer, type);
    case TYPE_REFINED:
        return write_refined(writer, type);
    case TYPE_NEW:
        return write_decl(writer, type->as.fresh.decl);
    case TYPE_PARAM:
        return buf_text(writer->buf, type->as.param->text);
    }
    UNREACHABLE("type kind");
}

static void write(Writer *writer, const Type *type)
{
    bool deep = writer->depth == DEPTH_SHOWN && type->depth > 1 &&
                type->kind != TYPE_NEW;
    if (deep && !writer->whole) {
        buf_text(writer->buf, "...");
        return;
    }
    writer->depth++;
    write_inside(writer, type);
    writer->depth--;
}

void type_write(Buf *buf, const Type *type)
{
    Writer writer = {.buf = buf};
    write(&writer, type);
}

void type_write_all(Buf *buf, const Type *type)
{
    Writer writer = {.buf = buf, .whole = true};
    write(&writer, type);
}

const char *type_text(Arena *arena, const Type *type)
{
    Buf buf = {.arena = arena};
    type_write(&buf, type);
    return buf_string(&buf);
}
