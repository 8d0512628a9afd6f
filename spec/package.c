/* package.c - a Flyte package and what is in it. */
#include "spec/package.h"

#include <assert.h>
#include <fnmatch.h>
#include <string.h>

#include "base/panic.h"
#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"

const MessageType *package_kind_type(PackageKind kind)
{
    switch (kind) {
    case PACKAGE_TASK:
        return &flyteidl__admin__task_spec__descriptor;
    case PACKAGE_WORKFLOW:
        return &flyteidl__admin__workflow_spec__descriptor;
    case PACKAGE_LAUNCH_PLAN:
        return &flyteidl__admin__launch_plan__descriptor;
    }
    UNREACHABLE("kind of an entry");
}

const char *package_kind_name(PackageKind kind)
{
    switch (kind) {
    case PACKAGE_TASK:
        return "task";
    case PACKAGE_WORKFLOW:
        return "workflow";
    case PACKAGE_LAUNCH_PLAN:
        return "launch plan";
    }
    UNREACHABLE("kind of an entry");
}

void package_add(Package *package, PackageKind kind, ProtobufCMessage *message)
{
    assert(message->descriptor == package_kind_type(kind));
    PackageEntry entry = {.kind = kind, .message = message};
    vec_push(package->arena, &package->entries, entry);
}

static const Flyteidl__Core__Identifier *task_id(
    const Flyteidl__Admin__TaskSpec *spec)
{
    return spec->template_ ? spec->template_->id : NULL;
}

static const Flyteidl__Core__Identifier *workflow_id(
    const Flyteidl__Admin__WorkflowSpec *spec)
{
    return spec->template_ ? spec->template_->id : NULL;
}

const Flyteidl__Core__Identifier *package_id(const PackageEntry *entry)
{
    const void *message = entry->message;
    switch (entry->kind) {
    case PACKAGE_TASK:
        return task_id(message);
    case PACKAGE_WORKFLOW:
        return workflow_id(message);
    case PACKAGE_LAUNCH_PLAN:
        return ((const Flyteidl__Admin__LaunchPlan *)message)->id;
    }
    UNREACHABLE("kind of an entry");
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool package_is_message(const char *path)
{
    return fnmatch("?*.pb", base_name(path), 0) == 0;
}

bool package_is_source(const char *path)
{
    return fnmatch("fast*.tar.gz", base_name(path), 0) == 0;
}
