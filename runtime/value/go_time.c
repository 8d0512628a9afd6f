/* go_time.c - times as Go's library writes and reads them. */
#include "runtime/value/go_time.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 86400, DAYS_OF_ERA = 146097, EPOCH = 719468 };

/* ---- the calendar: eras of 400 years that begin in March ---- */

static int64_t days_since_1970(int year, int month, int day)
{
    int64_t years = year - (month <= 2);
    int64_t era = (years >= 0 ? years : years - 399) / 400;
    int64_t of_era = years - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day;
    return era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 +
           of_year - 1 - EPOCH;
}

typedef struct Day {
    int year, month, day;
} Day;

static Day day_of(int64_t days)
{
    days += EPOCH;
    int64_t era = (days >= 0 ? days : days - DAYS_OF_ERA + 1) / DAYS_OF_ERA;
    int64_t of_era = days - era * DAYS_OF_ERA;
    int64_t year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (Day){.year = (int)(year + era * 400 + (month >= 10)),
                 .month = (int)(month < 10 ? month + 3 : month - 9),
                 .day = (int)(of_year - (153 * month + 2) / 5 + 1)};
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* ---- moments ---- */

bool moment_is_valid(Moment moment)
{
    return moment.seconds >= days_since_1970(1, 1, 1) * DAY &&
           moment.seconds < days_since_1970(10000, 1, 1) * DAY &&
           moment.nanos >= 0 && moment.nanos < NS_OF_SECOND;
}

static void write_moment(Buf *out, Moment moment, int digits)
{
    int64_t days = moment.seconds / DAY - (moment.seconds % DAY < 0);
    int of_day = (int)(moment.seconds - days * DAY);
    Day day = day_of(days);
    buf_print(out, "%04d-%02d-%02dT%02d:%02d:%02d", day.year, day.month,
              day.day, of_day / 3600, of_day / 60 % 60, of_day % 60);
    char fraction[16];
    snprintf(fraction, sizeof fraction, ".%09d", (int)moment.nanos);
    if (digits)
        buf_add(out, fraction, 1 + (size_t)digits);
    buf_char(out, 'Z');
}

static int digits_of(int32_t nanos)
{
    int digits = nanos ? 9 : 0;
    for (; digits && nanos % 10 == 0; nanos /= 10)
        digits--;
    return digits;
}

void moment_write(Buf *out, Moment moment)
{
    write_moment(out, moment, digits_of(moment.nanos));
}

void moment_write_even(Buf *out, Moment moment)
{
    write_moment(out, moment, (digits_of(moment.nanos) + 2) / 3 * 3);
}

/* So many digits, at least `least` of them; -1 when there are not. */
static int take_digits(const char **at, int least, int most)
{
    int number = 0, count = 0;
    for (; count < most && isdigit((unsigned char)**at); count++)
        number = number * 10 + (*(*at)++ - '0');
    return count < least ? -1 : number;
}

static bool take(const char **at, char c)
{
    if (**at != c)
        return false;
    (*at)++;
    return true;
}

static bool take_date(const char **at, Moment *moment)
{
    int year = take_digits(at, 4, 4);
    if (year < 1 || !take(at, '-'))
        return false;
    int month = take_digits(at, 2, 2);
    if (month < 1 || month > 12 || !take(at, '-'))
        return false;
    int day = take_digits(at, 2, 2);
    if (day < 1 || day > days_of_month(year, month))
        return false;
    *moment = (Moment){.seconds = days_since_1970(year, month, day) * DAY};
    return true;
}

/* Digits beyond the ninth say nothing. */
static bool take_fraction(const char **at, Moment *moment)
{
    if (**at != '.' && **at != ',')
        return true;
    ++*at;
    if (!isdigit((unsigned char)**at))
        return false;
    int32_t unit = NS_OF_SECOND;
    for (; isdigit((unsigned char)**at); ++*at)
        moment->nanos += (unit /= 10) * (**at - '0');
    return true;
}

/* As in Go, an hour may have one digit. */
static bool take_time(const char **at, Moment *moment)
{
    int hour = take_digits(at, 1, 2);
    if (hour < 0 || hour > 23 || !take(at, ':'))
        return false;
    int minute = take_digits(at, 2, 2);
    if (minute < 0 || minute > 59 || !take(at, ':'))
        return false;
    int second = take_digits(at, 2, 2);
    if (second < 0 || second > 59)
        return false;
    moment->seconds += hour * 3600 + minute * 60 + second;
    return take_fraction(at, moment);
}

static bool take_zone(const char **at, Moment *moment)
{
    if (take(at, 'Z'))
        return true;
    int sign = **at == '+' ? 1 : **at == '-' ? -1 : 0;
    if (!sign)
        return false;
    ++*at;
    int hours = take_digits(at, 2, 2);
    if (hours < 0 || hours > 24 || !take(at, ':'))
        return false;
    int minutes = take_digits(at, 2, 2);
    moment->seconds -= sign * (hours * 3600 + minutes * 60);
    return minutes >= 0 && minutes <= 60;
}

bool moment_read(const char *text, Moment *moment)
{
    return take_date(&text, moment) && take(&text, 'T') &&
           take_time(&text, moment) && take_zone(&text, moment) && !*text &&
           moment_is_valid(*moment);
}

bool moment_read_loosely(const char *text, Moment *moment)
{
    const char *at = text;
    return moment_read(text, moment) || (take_date(&at, moment) && !*at);
}

/* ---- durations ---- */

typedef struct Unit {
    const char *name;
    uint64_t ns;
} Unit;

/* U+00B5 and U+03BC are both written for micro. */
static const Unit units[] = {{"ns", 1},
                             {"us", 1000},
                             {"\u00b5s", 1000},
                             {"\u03bcs", 1000},
                             {"ms", 1000000},
                             {"s", NS_OF_SECOND},
                             {"m", UINT64_C(60) * NS_OF_SECOND},
                             {"h", UINT64_C(3600) * NS_OF_SECOND},
                             {"d", UINT64_C(86400) * NS_OF_SECOND}};

/* whole.fraction without zeros at the end; `unit` is a power of ten. */
static void write_fraction(Buf *out, uint64_t ns, uint64_t unit,
                           const char *name)
{
    buf_print(out, "%llu", (unsigned long long)(ns / unit));
    uint64_t left = ns % unit;
    if (left)
        buf_char(out, '.');
    for (; left; left %= unit) {
        unit /= 10;
        buf_char(out, (char)('0' + left / unit));
    }
    buf_text(out, name);
}

static void write_span(Buf *out, uint64_t ns)
{
    const uint64_t minute = UINT64_C(60) * NS_OF_SECOND;
    if (ns < 1000)
        return write_fraction(out, ns, 1, ns ? "ns" : "s");
    if (ns < 1000000)
        return write_fraction(out, ns, 1000, "\u00b5s");
    if (ns < NS_OF_SECOND)
        return write_fraction(out, ns, 1000000, "ms");
    if (ns >= 60 * minute)
        buf_print(out, "%lluh", (unsigned long long)(ns / (60 * minute)));
    if (ns >= minute)
        buf_print(out, "%llum", (unsigned long long)(ns / minute % 60));
    write_fraction(out, ns % minute, NS_OF_SECOND, "s");
}

void go_duration_write(Buf *out, int64_t ns)
{
    if (ns < 0)
        buf_char(out, '-');
    write_span(out, ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns);
}

static const uint64_t span_max = UINT64_C(1) << 63;

/* Digits; false when they are beyond span_max. */
static bool take_whole(const char **at, uint64_t *number)
{
    for (*number = 0; isdigit((unsigned char)**at); ++*at) {
        if (*number > span_max / 10)
            return false;
        *number = *number * 10 + (uint64_t)(**at - '0');
        if (*number > span_max)
            return false;
    }
    return true;
}

/* As Go does it: digits that no longer fit are passed over, and the product is
 * cut, not rounded. */
static uint64_t take_part(const char **at, uint64_t unit)
{
    uint64_t number = 0;
    double scale = 1;
    bool full = false;
    for (; isdigit((unsigned char)**at); ++*at) {
        full |= number > (span_max - 1) / 10;
        uint64_t more = full ? 0 : number * 10 + (uint64_t)(**at - '0');
        full |= more > span_max;
        if (full)
            continue;
        number = more;
        scale *= 10;
    }
    return (uint64_t)((double)number * ((double)unit / scale));
}

static uint64_t take_unit(const char **at, bool days)
{
    size_t len = strcspn(*at, ".0123456789");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == len && (days || *units[i].name != 'd') &&
            memcmp(units[i].name, *at, len) == 0) {
            *at += len;
            return units[i].ns;
        }
    return 0;
}

/* "1.5h" */
static bool take_span(const char **at, bool days, uint64_t *total)
{
    const char *start = *at;
    uint64_t whole;
    if (!take_whole(at, &whole))
        return false;
    const char *part = **at == '.' ? *at + 1 : NULL;
    size_t digits = (size_t)(*at - start);
    if (part) {
        *at = part + strspn(part, "0123456789");
        digits += (size_t)(*at - part);
    }
    uint64_t unit = digits ? take_unit(at, days) : 0;
    if (!unit || whole > span_max / unit)
        return false;
    whole *= unit;
    if (part)
        whole += take_part(&part, unit);
    *total += whole;
    return whole <= span_max && *total <= span_max;
}

bool go_duration_read(const char *text, bool days, int64_t *ns)
{
    bool minus = *text == '-';
    uint64_t total = 0;
    text += minus || *text == '+';
    if (!*text)
        return false;
    if (strcmp(text, "0") == 0)
        text++;
    while (*text)
        if (!take_span(&text, days, &total))
            return false;
    if (total == span_max && !minus)
        return false;
    *ns = minus ? (int64_t)(0 - total) : (int64_t)total;
    return true;
}
