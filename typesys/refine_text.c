#include <string.h>

#include "base/panic.h"
#include "typesys/refine_form.h"

typedef struct Scale {
    TypeKind base; /* what a number of the set means */
    const char *subject;
    Interval domain;
} Scale;

static void write_number(Buf *buf, TypeKind base, int64_t number)
{
    Value value = {.kind = VALUE_INT, .as.int_ = number};
    if (base == TYPE_FLOAT)
        value =
            (Value){.kind = VALUE_FLOAT, .as.float_ = intervals_double(number)};
    if (base == TYPE_DURATION)
        value.kind = VALUE_DURATION;
    if (base == TYPE_DATETIME)
        value.kind = VALUE_DATETIME;
    value_write(buf, &value);
}

static size_t digits(Buf *buf, TypeKind base, int64_t number)
{
    Buf text = {.arena = buf->arena};
    write_number(&text, base, number);
    return text.len;
}

/* Is the open bound, a step beside a double, the one that was meant? Its
 * digits are fewer then: 0.0, not 5e-324. */
static bool is_open(Buf *buf, TypeKind base, int64_t bound, int step)
{
    if (base != TYPE_FLOAT)
        return false;
    size_t found = digits(buf, base, bound);
    return found > strlen("0.0") && digits(buf, base, bound + step) < found;
}

static void write_low(Buf *buf, const Scale *scale, int64_t first)
{
    bool open = is_open(buf, scale->base, first, -1);
    buf_print(buf, "%s %s ", scale->subject, open ? ">" : ">=");
    write_number(buf, scale->base, open ? first - 1 : first);
}

static void write_high(Buf *buf, const Scale *scale, int64_t last)
{
    bool open = is_open(buf, scale->base, last, 1);
    buf_print(buf, "%s %s ", scale->subject, open ? "<" : "<=");
    write_number(buf, scale->base, open ? last + 1 : last);
}

static void write_interval(Buf *buf, const Scale *scale, Interval interval)
{
    if (interval.first == interval.last) {
        buf_print(buf, "%s == ", scale->subject);
        return write_number(buf, scale->base, interval.first);
    }
    if (interval.last == scale->domain.last)
        return write_low(buf, scale, interval.first);
    if (interval.first == scale->domain.first)
        return write_high(buf, scale, interval.last);
    if (scale->base == TYPE_FLOAT) {
        write_low(buf, scale, interval.first);
        buf_text(buf, " and ");
        return write_high(buf, scale, interval.last);
    }
    buf_print(buf, "%s in ", scale->subject);
    write_number(buf, scale->base, interval.first);
    buf_text(buf, "..");
    write_number(buf, scale->base, interval.last);
}

static void write_set(Buf *buf, const Scale *scale, Intervals set)
{
    for (uint32_t i = 0; i < set.len; i++) {
        buf_text(buf, i ? " or " : "");
        write_interval(buf, scale, set.at[i]);
    }
}

static void write_word(Buf *buf, const char *before, Word word)
{
    Value value = {.kind = VALUE_STRING};
    value.as.string.at = word.at;
    value.as.string.len = word.len;
    buf_text(buf, before);
    value_write(buf, &value);
}

/* Raw where it can be, so that `\d{3}` reads as it was written. */
static void write_pattern(Buf *buf, const Pattern *pattern)
{
    if (strpbrk(pattern->text, "\"\n\r"))
        write_word(buf, "self matches ", (Word){pattern->text, pattern->len});
    else
        buf_print(buf, "self matches r\"%s\"", pattern->text);
}

static void write_lengths(Buf *buf, Intervals lengths, bool alone)
{
    Scale scale = {TYPE_INT, "len(self)", refine_domain(TYPE_STRING)};
    bool bracket = lengths.len > 1 && !alone;
    buf_text(buf, bracket ? "(" : "");
    write_set(buf, &scale, lengths);
    buf_text(buf, bracket ? ")" : "");
}

static void write_case(Buf *buf, const RefineCase *one)
{
    bool every = one->lengths.len == 1 && one->lengths.at[0].first == 0 &&
                 one->lengths.at[0].last == INT64_MAX;
    bool alone = !one->patterns_len && !one->without.len;
    bool more = false;
    if (!every || alone) {
        write_lengths(buf, one->lengths, alone);
        more = true;
    }
    for (uint32_t i = 0; i < one->patterns_len; i++, more = true) {
        buf_text(buf, more ? " and " : "");
        write_pattern(buf, one->patterns[i]);
    }
    for (uint32_t i = 0; i < one->without.len; i++, more = true) {
        buf_text(buf, more ? " and " : "");
        write_word(buf, "self != ", one->without.at[i]);
    }
}

static void write_strings(Buf *buf, const Refinement *refinement)
{
    for (uint32_t i = 0; i < refinement->words.len; i++)
        write_word(buf,
                   i ? " or self == " : "self == ", refinement->words.at[i]);
    for (uint32_t i = 0; i < refinement->cases_len; i++) {
        buf_text(buf, i || refinement->words.len ? " or " : "");
        write_case(buf, &refinement->cases[i]);
    }
}

void refine_write(Buf *buf, const Refinement *refinement)
{
    TypeKind base = refinement->base;
    bool is_length = base == TYPE_LIST || base == TYPE_MAP;
    Scale scale = {is_length ? TYPE_INT : base,
                   is_length ? "len(self)" : "self", refine_domain(base)};
    if (refine_is_empty(refinement))
        buf_text(buf, "false");
    else if (base == TYPE_STRING)
        write_strings(buf, refinement);
    else
        write_set(buf, &scale, refinement->set);
}

const char *refine_text(Arena *arena, const Refinement *refinement)
{
    Buf buf = {.arena = arena};
    refine_write(&buf, refinement);
    return buf_string(&buf);
}
