/* idl.h - short names of Flyte's messages.
 *
 * `Idl` tells them from the plan's structs of the same meaning. */
#ifndef FLW_SPEC_IDL_H
#define FLW_SPEC_IDL_H

#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"
#include "flyteidl/core/dynamic_job.pb-c.h"
#include "flyteidl/core/errors.pb-c.h"

typedef Flyteidl__Core__TypeAnnotation IdlAnnotation;
typedef Flyteidl__Core__ArrayNode IdlArrayNode;
typedef Flyteidl__Core__PromiseAttribute IdlAttrPath;
typedef Flyteidl__Core__Binding IdlBinding;
typedef Flyteidl__Core__BindingData IdlBindingData;
typedef Flyteidl__Core__Blob IdlBlob;
typedef Flyteidl__Core__BranchNode IdlBranchNode;
typedef Flyteidl__Core__ComparisonExpression IdlComparison;
typedef Flyteidl__Core__BooleanExpression IdlCondition;
typedef Flyteidl__Core__ConjunctionExpression IdlConjunction;
typedef Flyteidl__Core__Container IdlContainer;
typedef Flyteidl__Core__ContainerError IdlContainerError;
typedef Flyteidl__Core__DataLoadingConfig IdlDataConfig;
typedef Flyteidl__Core__DynamicJobSpec IdlDynamicSpec;
typedef Flyteidl__Core__Error IdlError;
typedef Flyteidl__Core__ErrorDocument IdlErrorDocument;
typedef Flyteidl__Core__ExtendedResources IdlExtendedResources;
typedef Flyteidl__Core__GateNode IdlGateNode;
typedef Flyteidl__Core__Identifier IdlId;
typedef Flyteidl__Core__IfBlock IdlIfBlock;
typedef Flyteidl__Core__IfElseBlock IdlIfElse;
typedef Flyteidl__Core__TypedInterface IdlInterface;
typedef Flyteidl__Core__Literal IdlLiteral;
typedef Flyteidl__Core__LiteralMap IdlLiteralMap;
typedef Flyteidl__Core__LiteralCollection IdlLiterals;
typedef Flyteidl__Core__Node IdlNode;
typedef Flyteidl__Core__NodeMetadata IdlNodeMetadata;
typedef Flyteidl__Core__Operand IdlOperand;
typedef Flyteidl__Core__TaskNodeOverrides IdlOverrides;
typedef Flyteidl__Core__Parameter IdlParameter;
typedef Flyteidl__Core__ParameterMap IdlParameterMap;
typedef Flyteidl__Core__Primitive IdlPrimitive;
typedef Flyteidl__Core__OutputReference IdlPromise;
typedef Flyteidl__Core__Resources IdlResources;
typedef Flyteidl__Core__RetryStrategy IdlRetries;
typedef Flyteidl__Core__Scalar IdlScalar;
typedef Flyteidl__Core__Secret IdlSecret;
typedef Flyteidl__Core__SecurityContext IdlSecurity;
typedef Flyteidl__Core__TypeStructure IdlStructure;
typedef Flyteidl__Core__StructuredDataset IdlStructuredDataset;
typedef Flyteidl__Core__TaskTemplate IdlTask;
typedef Flyteidl__Core__TaskMetadata IdlTaskMetadata;
typedef Flyteidl__Core__TaskNode IdlTaskNode;
typedef Flyteidl__Core__LiteralType IdlType;
typedef Flyteidl__Core__Union IdlUnion;
typedef Flyteidl__Core__Variable IdlVariable;
typedef Flyteidl__Core__VariableMap IdlVariableMap;
typedef Flyteidl__Core__WorkflowTemplate IdlWorkflow;
typedef Flyteidl__Core__WorkflowNode IdlWorkflowNode;

typedef Flyteidl__Admin__DescriptionEntity IdlDescription;
typedef Flyteidl__Admin__LaunchPlan IdlLaunchPlan;
typedef Flyteidl__Admin__LaunchPlanSpec IdlLaunchPlanSpec;
typedef Flyteidl__Admin__TaskSpec IdlTaskSpec;
typedef Flyteidl__Admin__WorkflowSpec IdlWorkflowSpec;

#endif
