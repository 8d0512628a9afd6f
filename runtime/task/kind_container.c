/* kind_container.c - containers and pods, with a copilot or reading inputs.pb
 * by themselves as flytekit's do. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/task/command.h"
#include "runtime/task/copilot_in.h"
#include "runtime/task/copilot_out.h"
#include "runtime/task/kind.h"
#include "runtime/task/mounts.h"
#include "runtime/task/outcome.h"
#include "runtime/task/python_code.h"
#include "runtime/task/resources.h"
#include "runtime/task/signature.h"
#include "runtime/value/literal_text.h"
#include "spec/wire.h"

/* Types whose `custom` part needs no plugin to be understood. */
static const char *const plain_types[] = {"container", "python-task",
                                          "raw-container", "sidecar", "sqlite"};

/* Anything else with a container and nothing for a plugin is run as Flyte runs
 * it, as a container. */
static bool is_container(const TaskSetting *setting, const IdlTask *task)
{
    (void)setting;
    if (task->target_case != FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER &&
        task->target_case != FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD)
        return false;
    for (size_t i = 0; i < sizeof(plain_types) / sizeof(*plain_types); i++)
        if (strcmp(task->type, plain_types[i]) == 0)
            return true;
    return !task->custom || task->custom->n_fields == 0;
}

/* ---- before a run ---- */

static bool is_found(Arena *arena, const char *program)
{
    if (strchr(program, '/'))
        return access(program, X_OK) == 0;
    const char *path = getenv("PATH");
    for (const char *at = path ? path : ""; *at;) {
        size_t len = strcspn(at, ":");
        const char *file = arena_print(arena, "%.*s/%s", (int)len, at, program);
        if (access(file, X_OK) == 0)
            return true;
        at += len + (at[len] == ':');
    }
    return false;
}

static const char *first_word(const Container *container)
{
    if (container->command_count)
        return container->command[0];
    return container->arg_count ? container->args[0] : NULL;
}

static bool has_program(const Container *container, Arena *arena,
                        const char **why)
{
    const char *program = first_word(container);
    if (!program) {
        *why = arena_print(arena,
                           "it runs whatever its image `%s` starts by itself: "
                           "use --in podman",
                           container->image);
        return false;
    }
    if (strpbrk(program, "{$") || is_found(arena, program))
        return true;
    if (strncmp(program, "pyflyte-", 8) == 0)
        *why = arena_print(arena,
                           "`%s` is not in PATH: install flytekit where flw "
                           "finds it (pip install flytekit), or use --in "
                           "podman",
                           program);
    else
        *why = arena_print(arena,
                           "`%s` is not on this machine: install it, use --in "
                           "podman for its image `%s`, or give its outputs "
                           "with --mock",
                           program, container->image);
    return false;
}

static bool outputs_fit(const IdlTask *task, Arena *arena, const char **why)
{
    const IdlVariableMap *outputs =
        task->interface ? task->interface->outputs : NULL;
    for (size_t i = 0; outputs && i < outputs->n_variables; i++) {
        const IdlType *type = outputs->variables[i]->value->type;
        bool list = type->type_case ==
                    FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
        /* A list may be that of an array's elements. */
        if (list ? copilot_out_can(type->collection_type, true)
                 : copilot_out_can(type, false))
            continue;
        *why = arena_print(arena,
                           "its output `%s` is a %s, which Flyte's copilot "
                           "cannot take: give it as a file",
                           outputs->variables[i]->key, type_shown(arena, type));
        return false;
    }
    return true;
}

static bool can_run(const TaskSetting *setting, const IdlTask *task,
                    Arena *arena, const char **why)
{
    Container container;
    ChildLimits limits;
    bool podman = setting->sandbox == SANDBOX_PODMAN;
    if (!container_of(arena, task, NULL, &container, why) ||
        !resources_limits(arena, container.resources, &limits, why))
        return false;
    if (podman && !*container.image) {
        *why = "it names no image for podman";
        return false;
    }
    return (podman || has_program(&container, arena, why)) &&
           python_code_is_here(setting, &container, arena, why) &&
           (!container.data || outputs_fit(task, arena, why)) &&
           secrets_given(setting, task, arena, why);
}

/* ---- an attempt ---- */

static bool bad_task(const Attempt *attempt, Fault *fault, const char *why)
{
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"},
                     "%s", why);
}

/* One that can be written, and that nobody need look at to know it. */
static bool is_plain(const IdlLiteral *literal)
{
    if (literal->value_case != FLYTEIDL__CORE__LITERAL__VALUE_SCALAR)
        return false;
    const IdlScalar *scalar = literal->scalar;
    if (scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_UNION)
        return scalar->union_->value && is_plain(scalar->union_->value);
    return scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE ||
           scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_NONE_TYPE;
}

static bool are_plain(const IdlLiteralMap *inputs)
{
    for (size_t i = 0; i < inputs->n_literals; i++)
        if (!place_name_fits(inputs->literals[i]->key) ||
            !is_plain(inputs->literals[i]->value))
            return false;
    return true;
}

