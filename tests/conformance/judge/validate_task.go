package main

import (
	"errors"
	"fmt"

	pb "github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytestdlib/utils"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Quantities by the name under which flyteadmin compares them.
type quantities map[string]resource.Quantity

var comparedResources = map[core.Resources_ResourceName]string{
	core.Resources_CPU:               string(v1.ResourceCPU),
	core.Resources_MEMORY:            string(v1.ResourceMemory),
	core.Resources_EPHEMERAL_STORAGE: string(v1.ResourceEphemeralStorage),
	core.Resources_GPU:               gpu,
}

const gpu = "nvidia.com/gpu"

func validateTask(req *pb.TaskCreateRequest) error {
	if err := validateIdentifier(req.GetId(), core.ResourceType_TASK); err != nil {
		return err
	}
	task := req.GetSpec().GetTemplate()
	switch {
	case task == nil:
		return errors.New("no template")
	case task.GetType() == "":
		return errors.New("no type")
	case task.GetMetadata() == nil:
		return errors.New("no metadata")
	case task.GetMetadata().GetRuntime() != nil && task.GetMetadata().GetRuntime().GetVersion() == "":
		return errors.New("no version of the runtime")
	case task.GetInterface() == nil:
		return errors.New("no interface")
	}
	if container := task.GetContainer(); container != nil {
		return validateContainer(container)
	}
	if pod := task.GetK8SPod(); pod != nil {
		return validatePod(pod)
	}
	return nil
}

func validateContainer(container *core.Container) error {
	if container.GetImage() == "" {
		return errors.New("no image")
	}
	requests, err := quantitiesOf(container.GetResources().GetRequests())
	if err != nil {
		return err
	}
	limits, err := quantitiesOf(container.GetResources().GetLimits())
	if err != nil {
		return err
	}
	return validateQuantities(requests, limits)
}

func quantitiesOf(entries []*core.Resources_ResourceEntry) (quantities, error) {
	found := quantities{}
	for _, entry := range entries {
		name, compared := comparedResources[entry.GetName()]
		if !compared {
			continue
		}
		if _, twice := found[name]; twice {
			return nil, fmt.Errorf("%s is given twice", entry.GetName())
		}
		quantity, err := resource.ParseQuantity(entry.GetValue())
		if err != nil {
			return nil, fmt.Errorf("%s %q: %w", entry.GetName(), entry.GetValue(), err)
		}
		found[name] = quantity
	}
	return found, nil
}

func validatePod(pod *core.K8SPod) error {
	if pod.GetPodSpec() == nil {
		return errors.New("no pod spec")
	}
	spec := v1.PodSpec{}
	if err := utils.UnmarshalStructToObj(pod.GetPodSpec(), &spec); err != nil {
		return fmt.Errorf("the pod spec: %w", err)
	}
	for _, container := range spec.Containers {
		err := validateQuantities(quantitiesOfList(container.Resources.Requests),
			quantitiesOfList(container.Resources.Limits))
		if err != nil {
			return fmt.Errorf("container %s: %w", container.Name, err)
		}
	}
	return nil
}

func quantitiesOfList(list v1.ResourceList) quantities {
	found := quantities{}
	for name, quantity := range list {
		found[string(name)] = quantity
	}
	return found
}

// validateQuantities compares exactly, which is stricter than flyteadmin: it
// rounds up to whole units, and Kubernetes then refuses the pod.
func validateQuantities(requests, limits quantities) error {
	for _, given := range []quantities{requests, limits} {
		if gpus, found := given[gpu]; found && gpus.MilliValue()%1000 != 0 {
			return fmt.Errorf("%s gpus is not a whole number", gpus.String())
		}
	}
	for _, name := range comparedResources {
		request, requested := requests[name]
		limit, limited := limits[name]
		if !requested || !limited {
			continue
		}
		if request.Cmp(limit) > 0 {
			return fmt.Errorf("%s: request %s is over limit %s", name, request.String(), limit.String())
		}
		if name == gpu && request.Cmp(limit) != 0 {
			return fmt.Errorf("gpu: request %s is not limit %s", request.String(), limit.String())
		}
	}
	return nil
}
