#include "typesys/quantity.h"

#include <stdlib.h>
#include <string.h>

#include "base/panic.h"

typedef struct Scale {
    int64_t bytes;
    const char *suffix;
} Scale;

static const Scale binary_scales[] = {
    {INT64_C(1) << 40, "Ti"},
    {INT64_C(1) << 30, "Gi"},
    {INT64_C(1) << 20, "Mi"},
    {INT64_C(1) << 10, "Ki"},
    {1, ""},
};

static const Scale decimal_scales[] = {
    {INT64_C(1000000000000), "T"},
    {1000000000, "G"},
    {1000000, "M"},
    {1000, "k"},
    {1, ""},
};

static Amount fault(QuantityFault fault)
{
    return (Amount){.fault = fault};
}

/* number > 0.  There are two in most tasks, and printf is slow. */
static const char *number_text(Arena *arena, int64_t number, const char *suffix)
{
    char text[24];
    char *end = text + sizeof(text);
    char *at = end;
    for (size_t i = strlen(suffix); i > 0; i--)
        *--at = suffix[i - 1];
    for (; number > 0; number /= 10)
        *--at = (char)('0' + number % 10);
    return arena_copy(arena, at, (size_t)(end - at));
}

/* Kubernetes counts cores in thousandths. */
static Amount cores(Arena *arena, double count)
{
    double thousandths = count * 1000;
    if (!(count > 0))
        return fault(QUANTITY_NOT_POSITIVE);
    if (count > QUANTITY_MAX)
        return fault(QUANTITY_TOO_LARGE);
    int64_t size = (int64_t)(thousandths + 0.5);
    double off = thousandths - (double)size;
    if (off > 1e-6 || off < -1e-6)
        return fault(QUANTITY_TOO_FINE);
    const char *text = size % 1000 ? number_text(arena, size, "m")
                                   : number_text(arena, size / 1000, "");
    return (Amount){QUANTITY_FINE, text, size};
}

static Amount pieces(Arena *arena, int64_t count)
{
    if (count <= 0)
        return fault(QUANTITY_NOT_POSITIVE);
    if (count > QUANTITY_MAX)
        return fault(QUANTITY_TOO_LARGE);
    return (Amount){QUANTITY_FINE, number_text(arena, count, ""), count};
}

/* In the unit that was written if that is exact, else in the next that is. */
static Amount bytes(Arena *arena, int64_t size, SizeUnit unit)
{
    static const int first[] = {
        [SIZE_KI] = 3, [SIZE_MI] = 2, [SIZE_GI] = 1, [SIZE_TI] = 0,
        [SIZE_KB] = 3, [SIZE_MB] = 2, [SIZE_GB] = 1, [SIZE_TB] = 0,
    };
    if (size <= 0)
        return fault(QUANTITY_NOT_POSITIVE);
    const Scale *scale = unit < SIZE_KB ? binary_scales : decimal_scales;
    scale += first[unit];
    while (size % scale->bytes != 0)
        scale++;
    const char *text = number_text(arena, size / scale->bytes, scale->suffix);
    return (Amount){QUANTITY_FINE, text, size};
}

static Amount read_cores(Arena *arena, const Value *value)
{
    if (value->kind == VALUE_INT)
        return cores(arena, (double)value->as.int_);
    if (value->kind == VALUE_FLOAT)
        return cores(arena, value->as.float_);
    return fault(QUANTITY_WRONG_KIND);
}

static Amount read_bytes(Arena *arena, const Value *value)
{
    if (value->kind == VALUE_SIZE)
        return bytes(arena, value->as.size.bytes, value->as.size.unit);
    return fault(QUANTITY_WRONG_KIND);
}

static Amount read_pieces(Arena *arena, const Value *value)
{
    if (value->kind == VALUE_INT)
        return pieces(arena, value->as.int_);
    bool is_float = value->kind == VALUE_FLOAT;
    return fault(is_float ? QUANTITY_FRACTION : QUANTITY_WRONG_KIND);
}

Amount quantity_read(Arena *arena, Dimension dimension, const Value *value)
{
    switch (dimension) {
    case DIMENSION_CPU:
        return read_cores(arena, value);
    case DIMENSION_BYTES:
        return read_bytes(arena, value);
    case DIMENSION_COUNT:
        return read_pieces(arena, value);
    }
    UNREACHABLE("dimension");
}

/* ---- Kubernetes' words ---- */

typedef struct Suffix {
    const char *text;
    double scale;
} Suffix;

static const Suffix suffixes[] = {
    {"", 1},        {"n", 1e-9},    {"u", 1e-6},    {"m", 1e-3},
    {"k", 1e3},     {"M", 1e6},     {"G", 1e9},     {"T", 1e12},
    {"P", 1e15},    {"E", 1e18},    {"Ki", 0x1p10}, {"Mi", 0x1p20},
    {"Gi", 0x1p30}, {"Ti", 0x1p40}, {"Pi", 0x1p50}, {"Ei", 0x1p60},
};

static bool is_exponent(const char *text)
{
    if (*text != 'e' && *text != 'E')
        return false;
    text += 1 + (text[1] == '-' || text[1] == '+');
    size_t len = strspn(text, "0123456789");
    return len > 0 && len <= 2 && text[len] == '\0';
}

bool quantity_parse(const char *text, double *size)
{
    size_t whole = strspn(text, "0123456789");
    bool has_point = text[whole] == '.';
    size_t part = has_point ? strspn(text + whole + 1, "0123456789") : 0;
    const char *end = text + whole + has_point + part;
    if (whole + part == 0 || whole + part > 18)
        return false;
    *size = strtod(text, NULL);
    if (is_exponent(end))
        return true;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (strcmp(end, suffixes[i].text) == 0) {
            *size = strtod(text, NULL) * suffixes[i].scale;
            return true;
        }
    return false;
}
