/* rule.h - the changes that flw diff tells apart, as a table. */
#ifndef FLW_COMPILER_DIFF_RULE_H
#define FLW_COMPILER_DIFF_RULE_H

#include "base/arena.h"

typedef enum RuleId {
#define RULE(code, step, name, why, advice) RULE_##code,
#include "compiler/diff/rules.def"
#undef RULE
    RULE_COUNT
} RuleId;

/* In order of weight. */
typedef enum ChangeClass {
    CLASS_SAFE,
    CLASS_RISKY,
    CLASS_BREAKING
} ChangeClass;

/* Which part of a version a change calls for: 1.2.3 is major, minor, patch. */
typedef enum VersionStep {
    STEP_NONE,
    STEP_PATCH,
    STEP_MINOR,
    STEP_MAJOR
} VersionStep;

typedef struct Rule {
    const char *code; /* "B110" */
    VersionStep step;
    const char *name;   /* "an input is gone" */
    const char *why;    /* it has its class */
    const char *advice; /* what to do about it; "": nothing */
} Rule;

const Rule *rule_at(RuleId id);
/* NULL: there is none. */
const Rule *rule_find(const char *code);
ChangeClass rule_class(const Rule *rule);

/* All about it, in Markdown. */
const char *rule_page(Arena *arena, const Rule *rule);

const char *class_name(ChangeClass class);
const char *step_name(VersionStep step);

#endif
