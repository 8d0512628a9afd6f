/* packed_text.c - msgpack as Go's fmt prints it. */
#include "runtime/value/packed_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "base/vec.h"
#include "runtime/value/go_number.h"
#include "spec/msgpack.h"

typedef struct Reader {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t depth;
    const char **why;
} Reader;

typedef struct Entry {
    MsgpackItem key;
    const char *text; /* of key and value */
    uint32_t at;      /* the last of equal keys holds */
} Entry;

static bool refuse(const Reader *reader, const char *why)
{
    *reader->why = why;
    return false;
}

static bool write_value(Buf *out, Reader *reader);

static int compare_bytes(const MsgpackItem *a, const MsgpackItem *b)
{
    uint32_t x = a->as.bytes.len, y = b->as.bytes.len;
    int order = memcmp(a->as.bytes.at, b->as.bytes.at, x < y ? x : y);
    return order ? order : (x > y) - (x < y);
}

static bool is_bytes(const MsgpackItem *item)
{
    return item->kind == MSGPACK_TEXT || item->kind == MSGPACK_BYTES;
}

static int compare_keys(const MsgpackItem *a, const MsgpackItem *b)
{
    if (a->kind != b->kind)
        return (a->kind > b->kind) - (a->kind < b->kind);
    if (is_bytes(a))
        return compare_bytes(a, b);
    if (a->kind == MSGPACK_INT)
        return (a->as.integer > b->as.integer) -
               (a->as.integer < b->as.integer);
    if (a->kind == MSGPACK_FLOAT)
        return (a->as.number > b->as.number) - (a->as.number < b->as.number);
    if (a->kind == MSGPACK_BOOL)
        return a->as.yes - b->as.yes;
    return (a->as.natural > b->as.natural) - (a->as.natural < b->as.natural);
}

static int compare_entries(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    int order = compare_keys(&a->key, &b->key);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static bool is_key(const MsgpackItem *item)
{
    return item->kind != MSGPACK_LIST && item->kind != MSGPACK_MAP &&
           item->kind != MSGPACK_EXTENSION;
}

static bool read_entry(Buf *out, Reader *reader, Entry *entry)
{
    Reader ahead = *reader;
    Buf text = {.arena = out->arena};
    if (!msgpack_next(&ahead.at, ahead.end, &entry->key))
        return refuse(reader, "the record is no MessagePack");
    if (!is_key(&entry->key))
        return refuse(reader, "the record has a key that is no plain value");
    if (!write_value(&text, reader))
        return false;
    buf_char(&text, ':');
    if (!write_value(&text, reader))
        return false;
    entry->text = buf_string(&text);
    return true;
}

/* Go prints maps in the order of their keys. */
static bool write_map(Buf *out, Reader *reader, uint32_t count)
{
    Vec(Entry) entries = {0};
    for (uint32_t i = 0; i < count; i++) {
        Entry entry = {.at = i};
        if (!read_entry(out, reader, &entry))
            return false;
        vec_push(out->arena, &entries, entry);
    }
    if (entries.len)
        qsort(entries.at, entries.len, sizeof *entries.at, compare_entries);
    buf_text(out, "map[");
    bool first = true;
    for (uint32_t i = 0; i < entries.len; i++) {
        if (i + 1 < entries.len &&
            compare_keys(&entries.at[i].key, &entries.at[i + 1].key) == 0)
            continue;
        buf_text(out, first ? "" : " ");
        buf_text(out, entries.at[i].text);
        first = false;
    }
    buf_char(out, ']');
    return true;
}

static bool write_list(Buf *out, Reader *reader, uint32_t count)
{
    buf_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? " " : "");
        if (!write_value(out, reader))
            return false;
    }
    buf_char(out, ']');
    return true;
}

static void write_bytes(Buf *out, const MsgpackItem *item)
{
    buf_char(out, '[');
    for (uint32_t i = 0; i < item->as.bytes.len; i++)
        buf_print(out, "%s%d", i ? " " : "", item->as.bytes.at[i]);
    buf_char(out, ']');
}

static bool write_items(Buf *out, Reader *reader, const MsgpackItem *item)
{
    if (reader->depth == MSGPACK_DEPTH_MAX)
        return refuse(reader, "the record is nested too deep");
    reader->depth++;
    bool fine = item->kind == MSGPACK_LIST
                    ? write_list(out, reader, item->as.count)
                    : write_map(out, reader, item->as.count);
    reader->depth--;
    return fine;
}

static bool write_value(Buf *out, Reader *reader)
{
    MsgpackItem item;
    if (!msgpack_next(&reader->at, reader->end, &item))
        return refuse(reader, "the record is no MessagePack");
    switch (item.kind) {
    case MSGPACK_NONE:
        buf_text(out, "<nil>");
        return true;
    case MSGPACK_BOOL:
        buf_text(out, item.as.yes ? "true" : "false");
        return true;
    case MSGPACK_INT:
        buf_print(out, "%lld", (long long)item.as.integer);
        return true;
    case MSGPACK_UINT:
        buf_print(out, "%llu", (unsigned long long)item.as.natural);
        return true;
    case MSGPACK_FLOAT:
        go_float_write(out, item.as.number);
        return true;
    case MSGPACK_TEXT:
        buf_add(out, (const char *)item.as.bytes.at, item.as.bytes.len);
        return true;
    case MSGPACK_BYTES:
        write_bytes(out, &item);
        return true;
    case MSGPACK_LIST:
    case MSGPACK_MAP:
        return write_items(out, reader, &item);
    case MSGPACK_EXTENSION:
        return refuse(reader, "the record holds a value of a type that only "
                              "its maker knows");
    }
    UNREACHABLE("kind of an item");
}

bool packed_write_go(Buf *out, const void *bytes, size_t len, const char **why)
{
    const uint8_t *start = len ? bytes : (const uint8_t *)"";
    Reader reader = {start, start + len, 0, why};
    if (!write_value(out, &reader))
        return false;
    if (reader.at < reader.end)
        return refuse(&reader, "there is more after the record");
    return true;
}
