#include "typesys/cron.h"

#include <stddef.h>
#include <string.h>

typedef struct CronField {
    const char *name;
    int first;
    int last;
    const char *words; /* of three letters each, from first on; or NULL */
} CronField;

enum { MINUTE, HOUR, DAY, MONTH, WEEKDAY, FIELD_COUNT };

static const CronField fields[FIELD_COUNT] = {
    [MINUTE] = {"minute", 0, 59, NULL},
    [HOUR] = {"hour", 0, 23, NULL},
    [DAY] = {"day of the month", 1, 31, NULL},
    [MONTH] = {"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
    [WEEKDAY] = {"day of the week", 0, 6, "sunmontuewedthufrisat"},
};

typedef struct Reading {
    Arena *arena;
    CronFault *fault;
    const CronField *field;
    uint64_t bits; /* the values that match */
    bool is_any;   /* has a `*`: may restrict nothing */
} Reading;

typedef struct Part {
    const char *at;
    const char *end;
} Part;

static size_t part_len(Part part)
{
    return (size_t)(part.end - part.at);
}

static bool refuse(Reading *reading, const char *why, const char *hint)
{
    *reading->fault = (CronFault){why, hint};
    return false;
}

static bool refuse_part(Reading *reading, Part part, const char *hint)
{
    const CronField *field = reading->field;
    const char *why = arena_print(
        reading->arena, "the %s wants %d to %d, found `%.*s`", field->name,
        field->first, field->last, (int)part_len(part), part.at);
    return refuse(reading, why, hint);
}

/* The part before the first c; true when c is there, with *rest behind it. */
static bool cut(Part part, char c, Part *before, Part *rest)
{
    const char *found = memchr(part.at, c, part_len(part));
    *before = (Part){part.at, found ? found : part.end};
    *rest = (Part){found ? found + 1 : part.end, part.end};
    return found != NULL;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* jan, MON; -1: no such name. */
static int find_word(const CronField *field, Part part)
{
    char word[4] = {0};
    if (!field->words || part_len(part) != 3)
        return -1;
    for (int i = 0; i < 3; i++)
        word[i] = small(part.at[i]);
    for (const char *at = field->words; *at; at += 3)
        if (memcmp(at, word, 3) == 0)
            return field->first + (int)(at - field->words) / 3;
    return -1;
}

/* Digits only, so that `+5` is none; bounded, so that nothing overflows. */
static int number_of(Part part)
{
    int number = 0;
    if (part.at == part.end || part_len(part) > 4)
        return -1;
    for (const char *at = part.at; at < part.end; at++) {
        if (*at < '0' || *at > '9')
            return -1;
        number = number * 10 + (*at - '0');
    }
    return number;
}

static const char *value_hint(const CronField *field, Part part)
{
    if (field == &fields[WEEKDAY] && part_len(part) == 1 && *part.at == '7')
        return "Sunday is 0 or sun";
    if (part_len(part) > 0 && strchr("LW#", part.end[-1]))
        return "Flyte's scheduler knows neither L nor W nor #";
    return field->words ? "names are of three letters, as in jan or mon" : NULL;
}

static bool read_value(Reading *reading, Part part, int *out)
{
    const CronField *field = reading->field;
    int word = find_word(field, part);
    *out = word >= 0 ? word : number_of(part);
    if (*out >= field->first && *out <= field->last)
        return true;
    return refuse_part(reading, part, value_hint(field, part));
}

static bool is_star(Part part)
{
    return part_len(part) == 1 && *part.at == '*';
}

/* `5`, `1-5`, `*` */
static bool read_span(Reading *reading, Part part, int *first, int *last,
                      bool *is_single)
{
    Part low;
    Part high;
    *is_single = false;
    if (is_star(part)) {
        *first = reading->field->first;
        *last = reading->field->last;
        return true;
    }
    if (part_len(part) == 1 && *part.at == '?')
        return refuse_part(reading, part,
                           "`?` is AWS's; write `*`, which means the same");
    *is_single = !cut(part, '-', &low, &high);
    if (!read_value(reading, low, first))
        return false;
    *last = *first;
    if (!*is_single && !read_value(reading, high, last))
        return false;
    if (*first <= *last)
        return true;
    return refuse_part(reading, part,
                       "a range goes upwards; join two with a comma");
}

/* A span, and perhaps `/step`; `5/10` means 5-last/10. */
static bool read_item(Reading *reading, Part item)
{
    Part span;
    Part rest;
    int first;
    int last;
    int step = 1;
    bool is_single;
    bool has_step = cut(item, '/', &span, &rest);
    if (!read_span(reading, span, &first, &last, &is_single))
        return false;
    if (has_step) {
        step = number_of(rest);
        if (step <= 0)
            return refuse_part(reading, item,
                               "a step is a number of 1 or more");
        last = is_single ? reading->field->last : last;
    }
    reading->is_any |= is_star(span);
    for (int value = first; value <= last; value += step)
        reading->bits |= UINT64_C(1) << value;
    return true;
}

static bool read_field(Reading *reading, Part text)
{
    Part item;
    bool more = true;
    while (more) {
        more = cut(text, ',', &item, &text);
        if (item.at == item.end)
            return refuse_part(reading, item, "a comma stands between values");
        if (!read_item(reading, item))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

/* A day of the month alone must come in one of the months. */
static bool does_fire(const Reading *days, const Reading *months,
                      const Reading *weekdays)
{
    static const int lengths[] = {0,  31, 29, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    if (days->is_any || !weekdays->is_any)
        return true;
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= lengths[month]; day++)
            if ((months->bits >> month & 1) && (days->bits >> day & 1))
                return true;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* At most FIELD_COUNT parts are kept; all are counted. */
static int split(const char *text, Part *parts)
{
    int count = 0;
    for (const char *at = text; *at;) {
        const char *start = at;
        while (*at && !is_space(*at))
            at++;
        if (at > start && count < FIELD_COUNT)
            parts[count] = (Part){start, at};
        count += at > start;
        while (is_space(*at))
            at++;
    }
    return count;
}

static bool check_descriptor(Reading *reading, const char *text)
{
    static const char *const known[] = {
        "@yearly", "@annually", "@monthly", "@weekly",
        "@daily",  "@midnight", "@hourly",
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (strcmp(text, known[i]) == 0)
            return true;
    const char *why = arena_print(reading->arena, "there is no `%s`", text);
    if (strncmp(text, "@every", 6) == 0)
        return refuse(reading, why, "write `schedule every(6h)`");
    return refuse(reading, why,
                  "there are @yearly, @monthly, @weekly, @daily and @hourly");
}

static bool check_count(Reading *reading, int count)
{
    if (count == FIELD_COUNT)
        return true;
    const char *why = arena_print(
        reading->arena,
        "a schedule has 5 fields (minute, hour, day of the month, month, day "
        "of the week), found %d",
        count);
    return refuse(reading, why,
                  count == 6 ? "the year of AWS's form, or the second of "
                               "others, has no place here"
                             : NULL);
}

static bool starts_with_zone(const char *text)
{
    return strncmp(text, "CRON_TZ=", 8) == 0 || strncmp(text, "TZ=", 3) == 0;
}

bool cron_check(Arena *arena, const char *text, CronFault *fault)
{
    Part parts[FIELD_COUNT] = {{0}};
    Reading readings[FIELD_COUNT];
    Reading whole = {.arena = arena, .fault = fault};
    if (starts_with_zone(text))
        return refuse(&whole, "a schedule has no zone of its own",
                      "schedules are in the server's zone, UTC as a rule: say "
                      "the time in that");
    if (*text == '@')
        return check_descriptor(&whole, text);
    if (!check_count(&whole, split(text, parts)))
        return false;
    for (int i = 0; i < FIELD_COUNT; i++) {
        readings[i] = whole;
        readings[i].field = &fields[i];
        if (!read_field(&readings[i], parts[i]))
            return false;
    }
    if (does_fire(&readings[DAY], &readings[MONTH], &readings[WEEKDAY]))
        return true;
    return refuse(&whole, "no month has such a day: it never starts", NULL);
}

bool cron_rate(int64_t interval, int64_t *value, RateUnit *unit)
{
    const int64_t minute = INT64_C(60000000000);
    const int64_t hour = 60 * minute;
    const int64_t day = 24 * hour;
    *unit = interval % day == 0    ? RATE_DAY
            : interval % hour == 0 ? RATE_HOUR
                                   : RATE_MINUTE;
    *value = interval / (*unit == RATE_DAY    ? day
                         : *unit == RATE_HOUR ? hour
                                              : minute);
    return interval > 0 && interval % minute == 0 && *value <= UINT32_MAX;
}
