#include "typesys/value.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/panic.h"

static bool equal_lists(const Value *left, const Value *right)
{
    if (left->as.list.len != right->as.list.len)
        return false;
    for (uint32_t i = 0; i < left->as.list.len; i++)
        if (!value_equal(left->as.list.at[i], right->as.list.at[i]))
            return false;
    return true;
}

static bool in_step(const Value *left, const Value *right)
{
    for (uint32_t i = 0; i < left->as.entries.len; i++)
        if (left->as.entries.at[i].name != right->as.entries.at[i].name)
            return false;
    return true;
}

/* The order of writing says nothing; names are written once each. */
static bool equal_shuffled(const Value *left, const Value *right)
{
    Arena scratch = {0};
    Map by_name = {0};
    for (uint32_t i = 0; i < right->as.entries.len; i++)
        map_put(&scratch, &by_name, right->as.entries.at[i].name,
                (void *)right->as.entries.at[i].value);
    bool equal = true;
    for (uint32_t i = 0; equal && i < left->as.entries.len; i++) {
        const ValueEntry *entry = &left->as.entries.at[i];
        const Value *other = map_find(&by_name, entry->name);
        equal = other && value_equal(entry->value, other);
    }
    arena_release(&scratch);
    return equal;
}

static bool equal_entries(const Value *left, const Value *right)
{
    if (left->as.entries.len != right->as.entries.len)
        return false;
    if (!in_step(left, right))
        return equal_shuffled(left, right);
    for (uint32_t i = 0; i < left->as.entries.len; i++)
        if (!value_equal(left->as.entries.at[i].value,
                         right->as.entries.at[i].value))
            return false;
    return true;
}

/* By bits: NaN is itself here, and -0.0 is not 0.0. */
static bool equal_floats(double left, double right)
{
    return !memcmp(&left, &right, sizeof(left));
}

static bool equal_strings(const Value *left, const Value *right)
{
    return left->as.string.len == right->as.string.len &&
           !memcmp(left->as.string.at, right->as.string.at,
                   left->as.string.len);
}

bool value_equal(const Value *left, const Value *right)
{
    if (left == right)
        return true;
    if (left->kind != right->kind)
        return false;
    switch (left->kind) {
    case VALUE_NONE:
        return true;
    case VALUE_BOOL:
        return left->as.bool_ == right->as.bool_;
    case VALUE_INT:
    case VALUE_DATETIME:
    case VALUE_DURATION:
        return left->as.int_ == right->as.int_;
    case VALUE_FLOAT:
        return equal_floats(left->as.float_, right->as.float_);
    case VALUE_STRING:
        return equal_strings(left, right);
    case VALUE_SIZE:
        return left->as.size.bytes == right->as.size.bytes;
    case VALUE_ENUM:
        return left->as.enum_.decl == right->as.enum_.decl &&
               left->as.enum_.index == right->as.enum_.index;
    case VALUE_LIST:
        return equal_lists(left, right);
    case VALUE_MAP:
    case VALUE_RECORD:
        return equal_entries(left, right);
    }
    UNREACHABLE("value kind");
}

const Value *value_entry(const Value *value, const Sym *name)
{
    assert(value->kind == VALUE_MAP || value->kind == VALUE_RECORD);
    for (uint32_t i = 0; i < value->as.entries.len; i++)
        if (value->as.entries.at[i].name == name)
            return value->as.entries.at[i].value;
    return NULL;
}

/* One digit needs no trial. */
static bool is_digit(double number)
{
    return number > 0 && number < 10 && number == (int)number;
}

void value_write_float(Buf *buf, double number)
{
    char text[40];
    if (is_digit(number)) {
        buf_char(buf, (char)('0' + (int)number));
        return buf_text(buf, ".0");
    }
    int digits = 1; /* no exponent below ten thousand millions */
    for (double power = 10; power <= fabs(number) && digits < 10; power *= 10)
        digits++;
    do
        snprintf(text, sizeof(text), "%.*g", digits, number);
    while (strtod(text, NULL) != number && ++digits <= 17);
    buf_text(buf, text);
    if (isfinite(number) && !strpbrk(text, ".e"))
        buf_text(buf, ".0");
}

static void write_char(Buf *buf, unsigned char c)
{
    static const char plain[] = "\n\t\r\"\\";
    static const char escaped[] = "ntr\"\\";
    const char *at = c ? strchr(plain, c) : NULL;
    if (at)
        buf_print(buf, "\\%c", escaped[at - plain]);
    else if (c == '{' || c == '}')
        buf_print(buf, "%c%c", c, c);
    else if (c < 0x20 || c == 0x7F)
        buf_print(buf, "\\u{%X}", c);
    else
        buf_char(buf, (char)c);
}

static void write_string(Buf *buf, const char *at, uint32_t len)
{
    buf_char(buf, '"');
    for (uint32_t i = 0; i < len; i++)
        write_char(buf, (unsigned char)at[i]);
    buf_char(buf, '"');
}

