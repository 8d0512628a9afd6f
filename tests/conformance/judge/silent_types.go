package main

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// A compiled workflow, with what is needed to look up what a node takes and
// gives. Launch plans are left out: they are checked where they are defined.
type typing struct {
	tasks     map[string]*core.TypedInterface
	workflows map[string]*core.TypedInterface
}

// silentlyMistyped finds a directory bound where a file is wanted, or a file
// for a directory: Flyte's compiler never looks, and the task fails.
func silentlyMistyped(closure *core.CompiledWorkflowClosure) error {
	t := typing{map[string]*core.TypedInterface{}, map[string]*core.TypedInterface{}}
	for _, task := range closure.GetTasks() {
		t.tasks[task.GetTemplate().GetId().String()] = task.GetTemplate().GetInterface()
	}
	for _, inner := range closure.GetSubWorkflows() {
		t.workflows[inner.GetTemplate().GetId().String()] = inner.GetTemplate().GetInterface()
	}
	for _, workflow := range append(closure.GetSubWorkflows(), closure.GetPrimary()) {
		if err := t.mistyped(workflow.GetTemplate()); err != nil {
			return fmt.Errorf("%s: %w", workflow.GetTemplate().GetId().GetName(), err)
		}
	}
	return nil
}

func (t typing) mistyped(template *core.WorkflowTemplate) error {
	given := map[string]map[string]*core.Variable{
		"start-node": template.GetInterface().GetInputs().GetVariables()}
	for _, node := range template.GetNodes() {
		given[node.GetId()] = t.interfaceOf(node).GetOutputs().GetVariables()
	}
	var err error
	check := func(owner string, bindings []*core.Binding, wanted map[string]*core.Variable) {
		for _, binding := range bindings {
			variable := wanted[binding.GetVar()]
			if variable != nil && !fits(binding.GetBinding(), variable.GetType(), given) {
				err = fmt.Errorf("%s: %q takes a file for a directory, or the reverse", owner, binding.GetVar())
			}
		}
	}
	for _, node := range template.GetNodes() {
		everyNode(node, func(inner *core.Node) {
			check(inner.GetId(), inner.GetInputs(), t.interfaceOf(inner).GetInputs().GetVariables())
		})
	}
	check("outputs", template.GetOutputs(), template.GetInterface().GetOutputs().GetVariables())
	return err
}

// interfaceOf is nil where there is none of its own: branches, gates.
func (t typing) interfaceOf(node *core.Node) *core.TypedInterface {
	if id := node.GetArrayNode().GetNode().GetTaskNode().GetReferenceId(); id != nil {
		return t.tasks[id.String()]
	}
	if id := node.GetTaskNode().GetReferenceId(); id != nil {
		return t.tasks[id.String()]
	}
	if id := node.GetWorkflowNode().GetSubWorkflowRef(); id != nil {
		return t.workflows[id.String()]
	}
	return nil
}

func fits(data *core.BindingData, wanted *core.LiteralType, given map[string]map[string]*core.Variable) bool {
	switch value := data.GetValue().(type) {
	case *core.BindingData_Promise:
		variable := given[value.Promise.GetNodeId()][value.Promise.GetVar()]
		return variable == nil || len(value.Promise.GetAttrPath()) > 0 ||
			sameDimension(variable.GetType(), wanted)
	case *core.BindingData_Collection:
		for _, item := range value.Collection.GetBindings() {
			if wanted.GetCollectionType() != nil && !fits(item, wanted.GetCollectionType(), given) {
				return false
			}
		}
	case *core.BindingData_Map:
		for _, item := range value.Map.GetBindings() {
			if wanted.GetMapValueType() != nil && !fits(item, wanted.GetMapValueType(), given) {
				return false
			}
		}
	}
	return true
}

// sameDimension looks as deep as both types have the same shape.
func sameDimension(found, wanted *core.LiteralType) bool {
	switch {
	case found.GetBlob() != nil && wanted.GetBlob() != nil:
		return found.GetBlob().GetDimensionality() == wanted.GetBlob().GetDimensionality()
	case found.GetCollectionType() != nil && wanted.GetCollectionType() != nil:
		return sameDimension(found.GetCollectionType(), wanted.GetCollectionType())
	case found.GetMapValueType() != nil && wanted.GetMapValueType() != nil:
		return sameDimension(found.GetMapValueType(), wanted.GetMapValueType())
	}
	return true
}
