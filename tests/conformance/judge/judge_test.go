package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
)

// A package with a bit of everything, which the judge must take.
const (
	taskText = `template {
  id { resource_type: TASK name: "count" }
  type: "raw-container"
  metadata { retries {} runtime { type: OTHER version: "1" } }
  interface {
    inputs { variables { key: "n" value { type { simple: INTEGER } } } }
    outputs { variables { key: "n" value { type { simple: INTEGER } } } }
  }
  container {
    image: "alpine" command: "true"
    resources { requests { name: CPU value: "1" } limits { name: CPU value: "2" } }
    data_config { enabled: true }
  }
}`
	workflowText = `template {
  id { resource_type: WORKFLOW name: "main" }
  interface {
    inputs {
      variables { key: "n" value { type { simple: INTEGER } } }
      variables { key: "day" value { type { simple: DATETIME } } }
    }
    outputs { variables { key: "n" value { type { simple: INTEGER } } } }
  }
  nodes {
    id: "first"
    inputs { var: "n" binding { promise { var: "n" } } }
    task_node { reference_id { resource_type: TASK name: "count" } overrides {} }
  }
  nodes {
    id: "second"
    inputs { var: "n" binding { promise { node_id: "first" var: "n" } } }
    upstream_node_ids: "first"
    task_node { reference_id { resource_type: TASK name: "count" } overrides {} }
  }
  outputs { var: "n" binding { promise { node_id: "second" var: "n" } } }
}`
	launchPlanText = `id { resource_type: LAUNCH_PLAN name: "nightly" }
spec {
  workflow_id { resource_type: WORKFLOW name: "main" }
  entity_metadata {
    schedule { cron_schedule { schedule: "0 3 * * *" } kickoff_time_input_arg: "day" }
    notifications { phases: FAILED email { recipients_email: "a@b.example" } }
  }
  default_inputs { parameters { key: "day" value { var { type { simple: DATETIME } } required: true } } }
  fixed_inputs { literals { key: "n" value { scalar { primitive { integer: 1 } } } } }
  labels { values { key: "team" value: "eta" } }
}`
)

type members struct {
	task       *pb.TaskSpec
	workflow   *pb.WorkflowSpec
	launchPlan *pb.LaunchPlan
}

func goodMembers(t *testing.T) *members {
	m := &members{&pb.TaskSpec{}, &pb.WorkflowSpec{}, &pb.LaunchPlan{}}
	for text, message := range map[string]proto.Message{
		taskText: m.task, workflowText: m.workflow, launchPlanText: m.launchPlan} {
		if err := prototext.Unmarshal([]byte(text), message); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func (m *members) write(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "package.tgz")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	zip := gzip.NewWriter(file)
	archive := tar.NewWriter(zip)
	for name, message := range map[string]proto.Message{
		"0_count_1.pb": m.task, "1_main_2.pb": m.workflow, "2_nightly_3.pb": m.launchPlan} {
		bytes, err := proto.Marshal(message)
		if err != nil {
			t.Fatal(err)
		}
		_ = archive.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(bytes)), Typeflag: tar.TypeReg})
		_, _ = archive.Write(bytes)
	}
	_, _, _ = archive.Close(), zip.Close(), file.Close()
	return path
}

func integer(n int64) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_Integer{Integer: n}}}}}}
}

func text(s string) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_StringValue{StringValue: s}}}}}}
}

func blob(dimensionality core.BlobType_BlobDimensionality) *core.LiteralType {
	return &core.LiteralType{Type: &core.LiteralType_Blob{Blob: &core.BlobType{Dimensionality: dimensionality}}}
}

func node(m *members, i int) *core.Node { return m.workflow.Template.Nodes[i] }

func manyNodes(m *members, n int) {
	for len(m.workflow.Template.Nodes) < n {
		extra := proto.Clone(node(m, 0)).(*core.Node)
		extra.Id = "extra-" + strings.Repeat("x", len(m.workflow.Template.Nodes))
		m.workflow.Template.Nodes = append(m.workflow.Template.Nodes, extra)
	}
}

// mapInput gives the task a map to name in its command, which has no text.
func mapInput(m *members) {
	m.task.Template.GetContainer().Command = []string{"echo", "{{.inputs.m}}"}
	m.task.Template.Interface.Inputs.Variables["m"] = &core.Variable{Type: &core.LiteralType{
		Type: &core.LiteralType_MapValueType{MapValueType: &core.LiteralType{
			Type: &core.LiteralType_Simple{Simple: core.SimpleType_INTEGER}}}}}
}

