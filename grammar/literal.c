#include "grammar/literal.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/build.h"
#include "grammar/complain.h"
#include "grammar/flw.tab.h"

/* A piece of the text: [at, end). */
typedef struct Piece {
    const char *at;
    const char *end;
} Piece;

static Piece piece_of(const Parser *parser, Token token)
{
    const char *text =
        parser->source->text + (token.start - parser->source->base);
    return (Piece){text, text + token.len};
}

static Expr *literal_new(Parser *parser, ExprKind kind, Token token)
{
    Expr *expr = expr_new(parser, kind, token_span(token));
    if (token.flags & TOKEN_BAD)
        expr->kind = EXPR_ERROR;
    return expr;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads digits and `_`; false when the number passes `limit`. */
static bool read_digits(Piece *piece, uint64_t limit, uint64_t *value)
{
    const char *at = piece->at;
    uint64_t sum = 0;
    bool fits = true;
    for (; fits && at < piece->end && (is_digit(*at) || *at == '_'); at++)
        if (*at != '_')
            fits = !__builtin_mul_overflow(sum, 10u, &sum) &&
                   !__builtin_add_overflow(sum, (unsigned)(*at - '0'), &sum) &&
                   sum <= limit;
    piece->at = at;
    *value = sum;
    return fits;
}

/* ---- numbers ---- */

static Expr *int_up_to(Parser *parser, Token token, uint64_t limit)
{
    Expr *expr = literal_new(parser, EXPR_INT, token);
    Piece piece = piece_of(parser, token);
    uint64_t value;
    if (expr->kind == EXPR_ERROR)
        return expr;
    if (!read_digits(&piece, limit, &value)) {
        complain_int_range(parser->diags, expr->span);
        expr->kind = EXPR_ERROR;
        return expr;
    }
    expr->as.int_value = value > INT64_MAX ? INT64_MIN : (int64_t)value;
    return expr;
}

/* Does the token stand behind a `-`? */
static bool follows_minus(const Parser *parser, Token token)
{
    uint32_t low = 0;
    uint32_t high = parser->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (parser->tokens[middle].start <= token.start)
            low = middle;
        else
            high = middle;
    }
    return low > 0 && parser->tokens[low - 1].kind == '-';
}

Expr *expr_int(Parser *parser, Token token)
{
    enum { DIGITS_OF_MAX = 19 };
    bool negative = token.len >= DIGITS_OF_MAX && follows_minus(parser, token);
    return int_up_to(parser, token, (uint64_t)INT64_MAX + negative);
}

Expr *expr_digits(Parser *parser, Span digits)
{
    return int_up_to(parser, token_of(digits, TOK_INT, 0), INT64_MAX);
}

Expr *expr_float(Parser *parser, Token token)
{
    Expr *expr = literal_new(parser, EXPR_FLOAT, token);
    Piece piece = piece_of(parser, token);
    char *digits =
        arena_alloc(parser->arena, (size_t)(piece.end - piece.at) + 1);
    size_t len = 0;
    for (; piece.at < piece.end; piece.at++)
        if (*piece.at != '_')
            digits[len++] = *piece.at;
    expr->as.float_value = strtod(digits, NULL);
    if (isinf(expr->as.float_value)) {
        complain_float_range(parser->diags, expr->span);
        expr->kind = EXPR_ERROR;
    }
    return expr;
}

/* ---- durations and sizes ---- */

#define MS     INT64_C(1000000)
#define SECOND (1000 * MS)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* Nanoseconds of the unit at the piece, which is read. */
static int64_t read_unit(Piece *piece)
{
    char c = *piece->at++;
    bool is_ms = c == 'm' && piece->at < piece->end && *piece->at == 's';
    if (is_ms)
        piece->at++;
    if (c == 'm')
        return is_ms ? MS : MINUTE;
    if (c == 's')
        return SECOND;
    return c == 'h' ? HOUR : DAY;
}

static bool read_duration(Piece piece, int64_t *sum)
{
    *sum = 0;
    while (piece.at < piece.end) {
        uint64_t count;
        int64_t step;
        if (!read_digits(&piece, INT64_MAX, &count))
            return false;
        if (__builtin_mul_overflow((int64_t)count, read_unit(&piece), &step) ||
            __builtin_add_overflow(*sum, step, sum))
            return false;
    }
    return true;
}

Expr *expr_duration(Parser *parser, Token token)
{
    Expr *expr = literal_new(parser, EXPR_DURATION, token);
    if (!read_duration(piece_of(parser, token), &expr->as.duration)) {
        complain_duration_range(parser->diags, expr->span);
        expr->kind = EXPR_ERROR;
    }
    return expr;
}

typedef struct SizeName {
    char name[3];
    SizeUnit unit;
    int64_t bytes;
} SizeName;

