/* messages.h - short names of Flyte's messages.
 *
 * `Idl` tells them from the plan's structs of the same meaning. */
#ifndef FLW_COMPILER_EMIT_MESSAGES_H
#define FLW_COMPILER_EMIT_MESSAGES_H

#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"
#include "spec/make.h"
#include "spec/struct.h"

typedef Flyteidl__Core__Binding IdlBinding;
typedef Flyteidl__Core__BindingData IdlBindingData;
typedef Flyteidl__Core__BooleanExpression IdlCondition;
typedef Flyteidl__Core__Container IdlContainer;
typedef Flyteidl__Core__DataLoadingConfig IdlDataConfig;
typedef Flyteidl__Core__ExtendedResources IdlExtendedResources;
typedef Flyteidl__Core__Identifier IdlId;
typedef Flyteidl__Core__IfBlock IdlIfBlock;
typedef Flyteidl__Core__Literal IdlLiteral;
typedef Flyteidl__Core__LiteralType IdlType;
typedef Flyteidl__Core__Node IdlNode;
typedef Flyteidl__Core__NodeMetadata IdlNodeMetadata;
typedef Flyteidl__Core__OutputReference IdlPromise;
typedef Flyteidl__Core__Resources IdlResources;
typedef Flyteidl__Core__RetryStrategy IdlRetries;
typedef Flyteidl__Core__Scalar IdlScalar;
typedef Flyteidl__Core__SecurityContext IdlSecurity;
typedef Flyteidl__Core__TaskMetadata IdlTaskMetadata;
typedef Flyteidl__Core__TaskNode IdlTaskNode;
typedef Flyteidl__Core__TaskNodeOverrides IdlOverrides;
typedef Flyteidl__Core__TaskTemplate IdlTask;
typedef Flyteidl__Core__TypeAnnotation IdlAnnotation;
typedef Flyteidl__Core__TypeStructure IdlStructure;
typedef Flyteidl__Core__TypedInterface IdlInterface;
typedef Flyteidl__Core__Variable IdlVariable;
typedef Flyteidl__Core__VariableMap IdlVariableMap;
typedef Flyteidl__Core__WorkflowTemplate IdlWorkflow;

typedef Flyteidl__Admin__DescriptionEntity IdlDescription;
typedef Flyteidl__Admin__LaunchPlan IdlLaunchPlan;
typedef Flyteidl__Admin__LaunchPlanSpec IdlLaunchPlanSpec;
typedef Flyteidl__Admin__TaskSpec IdlTaskSpec;
typedef Flyteidl__Admin__WorkflowSpec IdlWorkflowSpec;

/* A fresh message: new_core(e, Literal, LITERAL). */
#define new_core(emitter, Name, NAME)                  \
    make_new((emitter)->arena, Flyteidl__Core__##Name, \
             FLYTEIDL__CORE__##NAME##__INIT)
#define new_admin(emitter, Name, NAME)                  \
    make_new((emitter)->arena, Flyteidl__Admin__##Name, \
             FLYTEIDL__ADMIN__##NAME##__INIT)

/* A constant whose name is longer than a line. */
#define long_core(owner, name)  FLYTEIDL__CORE__##owner##__##name
#define long_admin(owner, name) FLYTEIDL__ADMIN__##owner##__##name

/* Room for all of a repeated field whose length is known. */
#define new_list(emitter, list, count, len)                                \
    ((list) = arena_alloc_array((emitter)->arena, (len), sizeof(*(list))), \
     (count) = (len))

#endif