/* Plain values are not written when the command cannot find them: on the host
 * nothing lies at the contract's own paths, and nobody told it of others. */
static bool wants_inputs(const Attempt *attempt, const Container *container,
                         const Places *places, const Command *command)
{
    unsigned told = 1U << TEMPLATE_INPUT | 1U << TEMPLATE_INPUT_PREFIX;
    if (!container->data)
        return true;
    if (!attempt->all_inputs || !attempt->all_inputs->n_literals)
        return false;
    return attempt->setting->sandbox != SANDBOX_HOST || command->used & told ||
           !are_plain(attempt->inputs) ||
           command_names(command, places->inputs);
}

static bool make_places(const Attempt *attempt, const Container *container,
                        const Places *places, Fault *fault)
{
    if (!place_make(attempt, places->work, fault))
        return false;
    if (!container->data)
        return place_make(attempt, places->meta, fault) &&
               place_make(attempt, places->raw, fault);
    return !outcome_is_wanted(attempt->task) ||
           place_make(attempt, places->outputs, fault);
}

/* What few tasks ask for is made when a template has asked for it. */
static bool make_used(const Attempt *attempt, const Places *places,
                      unsigned used, Fault *fault)
{
    const char *why;
    size_t len;
    unsigned raw = 1U << TEMPLATE_RAW_OUTPUT_DATA_PREFIX |
                   1U << TEMPLATE_CHECKPOINT_OUTPUT_PREFIX;
    if (used & 1U << TEMPLATE_OUTPUT_PREFIX &&
        !place_make(attempt, places->meta, fault))
        return false;
    if (used & raw && !place_make(attempt, places->raw, fault))
        return false;
    if (!(used & 1U << TEMPLATE_TASK_TEMPLATE_PATH))
        return true;
    const uint8_t *bytes = spec_pack(
        attempt->arena, (ProtobufCMessage *)&attempt->task->base, &len);
    return place_write(attempt->arena, places->task_pb, bytes, len, &why) ||
           place_fault(attempt, fault, why);
}

static void wrap(const Attempt *attempt, const Container *container,
                 const Places *places, const Command *command,
                 const Mounts *mounts, AttemptStart *start)
{
    SandboxPlan plan = {
        .kind = attempt->setting->sandbox,
        .image = container->image,
        .argv = command->argv,
        .env = command->env,
        .folder = attempt->folder,
        .mounts = mounts->at,
        .mount_count = mounts->len,
        .network = attempt->setting->network,
        .run_id = attempt->setting->run_id,
        .limits = start->child.limits,
    };
    sandbox_wrap(attempt->arena, &plan, &start->child);
    start->child.log = places->log;
    start->command = command_shown(attempt->arena, command->argv);
}

static bool prepare(const Attempt *attempt, AttemptStart *start, Fault *fault)
{
    Container container;
    SecretMounts secrets;
    Command command;
    const char *why;
    Mounts mounts = {0};
    Mounts objects = {0};
    Places places = places_of(attempt);
    if (!container_of(attempt->arena, attempt->task, attempt->overrides,
                      &container, &why) ||
        !resources_limits(attempt->arena, container.resources,
                          &start->child.limits, &why))
        return bad_task(attempt, fault, why);
    const char *inputs = command_inputs(attempt, &container, &places);
    if (!python_code_bring(attempt, &container, fault) ||
        !make_places(attempt, &container, &places, fault))
        return false;
    if (!command_make(attempt, &container, &places, &secrets, &command,
                      fault) ||
        !make_used(attempt, &places, command.used, fault))
        return false;
    if (wants_inputs(attempt, &container, &places, &command) &&
        !copilot_in(attempt, &container, &places, inputs, &objects, fault))
        return false;
    mounts_of_attempt(attempt, &container, &places, &secrets, &mounts);
    for (uint32_t i = 0; i < objects.len; i++)
        vec_push(attempt->arena, &mounts, objects.at[i]);
    wrap(attempt, &container, &places, &command, &mounts, start);
    start->child.secrets = secrets.values;
    return true;
}

static bool finish(const Attempt *attempt, const ChildEnd *end,
                   AttemptResult *result, Fault *fault)
{
    Container container;
    ChildLimits limits;
    const char *why;
    if (!container_of(attempt->arena, attempt->task, attempt->overrides,
                      &container, &why) ||
        !resources_limits(attempt->arena, container.resources, &limits, &why))
        return bad_task(attempt, fault, why);
    if (!outcome_of_end(attempt, end, limits.memory, fault))
        return false;
    if (!container.data)
        return outcome_of_meta(attempt, result, fault);
    return outcome_of_error(attempt, result, fault) &&
           copilot_out(attempt, places_of(attempt).outputs, result, fault);
}

const TaskKind kind_container = {
    .name = "container",
    .is_for = is_container,
    .can_run = can_run,
    .prepare = prepare,
    .finish = finish,
};
