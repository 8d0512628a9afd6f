package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"github.com/flyteorg/flyte/flytectl/cmd/config"
	filesConfig "github.com/flyteorg/flyte/flytectl/cmd/config/subcommand/register"
	cmdCore "github.com/flyteorg/flyte/flytectl/cmd/core"
	"github.com/flyteorg/flyte/flytectl/cmd/register"
	client "github.com/flyteorg/flyte/flyteidl/clients/go/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"github.com/flyteorg/flyte/flytestdlib/logger"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

const (
	project = "judged"
	domain  = "development"
	version = "v1"
)

// A registration is one call of flytectl:
// register files PATH --archive -p PROJECT -d DOMAIN --version VERSION.
type registration struct {
	project, domain, version, path string
}

// A court is a flytectl that talks to a stand-in flyteadmin over gRPC within
// this process. One package at a time: flytectl's configuration is global.
type court struct {
	admin   *admin
	command cmdCore.CommandContext
	nowhere *os.File
}

func openCourt(ctx context.Context, externs []registration) (*court, error) {
	_ = logger.SetConfig(&logger.Config{Level: logger.PanicLevel})
	filesConfig.DefaultFilesConfig.Archive = true
	nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	c := &court{admin: newAdmin(), nowhere: nowhere}
	clients, err := dial(ctx, c.admin)
	if err != nil {
		return nil, err
	}
	c.command = cmdCore.NewCommandContext(clients, nowhere)
	for _, extern := range externs {
		if err := c.register(extern); err != nil {
			return nil, fmt.Errorf("extern package %s: %w", extern.path, err)
		}
	}
	return c, nil
}

// dial serves the stand-in on a pipe, with gRPC's own limits on a message.
func dial(ctx context.Context, a *admin) (*client.Clientset, error) {
	pipe := bufconn.Listen(1 << 20)
	server := grpc.NewServer()
	service.RegisterAdminServiceServer(server, a)
	go func() { _ = server.Serve(pipe) }()

	cfg := *client.GetConfig(ctx)
	cfg.UseInsecureConnection = true
	cfg.MaxRetries = 0
	return client.ClientSetBuilder().WithConfig(&cfg).WithDialOptions(
		grpc.WithContextDialer(func(context.Context, string) (net.Conn, error) {
			return pipe.Dial()
		})).Build(ctx)
}

// judge registers a package with a flyteadmin that knows the externs alone.
func (c *court) judge(path string) error {
	known := c.admin.snapshot()
	defer c.admin.restore(known)
	err := c.register(registration{project, domain, version, path})
	if err == nil && len(c.admin.requests) == len(known.requests) {
		return errors.New("an empty package")
	}
	return err
}

func (c *court) register(r registration) error {
	cfg := config.GetConfig()
	cfg.Project, cfg.Domain = r.project, r.domain
	filesConfig.DefaultFilesConfig.Version = r.version

	stdout := os.Stdout // where flytectl would draw a table
	os.Stdout = c.nowhere
	err := orPanic(func() error {
		return register.Register(context.Background(), []string{r.path}, cfg, c.command)
	})
	os.Stdout = stdout
	if reason, ok := status.FromError(err); ok && err != nil {
		return fmt.Errorf("%s", reason.Message())
	}
	return err
}