func listOutput(m *members) {
	m.task.Template.Interface.Outputs.Variables["l"] = &core.Variable{Type: &core.LiteralType{
		Type: &core.LiteralType_CollectionType{CollectionType: &core.LiteralType{}}}}
}

// Each breaks the good package in one way; the judge must give the reason.
var broken = []struct {
	name   string
	break_ func(*members)
	reason string
}{
	{"a task without type", func(m *members) { m.task.Template.Type = "" }, "no type"},
	{"a task without metadata", func(m *members) { m.task.Template.Metadata = nil }, "no metadata"},
	{"a runtime without version", func(m *members) { m.task.Template.Metadata.Runtime.Version = "" }, "no version of the runtime"},
	{"a task without interface", func(m *members) { m.task.Template.Interface = nil }, "no interface"},
	{"a container without image", func(m *members) { m.task.Template.GetContainer().Image = "" }, "no image"},
	{"a container without command", func(m *members) { m.task.Template.GetContainer().Command = nil }, "command"},
	{"elephants of cpu", func(m *members) { m.task.Template.GetContainer().Resources.Requests[0].Value = "10 elephants" }, "elephants"},
	{"a request over its limit", func(m *members) { m.task.Template.GetContainer().Resources.Requests[0].Value = "3" }, "over limit"},
	{"half a gpu", func(m *members) {
		m.task.Template.GetContainer().Resources.Limits[0] = &core.Resources_ResourceEntry{Name: core.Resources_GPU, Value: "500m"}
	}, "whole number"},
	{"an unknown task", func(m *members) { node(m, 0).GetTaskNode().GetReferenceId().Name = "cuont" }, "no task judged/development/cuont@v1"},
	{"an unknown variable", func(m *members) { node(m, 1).Inputs[0].GetBinding().GetPromise().Var = "m" }, "VariableNameNotFound"},
	{"an unbound input", func(m *members) { node(m, 1).Inputs = nil }, "ParameterNotBound"},
	{"an input bound twice", func(m *members) { node(m, 1).Inputs = append(node(m, 1).Inputs, node(m, 1).Inputs[0]) }, "ParameterBoundMoreThanOnce"},
	{"a wrong type", func(m *members) {
		m.workflow.Template.Interface.Inputs.Variables["n"].Type.Type = &core.LiteralType_Simple{Simple: core.SimpleType_FLOAT}
	}, "MismatchingTypes"},
	{"a cycle", func(m *members) { node(m, 0).Inputs[0].GetBinding().GetPromise().NodeId = "second" }, "UnreachableNodes"},
	{"a task node without a task", func(m *members) { node(m, 0).GetTaskNode().Reference = nil }, "Flyte panics"},
	{"a map in a command", mapInput, "as it would run"},
	{"an output that copilot cannot take", listOutput, "copilot cannot take"},
	{"a directory for a file", func(m *members) {
		m.task.Template.Interface.Inputs.Variables["n"].Type = blob(core.BlobType_MULTIPART)
		m.task.Template.Interface.Outputs.Variables["n"].Type = blob(core.BlobType_SINGLE)
		m.workflow.Template.Interface.Inputs.Variables["n"].Type = blob(core.BlobType_MULTIPART)
		m.workflow.Template.Interface.Outputs.Variables["n"].Type = blob(core.BlobType_SINGLE)
	}, "file for a directory"},
	{"an echo of nothing", func(m *members) {
		m.task.Template.Type = "echo"
		m.task.Template.Interface.Inputs = nil
	}, "an echo with"},
	{"a custom that its plugin cannot read", func(m *members) {
		m.task.Template.Type = "spark"
		m.task.Template.Custom = &structpb.Struct{Fields: map[string]*structpb.Value{
			"sparkConf": structpb.NewNumberValue(1)}}
	}, "as the plugin"},
	{"no nodes", func(m *members) { m.workflow.Template.Nodes = nil }, "NoNodesFound"},
	{"a node without target", func(m *members) { node(m, 0).Target = nil }, "unknown type"},
	{"101 nodes", func(m *members) { manyNodes(m, 101) }, "limit of 100"},
	{"a node id used twice", func(m *members) { node(m, 1).Id = "first" }, "dropped"},
	{"an upstream that is not there", func(m *members) { node(m, 1).UpstreamNodeIds = []string{"frist"} }, "does not exist"},
	{"an unknown workflow", func(m *members) { m.launchPlan.Spec.WorkflowId.Name = "mian" }, "no workflow mian"},
	{"cron with six fields", func(m *members) {
		m.launchPlan.Spec.EntityMetadata.Schedule.GetCronSchedule().Schedule = "0/15 * * * ? *"
	}, "cron"},
	{"a kickoff argument that is no datetime", func(m *members) {
		m.launchPlan.Spec.EntityMetadata.Schedule.KickoffTimeInputArg = "n"
		m.launchPlan.Spec.DefaultInputs.Parameters["day"].Behavior = &core.Parameter_Default{Default: integer(1)}
	}, "literal"},
	{"a schedule with a required input", func(m *members) { m.launchPlan.Spec.FixedInputs = nil }, "param values are missing"},
	{"an unknown fixed input", func(m *members) { m.launchPlan.Spec.FixedInputs.Literals["m"] = integer(1) }, "is not an input"},
	{"a fixed input of the wrong type", func(m *members) { m.launchPlan.Spec.FixedInputs.Literals["n"] = text("1") }, "a literal of"},
	{"a default neither given nor required", func(m *members) { m.launchPlan.Spec.DefaultInputs.Parameters["day"].Behavior = nil }, "not required"},
	{"a label with a blank", func(m *members) { m.launchPlan.Spec.Labels.Values["team"] = "e t a" }, "label"},
	{"a notification on running", func(m *members) {
		m.launchPlan.Spec.EntityMetadata.Notifications[0].Phases[0] = core.WorkflowExecution_RUNNING
	}, "is no end"},
	{"a notification for nobody", func(m *members) { m.launchPlan.Spec.EntityMetadata.Notifications[0].GetEmail().RecipientsEmail = nil }, "without recipients"},
	{"a wrong resource type", func(m *members) { node(m, 0).GetTaskNode().GetReferenceId().ResourceType = 0 }, "no task"},
	{"over 4 MiB", func(m *members) {
		m.workflow.Template.Nodes[0].Metadata = &core.NodeMetadata{Name: strings.Repeat("x", 5<<20)}
	}, "larger than max"},
}

