/* msgpack.c - MessagePack, read back. */
#include "spec/msgpack.h"

#include <math.h>
#include <string.h>

#include "base/panic.h"

static bool read_number(const uint8_t **at, const uint8_t *end, unsigned size,
                        uint64_t *value)
{
    if ((size_t)(end - *at) < size)
        return false;
    *value = 0;
    for (unsigned i = 0; i < size; i++)
        *value = *value << 8 | *(*at)++;
    return true;
}

static bool set_natural(MsgpackItem *item, uint64_t value)
{
    item->kind = value > INT64_MAX ? MSGPACK_UINT : MSGPACK_INT;
    item->as.natural = value;
    return true;
}

static bool set_integer(MsgpackItem *item, int64_t value)
{
    item->kind = MSGPACK_INT;
    item->as.integer = value;
    return true;
}

static bool set_count(MsgpackItem *item, MsgpackKind kind, uint64_t count)
{
    item->kind = kind;
    item->as.count = (uint32_t)count;
    return true;
}

static bool read_bytes(const uint8_t **at, const uint8_t *end,
                       MsgpackItem *item, uint64_t len)
{
    if (len > (uint64_t)(end - *at))
        return false;
    item->as.bytes.at = *at;
    item->as.bytes.len = (uint32_t)len;
    *at += len;
    return true;
}

/* Its length is in 1, 2 or 4 bytes before it; an extension has a byte more,
 * for its type. */
static bool read_sized(const uint8_t **at, const uint8_t *end,
                       MsgpackItem *item, unsigned size)
{
    uint64_t len;
    if (!read_number(at, end, size, &len))
        return false;
    return read_bytes(at, end, item, len + (item->kind == MSGPACK_EXTENSION));
}

static bool read_counted(const uint8_t **at, const uint8_t *end,
                         MsgpackItem *item, unsigned size)
{
    uint64_t count;
    return read_number(at, end, size, &count) &&
           set_count(item, item->kind, count);
}

static bool read_float(const uint8_t **at, const uint8_t *end,
                       MsgpackItem *item, unsigned size)
{
    uint64_t bits;
    if (!read_number(at, end, size, &bits))
        return false;
    uint32_t half = (uint32_t)bits;
    float narrow;
    memcpy(&narrow, &half, sizeof narrow);
    memcpy(&item->as.number, &bits, sizeof bits);
    if (size == sizeof narrow)
        item->as.number = (double)narrow;
    return true;
}

static bool read_signed(const uint8_t **at, const uint8_t *end,
                        MsgpackItem *item, unsigned size)
{
    uint64_t bits;
    if (!read_number(at, end, size, &bits))
        return false;
    unsigned unused = 64 - 8 * size;
    return set_integer(item, (int64_t)(bits << unused) >> unused);
}

static bool read_unsigned(const uint8_t **at, const uint8_t *end,
                          MsgpackItem *item, unsigned size)
{
    uint64_t value;
    return read_number(at, end, size, &value) && set_natural(item, value);
}

typedef enum Form {
    FORM_NEVER,
    FORM_ALONE,
    FORM_SIZED,   /* `size` bytes of length before it */
    FORM_BYTES,   /* `size` bytes */
    FORM_COUNTED, /* `size` bytes of count */
    FORM_UNSIGNED,
    FORM_SIGNED,
    FORM_FLOAT
} Form;

typedef struct Head {
    MsgpackKind kind;
    Form form;
    uint8_t size;
} Head;

