/* resources.c - what a task asks of the machine and of the cluster. */
#include <string.h>

#include "compiler/diff/compare.h"
#include "typesys/quantity.h"

typedef Flyteidl__Core__Resources__ResourceEntry Entry;

enum { RESOURCE_NAMES = 8 }; /* in the spec there are six */

typedef struct Amounts {
    const char *requests[RESOURCE_NAMES]; /* by name; NULL: not said */
    const char *limits[RESOURCE_NAMES];
} Amounts;

static void read_entries(Entry *const *entries, size_t count,
                         const char **amounts)
{
    for (size_t i = 0; i < count; i++)
        if ((size_t)entries[i]->name < RESOURCE_NAMES && *entries[i]->value)
            amounts[entries[i]->name] = entries[i]->value;
}

static Amounts amounts_of(const IdlResources *resources)
{
    Amounts amounts = {0};
    if (!resources)
        return amounts;
    read_entries(resources->requests, resources->n_requests, amounts.requests);
    read_entries(resources->limits, resources->n_limits, amounts.limits);
    return amounts;
}

/* "no limit" is more than any; what cannot be read may be less. */
static bool is_less(const char *was, const char *now)
{
    double old;
    double new;
    if (!now)
        return false;
    if (!was)
        return true;
    return !quantity_parse(was, &old) || !quantity_parse(now, &new) ||
           new < old;
}

static const char *resource_word(size_t name)
{
    static const char *const words[RESOURCE_NAMES] = {
        "some resource", "cpu",     "gpu",
        "memory",        "storage", "ephemeral storage"};
    return words[name] ? words[name] : "some resource";
}

static void tell_limit(Pair *pair, size_t name, const char *was,
                       const char *now)
{
    bool less = is_less(was, now);
    Change *change =
        change_add(pair, less ? RULE_R145 : RULE_S155, "%s %s is allowed",
                   less ? "less" : "more", resource_word(name));
    change->was = was ? was : "no limit";
    change->now = now ? now : "no limit";
}

/* What it may use is the limit; what it can count on is the request. */
static void tell_request(Pair *pair, size_t name, const char *was,
                         const char *now)
{
    bool less = was && (!now || is_less(was, now));
    Change *change =
        change_add(pair, less ? RULE_R145 : RULE_S155, "%s %s is asked for",
                   less ? "less" : "more", resource_word(name));
    change->was = was ? was : "none";
    change->now = now ? now : "none";
}

void compare_resources(Pair *pair, const IdlResources *was,
                       const IdlResources *now)
{
    Amounts old = amounts_of(was);
    Amounts new = amounts_of(now);
    for (size_t i = 0; i < RESOURCE_NAMES; i++) {
        bool with_limit = same_text(old.requests[i], old.limits[i]) &&
                          same_text(new.requests[i], new.limits[i]);
        if (!same_text(old.limits[i], new.limits[i]))
            tell_limit(pair, i, old.limits[i], new.limits[i]);
        if (!with_limit && !same_text(old.requests[i], new.requests[i]))
            tell_request(pair, i, old.requests[i], new.requests[i]);
    }
}

/* ---- secrets and rights ---- */

static const char *secret_name(Arena *arena, const IdlSecret *secret)
{
    bool has_version = secret->group_version && *secret->group_version;
    const char *name =
        arena_print(arena, "%s/%s", secret->group ? secret->group : "",
                    secret->key ? secret->key : "");
    return has_version
               ? arena_print(arena, "%s@%s", name, secret->group_version)
               : name;
}

static Map secrets_of(Pair *pair, const IdlSecurity *from)
{
    Map set = {0};
    for (size_t i = 0; from && i < from->n_secrets; i++)
        map_put(pair->arena, &set,
                sym_of(pair->names, secret_name(pair->arena, from->secrets[i])),
                from->secrets[i]);
    return set;
}

static void tell_secrets(Pair *pair, const Map *from, const Map *other,
                         RuleId rule, const char *words)
{
    for (uint32_t i = 0; i < from->len; i++) {
        const Sym *name = from->items[i].key;
        if (!map_find(other, name))
            change_add(pair, rule, "%s the secret %s", words,
                       named(pair->arena, name->text));
    }
}

/* How a secret that stays comes into the task. */
static void tell_mounts(Pair *pair, const Map *was, const Map *now)
{
    for (uint32_t i = 0; i < now->len; i++) {
        const Sym *name = now->items[i].key;
        const IdlSecret *old = map_find(was, name);
        if (old && !same_message(old, now->items[i].value))
            change_add(pair, RULE_S169, "gets the secret %s in another way",
                       named(pair->arena, name->text));
    }
}

void compare_security(Pair *pair, const IdlSecurity *was,
                      const IdlSecurity *now)
{
    Map old = secrets_of(pair, was);
    Map new = secrets_of(pair, now);
    tell_secrets(pair, &new, &old, RULE_R150, "needs");
    tell_secrets(pair, &old, &new, RULE_S159, "no longer needs");
    tell_mounts(pair, &old, &new);
    IdlSecurity rest[] = {
        was ? *was : (IdlSecurity)FLYTEIDL__CORE__SECURITY_CONTEXT__INIT,
        now ? *now : (IdlSecurity)FLYTEIDL__CORE__SECURITY_CONTEXT__INIT};
    rest[0].n_secrets = rest[1].n_secrets = 0;
    if (!same_message(&rest[0], &rest[1]))
        change_add(pair, RULE_R151, "runs with other rights");
}
