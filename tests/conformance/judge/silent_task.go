package main

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// silentlyWrongTask finds variables that Flyte's copilot, which carries the
// inputs and outputs of raw containers, cannot carry: it says so only when the
// task runs. The task of a map node has lists where one run of it has items.
//
// An echo carries one value; with more it fails when it runs.
func silentlyWrongTask(task *core.TaskTemplate) error {
	if task.GetType() == "echo" {
		in, out := len(task.GetInterface().GetInputs().GetVariables()), len(task.GetInterface().GetOutputs().GetVariables())
		if in > 1 || in != out {
			return fmt.Errorf("an echo with %d inputs and %d outputs", in, out)
		}
	}
	if !task.GetContainer().GetDataConfig().GetEnabled() {
		return nil
	}
	for name, variable := range task.GetInterface().GetInputs().GetVariables() {
		if holdsDataset(variable.GetType()) {
			return fmt.Errorf("input %q is a structured dataset, which copilot cannot bring", name)
		}
	}
	for name, variable := range task.GetInterface().GetOutputs().GetVariables() {
		found := variable.GetType()
		if item := found.GetCollectionType(); item != nil && task.GetTaskTypeVersion() == mappedVersion {
			found = item
		}
		if union := found.GetUnionType(); union != nil && task.GetTaskTypeVersion() == mappedVersion {
			found = union.GetVariants()[0] // the item, or none for a failed one
		}
		if !carried(found) {
			return fmt.Errorf("output %q is of %s, which copilot cannot take", name, variable.GetType())
		}
	}
	return nil
}

// mappedVersion is the task_type_version of a map node's task.
const mappedVersion = 1

func carried(t *core.LiteralType) bool {
	if t.GetBlob() != nil {
		return true
	}
	_, simple := t.GetType().(*core.LiteralType_Simple)
	return simple && t.GetSimple() != core.SimpleType_ERROR
}

func holdsDataset(t *core.LiteralType) bool {
	switch {
	case t.GetStructuredDatasetType() != nil:
		return true
	case t.GetCollectionType() != nil:
		return holdsDataset(t.GetCollectionType())
	case t.GetMapValueType() != nil:
		return holdsDataset(t.GetMapValueType())
	}
	for _, variant := range t.GetUnionType().GetVariants() {
		if holdsDataset(variant) {
			return true
		}
	}
	return false
}
