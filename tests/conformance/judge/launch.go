package main

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/clients/go/coreutils"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/transformers/k8s"
	"google.golang.org/protobuf/proto"
)

// launch builds the Kubernetes object that an execution of a launch plan would
// be: some errors of a specification show only there.
func launch(closure *core.CompiledWorkflowClosure, inputs *core.ParameterMap, fixed *core.LiteralMap) error {
	literals := map[string]*core.Literal{}
	for name, literal := range fixed.GetLiterals() {
		literals[name] = literal
	}
	for name, parameter := range inputs.GetParameters() {
		literal := parameter.GetDefault()
		if literal == nil {
			made, err := madeUp(parameter.GetVar().GetType())
			if err != nil {
				return fmt.Errorf("input %q: %w", name, err)
			}
			literal = made
		}
		literals[name] = literal
	}
	execution := &core.WorkflowExecutionIdentifier{Project: project, Domain: domain, Name: "judged"}
	_, err := k8s.BuildFlyteWorkflow(proto.Clone(closure).(*core.CompiledWorkflowClosure),
		&core.LiteralMap{Literals: literals}, execution, "judged")
	if err != nil {
		return fmt.Errorf("as an execution: %w", err)
	}
	return nil
}

// madeUp gives some literal of a type, as a user at a terminal might.
func madeUp(wanted *core.LiteralType) (*core.Literal, error) {
	switch t := wanted.GetType().(type) {
	case *core.LiteralType_StructuredDatasetType:
		return coreutils.MakeLiteralForStructuredDataSet("s3://judged/table",
			t.StructuredDatasetType.GetColumns(), t.StructuredDatasetType.GetFormat()), nil
	case *core.LiteralType_CollectionType:
		item, err := madeUp(t.CollectionType)
		return &core.Literal{Value: &core.Literal_Collection{Collection: &core.LiteralCollection{
			Literals: []*core.Literal{item}}}}, err
	case *core.LiteralType_MapValueType:
		item, err := madeUp(t.MapValueType)
		return &core.Literal{Value: &core.Literal_Map{Map: &core.LiteralMap{
			Literals: map[string]*core.Literal{"key": item}}}}, err
	case *core.LiteralType_EnumType:
		return coreutils.MakeLiteralForType(wanted, t.EnumType.GetValues()[0])
	case *core.LiteralType_UnionType:
		variant := t.UnionType.GetVariants()[0]
		value, err := madeUp(variant)
		return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Union{
			Union: &core.Union{Value: value, Type: variant}}}}}, err
	}
	literal, err := coreutils.MakeDefaultLiteralForType(wanted)
	if binary := literal.GetScalar().GetBinary(); binary != nil && wanted.GetSimple() == core.SimpleType_BINARY {
		binary.Tag = "" // bytes: with a tag they would be a struct
	}
	return literal, err
}