/* What begins with 0xc0 and up to 0xdf, by the table of the format. */
static const Head heads[32] = {
    {MSGPACK_NONE, FORM_ALONE, 0},
    {MSGPACK_NONE, FORM_NEVER, 0},
    {MSGPACK_BOOL, FORM_ALONE, 0},
    {MSGPACK_BOOL, FORM_ALONE, 0},
    {MSGPACK_BYTES, FORM_SIZED, 1},
    {MSGPACK_BYTES, FORM_SIZED, 2},
    {MSGPACK_BYTES, FORM_SIZED, 4},
    {MSGPACK_EXTENSION, FORM_SIZED, 1},
    {MSGPACK_EXTENSION, FORM_SIZED, 2},
    {MSGPACK_EXTENSION, FORM_SIZED, 4},
    {MSGPACK_FLOAT, FORM_FLOAT, 4},
    {MSGPACK_FLOAT, FORM_FLOAT, 8},
    {MSGPACK_INT, FORM_UNSIGNED, 1},
    {MSGPACK_INT, FORM_UNSIGNED, 2},
    {MSGPACK_INT, FORM_UNSIGNED, 4},
    {MSGPACK_INT, FORM_UNSIGNED, 8},
    {MSGPACK_INT, FORM_SIGNED, 1},
    {MSGPACK_INT, FORM_SIGNED, 2},
    {MSGPACK_INT, FORM_SIGNED, 4},
    {MSGPACK_INT, FORM_SIGNED, 8},
    {MSGPACK_EXTENSION, FORM_BYTES, 1 + 1},
    {MSGPACK_EXTENSION, FORM_BYTES, 1 + 2},
    {MSGPACK_EXTENSION, FORM_BYTES, 1 + 4},
    {MSGPACK_EXTENSION, FORM_BYTES, 1 + 8},
    {MSGPACK_EXTENSION, FORM_BYTES, 1 + 16},
    {MSGPACK_TEXT, FORM_SIZED, 1},
    {MSGPACK_TEXT, FORM_SIZED, 2},
    {MSGPACK_TEXT, FORM_SIZED, 4},
    {MSGPACK_LIST, FORM_COUNTED, 2},
    {MSGPACK_LIST, FORM_COUNTED, 4},
    {MSGPACK_MAP, FORM_COUNTED, 2},
    {MSGPACK_MAP, FORM_COUNTED, 4},
};

static bool read_long(const Head *head, const uint8_t **at, const uint8_t *end,
                      MsgpackItem *item)
{
    item->kind = head->kind;
    switch (head->form) {
    case FORM_NEVER:
        return false;
    case FORM_ALONE:
        item->as.yes = head == &heads[3];
        return true;
    case FORM_SIZED:
        return read_sized(at, end, item, head->size);
    case FORM_BYTES:
        return read_bytes(at, end, item, head->size);
    case FORM_COUNTED:
        return read_counted(at, end, item, head->size);
    case FORM_UNSIGNED:
        return read_unsigned(at, end, item, head->size);
    case FORM_SIGNED:
        return read_signed(at, end, item, head->size);
    case FORM_FLOAT:
        return read_float(at, end, item, head->size);
    }
    UNREACHABLE("form of an item");
}

bool msgpack_next(const uint8_t **at, const uint8_t *end, MsgpackItem *item)
{
    memset(item, 0, sizeof *item);
    if (*at == end)
        return false;
    uint8_t head = *(*at)++;
    if (head < 0x80)
        return set_natural(item, head);
    if (head < 0x90)
        return set_count(item, MSGPACK_MAP, head & 0x0f);
    if (head < 0xa0)
        return set_count(item, MSGPACK_LIST, head & 0x0f);
    if (head < 0xc0) {
        item->kind = MSGPACK_TEXT;
        return read_bytes(at, end, item, head & 0x1f);
    }
    if (head < 0xe0)
        return read_long(&heads[head - 0xc0], at, end, item);
    return set_integer(item, (int8_t)head);
}

/* 5.0 stays what it is: no int. */
static void write_float(JsonOut *out, double number)
{
    Buf text = {.arena = out->buf->arena};
    json_put_double(&(JsonOut){.buf = &text}, number);
    if (isfinite(number) && !strpbrk(buf_string(&text), ".eE"))
        buf_text(&text, ".0");
    if (isfinite(number))
        json_put_number(out, buf_string(&text));
    else
        json_put_double(out, number);
}

static void write_base64(JsonOut *out, const MsgpackItem *item)
{
    json_put_base64(out, item->as.bytes.at, item->as.bytes.len);
}

