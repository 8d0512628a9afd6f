#include "typesys/kube_name.h"

#include <stdbool.h>
#include <string.h>

enum { LABEL_MAX = 63, SUBDOMAIN_MAX = 253 };

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_small(c) || is_capital(c) || is_digit(c);
}

/* The name part of a label, and its value: not at its ends - _ or a dot. */
static const char *label_part_fault(const char *at, size_t len)
{
    if (len > LABEL_MAX)
        return "is longer than 63 characters";
    for (size_t i = 0; i < len; i++)
        if (!is_alnum(at[i]) && !strchr("-_.", at[i]))
            return at[i] == ' '
                       ? "has a space in it"
                       : "may have only letters, digits, `-`, `_` and `.`";
    if (!is_alnum(at[0]) || !is_alnum(at[len - 1]))
        return "must start and end with a letter or digit";
    return NULL;
}

static const char *dns_part_fault(const char *at, size_t len)
{
    if (len == 0)
        return "has an empty part";
    if (len > LABEL_MAX)
        return "has a part longer than 63 characters";
    for (size_t i = 0; i < len; i++)
        if (!is_small(at[i]) && !is_digit(at[i]) && at[i] != '-')
            return "may have only small letters, digits and `-`";
    if (at[0] == '-' || at[len - 1] == '-')
        return "must start and end with a small letter or digit";
    return NULL;
}

static const char *subdomain_fault(const char *at, size_t len)
{
    if (len > SUBDOMAIN_MAX)
        return "is longer than 253 characters";
    const char *end = at + len;
    for (;;) {
        const char *dot = memchr(at, '.', (size_t)(end - at));
        const char *part_end = dot ? dot : end;
        const char *fault = dns_part_fault(at, (size_t)(part_end - at));
        if (fault || !dot)
            return fault;
        at = dot + 1;
    }
}

const char *kube_subdomain_fault(const char *name)
{
    return *name ? subdomain_fault(name, strlen(name)) : "is empty";
}

const char *kube_dns_label_fault(const char *name)
{
    size_t len = strlen(name);
    if (len == 0)
        return "is empty";
    if (len > LABEL_MAX)
        return "is longer than 63 characters";
    return dns_part_fault(name, len);
}

const char *kube_label_key_fault(const char *key)
{
    const char *slash = strchr(key, '/');
    const char *name = slash ? slash + 1 : key;
    if (*key == '\0')
        return "is empty";
    if (strchr(name, '/'))
        return "has more than one `/`";
    if (slash == key)
        return "has nothing before its `/`";
    if (*name == '\0')
        return "has nothing after its `/`";
    const char *fault =
        slash ? subdomain_fault(key, (size_t)(slash - key)) : NULL;
    return fault ? fault : label_part_fault(name, strlen(name));
}

const char *kube_label_value_fault(const char *value)
{
    return *value ? label_part_fault(value, strlen(value)) : NULL;
}

const char *kube_variable_fault(const char *name)
{
    if (*name == '\0')
        return "is empty";
    if (is_digit(*name))
        return "starts with a digit";
    for (const char *at = name; *at; at++)
        if (!is_alnum(*at) && *at != '_')
            return "may have only letters, digits and `_`";
    return NULL;
}

const char *kube_secret_variable_fault(const char *name)
{
    const char *fault = kube_variable_fault(name);
    if (fault)
        return fault;
    for (const char *at = name; *at; at++)
        if (is_small(*at))
            return "must be in capitals";
    return NULL;
}
