package main

import (
	"context"
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	plugins "github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/core/template"
	"github.com/flyteorg/flyte/flyteplugins/go/tasks/pluginmachinery/io"
	"github.com/flyteorg/flyte/flytestdlib/storage"
)

// render fills the placeholders of a task's command with made-up inputs, as
// Flyte does when the task starts: not every type has a text.
func render(task *core.TaskTemplate) error {
	inputs := map[string]*core.Literal{}
	for name, variable := range task.GetInterface().GetInputs().GetVariables() {
		literal, err := madeUp(variable.GetType())
		if err != nil {
			return fmt.Errorf("input %q: %w", name, err)
		}
		inputs[name] = literal
	}
	words := append(task.GetContainer().GetCommand(), task.GetContainer().GetArgs()...)
	words = append(words, task.GetSql().GetStatement())
	_, err := template.Render(context.Background(), words, template.Parameters{
		TaskExecMetadata: execution{},
		Inputs:           files{inputs: &core.LiteralMap{Literals: inputs}},
		OutputPath:       files{},
	})
	if err != nil {
		return fmt.Errorf("the command as it would run: %w", err)
	}
	return nil
}

// execution and files answer what templates ask; the rest is never called.
type execution struct {
	plugins.TaskExecutionMetadata
	plugins.TaskExecutionID
}

func (e execution) GetTaskExecutionID() plugins.TaskExecutionID { return e }
func (execution) GetGeneratedName() string                      { return "judged-n0-0" }
func (execution) GetNamespace() string                          { return "judged-development" }

type files struct {
	io.OutputFilePaths
	inputs *core.LiteralMap
}

func (files) GetInputPath() storage.DataReference                 { return "s3://judged/inputs.pb" }
func (files) GetInputPrefixPath() storage.DataReference           { return "s3://judged" }
func (files) GetOutputPrefixPath() storage.DataReference          { return "s3://judged/0" }
func (files) GetRawOutputPrefix() storage.DataReference           { return "s3://judged/raw" }
func (files) GetCheckpointPrefix() storage.DataReference          { return "s3://judged/raw/c" }
func (files) GetPreviousCheckpointsPrefix() storage.DataReference { return "" }
func (f files) Get(context.Context) (*core.LiteralMap, error)     { return f.inputs, nil }
