package main

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/plugins"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/plugins/kubeflow"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// What the plugin of a task type decodes `custom` into.
var customMessages = map[string]func() proto.Message{
	"spark":      func() proto.Message { return &plugins.SparkJob{} },
	"ray":        func() proto.Message { return &plugins.RayJob{} },
	"dask":       func() proto.Message { return &plugins.DaskJob{} },
	"presto":     func() proto.Message { return &plugins.PrestoQuery{} },
	"pytorch":    func() proto.Message { return &kubeflow.DistributedPyTorchTrainingTask{} },
	"mpi":        func() proto.Message { return &kubeflow.DistributedMPITrainingTask{} },
	"tensorflow": func() proto.Message { return &kubeflow.DistributedTensorflowTrainingTask{} },
}

// validateCustom decodes what a task says to its plugin. It is stricter than
// Flyte, which drops fields that it does not know.
func validateCustom(task *core.TaskTemplate) error {
	message, known := customMessages[task.GetType()]
	if !known {
		return nil
	}
	text, err := protojson.Marshal(task.GetCustom())
	if err != nil {
		return err
	}
	if err := protojson.Unmarshal(text, message()); err != nil {
		return fmt.Errorf("custom, as the plugin %q reads it: %w", task.GetType(), err)
	}
	return nil
}
