/* Options with names inside: variables, labels, annotations, secrets. */
#include <stdlib.h>
#include <string.h>

#include "base/panic.h"
#include "typesys/kube_name.h"
#include "typesys/option.h"

/* ---- env, labels, annotations ---- */

static const char *key_fault(PairKind kind, const char *key)
{
    return kind == PAIRS_ENV ? kube_variable_fault(key)
                             : kube_label_key_fault(key);
}

static const char *kind_text(PairKind kind)
{
    switch (kind) {
    case PAIRS_ENV:
        return "a variable";
    case PAIRS_LABELS:
        return "a label";
    case PAIRS_ANNOTATIONS:
        return "an annotation";
    }
    UNREACHABLE("pair kind");
}

static bool pair_is_fine(const Option *option, PairKind kind,
                         const Named *entry, const char *value)
{
    const char *fault = key_fault(kind, entry->name->text);
    if (fault) {
        complain_name_fault(option->checker, entry->span, kind_text(kind),
                            entry->name->text, fault);
        return false;
    }
    fault = kind == PAIRS_LABELS ? kube_label_value_fault(value) : NULL;
    if (fault)
        complain_name_fault(option->checker, named_span(entry),
                            "a label's value", value, fault);
    return !fault;
}

static int by_name(const void *left, const void *right)
{
    const SettingPair *a = left;
    const SettingPair *b = right;
    return strcmp(a->name, b->name);
}

/* Both are sorted; where a name is in both, what is above counts. */
static SettingPairVec merge(Arena *arena, const SettingPairVec *below,
                            const SettingPairVec *above)
{
    SettingPairVec out = {0};
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < below->len || j < above->len) {
        int order = i == below->len   ? 1
                    : j == above->len ? -1
                                      : by_name(&below->at[i], &above->at[j]);
        vec_push(arena, &out, order < 0 ? below->at[i] : above->at[j]);
        i += order <= 0;
        j += order >= 0;
    }
    return out;
}

bool option_pairs(const Option *option, PairKind kind, SettingPairVec *out)
{
    Arena *arena = option->checker->arena;
    NamedVec entries = {0};
    SettingPairVec pairs = {0};
    if (!option->entry->expr ||
        !named_read(option->checker, option->entry->expr, &option->why,
                    &entries))
        return false;
    for (uint32_t i = 0; i < entries.len; i++) {
        const Named *entry = &entries.at[i];
        Why why = {WHY_OPTION, entry->name, option->use.name, entry->span};
        const char *value = named_text(option->checker, entry, &why);
        if (value && pair_is_fine(option, kind, entry, value))
            vec_push(arena, &pairs, ((SettingPair){entry->name->text, value}));
    }
    if (pairs.len > 0)
        qsort(pairs.at, pairs.len, sizeof(*pairs.at), by_name);
    *out = merge(arena, out, &pairs);
    return true;
}

/* ---- secrets ---- */

typedef struct SecretReading {
    const Option *option;
    SecretUse secret;
    Span as_file; /* nowhere: not written */
    Span env;
    bool misnamed; /* a field that is unknown */
} SecretReading;

static const char *secret_text(const SecretReading *reading, const Named *entry)
{
    Checker *checker = reading->option->checker;
    Why why = {WHY_OPTION, entry->name, reading->option->use.name, entry->span};
    const char *text = named_text(checker, entry, &why);
    const char *fault = !text                          ? NULL
                        : *text == '\0'                ? "is empty"
                        : text[strcspn(text, " \t\n")] ? "has a space in it"
                                                       : NULL;
    if (fault)
        complain_name_fault(checker, named_span(entry), "a secret", text,
                            fault);
    return fault ? NULL : text;
}

static void read_group(SecretReading *reading, const Named *entry)
{
    const char *text = secret_text(reading, entry);
    const char *fault = text ? kube_subdomain_fault(text) : NULL;
    if (fault)
        warn_secret_group(reading->option->checker, named_span(entry), text,
                          fault);
    reading->secret.group = text;
}

static void read_variable(SecretReading *reading, const Named *entry)
{
    const char *text = secret_text(reading, entry);
    const char *fault = text ? kube_secret_variable_fault(text) : NULL;
    if (fault)
        complain_name_fault(reading->option->checker, named_span(entry),
                            "a variable", text, fault);
    reading->env = entry->span;
    reading->secret.env = fault ? NULL : text;
}

static void read_as_file(SecretReading *reading, const Named *entry)
{
    Option option =
        option_of(reading->option->checker, entry, reading->option->use.name);
    bool as_file;
    if (option_bool(&option, &as_file) && as_file) {
        reading->secret.as_file = true;
        reading->as_file = entry->span;
    }
}

static void read_field(SecretReading *reading, const Named *entry)
{
    const char *name = entry->name->text;
    if (strcmp(name, "group") == 0)
        read_group(reading, entry);
    else if (strcmp(name, "key") == 0)
        reading->secret.key = secret_text(reading, entry);
    else if (strcmp(name, "version") == 0)
        reading->secret.version = secret_text(reading, entry);
    else if (strcmp(name, "env") == 0)
        read_variable(reading, entry);
    else if (strcmp(name, "as_file") == 0)
        read_as_file(reading, entry);
    else {
        reading->misnamed = true;
        complain_secret_field(reading->option->checker, entry);
    }
}

static bool has_entry(const NamedVec *entries, const char *name)
{
    for (uint32_t i = 0; i < entries->len; i++)
        if (strcmp(entries->at[i].name->text, name) == 0)
            return true;
    return false;
}

static void check_whole(SecretReading *reading, const NamedVec *entries,
                        Span span)
{
    Checker *checker = reading->option->checker;
    if (reading->misnamed)
        return; /* it may be the one that is missing */
    if (!has_entry(entries, "group"))
        complain_secret_lacks(checker, span, "group");
    else if (!has_entry(entries, "key"))
        complain_secret_lacks(checker, span, "key");
    if (!span_is_nowhere(reading->as_file) && !span_is_nowhere(reading->env)) {
        OptionUse use = {sym_of(checker->syms, "as_file"), reading->as_file,
                         reading->as_file};
        complain_options_clash(checker, &use, "env", reading->env);
    }
}

static void read_secret(const Option *option, Expr *expr, SecretUseVec *out)
{
    SecretReading reading = {.option = option};
    NamedVec entries = {0};
    Why why = option->why;
    if (!named_read(option->checker, expr, &why, &entries))
        return;
    for (uint32_t i = 0; i < entries.len; i++)
        read_field(&reading, &entries.at[i]);
    check_whole(&reading, &entries, expr->span);
    if (reading.secret.group && reading.secret.key)
        vec_push(option->checker->arena, out, reading.secret);
}

bool option_secrets(const Option *option, SecretUseVec *out)
{
    Expr *expr = option->entry->expr;
    SecretUseVec secrets = {0};
    if (!expr || expr->kind != EXPR_LIST) {
        complain_not_list(option->checker, &option->use,
                          "[{ group: \"db\", key: \"password\" }]");
        return false;
    }
    for (uint32_t i = 0; i < expr->as.list.len; i++)
        if (expr->as.list.at[i]->kind != EXPR_ERROR)
            read_secret(option, expr->as.list.at[i], &secrets);
    *out = secrets;
    return true;
}
