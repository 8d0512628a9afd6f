/* where.c - the text of a refinement, read and asked. */
#include "runtime/value/where.h"

#include <string.h>

#include "base/buf.h"
#include "base/panic.h"
#include "base/utf8.h"
#include "runtime/value/go_number.h"
#include "runtime/value/go_time.h"
#include "runtime/value/where_tree.h"

enum { NESTING_MAX = 16 };

typedef struct Reader {
    Arena *arena;
    const char *at;
    uint32_t nesting;
} Reader;

static const Where *read_or(Reader *reader);

static void skip_space(Reader *reader)
{
    reader->at += strspn(reader->at, " ");
}

/* The word or sign, if it is what comes next. */
static bool take(Reader *reader, const char *word)
{
    size_t len = strlen(word);
    skip_space(reader);
    if (strncmp(reader->at, word, len) != 0)
        return false;
    reader->at += len;
    return true;
}

/* ---- constants ---- */

static void add_point(Buf *out, uint32_t point)
{
    if (point < 0x80) {
        buf_char(out, (char)point);
        return;
    }
    unsigned more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char heads[] = {0, 0xC0, 0xE0, 0xF0};
    buf_char(out, (char)(heads[more] | point >> (6 * more)));
    while (more-- > 0)
        buf_char(out, (char)(0x80 | (point >> (6 * more) & 0x3F)));
}

/* \u{7F} */
static bool take_code_point(Reader *reader, Buf *out)
{
    uint32_t point = 0;
    const char *at = reader->at;
    if (*at++ != '{')
        return false;
    for (; *at && *at != '}' && point <= 0x10FFFF; at++) {
        const char *digit = strchr("0123456789abcdef", *at | 0x20);
        if (!digit)
            return false;
        point = point * 16 + (uint32_t)(digit - "0123456789abcdef");
    }
    if (*at != '}' || point > 0x10FFFF || point == 0)
        return false;
    add_point(out, point);
    reader->at = at + 1;
    return true;
}

static bool take_escape(Reader *reader, Buf *out)
{
    static const char names[] = "ntr\"\\", meant[] = "\n\t\r\"\\";
    char c = *reader->at;
    const char *at = c ? strchr(names, c) : NULL;
    if (c)
        reader->at++;
    if (c == 'u')
        return take_code_point(reader, out);
    if (at)
        buf_char(out, meant[at - names]);
    return at != NULL;
}

/* "a\n", where {{ stands for {; or r"\d", where all stands for itself. */
static bool take_text(Reader *reader, WhereValue *value)
{
    Buf out = {.arena = reader->arena};
    skip_space(reader);
    bool raw = *reader->at == 'r';
    reader->at += raw;
    if (*reader->at++ != '"')
        return false;
    while (*reader->at && *reader->at != '"') {
        char c = *reader->at++;
        if (c == '\\' && !raw) {
            if (!take_escape(reader, &out))
                return false;
            continue;
        }
        reader->at += !raw && (c == '{' || c == '}') && *reader->at == c;
        buf_char(&out, c);
    }
    value->kind = WHERE_TEXT;
    value->text = buf_string(&out);
    value->len = out.len;
    return *reader->at++ == '"';
}

static bool set_duration(WhereValue *value, int64_t ns)
{
    value->kind = WHERE_DURATION;
    value->whole = ns / NS_OF_SECOND;
    value->nanos = (int32_t)(ns % NS_OF_SECOND);
    return true;
}

static bool set_datetime(WhereValue *value, const char *word)
{
    Moment moment;
    value->kind = WHERE_DATETIME;
    if (!moment_read_loosely(word, &moment))
        return false;
    value->whole = moment.seconds;
    value->nanos = moment.nanos;
    return true;
}

