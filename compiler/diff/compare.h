/* compare.h - what the parts of a comparison give each other. */
#ifndef FLW_COMPILER_DIFF_COMPARE_H
#define FLW_COMPILER_DIFF_COMPARE_H

#include <stdbool.h>

#include "compiler/diff/comparison.h"
#include "spec/idl.h"

/* One entity of both sides, being compared. */
typedef struct Pair {
    Comparison *all;
    Arena *arena;
    EntityChanges *out;
    PackageKind kind;
    const char *old_name;
    const char *name;
    const Map *old_workflows; /* names of the sides' own: Sym -> PackageEntry */
    const Map *new_workflows;
    const Map *renamed; /* workflows: Sym of the old name -> that of the new */
    SymTable *names;
} Pair;

/* ---- change.c ---- */

/* Adds a change of the entity; the title is formatted. The returned one is for
 * `was`, `now` and what it is about, until the next is added. */
Change *change_add(Pair *pair, RuleId rule, const char *title, ...)
    PRINTF_LIKE(3, 4);
void change_about(Pair *pair, Change *change, Direction direction,
                  const char *variable);
/* `text`, in backquotes: of words that are safe to show. */
const char *ticked(Arena *arena, const char *text);
/* The same for a name from a package; what hides is escaped. */
const char *named(Arena *arena, const char *name);

/* ---- same.c ---- */

/* Are they equal as messages? A missing one is an empty one. Their maps are in
 * order, as forget_homes leaves them. */
bool same_message(const void *left, const void *right);
bool same_text(const char *left, const char *right);
/* The entries of a message that holds a map and nothing else, by key; it may
 * be NULL. */
const ProtobufCMessage *const *map_entries(Arena *arena, const void *map,
                                           size_t *count);
/* A digest of the message, in hex. */
const char *message_mark(Arena *arena, const void *message);
/* Takes project, domain and version from ids of entities of the package, and
 * puts all maps in order. */
void forget_homes(Arena *arena, Package *package);

/* ---- variables.c ---- */

/* An input or output, whatever holds it. */
typedef struct Variable {
    const char *name;
    const IdlType *type;
    const char *doc;
    bool optional;             /* may be left out */
    bool fixed;                /* cannot be given */
    const IdlLiteral *literal; /* its default, or fixed value; or NULL */
    const char *initial;       /* of a task in flw: its default as written */
} Variable;
typedef Vec(Variable) VariableVec;

/* Of a VariableMap, sorted by name. */
void variables_add(Arena *arena, const IdlVariableMap *map, VariableVec *out);
/* Is it a union with none, which Flyte lets a caller leave out? */
bool type_takes_none(const IdlType *type);
void compare_inputs(Pair *pair, const VariableVec *was, const VariableVec *now);
void compare_outputs(Pair *pair, const VariableVec *was,
                     const VariableVec *now);

/* ---- types.c ---- */

/* The type of what `noun` ("input `x`") names, taken from callers (IN) or given
 * to them (OUT). */
void compare_type(Pair *pair, Direction direction, const char *noun,
                  const char *variable, const IdlType *was, const IdlType *now);

/* ---- task.c, resources.c, workflow.c, launch.c ---- */

void compare_tasks(Pair *pair, const IdlTaskSpec *was, const IdlTaskSpec *now);
/* Amounts in a container, by what they are of. */
void compare_resources(Pair *pair, const IdlResources *was,
                       const IdlResources *now);
void compare_security(Pair *pair, const IdlSecurity *was,
                      const IdlSecurity *now);
/* The launch plans of the workflows' own names hold their defaults; or NULL. */
typedef struct WorkflowSide {
    const IdlWorkflowSpec *spec;
    const IdlLaunchPlan *plan;
} WorkflowSide;
void compare_workflows(Pair *pair, const WorkflowSide *was,
                       const WorkflowSide *now);
/* is_default: it has its workflow's name, and inputs were told there. */
void compare_launch_plans(Pair *pair, const IdlLaunchPlan *was,
                          const IdlLaunchPlan *now, bool is_default);
/* Adds the inputs of the launch plan, sorted by name. */
void launch_inputs(Arena *arena, const IdlLaunchPlan *plan, VariableVec *out);

#endif