static void write_text(JsonOut *out, const MsgpackItem *item)
{
    json_put_bytes(out, (const char *)item->as.bytes.at, item->as.bytes.len);
}

/* A value, or the opening of one. */
static void write_item(JsonOut *out, const MsgpackItem *item)
{
    switch (item->kind) {
    case MSGPACK_NONE:
        json_put_null(out);
        return;
    case MSGPACK_BOOL:
        json_put_bool(out, item->as.yes);
        return;
    case MSGPACK_INT:
        json_put_int64(out, item->as.integer);
        return;
    case MSGPACK_UINT:
        json_put_uint64(out, item->as.natural);
        return;
    case MSGPACK_FLOAT:
        write_float(out, item->as.number);
        return;
    case MSGPACK_TEXT:
        write_text(out, item);
        return;
    case MSGPACK_BYTES:
    case MSGPACK_EXTENSION:
        write_base64(out, item);
        return;
    case MSGPACK_LIST:
        json_open(out, '[');
        return;
    case MSGPACK_MAP:
        json_open(out, '{');
        return;
    }
    UNREACHABLE("kind of an item");
}

/* JSON's names are texts: other scalars are named as they are written. */
static void write_key(JsonOut *out, const MsgpackItem *key)
{
    if (key->kind == MSGPACK_TEXT) {
        const char *text = (const char *)key->as.bytes.at;
        json_name(out, arena_copy(out->buf->arena, text, key->as.bytes.len));
        return;
    }
    Buf text = {.arena = out->buf->arena};
    write_item(&(JsonOut){.buf = &text}, key);
    json_name(out, buf_string(&text));
}

typedef struct Level {
    MsgpackKind kind; /* LIST or MAP */
    uint64_t left;    /* items; of a map, keys and values */
} Level;

typedef struct Walk {
    JsonOut *out;
    uint32_t depth;
    Level levels[MSGPACK_DEPTH_MAX + 1]; /* [0]: the one value */
    const char *why;
} Walk;

static bool is_container(const MsgpackItem *item)
{
    return item->kind == MSGPACK_LIST || item->kind == MSGPACK_MAP;
}

static bool enter(Walk *walk, const MsgpackItem *item)
{
    if (walk->depth == MSGPACK_DEPTH_MAX) {
        walk->why = "nested too deep";
        return false;
    }
    uint64_t left = item->as.count;
    if (item->kind == MSGPACK_MAP)
        left *= 2;
    walk->levels[++walk->depth] = (Level){item->kind, left};
    return true;
}

static bool take_item(Walk *walk, const MsgpackItem *item)
{
    Level *level = &walk->levels[walk->depth];
    bool is_key = level->kind == MSGPACK_MAP && level->left % 2 == 0;
    level->left--;
    if (is_key && is_container(item)) {
        walk->why = "a map has a list or a map for a key";
        return false;
    }
    if (is_key)
        write_key(walk->out, item);
    else
        write_item(walk->out, item);
    return !is_container(item) || enter(walk, item);
}

static void leave_finished(Walk *walk)
{
    while (walk->depth && walk->levels[walk->depth].left == 0) {
        bool is_list = walk->levels[walk->depth].kind == MSGPACK_LIST;
        json_close(walk->out, is_list ? ']' : '}');
        walk->depth--;
    }
}

bool msgpack_json(JsonOut *out, const void *bytes, size_t len, const char **why)
{
    const uint8_t *at = len ? bytes : (const uint8_t *)"";
    const uint8_t *end = at + len;
    Walk walk = {.out = out, .levels = {{MSGPACK_LIST, 1}}};
    while (!walk.why && walk.levels[0].left + walk.depth > 0) {
        MsgpackItem item;
        if (!msgpack_next(&at, end, &item))
            walk.why = "cut short, or not MessagePack";
        else if (take_item(&walk, &item))
            leave_finished(&walk);
    }
    if (!walk.why && at < end)
        walk.why = "there is more after its end";
    *why = walk.why;
    return !walk.why;
}
