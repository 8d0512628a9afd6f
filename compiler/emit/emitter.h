/* emitter.h - what the parts of this floor share, and what they give. */
#ifndef FLW_COMPILER_EMIT_EMITTER_H
#define FLW_COMPILER_EMIT_EMITTER_H

#include "base/diag.h"
#include "base/map.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/messages.h"
#include "compiler/plan/plan.h"

/* Estimated bytes: of one entity, after which nothing big is added to it any
 * more (constants and types are shared, so a few lines can stand for more than
 * any memory holds), and of all entities together. */
enum { WEIGHT_MAX = 64 << 20, WEIGHT_TOTAL_MAX = 128 << 20 };

/* Below this an entity need not be measured: no estimate is less than half of
 * what it stands for. */
enum { LIGHT_MAX = 1 << 20 };

/* Bytes of a name in Flyte's store. */
enum { NAME_LENGTH_MAX = 255 };

/* What gRPC takes by default, less what the request puts around a spec; and
 * what Flyte's propeller can keep in Kubernetes' store. */
enum { SIZE_MAX_SENT = (4 << 20) - (64 << 10), SIZE_NEAR = 2 << 20 };

/* Bytes of the project, domain and version that flytectl fills into the
 * reference of each node. */
enum { ID_ROOM = 64 };

typedef struct Emitter {
    Arena *arena;
    Diags *diags;
    const char *version;
    Map types;     /* const Type * to Shape * */
    Map variants;  /* the same as variants of a union */
    Map schemas;   /* const Type * to JsonShape * */
    Map weights;   /* const Value *, of lists, maps, records, to size_t * */
    Map deep;      /* those of them that are nested too deep -> itself */
    Map ids;       /* PlanTask *, PlanWorkflow *, PlanLaunch * to IdlId * */
    Map workflows; /* const PlanWorkflow * to IdlWorkflow * */
    IdlAnnotation *msgpack; /* of what is msgpack on the wire */
    IdlOverrides *no_overrides;
    IdlRetries *no_retries;
    size_t weight;     /* of the entity at hand, at most WEIGHT_MAX + 1 */
    size_t total;      /* of those before it */
    uint32_t branches; /* around the node at hand */
    bool too_deep;     /* a constant of the entity at hand is */
    bool is_deep;      /* the entity at hand may come near SPEC_DEPTH_MAX */
} Emitter;

/* Types, constants, branches and conditions nested less than this cannot
 * together come near SPEC_DEPTH_MAX, so most entities need not be measured. */
enum { PLAIN_DEPTH = 4 };

/* As at the beginning of a plan. */
void emitter_init(Emitter *e, const EmitInput *input);

/* ---- limits ---- */

/* The sum, at most WEIGHT_MAX + 1. */
size_t weight_add(size_t left, size_t right);
/* May so much more be added to the entity at hand? */
bool weight_spend(Emitter *e, size_t weight);
/* Of the text (NULL: none) with what stands around it in a message. */
void text_spend(Emitter *e, const char *text);
/* Something is nested so deep. */
void depth_note(Emitter *e, uint32_t depth);

/* ---- types, emit_type.c and emit_schema.c ---- */

IdlType *emit_type(Emitter *e, const Type *type);
size_t type_weight(Emitter *e, const Type *type);
/* With the tag that it has as a variant of a union. */
IdlType *emit_variant(Emitter *e, const Type *type);

typedef struct JsonShape {
    Struct *schema;
    size_t weight;
} JsonShape;
/* The JSON schema that flytekit gives a dataclass of such fields. */
const JsonShape *emit_schema(Emitter *e, const Type *record);

/* ---- values, emit_value.c, emit_msgpack.c, emit_json.c ---- */

/* Variant of the union that the constant is one of; NULL: none. */
const Type *value_variant(const Type *wanted, const Value *value);
IdlLiteral *emit_literal(Emitter *e, const Type *wanted, const Value *value);
/* Of anything but lists and maps. */
IdlScalar *emit_scalar(Emitter *e, const Type *wanted, const Value *value);
/* wanted is a RECORD, JSON, or a type in one of them. */
IdlScalar *emit_msgpack(Emitter *e, const Type *wanted, const Value *value);
/* For `custom` and the like; NULL where there is nothing to say. */
StructValue *emit_json(Emitter *e, const Value *value);
Flyteidl__Core__Primitive *emit_primitive(Emitter *e, const Value *value);
/* A SIZE as Kubernetes writes it: 4Gi stays, 4GB is 4G. */
const char *emit_size(Emitter *e, const Value *value);
/* The case that an ENUM value is. */
const char *enum_text(const Value *value);
size_t value_weight(Emitter *e, const Value *value);
/* Spends what the constant weighs. */
bool emit_spend_value(Emitter *e, const Value *value);

/* ---- bindings, emit_binding.c ---- */

void emit_bindings(Emitter *e, const PlanBindingVec *bindings,
                   IdlBinding ***list, size_t *count);

/* ---- interfaces, emit_interface.c ---- */

IdlInterface *emit_interface(Emitter *e, const PlanInterface *interface_);
IdlVariable *emit_variable(Emitter *e, const PlanVar *var);
IdlId *emit_task_id(Emitter *e, const PlanTask *task);
IdlId *emit_workflow_id(Emitter *e, const PlanWorkflow *workflow);
IdlId *emit_launch_id(Emitter *e, const PlanLaunch *launch);
/* NULL without a doc. */
IdlDescription *emit_description(Emitter *e, const char *doc);

/* ---- tasks ---- */

IdlTaskSpec *emit_task(Emitter *e, const PlanTask *task);
/* 0 or less: Flyte's default, none. Never NULL, as flytekit has it. */
IdlRetries *emit_retries(Emitter *e, int64_t retries);

/* emit_resources.c */
IdlResources *emit_resources(Emitter *e, const Settings *settings);
/* NULL without an accelerator or shared memory. */
IdlExtendedResources *emit_extended(Emitter *e, const Settings *settings);
/* NULL without secrets. */
IdlSecurity *emit_secrets(Emitter *e, const Settings *settings);

/* emit_container.c */
void emit_container_task(Emitter *e, const PlanTask *task, IdlTask *out);
void emit_shell_task(Emitter *e, const PlanTask *task, IdlTask *out);
void emit_python_task(Emitter *e, const PlanTask *task, IdlTask *out);
/* Adds what starts the function of the task's kind. */
void emit_python_words(Emitter *e, const PlanTask *task,
                       IdlContainer *container);
IdlContainer *emit_container(Emitter *e, const PlanTask *task);
void emit_pod_task(Emitter *e, const PlanTask *task, IdlTask *out);

/* emit_plugin.c */
void emit_plugin_task(Emitter *e, const PlanTask *task, IdlTask *out);
void emit_sql_task(Emitter *e, const PlanTask *task, IdlTask *out);

/* ---- workflows ---- */

/* emit_node.c */
IdlNode *emit_node(Emitter *e, const PlanNode *node);
/* emit_branch.c */
void emit_branch(Emitter *e, const PlanNode *node, IdlNode *out);
/* emit_workflow.c */
IdlWorkflowSpec *emit_workflow(Emitter *e, const PlanWorkflow *workflow);
/* emit_launch.c */
IdlLaunchPlan *emit_launch(Emitter *e, const PlanLaunch *launch);

#endif
