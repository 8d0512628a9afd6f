/* bind.h - from what a node's inputs are bound to, to their values.
 *
 * As propeller's resolver does it (flyte-spec 4.5). */
#ifndef FLW_RUNTIME_VALUE_BIND_H
#define FLW_RUNTIME_VALUE_BIND_H

#include "runtime/value/literal.h"

/* Gives the output `var` of a node ("" or "start-node": the workflow's own
 * input); NULL with a reason. */
typedef const IdlLiteral *BindFetch(void *self, const char *node_id,
                                    const char *var, const char **why);

typedef struct BindSource {
    Arena *arena;
    BindFetch *fetch;
    void *self;
} BindSource;

/* What lies at the path (n steps) inside the value; NULL with a reason. */
const IdlLiteral *attr_path_resolve(Arena *arena, const IdlLiteral *literal,
                                    IdlAttrPath *const *path, size_t n,
                                    const char **why);
const IdlLiteral *binding_resolve(const BindSource *source,
                                  const IdlBindingData *data, const char **why);
/* All n bindings by their names. NULL with a reason that names the input. */
IdlLiteralMap *bindings_resolve(const BindSource *source,
                                IdlBinding *const *bindings, size_t n,
                                const char **why);

#endif
