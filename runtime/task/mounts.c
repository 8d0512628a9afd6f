/* mounts.c - what of this machine an attempt's command finds at which place. */
#include "runtime/task/mounts.h"

#include "base/file.h"
#include "runtime/task/command.h"

void mount_add(Arena *arena, Mounts *mounts, const char *inside,
               const char *outside, bool writable)
{
    SandboxMount mount = {inside, outside, writable};
    vec_push(arena, mounts, mount);
}

/* What is there keeps its name. */
static void add_own(const Attempt *attempt, Mounts *mounts, const char *path,
                    bool writable)
{
    if (file_exists(path))
        mount_add(attempt->arena, mounts, path, path, writable);
}

/* The copilot's folders have the names that the task gives them. */
static void add_copilot(const Attempt *attempt, const Container *container,
                        const Places *places, Mounts *mounts)
{
    if (file_exists(places->inputs))
        mount_add(attempt->arena, mounts, container->input_path, places->inputs,
                  false);
    if (file_exists(places->outputs))
        mount_add(attempt->arena, mounts, container->output_path,
                  places->outputs, true);
}

static void add_code(const Attempt *attempt, const Container *container,
                     const Places *places, Mounts *mounts)
{
    if (attempt->setting->source)
        mount_add(attempt->arena, mounts, command_source(attempt),
                  attempt->setting->source, false);
    add_own(attempt, mounts, places->inputs, false);
    add_own(attempt, mounts, places->inputs_pb, false);
    if (container->archive)
        add_own(attempt, mounts, container->archive, false);
}

void mounts_of_attempt(const Attempt *attempt, const Container *container,
                       const Places *places, const SecretMounts *secrets,
                       Mounts *mounts)
{
    if (attempt->setting->sandbox == SANDBOX_HOST)
        return;
    if (container->data)
        add_copilot(attempt, container, places, mounts);
    else
        add_code(attempt, container, places, mounts);
    add_own(attempt, mounts, places->meta, true);
    add_own(attempt, mounts, places->raw, true);
    add_own(attempt, mounts, places->task_pb, false);
    if (secrets->inside)
        mount_add(attempt->arena, mounts, secrets->inside, secrets->outside,
                  false);
    if (attempt->checkpoint)
        add_own(attempt, mounts, attempt->checkpoint, false);
}
