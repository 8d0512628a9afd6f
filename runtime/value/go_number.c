/* go_number.c - numbers and bools as Go's library writes and reads them. */
#include "runtime/value/go_number.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DIGITS_MAX = 17,
    EXPONENT_MIN = 6 /* that %v writes as such */
};

/* d.ddd times ten to the exponent. */
typedef struct Decimal {
    char digits[DIGITS_MAX + 1];
    int len;
    int exponent;
} Decimal;

static double value_of(const Decimal *decimal)
{
    char text[DIGITS_MAX + 16];
    snprintf(text, sizeof text, "%c.%se%d", decimal->digits[0],
             decimal->digits + 1, decimal->exponent);
    return strtod(text, NULL);
}

static void round_to(Decimal *decimal, double number, int len)
{
    char text[DIGITS_MAX + 16];
    snprintf(text, sizeof text, "%.*e", len - 1, number);
    char *exponent = strchr(text, 'e');
    decimal->len = 0;
    for (const char *at = text; at < exponent; at++)
        if (isdigit((unsigned char)*at))
            decimal->digits[decimal->len++] = *at;
    decimal->digits[decimal->len] = '\0';
    decimal->exponent = atoi(exponent + 1);
}

/* One more in the last place. */
static void step_up(Decimal *decimal)
{
    int at = decimal->len - 1;
    for (; at >= 0 && decimal->digits[at] == '9'; at--)
        decimal->digits[at] = '0';
    if (at >= 0) {
        decimal->digits[at]++;
        return;
    }
    decimal->digits[0] = '1';
    decimal->exponent++;
}

/* The fewest digits that read back as the same double. At a power of two the
 * gap below is half the gap above, so that of as many digits the nearest may
 * fail and the next one up may not. */
static void shorten(Decimal *decimal, double number)
{
    for (int len = 1; len <= DIGITS_MAX; len++) {
        round_to(decimal, number, len);
        if (value_of(decimal) == number)
            return;
        Decimal up = *decimal;
        step_up(&up);
        if (value_of(&up) == number) {
            *decimal = up;
            return;
        }
    }
}

static void write_plain(Buf *out, const Decimal *decimal)
{
    int point = decimal->exponent + 1;
    if (point <= 0) {
        buf_text(out, "0.");
        buf_fill(out, '0', (size_t)-point);
        buf_text(out, decimal->digits);
        return;
    }
    int whole = point < decimal->len ? point : decimal->len;
    buf_add(out, decimal->digits, (size_t)whole);
    buf_fill(out, '0', (size_t)(point - whole));
    if (decimal->len > point)
        buf_print(out, ".%s", decimal->digits + point);
}

static void write_exponent(Buf *out, const Decimal *decimal)
{
    buf_char(out, decimal->digits[0]);
    if (decimal->len > 1)
        buf_print(out, ".%s", decimal->digits + 1);
    int size = abs(decimal->exponent);
    buf_print(out, "e%c%02d", decimal->exponent < 0 ? '-' : '+', size);
}

static void drop_zeros(Decimal *decimal)
{
    while (decimal->len > 1 && decimal->digits[decimal->len - 1] == '0')
        decimal->digits[--decimal->len] = '\0';
}

static void write_float(Buf *out, double number, bool plain)
{
    if (isnan(number) || isinf(number)) {
        buf_text(out, isnan(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf");
        return;
    }
    Decimal decimal = {.digits = "0", .len = 1};
    if (signbit(number))
        buf_char(out, '-');
    if (number != 0)
        shorten(&decimal, fabs(number));
    drop_zeros(&decimal);
    if (plain || (decimal.exponent >= -4 && decimal.exponent < EXPONENT_MIN))
        write_plain(out, &decimal);
    else
        write_exponent(out, &decimal);
}

void go_float_write(Buf *out, double number)
{
    write_float(out, number, false);
}

void go_float_write_plain(Buf *out, double number)
{
    write_float(out, number, true);
}

bool go_int_read(const char *text, int64_t *number)
{
    const char *at = text + (*text == '-' || *text == '+');
    if (!*at || at[strspn(at, "0123456789")])
        return false;
    errno = 0;
    long long found = strtoll(text, NULL, 10);
    *number = found;
    return errno == 0;
}

/* "inf", "+Infinity", "nan"; no sign before nan. */
static bool read_named(const char *text, double *number)
{
    bool minus = *text == '-';
    const char *name = text + (minus || *text == '+');
    if (strcasecmp(text, "nan") == 0)
        *number = (double)NAN;
    else if (strcasecmp(name, "inf") == 0 || strcasecmp(name, "infinity") == 0)
        *number = minus ? -(double)INFINITY : (double)INFINITY;
    else
        return false;
    return true;
}

static bool is_digit(char c, bool hex)
{
    return hex ? isxdigit((unsigned char)c) : isdigit((unsigned char)c);
}

/* Digits and a point, at least one digit; underscores stand between digits, or
 * behind the 0x. What is taken goes to out. */
static bool take_mantissa(const char **at, bool hex, Buf *out)
{
    bool any = false, point = false, joint = hex;
    for (; **at; (*at)++) {
        char c = **at;
        if (c == '_') {
            if (!joint || !is_digit((*at)[1], hex))
                return false;
            continue;
        }
        if (!is_digit(c, hex) && (c != '.' || point))
            break;
        joint = c != '.';
        any |= joint;
        point |= c == '.';
        buf_char(out, c);
    }
    return any;
}

static bool take_exponent(const char **at, Buf *out)
{
    buf_char(out, *(*at)++);
    if (**at == '+' || **at == '-')
        buf_char(out, *(*at)++);
    if (!isdigit((unsigned char)**at))
        return false;
    for (; isdigit((unsigned char)**at) || **at == '_'; (*at)++) {
        if (**at != '_')
            buf_char(out, **at);
        else if (!isdigit((unsigned char)(*at)[1]))
            return false;
    }
    return true;
}

static bool take_number(const char *at, Buf *out)
{
    if (*at == '+' || *at == '-')
        buf_char(out, *at++);
    bool hex = at[0] == '0' && (at[1] | 0x20) == 'x';
    if (hex) {
        buf_add(out, at, 2);
        at += 2;
    }
    if (!take_mantissa(&at, hex, out))
        return false;
    bool exponent = (*at | 0x20) == (hex ? 'p' : 'e');
    if (exponent ? !take_exponent(&at, out) : hex)
        return false;
    return !*at;
}

bool go_float_read(const char *text, double *number)
{
    if (read_named(text, number))
        return true;
    Arena scratch = {0};
    Buf digits = {.arena = &scratch};
    bool fine = take_number(text, &digits);
    if (fine) {
        *number = strtod(buf_string(&digits), NULL);
        fine = isfinite(*number);
    }
    arena_release(&scratch);
    return fine;
}

bool go_bool_read(const char *text, bool *yes)
{
    static const char *const words[2][6] = {
        {"0", "f", "F", "false", "False", "FALSE"},
        {"1", "t", "T", "true", "True", "TRUE"}};
    for (int truth = 0; truth < 2; truth++)
        for (int i = 0; i < 6; i++)
            if (strcmp(text, words[truth][i]) == 0) {
                *yes = truth;
                return true;
            }
    return false;
}
