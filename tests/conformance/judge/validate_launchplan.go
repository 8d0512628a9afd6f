package main

import (
	"errors"
	"fmt"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"
	"github.com/robfig/cron/v3"
	"k8s.io/apimachinery/pkg/util/validation"
)

var terminalPhases = map[core.WorkflowExecution_Phase]bool{
	core.WorkflowExecution_SUCCEEDED: true,
	core.WorkflowExecution_FAILED:    true,
	core.WorkflowExecution_ABORTED:   true,
	core.WorkflowExecution_TIMED_OUT: true,
}

// validateLaunchPlan gives the inputs that an execution may set: all of the
// workflow's, less the fixed ones; those without a default are required.
func validateLaunchPlan(req *pb.LaunchPlanCreateRequest, wanted *core.TypedInterface) (*core.ParameterMap, error) {
	spec := req.GetSpec()
	if err := validateIdentifier(req.GetId(), core.ResourceType_LAUNCH_PLAN); err != nil {
		return nil, err
	}
	if err := validateIdentifier(spec.GetWorkflowId(), core.ResourceType_WORKFLOW); err != nil {
		return nil, err
	}
	if err := validateLabels(spec.GetLabels().GetValues()); err != nil {
		return nil, err
	}
	if err := validateNotifications(spec.GetEntityMetadata().GetNotifications()); err != nil {
		return nil, err
	}
	if spec.GetEntityMetadata().GetLaunchConditions() != nil {
		return nil, errors.New("launch conditions are not for an open flyteadmin")
	}
	variables := wanted.GetInputs().GetVariables()
	if err := validateFixed(spec, variables); err != nil {
		return nil, err
	}
	if err := validateDefaults(spec.GetDefaultInputs().GetParameters(), variables); err != nil {
		return nil, err
	}
	inputs := expectedInputs(spec, variables)
	return inputs, validateSchedule(spec.GetEntityMetadata().GetSchedule(), inputs.GetParameters())
}

func validateLabels(labels map[string]string) error {
	if len(labels) > maxLabels {
		return fmt.Errorf("%d labels, over flyteadmin's limit of %d", len(labels), maxLabels)
	}
	for key, value := range labels {
		if wrong := validation.IsQualifiedName(key); len(wrong) > 0 {
			return fmt.Errorf("label %q: %v", key, wrong)
		}
		if wrong := validation.IsValidLabelValue(value); len(wrong) > 0 {
			return fmt.Errorf("label %q: value %q: %v", key, value, wrong)
		}
	}
	return nil
}

func validateNotifications(notifications []*pb.Notification) error {
	for _, notification := range notifications {
		recipients := notification.GetEmail().GetRecipientsEmail()
		recipients = append(recipients, notification.GetSlack().GetRecipientsEmail()...)
		recipients = append(recipients, notification.GetPagerDuty().GetRecipientsEmail()...)
		if len(recipients) == 0 {
			return errors.New("a notification without recipients")
		}
		for _, recipient := range recipients {
			if recipient == "" {
				return errors.New("a notification with an empty recipient")
			}
		}
		for _, phase := range notification.GetPhases() {
			if !terminalPhases[phase] {
				return fmt.Errorf("a notification on %s, which is no end", phase)
			}
		}
	}
	return nil
}

func validateFixed(spec *pb.LaunchPlanSpec, variables map[string]*core.Variable) error {
	for name, literal := range spec.GetFixedInputs().GetLiterals() {
		variable, found := variables[name]
		if !found {
			return fmt.Errorf("fixed input %q is not an input", name)
		}
		if _, both := spec.GetDefaultInputs().GetParameters()[name]; both {
			return fmt.Errorf("input %q is fixed and has a default: no execution could start", name)
		}
		if err := validateLiteral(literal, variable.GetType()); err != nil {
			return fmt.Errorf("fixed input %q: %w", name, err)
		}
	}
	return nil
}

func validateDefaults(parameters map[string]*core.Parameter, variables map[string]*core.Variable) error {
	for name, parameter := range parameters {
		variable, found := variables[name]
		foundType := parameter.GetVar().GetType()
		switch {
		case !found:
			return fmt.Errorf("default input %q is not an input", name)
		case foundType == nil:
			return fmt.Errorf("default input %q has no type", name)
		case parameter.GetDefault() == nil && !parameter.GetRequired():
			return fmt.Errorf("default input %q has no default and is not required", name)
		case !validators.AreTypesCastable(foundType, variable.GetType()):
			return fmt.Errorf("default input %q: %s for %s", name, foundType, variable.GetType())
		}
		if parameter.GetDefault() == nil {
			continue
		}
		if err := validateLiteral(parameter.GetDefault(), foundType); err != nil {
			return fmt.Errorf("default input %q: %w", name, err)
		}
	}
	return nil
}

func validateLiteral(literal *core.Literal, wanted *core.LiteralType) error {
	if literal.GetValue() == nil {
		return errors.New("an empty literal")
	}
	found := validators.LiteralTypeForLiteral(literal)
	if found == nil {
		return errors.New("a literal of no known type")
	}
	if !validators.AreTypesCastable(found, wanted) {
		return fmt.Errorf("a literal of %s for %s", found, wanted)
	}
	if datetime := literal.GetScalar().GetPrimitive().GetDatetime(); datetime != nil {
		return datetime.CheckValid()
	}
	return nil
}

func expectedInputs(spec *pb.LaunchPlanSpec, variables map[string]*core.Variable) *core.ParameterMap {
	inputs := map[string]*core.Parameter{}
	for name, variable := range variables {
		if parameter, found := spec.GetDefaultInputs().GetParameters()[name]; found {
			inputs[name] = parameter
		} else if _, fixed := spec.GetFixedInputs().GetLiterals()[name]; !fixed {
			inputs[name] = &core.Parameter{Var: variable, Behavior: &core.Parameter_Required{Required: true}}
		}
	}
	return &core.ParameterMap{Parameters: inputs}
}

func validateSchedule(schedule *pb.Schedule, inputs map[string]*core.Parameter) error {
	if schedule.GetScheduleExpression() == nil {
		return nil
	}
	kickoff := schedule.GetKickoffTimeInputArg()
	for name, parameter := range inputs {
		if parameter.GetRequired() && name != kickoff {
			return fmt.Errorf("a schedule with required input %q unbound", name)
		}
	}
	if kickoff != "" {
		parameter, found := inputs[kickoff]
		if !found {
			return fmt.Errorf("kickoff argument %q is not a free input", kickoff)
		}
		if parameter.GetVar().GetType().GetSimple() != core.SimpleType_DATETIME {
			return fmt.Errorf("kickoff argument %q is not a datetime", kickoff)
		}
	}
	return validateTimes(schedule)
}

func validateTimes(schedule *pb.Schedule) error {
	if rate := schedule.GetRate(); rate != nil {
		if rate.GetValue() == 0 {
			return errors.New("a rate of 0, which flyteadmin takes for no schedule")
		}
		return nil
	}
	expression := schedule.GetCronSchedule().GetSchedule()
	if old := schedule.GetCronExpression(); old != "" {
		expression = old
	}
	if _, err := cron.ParseStandard(expression); err != nil {
		return fmt.Errorf("cron %q: %w", expression, err)
	}
	return nil
}
