/* resources.c - what a container asks for, as limits of a child. */
#include "runtime/task/resources.h"

#include <stdlib.h>
#include <string.h>

typedef Flyteidl__Core__Resources__ResourceEntry Entry;

enum { DIGITS_MAX = 100 };

typedef struct Suffix {
    const char *text;
    long double factor;
} Suffix;

/* Behind the number; an exponent is read apart. */
static const Suffix suffixes[] = {
    {"", 1},         {"n", 1e-9L},    {"u", 1e-6L},    {"m", 1e-3L},
    {"k", 1e3L},     {"M", 1e6L},     {"G", 1e9L},     {"T", 1e12L},
    {"P", 1e15L},    {"E", 1e18L},    {"Ki", 0x1p10L}, {"Mi", 0x1p20L},
    {"Gi", 0x1p30L}, {"Ti", 0x1p40L}, {"Pi", 0x1p50L}, {"Ei", 0x1p60L},
};

/* Digits with at most one point; how many bytes, 0 when there is no digit. */
static size_t number_len(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    size_t part = 0;
    if (text[whole] == '.')
        part = strspn(text + whole + 1, "0123456789");
    if (whole + part == 0)
        return 0;
    return whole + part + (text[whole] == '.');
}

/* Of those bytes alone: what follows may be an exponent of our own. */
static long double number_of(const char *text, size_t len)
{
    long double value = 0;
    long double scale = 1;
    bool part = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.') {
            part = true;
            continue;
        }
        value = value * 10 + (text[i] - '0');
        scale = part ? scale * 10 : scale;
    }
    return value / scale;
}

static bool factor_of(const char *suffix, long double *factor)
{
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        if (strcmp(suffixes[i].text, suffix) == 0) {
            *factor = suffixes[i].factor;
            return true;
        }
    }
    if (*suffix != 'e' && *suffix != 'E')
        return false;
    suffix += suffix[1] == '+' || suffix[1] == '-' ? 2 : 1;
    size_t len = strspn(suffix, "0123456789");
    if (len == 0 || len > 3 || suffix[len])
        return false;
    *factor = 1;
    for (int power = atoi(suffix); power > 0; power--)
        *factor = suffix[-1] == '-' ? *factor / 10 : *factor * 10;
    return true;
}

bool resource_amount(const char *text, uint64_t *thousandths)
{
    text += *text == '+';
    size_t len = number_len(text);
    long double factor;
    if (len == 0 || len > DIGITS_MAX || !factor_of(text + len, &factor))
        return false;
    long double value = number_of(text, len) * factor * 1000;
    if (value >= 0x1p64L) {
        *thousandths = UINT64_MAX;
        return true;
    }
    *thousandths = (uint64_t)value;
    *thousandths += (long double)*thousandths < value;
    return true;
}

static const char *value_of(Entry *const *entries, size_t n,
                            Flyteidl__Core__Resources__ResourceName name)
{
    for (size_t i = 0; i < n; i++)
        if (entries[i]->name == name)
            return entries[i]->value;
    return NULL;
}

static bool limit_of(Arena *arena, const IdlResources *resources,
                     Flyteidl__Core__Resources__ResourceName name,
                     uint64_t *thousandths, const char **why)
{
    const char *text = value_of(resources->limits, resources->n_limits, name);
    if (!text || !*text)
        text = value_of(resources->requests, resources->n_requests, name);
    *thousandths = 0;
    if (!text || !*text || resource_amount(text, thousandths))
        return true;
    *why = arena_print(arena,
                       "the resource `%s` is no quantity of Kubernetes, such "
                       "as 500m or 4Gi",
                       text);
    return false;
}

bool resources_limits(Arena *arena, const IdlResources *resources,
                      ChildLimits *limits, const char **why)
{
    *limits = (ChildLimits){0};
    if (!resources)
        return true;
    uint64_t memory;
    if (!limit_of(arena, resources,
                  FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__MEMORY, &memory,
                  why) ||
        !limit_of(arena, resources,
                  FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__CPU, &limits->cpus,
                  why))
        return false;
    limits->memory = memory / 1000 + (memory % 1000 != 0);
    return true;
}
