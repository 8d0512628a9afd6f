package main

import (
	"context"
	"fmt"
	"maps"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/common"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// admin stands in for flyteadmin: it does to a request what flyteadmin does
// before it writes to its database. The checks that flyteadmin makes itself are
// rewritten here (validate*.go), because its Go module cannot be had; all
// compiling is done by Flyte's own code.
type admin struct {
	service.UnimplementedAdminServiceServer
	entities
}

// entities are what has been registered, by the text of the identifier.
type entities struct {
	requests    map[string]proto.Message
	tasks       map[string]*core.CompiledTask
	workflows   map[string]*core.CompiledWorkflowClosure
	launchPlans map[string]*pb.LaunchPlan
}

func newAdmin() *admin {
	return &admin{entities: entities{
		requests:    map[string]proto.Message{},
		tasks:       map[string]*core.CompiledTask{},
		workflows:   map[string]*core.CompiledWorkflowClosure{},
		launchPlans: map[string]*pb.LaunchPlan{},
	}}
}

func (a *admin) snapshot() entities {
	return entities{maps.Clone(a.requests), maps.Clone(a.tasks),
		maps.Clone(a.workflows), maps.Clone(a.launchPlans)}
}

func (a *admin) restore(e entities) { a.entities = e }

func (a *admin) CreateTask(_ context.Context, req *pb.TaskCreateRequest) (*pb.TaskCreateResponse, error) {
	return &pb.TaskCreateResponse{}, a.create("task", req.GetId(), req, func() error {
		if err := validateTask(req); err != nil {
			return err
		}
		req.Spec.Template.Id = req.Id
		task, err := compiler.CompileTask(req.Spec.Template)
		if err != nil {
			return err
		}
		a.tasks[req.Id.String()] = task
		if err := silentlyWrongTask(req.Spec.Template); err != nil {
			return err
		}
		if err := validateCustom(req.Spec.Template); err != nil {
			return err
		}
		return render(req.Spec.Template)
	})
}

func (a *admin) CreateWorkflow(_ context.Context, req *pb.WorkflowCreateRequest) (*pb.WorkflowCreateResponse, error) {
	return &pb.WorkflowCreateResponse{}, a.create("workflow", req.GetId(), req, func() error {
		if err := validateWorkflow(req); err != nil {
			return err
		}
		if err := silentlyWrong(req.GetSpec()); err != nil {
			return err
		}
		req.Spec.Template.Id = req.Id
		closure, err := a.compile(req.Spec)
		if err != nil {
			return err
		}
		a.workflows[req.Id.String()] = closure
		if err := silentlyMistyped(closure); err != nil {
			return err
		}
		return validateCompiled(closure)
	})
}

func (a *admin) CreateLaunchPlan(_ context.Context, req *pb.LaunchPlanCreateRequest) (*pb.LaunchPlanCreateResponse, error) {
	return &pb.LaunchPlanCreateResponse{}, a.create("launch plan", req.GetId(), req, func() error {
		closure, found := a.workflows[req.GetSpec().GetWorkflowId().String()]
		if !found {
			return fmt.Errorf("no workflow %s", req.GetSpec().GetWorkflowId().GetName())
		}
		wanted := closure.GetPrimary().GetTemplate().GetInterface()
		inputs, err := validateLaunchPlan(req, wanted)
		if err != nil {
			return err
		}
		a.launchPlans[req.Id.String()] = &pb.LaunchPlan{Id: req.Id, Spec: req.Spec, Closure: &pb.LaunchPlanClosure{
			ExpectedInputs: inputs, ExpectedOutputs: wanted.GetOutputs()}}
		return launch(closure, inputs, req.Spec.GetFixedInputs())
	})
}

// GetWorkflow is what flytectl asks before it registers a schedule.
func (a *admin) GetWorkflow(_ context.Context, req *pb.ObjectGetRequest) (*pb.Workflow, error) {
	closure, found := a.workflows[req.GetId().String()]
	if !found {
		return nil, status.Errorf(codes.NotFound, "no workflow %s", req.GetId().GetName())
	}
	return &pb.Workflow{Id: req.Id, Closure: &pb.WorkflowClosure{CompiledWorkflow: closure}}, nil
}

// create registers an entity once: the same again is AlreadyExists, which
// flytectl takes for success; another of the same name is an error.
func (a *admin) create(kind string, id *core.Identifier, req proto.Message, register func() error) error {
	key := id.String()
	if old, found := a.requests[key]; found {
		if proto.Equal(old, req) {
			return status.Errorf(codes.AlreadyExists, "%s %s", kind, id.GetName())
		}
		return status.Errorf(codes.InvalidArgument, "%s %s: another of this name exists", kind, id.GetName())
	}
	a.requests[key] = proto.Clone(req)
	if err := orPanic(register); err != nil {
		return status.Errorf(codes.InvalidArgument, "%s %s: %s", kind, id.GetName(), err)
	}
	return nil
}

// orPanic makes an error of a panic in Flyte's code.
func orPanic(f func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("Flyte panics: %v", reason)
		}
	}()
	return f()
}

// compile gathers what a workflow refers to and compiles it. Everything handed
// to the compiler is a copy, as if it had come from a database: it edits them.
func (a *admin) compile(spec *pb.WorkflowSpec) (*core.CompiledWorkflowClosure, error) {
	needs, err := compiler.GetRequirements(spec.GetTemplate(), spec.GetSubWorkflows())
	if err != nil {
		return nil, err
	}
	tasks := []*core.CompiledTask{}
	for _, id := range needs.GetRequiredTaskIds() {
		task, found := a.tasks[id.String()]
		if !found {
			return nil, fmt.Errorf("no task %s", full(id))
		}
		tasks = append(tasks, proto.Clone(task).(*core.CompiledTask))
	}
	launchPlans := []common.InterfaceProvider{}
	for _, id := range needs.GetRequiredLaunchPlanIds() {
		launchPlan, found := a.launchPlans[id.String()]
		if !found {
			return nil, fmt.Errorf("no launch plan %s", full(id))
		}
		launchPlans = append(launchPlans, compiler.NewLaunchPlanInterfaceProvider(
			proto.Clone(launchPlan).(*pb.LaunchPlan)))
	}
	return compiler.CompileWorkflow(spec.GetTemplate(), spec.GetSubWorkflows(), tasks, launchPlans)
}

func full(id *core.Identifier) string {
	return fmt.Sprintf("%s/%s/%s@%s", id.GetProject(), id.GetDomain(), id.GetName(), id.GetVersion())
}