static bool set_number(WhereValue *value, const char *word)
{
    int64_t ns;
    value->kind = WHERE_INT;
    if (go_int_read(word, &value->whole))
        return true;
    value->kind = WHERE_FLOAT;
    return go_float_read(word, &value->number) ||
           (go_duration_read(word, true, &ns) && set_duration(value, ns));
}

/* Up to a space, a bracket, or the `..` of a range. */
static const char *take_word(Reader *reader)
{
    const char *start = reader->at;
    while (*reader->at && *reader->at != ' ' && *reader->at != ')' &&
           strncmp(reader->at, "..", 2) != 0)
        reader->at++;
    return arena_copy(reader->arena, start, (size_t)(reader->at - start));
}

static bool take_constant(Reader *reader, WhereValue *value)
{
    *value = (WhereValue){0};
    skip_space(reader);
    if (*reader->at == '"' || strncmp(reader->at, "r\"", 2) == 0)
        return take_text(reader, value);
    const char *word = take_word(reader);
    return *word == '@' ? set_datetime(value, word + 1)
                        : set_number(value, word);
}

/* ---- clauses ---- */

static Where *new_node(Reader *reader, WhereNode kind)
{
    Where *node = arena_new(reader->arena, Where);
    node->kind = kind;
    return node;
}

static bool take_order(Reader *reader, WhereOrder *order)
{
    static const struct {
        const char *sign;
        WhereOrder order;
    } signs[] = {{"==", WHERE_ORDER_EQUAL},         {"!=", WHERE_ORDER_UNEQUAL},
                 {"<=", WHERE_ORDER_LESS_EQUAL},    {"<", WHERE_ORDER_LESS},
                 {">=", WHERE_ORDER_GREATER_EQUAL}, {">", WHERE_ORDER_GREATER}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(reader, signs[i].sign)) {
            *order = signs[i].order;
            return true;
        }
    return false;
}

static const Where *read_matches(Reader *reader)
{
    WhereValue text;
    PatternFault fault;
    Where *node = new_node(reader, WHERE_NODE_MATCHES);
    if (!take_text(reader, &text) || text.len > PATTERN_TEXT_MAX)
        return NULL;
    node->pattern =
        pattern_make(reader->arena, text.text, (uint32_t)text.len, &fault);
    return node->pattern ? node : NULL;
}

static const Where *read_comparison(Reader *reader)
{
    Where *node = new_node(reader, WHERE_NODE_COMPARE);
    node->of_length = take(reader, "len(self)");
    if (!node->of_length && !take(reader, "self"))
        return NULL;
    if (!node->of_length && take(reader, "matches "))
        return read_matches(reader);
    if (take(reader, "in ")) {
        node->kind = WHERE_NODE_RANGE;
        bool fine = take_constant(reader, &node->first) && take(reader, "..") &&
                    take_constant(reader, &node->last);
        return fine ? node : NULL;
    }
    bool fine =
        take_order(reader, &node->order) && take_constant(reader, &node->first);
    return fine ? node : NULL;
}

static const Where *read_clause(Reader *reader)
{
    if (take(reader, "false"))
        return new_node(reader, WHERE_NODE_FALSE);
    if (!take(reader, "("))
        return read_comparison(reader);
    if (reader->nesting == NESTING_MAX)
        return NULL;
    reader->nesting++;
    const Where *inside = read_or(reader);
    reader->nesting--;
    return inside && take(reader, ")") ? inside : NULL;
}

static const Where *read_and(Reader *reader)
{
    Where *node = new_node(reader, WHERE_NODE_AND);
    do {
        const Where *part = read_clause(reader);
        if (!part)
            return NULL;
        vec_push(reader->arena, &node->parts, part);
    } while (take(reader, "and "));
    return node;
}

static const Where *read_or(Reader *reader)
{
    Where *node = new_node(reader, WHERE_NODE_OR);
    do {
        const Where *part = read_and(reader);
        if (!part)
            return NULL;
        vec_push(reader->arena, &node->parts, part);
    } while (take(reader, "or "));
    return node;
}