/* The largest units first: 2h30m. What no unit covers is said in ns. */
static void write_duration(Buf *buf, int64_t ns)
{
    static const struct {
        const char *word;
        uint64_t ns;
    } units[] = {{"d", 86400000000000}, {"h", 3600000000000},
                 {"m", 60000000000},    {"s", 1000000000},
                 {"ms", 1000000},       {"ns", 1}};
    uint64_t left = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
    if (!left)
        buf_text(buf, "0s");
    if (ns < 0)
        buf_char(buf, '-');
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        if (left >= units[i].ns)
            buf_print(buf, "%llu%s", (unsigned long long)(left / units[i].ns),
                      units[i].word);
        left %= units[i].ns;
    }
}

typedef struct Day {
    int64_t year;
    int month;
    int day;
} Day;

/* Days since 1970-01-01 to the calendar, by eras of 400 years that begin in
 * March, so that the leap day comes last. */
static Day day_of(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (Day){.year = year + era * 400 + (month >= 10),
                 .month = (int)(month < 10 ? month + 3 : month - 9),
                 .day = (int)(of_year - (153 * month + 2) / 5 + 1)};
}

static void write_fraction(Buf *buf, int64_t ns)
{
    char digits[16];
    if (!ns)
        return;
    int len = snprintf(digits, sizeof(digits), "%09d", (int)ns);
    while (digits[len - 1] == '0')
        len--;
    buf_char(buf, '.');
    buf_add(buf, digits, (size_t)len);
}

static void write_datetime(Buf *buf, int64_t ns)
{
    int64_t fraction = ns % 1000000000;
    int64_t second = ns / 1000000000 - (fraction < 0);
    fraction += fraction < 0 ? 1000000000 : 0;
    int64_t days = second / 86400 - (second % 86400 < 0);
    int of_day = (int)(second - days * 86400);
    Day day = day_of(days);
    buf_print(buf, "@%04d-%02d-%02d", (int)day.year, day.month, day.day);
    if (!of_day && !fraction)
        return;
    buf_print(buf, "T%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60,
              of_day % 60);
    write_fraction(buf, fraction);
    buf_char(buf, 'Z');
}

static void write_size(Buf *buf, int64_t bytes, SizeUnit unit)
{
    static const struct {
        const char *word;
        int64_t bytes;
    } units[] = {
        [SIZE_KI] = {"Ki", 1LL << 10},  [SIZE_MI] = {"Mi", 1LL << 20},
        [SIZE_GI] = {"Gi", 1LL << 30},  [SIZE_TI] = {"Ti", 1LL << 40},
        [SIZE_KB] = {"KB", 1000},       [SIZE_MB] = {"MB", 1000000},
        [SIZE_GB] = {"GB", 1000000000}, [SIZE_TB] = {"TB", 1000000000000}};
    buf_print(buf, "%lld%s", (long long)(bytes / units[unit].bytes),
              units[unit].word);
}

static void write_list(Buf *buf, const Value *list)
{
    buf_char(buf, '[');
    for (uint32_t i = 0; i < list->as.list.len; i++) {
        buf_text(buf, i ? ", " : "");
        value_write(buf, list->as.list.at[i]);
    }
    buf_char(buf, ']');
}

static void write_entries(Buf *buf, const Value *value)
{
    bool is_map = value->kind == VALUE_MAP;
    if (is_map && !value->as.entries.len) {
        buf_text(buf, "{:}");
        return;
    }
    buf_char(buf, '{');
    for (uint32_t i = 0; i < value->as.entries.len; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        buf_text(buf, i ? ", " : "");
        if (is_map)
            write_string(buf, entry->name->text, entry->name->len);
        else
            buf_text(buf, entry->name->text);
        buf_text(buf, ": ");
        value_write(buf, entry->value);
    }
    buf_char(buf, '}');
}

static void write_enum(Buf *buf, const Decl *decl, uint32_t index)
{
    buf_print(buf, "%s.%s", decl->name.sym->text,
              decl->as.enum_.cases.at[index].name.sym->text);
}

void value_write(Buf *buf, const Value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        return buf_text(buf, "none");
    case VALUE_BOOL:
        return buf_text(buf, value->as.bool_ ? "true" : "false");
    case VALUE_INT:
        return buf_print(buf, "%lld", (long long)value->as.int_);
    case VALUE_FLOAT:
        return value_write_float(buf, value->as.float_);
    case VALUE_STRING:
        return write_string(buf, value->as.string.at, value->as.string.len);
    case VALUE_DATETIME:
        return write_datetime(buf, value->as.int_);
    case VALUE_DURATION:
        return write_duration(buf, value->as.int_);
    case VALUE_SIZE:
        return write_size(buf, value->as.size.bytes, value->as.size.unit);
    case VALUE_ENUM:
        return write_enum(buf, value->as.enum_.decl, value->as.enum_.index);
    case VALUE_LIST:
        return write_list(buf, value);
    case VALUE_MAP:
    case VALUE_RECORD:
        return write_entries(buf, value);
    }
    UNREACHABLE("value kind");
}

const char *value_text(Arena *arena, const Value *value)
{
    Buf buf = {.arena = arena};
    value_write(&buf, value);
    return buf_string(&buf);
}
