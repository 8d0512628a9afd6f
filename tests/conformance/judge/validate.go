package main

import (
	"errors"
	"fmt"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// Limits that flyteadmin has by default.
const (
	maxNodes  = 100 // registration.maxWorkflowNodes
	maxName   = 255 // columns of its database
	maxLabels = 16
)

func validateIdentifier(id *core.Identifier, wanted core.ResourceType) error {
	if id.GetResourceType() != wanted {
		return fmt.Errorf("the identifier says %s, not %s", id.GetResourceType(), wanted)
	}
	parts := []struct{ name, value string }{
		{"project", id.GetProject()}, {"domain", id.GetDomain()},
		{"name", id.GetName()}, {"version", id.GetVersion()},
	}
	for _, part := range parts {
		if part.value == "" {
			return fmt.Errorf("the identifier has no %s", part.name)
		}
		if len(part.value) > maxName {
			return fmt.Errorf("the %s has over %d bytes", part.name, maxName)
		}
	}
	return nil
}

func validateWorkflow(req *pb.WorkflowCreateRequest) error {
	if err := validateIdentifier(req.GetId(), core.ResourceType_WORKFLOW); err != nil {
		return err
	}
	if req.GetSpec().GetTemplate() == nil {
		return errors.New("no template")
	}
	return nil
}

// validateCompiled counts the workflow's own nodes: start and end are Flyte's.
func validateCompiled(closure *core.CompiledWorkflowClosure) error {
	if n := len(closure.GetPrimary().GetTemplate().GetNodes()) - 2; n > maxNodes {
		return fmt.Errorf("%d nodes, over flyteadmin's limit of %d", n, maxNodes)
	}
	return nil
}
