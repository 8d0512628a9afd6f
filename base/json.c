#include "base/json.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/sym.h"
#include "base/utf8.h"
#include "base/vec.h"

typedef struct Number {
    const char *at;
    size_t len;
} Number;

/* One pass over the bytes, before cJSON sees them: what it would accept
 * wrongly or could not bear, and the numbers as written, in order. */
typedef struct Scan {
    Arena *arena;
    const char *at;
    const char *end;
    uint32_t depth;
    Vec(Number) numbers;
    const char *why; /* the first failure */
    const char *bad; /* and where it is */
} Scan;

static void scan_fails(Scan *scan, const char *why)
{
    if (scan->why)
        return;
    scan->why = why;
    scan->bad = scan->at;
}

static bool at_digit(const Scan *scan)
{
    return scan->at < scan->end && isdigit((unsigned char)*scan->at);
}

static bool skip_one_of(Scan *scan, const char *set)
{
    if (scan->at == scan->end || !*scan->at || !strchr(set, *scan->at))
        return false;
    scan->at++;
    return true;
}

static void skip_digits(Scan *scan)
{
    if (!at_digit(scan))
        scan_fails(scan, "a digit is missing here");
    while (at_digit(scan))
        scan->at++;
}

/* The longest number that cJSON reads whole. */
enum { NUMBER_MAX = 62 };

static void scan_number(Scan *scan)
{
    Number number = {.at = scan->at};
    skip_one_of(scan, "-");
    if (skip_one_of(scan, "0")) {
        if (at_digit(scan))
            scan_fails(scan, "a number does not start with 0");
    } else {
        skip_digits(scan);
    }
    if (skip_one_of(scan, "."))
        skip_digits(scan);
    if (skip_one_of(scan, "eE")) {
        skip_one_of(scan, "+-");
        skip_digits(scan);
    }
    number.len = (size_t)(scan->at - number.at);
    if (number.len > NUMBER_MAX)
        scan_fails(scan, "a number is too long");
    vec_push(scan->arena, &scan->numbers, number);
}

static void scan_escape(Scan *scan)
{
    static const char nul[] = "u0000";
    size_t left = (size_t)(scan->end - scan->at);
    if (left >= sizeof(nul) - 1 && memcmp(scan->at, nul, sizeof(nul) - 1) == 0)
        scan_fails(scan, "a string holds a NUL character");
    else if (left)
        scan->at++;
}

static void scan_string(Scan *scan)
{
    scan->at++;
    while (scan->at < scan->end && !scan->why) {
        unsigned char c = (unsigned char)*scan->at;
        if (c < 0x20) {
            scan_fails(scan, "a string holds a control character");
            return;
        }
        scan->at++;
        if (c == '"')
            return;
        if (c == '\\')
            scan_escape(scan);
    }
    scan_fails(scan, "a string is not closed");
}

static void scan_token(Scan *scan)
{
    char c = *scan->at;
    if (c == '"') {
        scan_string(scan);
    } else if (c == '-' || isdigit((unsigned char)c)) {
        scan_number(scan);
    } else if ((unsigned char)c < 0x20 && !(c && strchr("\t\n\r", c))) {
        scan_fails(scan, "a control character outside a string");
    } else {
        if ((c == '[' || c == '{') && ++scan->depth > JSON_DEPTH)
            scan_fails(scan, "nested too deeply");
        else
            scan->at++;
        if ((c == ']' || c == '}') && scan->depth)
            scan->depth--;
    }
}

static bool scan_text(Scan *scan, const char *text, size_t len)
{
    scan->at = text + utf8_check(text, len);
    scan->end = text + len;
    if (scan->at < scan->end)
        scan_fails(scan, "it is not UTF-8");
    scan->at = text;
    while (scan->at < scan->end && !scan->why)
        scan_token(scan);
    return !scan->why;
}

/* From cJSON's tree to ours, in the order of the text. */
typedef struct Reader {
    Arena *arena;
    const Number *number; /* the next one */
    SymTable names;
    Map seen; /* name -> the last object that had it */
    const char *why;
} Reader;

static Json *read_value(Reader *reader, const cJSON *from);

/* All names of one object in a row, before those of objects inside it. */
static void check_names(Reader *reader, const cJSON *object)
{
    for (const cJSON *child = object->child; child; child = child->next) {
        const Sym *name = sym_of(&reader->names, child->string);
        if (map_find(&reader->seen, name) == object)
            reader->why = arena_print(
                reader->arena, "two members are called `%s`", name->text);
        map_put(reader->arena, &reader->seen, name, (void *)object);
    }
}

static void read_items(Reader *reader, const cJSON *from, Json *parent)
{
    const Json **end = &parent->first;
    for (const cJSON *child = from->child; child; child = child->next) {
        Json *item = read_value(reader, child);
        if (parent->kind == JSON_OBJECT)
            item->name = sym_of(&reader->names, child->string)->text;
        parent->len++;
        *end = item;
        end = &item->next;
    }
}

static void read_number(Reader *reader, Json *value)
{
    const Number *number = reader->number++;
    value->kind = JSON_NUMBER;
    value->text = arena_copy(reader->arena, number->at, number->len);
}

