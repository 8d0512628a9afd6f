/* python_code.c - code that flytekit brings at the start of a task. */
#include "runtime/task/python_code.h"

#include <string.h>

#include "runtime/task/places.h"

/* The index of what follows the option before "--"; 0: it is not there. */
static size_t value_of(const Container *container, const char *option)
{
    for (size_t i = 0; i + 1 < container->arg_count; i++) {
        if (strcmp(container->args[i], "--") == 0)
            return 0;
        if (strcmp(container->args[i], option) == 0)
            return i + 1;
    }
    return 0;
}

static const char archive_option[] = "--additional-distribution";
static const char folder_option[] = "--dest-dir";

/* {{ .remote_package_path }}, {{ .dest_dir }} */
static bool is_open(const char *text)
{
    return strncmp(text, "{{", 2) == 0;
}

static const char *local_path(const char *archive)
{
    static const char scheme[] = "file://";
    if (strncmp(archive, scheme, sizeof(scheme) - 1) == 0)
        archive += sizeof(scheme) - 1;
    return *archive == '/' && file_exists(archive) ? archive : NULL;
}

static bool has_code(const TaskSetting *setting)
{
    return setting->code && setting->code->len;
}

bool python_code_is_here(const TaskSetting *setting, const Container *container,
                         Arena *arena, const char **why)
{
    size_t at = value_of(container, archive_option);
    if (at == 0 || local_path(container->args[at]) ||
        (is_open(container->args[at]) && has_code(setting)))
        return true;
    *why = arena_print(arena,
                       "its code is in the archive `%s`, which is not on this "
                       "machine: run the package as pyflyte wrote it, or make "
                       "one without --copy beside its code",
                       container->args[at]);
    return false;
}

/* NULL with a reason. */
static const char *write_code(const Attempt *attempt, const char **why)
{
    const TaskSetting *setting = attempt->setting;
    const char *path = arena_print(attempt->arena, "%s/runs/%s/code.tar.gz",
                                   home_path(setting->home), setting->run_id);
    if (file_exists(path) ||
        file_write(attempt->arena, path, *setting->code, why))
        return path;
    *why = arena_print(attempt->arena, "cannot write `%s`: %s", path, *why);
    return NULL;
}

static void replace(const Attempt *attempt, Container *container, size_t at,
                    const char *text)
{
    const char **args =
        arena_array(attempt->arena, const char *, container->arg_count + 1);
    memcpy(args, container->args, container->arg_count * sizeof(*args));
    args[at] = text;
    container->args = args;
}

bool python_code_bring(const Attempt *attempt, Container *container,
                       Fault *fault)
{
    const char *why;
    size_t at = value_of(container, archive_option);
    size_t folder = value_of(container, folder_option);
    if (at == 0)
        return true;
    container->archive = local_path(container->args[at]);
    if (is_open(container->args[at]) && has_code(attempt->setting)) {
        container->archive = write_code(attempt, &why);
        if (!container->archive)
            return place_fault(attempt, fault, why);
        replace(attempt, container, at, container->archive);
    }
    /* The image's own folder (/root, as pyflyte has it) is no place of this
     * machine: there the code goes where the command works. */
    if (folder && attempt->setting->sandbox != SANDBOX_PODMAN)
        replace(attempt, container, folder, ".");
    return true;
}