const Where *where_read(Arena *arena, const char *text)
{
    Reader reader = {arena, text, 0};
    const Where *where = read_or(&reader);
    skip_space(&reader);
    return where && !*reader.at ? where : NULL;
}

/* ---- asked ---- */

/* -1, 0, 1; 2 when NaN is one of them. */
static int compare_floats(double left, double right)
{
    if (left != left || right != right)
        return 2;
    return (left > right) - (left < right);
}

static int compare_texts(const WhereValue *left, const WhereValue *right)
{
    size_t len = left->len < right->len ? left->len : right->len;
    int order = len ? memcmp(left->text, right->text, len) : 0;
    if (order == 0)
        return (left->len > right->len) - (left->len < right->len);
    return order < 0 ? -1 : 1;
}

static int compare_parts(const WhereValue *left, const WhereValue *right)
{
    if (left->whole != right->whole)
        return left->whole > right->whole ? 1 : -1;
    return (left->nanos > right->nanos) - (left->nanos < right->nanos);
}

static int compare(const WhereValue *left, const WhereValue *right,
                   bool *strange)
{
    *strange |= left->kind != right->kind;
    if (*strange)
        return 2;
    if (left->kind == WHERE_FLOAT)
        return compare_floats(left->number, right->number);
    if (left->kind == WHERE_TEXT)
        return compare_texts(left, right);
    return compare_parts(left, right);
}

static bool is_in_order(WhereOrder order, int found)
{
    if (found == 2)
        return false;
    switch (order) {
    case WHERE_ORDER_EQUAL:
        return found == 0;
    case WHERE_ORDER_UNEQUAL:
        return found != 0;
    case WHERE_ORDER_LESS:
        return found < 0;
    case WHERE_ORDER_LESS_EQUAL:
        return found <= 0;
    case WHERE_ORDER_GREATER:
        return found > 0;
    case WHERE_ORDER_GREATER_EQUAL:
        return found >= 0;
    }
    UNREACHABLE("order");
}

static WhereValue length_of(const WhereValue *value, bool *strange)
{
    WhereValue length = {.kind = WHERE_INT, .whole = value->whole};
    if (value->kind == WHERE_TEXT)
        length.whole = (int64_t)utf8_count(value->text, value->len);
    else
        *strange |= value->kind != WHERE_ITEMS;
    return length;
}

static bool holds_for(const Where *where, const WhereValue *value,
                      bool *strange)
{
    WhereValue subject = where->of_length ? length_of(value, strange) : *value;
    if (where->kind == WHERE_NODE_COMPARE)
        return is_in_order(where->order,
                           compare(&subject, &where->first, strange));
    return is_in_order(WHERE_ORDER_GREATER_EQUAL,
                       compare(&subject, &where->first, strange)) &&
           is_in_order(WHERE_ORDER_LESS_EQUAL,
                       compare(&subject, &where->last, strange));
}

static bool matches(const Where *where, const WhereValue *value, bool *strange)
{
    *strange |= value->kind != WHERE_TEXT;
    return !*strange &&
           pattern_matches(where->pattern, value->text, value->len);
}

/* As deep as NESTING_MAX brackets. */
bool where_holds(const Where *where, const WhereValue *value, bool *strange)
{
    switch (where->kind) {
    case WHERE_NODE_FALSE:
        return false;
    case WHERE_NODE_COMPARE:
    case WHERE_NODE_RANGE:
        return holds_for(where, value, strange);
    case WHERE_NODE_MATCHES:
        return matches(where, value, strange);
    case WHERE_NODE_AND:
    case WHERE_NODE_OR:
        break;
    }
    bool any = where->kind == WHERE_NODE_OR;
    for (uint32_t i = 0; i < where->parts.len; i++)
        if (where_holds(where->parts.at[i], value, strange) == any || *strange)
            return any && !*strange;
    return !any;
}