static const SizeName size_names[] = {
    {"Ki", SIZE_KI, INT64_C(1) << 10},
    {"Mi", SIZE_MI, INT64_C(1) << 20},
    {"Gi", SIZE_GI, INT64_C(1) << 30},
    {"Ti", SIZE_TI, INT64_C(1) << 40},
    {"KB", SIZE_KB, 1000},
    {"MB", SIZE_MB, 1000000},
    {"GB", SIZE_GB, 1000000000},
    {"TB", SIZE_TB, 1000000000000},
};

Expr *expr_size(Parser *parser, Token token)
{
    Expr *expr = literal_new(parser, EXPR_SIZE, token);
    Piece piece = piece_of(parser, token);
    uint64_t count;
    const SizeName *size = size_names;
    while (memcmp(piece.end - 2, size->name, 2) != 0)
        size++;
    expr->as.size.unit = size->unit;
    if (!read_digits(&piece, INT64_MAX, &count) ||
        __builtin_mul_overflow((int64_t)count, size->bytes,
                               &expr->as.size.bytes)) {
        complain_size_range(parser->diags, expr->span);
        expr->kind = EXPR_ERROR;
    }
    return expr;
}

/* ---- dates ---- */

/* Reads exactly `width` digits. */
static bool read_field(Piece *piece, int width, int *value)
{
    *value = 0;
    for (int i = 0; i < width; i++) {
        if (piece->at == piece->end || !is_digit(*piece->at))
            return false;
        *value = *value * 10 + (*piece->at++ - '0');
    }
    return true;
}

static bool read_char(Piece *piece, char c)
{
    if (piece->at == piece->end || *piece->at != c)
        return false;
    piece->at++;
    return true;
}

typedef struct Calendar {
    int year, month, day;
    int hour, minute, second;
    int64_t ns;
} Calendar;

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01; years count from March, so that a leap day is the
 * last of its year. */
static int64_t days_of(const Calendar *at)
{
    int64_t year = at->year - (at->month <= 2);
    int64_t era = year / 400;
    int64_t of_era = year - era * 400;
    int64_t month = (at->month + 9) % 12;
    int64_t of_year = (153 * month + 2) / 5 + at->day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

/* Each gives NULL, or what is wrong. */
static const char *read_fraction(Piece *piece, Calendar *at)
{
    int64_t unit = SECOND;
    if (!read_char(piece, '.'))
        return NULL;
    if (piece->at == piece->end || !is_digit(*piece->at))
        return "digits are missing after the dot";
    for (; piece->at < piece->end && is_digit(*piece->at); piece->at++) {
        if (unit == 1)
            return "a second has at most 9 digits after the dot";
        unit /= 10;
        at->ns += (*piece->at - '0') * unit;
    }
    return NULL;
}

static const char *read_time(Piece *piece, Calendar *at)
{
    if (!read_field(piece, 2, &at->hour) || !read_char(piece, ':') ||
        !read_field(piece, 2, &at->minute) || !read_char(piece, ':') ||
        !read_field(piece, 2, &at->second))
        return "a time is written `T08:00:00Z`";
    if (at->hour > 23 || at->minute > 59 || at->second > 59)
        return "there is no such time of day";
    const char *wrong = read_fraction(piece, at);
    if (wrong)
        return wrong;
    if (!read_char(piece, 'Z') || piece->at != piece->end)
        return "times are in UTC and end in `Z`";
    return NULL;
}

static const char *read_calendar(Piece *piece, Calendar *at)
{
    piece->at++; /* @ */
    if (!read_field(piece, 4, &at->year) || !read_char(piece, '-') ||
        !read_field(piece, 2, &at->month) || !read_char(piece, '-') ||
        !read_field(piece, 2, &at->day))
        return "a date is written `@2026-01-31`";
    if (at->month < 1 || at->month > 12)
        return "there is no such month";
    if (at->day < 1 || at->day > month_days(at->year, at->month))
        return "there is no such day in that month";
    if (piece->at == piece->end)
        return NULL;
    if (!read_char(piece, 'T'))
        return "a time of day follows as `T08:00:00Z`";
    return read_time(piece, at);
}

static const char *read_datetime(Piece piece, int64_t *ns)
{
    Calendar at = {0};
    const char *wrong = read_calendar(&piece, &at);
    int64_t seconds = (at.hour * 60 + at.minute) * 60 + at.second;
    if (wrong)
        return wrong;
    if (__builtin_mul_overflow(days_of(&at), DAY, ns) ||
        __builtin_add_overflow(*ns, seconds * SECOND + at.ns, ns))
        return "the years from 1678 to 2261 can be told in nanoseconds";
    return NULL;
}

Expr *expr_datetime(Parser *parser, Token token)
{
    Expr *expr = literal_new(parser, EXPR_DATETIME, token);
    const char *wrong =
        read_datetime(piece_of(parser, token), &expr->as.datetime);
    if (wrong) {
        complain_datetime(parser->diags, expr->span, wrong);
        expr->kind = EXPR_ERROR;
    }
    return expr;
}
