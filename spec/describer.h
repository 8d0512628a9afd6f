/* describer.h - the parts of describe, among themselves.
 *
 * Each adds to the line that is being built, unless it says that it writes
 * lines of its own. Every message may be NULL. */
#ifndef FLW_SPEC_DESCRIBER_H
#define FLW_SPEC_DESCRIBER_H

#include "base/map.h"
#include "base/sym.h"
#include "flyteidl/admin/description_entity.pb-c.h"
#include "flyteidl/core/interface.pb-c.h"
#include "flyteidl/core/security.pb-c.h"
#include "flyteidl/core/tasks.pb-c.h"
#include "flyteidl/core/workflow.pb-c.h"
#include "spec/layout.h"
#include "spec/package.h"
#include "spec/struct.h"

typedef Flyteidl__Core__Identifier Identifier;
typedef Flyteidl__Core__LiteralType LiteralType;
typedef Flyteidl__Core__Literal Literal;
typedef Flyteidl__Core__VariableMap VariableMap;
typedef Flyteidl__Core__Resources Resources;
typedef Flyteidl__Core__ExtendedResources ExtendedResources;

typedef struct Describer {
    Arena *arena;
    Layout line;
    const Identifier *home; /* the entity's own id */
    SymTable *names;        /* for sets of names */
    const Map *workflows;   /* ids of the package's workflows */
} Describer;

/* ---- describe.c ---- */

/* An item `name: ` of the innermost bracket, for its value. */
void describe_item(Describer *d, const char *name);
/* The same with a value; nothing at all for NULL, "" and false. */
void describe_text_item(Describer *d, const char *name, const char *text);
void describe_flag_item(Describer *d, const char *name, bool yes);
/* Its name; the rest of it where that is not the entity's own. */
void describe_id(Describer *d, const Identifier *id);
/* ` at "project/domain/name@version"`, where an id says more than its name. */
void describe_at(Describer *d, const Identifier *id);
/* `project/domain/name@version`; also the key of an id in a set. */
const char *describe_full_id(Arena *arena, const Identifier *id);
/* Lines: the doc of an entity. */
void describe_doc(Describer *d,
                  const Flyteidl__Admin__DescriptionEntity *description);
/* `(a: int, b: string)`; each with its doc above it, if any has one. */
void describe_variables(Describer *d, const VariableMap *variables);
void describe_doc_text(Describer *d, const char *text);
/* `task eta.f(x: int) -> (y: int) at "project/domain/eta.f@v1"` */
void describe_head(Describer *d, const char *word, const Identifier *id,
                   const Flyteidl__Core__TypedInterface *interface);
/* An item of texts: `args: ["a", "b"]`; of a map of texts, by the name of its
 * field in the message: `labels: { team: "eta" }`. Nothing when empty. */
void describe_text_list(Describer *d, const char *name, char *const *texts,
                        size_t count);
void describe_text_map(Describer *d, const char *name,
                       const ProtobufCMessage *message, const char *field);
typedef void DescribeValue(Describer *d, const ProtobufCMessage *value);
/* `[a, b]`, `{ "k": a }`: of a message that holds a list, or a map, and nothing
 * else. */
void describe_list(Describer *d, const ProtobufCMessage *list,
                   DescribeValue *value);
void describe_map(Describer *d, const ProtobufCMessage *map,
                  DescribeValue *value);
/* `HEAD { ... }`, of which nothing stays when it has no items:
 *     LayoutMark mark = describe_open(d, " with ", '{');
 *     ...
 *     describe_close(d, mark);
 * which tells whether it stayed. */
LayoutMark describe_open(Describer *d, const char *head, char bracket);
bool describe_close(Describer *d, LayoutMark mark);

/* ---- describe_type.c, describe_schema.c ---- */

void describe_type(Describer *d, const LiteralType *type);
/* The name of a nominal type; NULL for any other. */
const char *describe_nominal(const LiteralType *type);
/* A JSON schema, as the type whose values it allows. */
void describe_schema(Describer *d, const Struct *schema);

/* ---- describe_literal.c ---- */

void describe_literal(Describer *d, const Literal *literal);
void describe_scalar(Describer *d, const Flyteidl__Core__Scalar *scalar);
void describe_primitive(Describer *d, const Flyteidl__Core__Primitive *value);
void describe_duration(Describer *d, const Google__Protobuf__Duration *span);
/* 5.0 stays what it is: no int. */
void describe_float(Describer *d, double number);
void describe_string(Describer *d, const char *text);

/* ---- describe_record.c ---- */

void describe_struct(Describer *d, const Struct *object);
/* msgpack as what it holds, other bytes in base64. */
void describe_binary(Describer *d, const Flyteidl__Core__Binary *binary);

/* ---- describe_task.c ---- */

/* Lines: the task. */
void describe_task(Describer *d, const ProtobufCMessage *message);
/* Items `cpu: 1..2`, `gpu: 1`, `accelerator: "..."`. */
void describe_resources(Describer *d, const Resources *resources);
void describe_env(Describer *d, Flyteidl__Core__KeyValuePair *const *pairs,
                  size_t count);
void describe_extended(Describer *d, const ExtendedResources *extended);
void describe_security(Describer *d,
                       const Flyteidl__Core__SecurityContext *security);
/* Items of a pod: its spec, labels, annotations, primary container. */
void describe_pod(Describer *d, const Flyteidl__Core__K8sPod *pod);

/* ---- describe_binding.c ---- */

void describe_data(Describer *d, const Flyteidl__Core__BindingData *data);
/* `(a: x.o0, b: 1)` */
void describe_bindings(Describer *d, Flyteidl__Core__Binding *const *bindings,
                       size_t count);

/* ---- describe_branch.c, describe_node.c ---- */

/* The inputs of a branch node by name (Sym -> BindingData): its conditions
 * speak of them. */
Map describe_inputs(Describer *d, const Flyteidl__Core__Node *node);
void describe_condition(Describer *d, const Map *inputs,
                        const Flyteidl__Core__BooleanExpression *condition);
/* Lines: `if a > 1 { ... } else { ... }`, all but the end of the last. */
void describe_cases(Describer *d, const Flyteidl__Core__Node *node);
/* Lines: `id: callee(...) with { ... } after [...]`, and what is in it. */
void describe_node(Describer *d, const Flyteidl__Core__Node *node);

/* ---- describe_workflow.c, describe_launch.c ---- */

/* Lines: the workflow, and sub-workflows that are nowhere else. */
void describe_workflow(Describer *d, const ProtobufCMessage *message);
/* Lines: the launch plan. */
void describe_launch(Describer *d, const ProtobufCMessage *message);

#endif
