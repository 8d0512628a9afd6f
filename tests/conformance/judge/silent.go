package main

import (
	"errors"
	"fmt"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// silentlyWrong finds what Flyte's compiler lets through and then drops, hangs
// on or crashes on. flw promises to write none of it.
func silentlyWrong(spec *pb.WorkflowSpec) error {
	if err := recursive(spec); err != nil {
		return err
	}
	for _, template := range append(spec.GetSubWorkflows(), spec.GetTemplate()) {
		if err := silentlyWrongTemplate(template); err != nil {
			return fmt.Errorf("%s: %w", template.GetId().GetName(), err)
		}
	}
	return nil
}

func silentlyWrongTemplate(template *core.WorkflowTemplate) error {
	ids := map[string]bool{}
	for _, node := range template.GetNodes() {
		id := node.GetId()
		if id == "start-node" || id == "end-node" || ids[id] {
			return fmt.Errorf("node %q is dropped: its id is taken", id)
		}
		ids[id] = true
	}
	for _, node := range template.GetNodes() {
		for _, upstream := range node.GetUpstreamNodeIds() {
			if !ids[upstream] {
				return fmt.Errorf("node %q waits for %q, which does not exist", node.GetId(), upstream)
			}
		}
		if err := silentlyWrongMap(node); err != nil {
			return err
		}
	}
	for _, binding := range template.GetFailureNode().GetInputs() {
		if from := binding.GetBinding().GetPromise().GetNodeId(); from != "" && from != "start-node" {
			return fmt.Errorf("the failure node takes %q from %q, which it cannot see", binding.GetVar(), from)
		}
	}
	return nil
}

func silentlyWrongMap(node *core.Node) error {
	array := node.GetArrayNode()
	if array == nil {
		return nil
	}
	if array.GetNode().GetTaskNode() == nil {
		return fmt.Errorf("node %q maps what is not a task", node.GetId())
	}
	inputs := map[string]bool{}
	for _, binding := range node.GetInputs() {
		inputs[binding.GetVar()] = true
	}
	for _, bound := range array.GetBoundInputs() {
		if !inputs[bound] {
			return fmt.Errorf("node %q binds %q, which is not an input", node.GetId(), bound)
		}
	}
	return nil
}

// recursive finds a sub-workflow that contains itself: Flyte's compiler would
// follow it until the stack ends.
func recursive(spec *pb.WorkflowSpec) error {
	templates := map[string]*core.WorkflowTemplate{}
	for _, template := range spec.GetSubWorkflows() {
		templates[template.GetId().String()] = template
	}
	const entered, left = 1, 2
	state := map[string]int{}
	var enter func(*core.WorkflowTemplate) error
	enter = func(template *core.WorkflowTemplate) error {
		key := template.GetId().String()
		if state[key] == entered {
			return errors.New("workflow " + template.GetId().GetName() + " contains itself")
		}
		if state[key] == left {
			return nil
		}
		state[key] = entered
		for _, id := range subWorkflowsOf(template) {
			if inner, found := templates[id.String()]; found {
				if err := enter(inner); err != nil {
					return err
				}
			}
		}
		state[key] = left
		return nil
	}
	return enter(spec.GetTemplate())
}

func subWorkflowsOf(template *core.WorkflowTemplate) []*core.Identifier {
	var ids []*core.Identifier
	visit := func(node *core.Node) {
		if ref := node.GetWorkflowNode().GetSubWorkflowRef(); ref != nil {
			ids = append(ids, ref)
		}
	}
	for _, node := range append(template.GetNodes(), template.GetFailureNode()) {
		everyNode(node, visit)
	}
	return ids
}

// everyNode visits a node and the nodes inside it.
func everyNode(node *core.Node, visit func(*core.Node)) {
	if node == nil {
		return
	}
	visit(node)
	everyNode(node.GetArrayNode().GetNode(), visit)
	choice := node.GetBranchNode().GetIfElse()
	everyNode(choice.GetCase().GetThenNode(), visit)
	for _, other := range choice.GetOther() {
		everyNode(other.GetThenNode(), visit)
	}
	everyNode(choice.GetElseNode(), visit)
}