/* Recursion ends at JSON_DEPTH, which the scan has checked. */
static Json *read_value(Reader *reader, const cJSON *from)
{
    Json *value = arena_new(reader->arena, Json);
    if (cJSON_IsBool(from)) {
        value->kind = JSON_BOOL;
        value->yes = cJSON_IsTrue(from);
    } else if (cJSON_IsNumber(from)) {
        read_number(reader, value);
    } else if (cJSON_IsString(from)) {
        const char *text = from->valuestring;
        value->kind = JSON_STRING;
        value->text = arena_copy(reader->arena, text, strlen(text));
    } else if (cJSON_IsArray(from)) {
        value->kind = JSON_ARRAY;
        read_items(reader, from, value);
    } else if (cJSON_IsObject(from)) {
        value->kind = JSON_OBJECT;
        check_names(reader, from);
        read_items(reader, from, value);
    }
    return value;
}

static const Json *read_tree(Scan *scan, const cJSON *root)
{
    Reader reader = {.arena = scan->arena, .number = scan->numbers.at};
    sym_table_init(&reader.names, scan->arena);
    const Json *value = read_value(&reader, root);
    if (reader.why)
        scan_fails(scan, reader.why);
    return reader.why ? NULL : value;
}

static bool only_space(const char *at, const char *end)
{
    while (at < end && strchr(" \t\n\r", *at))
        at++;
    return at == end;
}

static const Json *parse_scanned(Scan *scan, const char *text, size_t len)
{
    const char *stop = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(text, len, &stop, false);
    const Json *value = NULL;
    scan->at = stop ? stop : text;
    if (!root)
        scan_fails(scan, "it is not JSON from here on");
    else if (!only_space(stop, text + len))
        scan_fails(scan, "there is text after the value");
    else
        value = read_tree(scan, root);
    cJSON_Delete(root);
    return value;
}

const Json *json_parse(Arena *arena, const char *text, size_t len,
                       const char **why, size_t *at)
{
    Scan scan = {.arena = arena};
    const Json *value = NULL;
    if (scan_text(&scan, text, len))
        value = parse_scanned(&scan, text, len);
    if (why)
        *why = scan.why;
    if (at)
        *at = scan.why ? (size_t)(scan.bad - text) : len;
    return value;
}

const Json *json_member(const Json *object, const char *name)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    for (const Json *item = object->first; item; item = item->next)
        if (strcmp(item->name, name) == 0)
            return item;
    return NULL;
}

const char *json_text(const Json *value)
{
    return value && value->kind == JSON_STRING ? value->text : NULL;
}

static const char *number_text(const Json *value)
{
    if (!value || (value->kind != JSON_NUMBER && value->kind != JSON_STRING))
        return NULL;
    char c = value->text[0];
    return c == '-' || isdigit((unsigned char)c) ? value->text : NULL;
}

bool json_int64(const Json *value, int64_t *out)
{
    const char *text = number_text(value);
    char *end;
    if (!text)
        return false;
    errno = 0;
    long long found = strtoll(text, &end, 10);
    *out = found;
    return errno == 0 && *end == '\0' && end > text;
}

bool json_uint64(const Json *value, uint64_t *out)
{
    const char *text = number_text(value);
    char *end;
    if (!text || text[0] == '-')
        return false;
    errno = 0;
    unsigned long long found = strtoull(text, &end, 10);
    *out = found;
    return errno == 0 && *end == '\0' && end > text;
}

static bool named_double(const char *text, double *out)
{
    if (!text)
        return false;
    if (strcmp(text, "NaN") == 0)
        *out = (double)NAN;
    else if (strcmp(text, "Infinity") == 0)
        *out = (double)INFINITY;
    else if (strcmp(text, "-Infinity") == 0)
        *out = -(double)INFINITY;
    else
        return false;
    return true;
}

bool json_double(const Json *value, double *out)
{
    if (named_double(json_text(value), out))
        return true;
    const char *text = number_text(value);
    if (!text || text[strspn(text, "0123456789+-.eE")] != '\0')
        return false;
    char *end;
    *out = strtod(text, &end);
    return *end == '\0' && end > text && isfinite(*out);
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* Padded to fours, with no bit set that stands for nothing. */
const uint8_t *json_base64(Arena *arena, const Json *value, size_t *len)
{
    const char *text = json_text(value);
    size_t size = text ? strlen(text) : 1;
    if (size % 4)
        return NULL;
    size_t padding = 0;
    while (padding < 2 && padding < size && text[size - 1 - padding] == '=')
        padding++;
    uint8_t *bytes = arena_alloc(arena, size / 4 * 3 + 1);
    uint32_t bits = 0;
    *len = 0;
    for (size_t i = 0; i < size - padding; i++) {
        int digit = base64_digit(text[i]);
        if (digit < 0)
            return NULL;
        bits = bits << 6 | (uint32_t)digit;
        if (i % 4)
            bytes[(*len)++] = (uint8_t)(bits >> (6 - i % 4 * 2));
    }
    bool clean = !(bits & (padding == 2 ? 0xf : padding == 1 ? 3 : 0));
    return clean ? bytes : NULL;
}