func open(t *testing.T, externs ...registration) *court {
	c, err := openCourt(context.Background(), externs)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestGoodPackageIsTaken(t *testing.T) {
	c := open(t)
	path := goodMembers(t).write(t)
	for range 2 { // nothing of the first is left for the second
		if err := c.judge(path); err != nil {
			t.Error(err)
		}
	}
}

func TestHundredNodesAreTaken(t *testing.T) {
	m := goodMembers(t)
	manyNodes(m, 100)
	if err := open(t).judge(m.write(t)); err != nil {
		t.Error(err)
	}
}

func TestBrokenPackagesAreRejected(t *testing.T) {
	c := open(t)
	for _, b := range broken {
		t.Run(b.name, func(t *testing.T) {
			m := goodMembers(t)
			b.break_(m)
			err := c.judge(m.write(t))
			if err == nil {
				t.Fatal("taken")
			}
			if !strings.Contains(err.Error(), b.reason) {
				t.Errorf("wanted a reason with %q, found: %s", b.reason, err)
			}
		})
	}
}

func TestEmptyPackageIsRejected(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.tar")
	if err := os.WriteFile(path, make([]byte, 1024), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := open(t).judge(path); err == nil {
		t.Error("taken")
	}
}

func TestRecursionIsRejected(t *testing.T) {
	m := goodMembers(t)
	self := proto.Clone(m.workflow.Template).(*core.WorkflowTemplate)
	ref := &core.Identifier{ResourceType: core.ResourceType_WORKFLOW, Name: "main"}
	self.Nodes[0].Target = &core.Node_WorkflowNode{WorkflowNode: &core.WorkflowNode{
		Reference: &core.WorkflowNode_SubWorkflowRef{SubWorkflowRef: ref}}}
	m.workflow.Template = proto.Clone(self).(*core.WorkflowTemplate)
	m.workflow.SubWorkflows = []*core.WorkflowTemplate{self}
	err := open(t).judge(m.write(t))
	if err == nil || !strings.Contains(err.Error(), "contains itself") {
		t.Errorf("found: %v", err)
	}
}

func TestExternsAreKnown(t *testing.T) {
	library := registration{"shared", "production", "v3", goodMembers(t).write(t)}
	m := goodMembers(t)
	id := node(m, 0).GetTaskNode().GetReferenceId()
	id.Project, id.Domain, id.Version = library.project, library.domain, library.version
	path := m.write(t)
	if err := open(t).judge(path); err == nil {
		t.Error("taken without the extern package")
	}
	if err := open(t, library).judge(path); err != nil {
		t.Error(err)
	}
}
