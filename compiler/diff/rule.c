/* rule.c - the table of rules.def. */
#include "compiler/diff/rule.h"

#include <stdbool.h>
#include <string.h>

static const Rule rules[] = {
#define RULE(code, step, name, why, advice) \
    {#code, STEP_##step, name, why, advice},
#include "compiler/diff/rules.def"
#undef RULE
};

const Rule *rule_at(RuleId id)
{
    return &rules[id];
}

const Rule *rule_find(const char *code)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].code, code) == 0)
            return &rules[i];
    return NULL;
}

ChangeClass rule_class(const Rule *rule)
{
    return rule->code[0] == 'B'   ? CLASS_BREAKING
           : rule->code[0] == 'R' ? CLASS_RISKY
                                  : CLASS_SAFE;
}

const char *class_name(ChangeClass class)
{
    static const char *const names[] = {"safe", "risky", "breaking"};
    return names[class];
}

const char *step_name(VersionStep step)
{
    static const char *const names[] = {"none", "patch", "minor", "major"};
    return names[step];
}

const char *rule_page(Arena *arena, const Rule *rule)
{
    bool has_advice = *rule->advice != '\0';
    return arena_print(arena,
                       "# %s: %s\n\nTo `flw diff`, this is %s: %s.\n%s%s%s",
                       rule->code, rule->name, class_name(rule_class(rule)),
                       rule->why, has_advice ? "\nWhat to do: " : "",
                       rule->advice, has_advice ? ".\n" : "");
}
