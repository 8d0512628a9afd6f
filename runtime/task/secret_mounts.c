/* secret_mounts.c - a task's secrets, as variables and as files. */
#include "runtime/task/secret_mounts.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "runtime/task/places.h"
#include "runtime/task/secret_name.h"

#define INSIDE "/etc/flyte/secrets"

static size_t secret_count(const IdlTask *task)
{
    return task->security_context ? task->security_context->n_secrets : 0;
}

bool secrets_given(const TaskSetting *setting, const IdlTask *task,
                   Arena *arena, const char **why)
{
    for (size_t i = 0; i < secret_count(task); i++) {
        const IdlSecret *secret = task->security_context->secrets[i];
        if (secret_value(setting->secrets, secret))
            continue;
        const char *name = secret_name(arena, secret);
        *why = arena_print(arena,
                           "its secret `%s` of group `%s` is not given: set "
                           "FLW_SECRET_%s, or give a file with a line "
                           "%s=... by --secrets",
                           secret->key, secret->group, name, name);
        return false;
    }
    return true;
}

const char *const *secrets_of(const Attempt *attempt)
{
    size_t count = secret_count(attempt->task);
    size_t given = 0;
    if (count == 0)
        return NULL;
    const char **values = arena_array(attempt->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *value =
            secret_value(attempt->setting->secrets,
                         attempt->task->security_context->secrets[i]);
        if (value)
            values[given++] = value;
    }
    return values;
}

static const char *short_hash(Arena *arena, const char *text)
{
    char hex[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex(text, strlen(text), hex);
    return arena_copy(arena, hex, 32);
}

/* Of all files of a run; in memory where there is such a place. */
static const char *run_folder(const TaskSetting *setting, Arena *arena)
{
    const char *run = arena_print(arena, "%s/runs/%s", home_path(setting->home),
                                  setting->run_id);
    if (access("/dev/shm", W_OK | X_OK) != 0)
        return arena_print(arena, "%s/secrets", run);
    return arena_print(arena, "/dev/shm/flw-secrets-%s",
                       short_hash(arena, run));
}

/* The same for an attempt each time, so that what an earlier process left is
 * found. */
static const char *folder_of(const Attempt *attempt)
{
    Arena *arena = attempt->arena;
    return arena_print(arena, "%s/%s", run_folder(attempt->setting, arena),
                       short_hash(arena, attempt->folder));
}

static int remove_one(const char *path, const struct stat *status, int kind,
                      struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    remove(path);
    return 0;
}

void secret_mounts_remove(const Attempt *attempt)
{
    if (secret_count(attempt->task) == 0)
        return;
    nftw(folder_of(attempt), remove_one, 8, FTW_DEPTH | FTW_PHYS);
    /* Goes with the last attempt at work. */
    rmdir(run_folder(attempt->setting, attempt->arena));
}

void secret_mounts_sweep(const TaskSetting *setting, Arena *arena)
{
    nftw(run_folder(setting, arena), remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *lower(Arena *arena, const char *text)
{
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *at = copy; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return copy;
}

static bool write_private(Arena *arena, const char *path, const char *value,
                          const char **why)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t len = strlen(value);
    bool done =
        descriptor >= 0 && write(descriptor, value, len) == (ssize_t)len;
    if (!done)
        *why = arena_print(arena, "cannot write the secret `%s`: %s", path,
                           strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    return done;
}

/* folder/group/[version/]key. Names that are no names of files have no
 * file. */
static bool write_file(Arena *arena, const char *folder,
                       const IdlSecret *secret, const char *value,
                       const char **why)
{
    const char *parts[] = {secret->group, secret->group_version, secret->key};
    const char *path = folder;
    const char *parent = folder;
    for (size_t i = 0; i < 3; i++) {
        if (!*parts[i])
            continue;
        if (!place_name_fits(parts[i])) {
            *why = arena_print(arena, "the secret `%s` cannot be a file",
                               parts[i]);
            return false;
        }
        parent = path;
        path = arena_print(arena, "%s/%s", path, lower(arena, parts[i]));
        mkdir(parent, 0700);
    }
    return write_private(arena, path, value, why);
}

static void put_variables(Arena *arena, Environment *environment,
                          const IdlSecret *secret, const char *value)
{
    const char *version = secret->group_version;
    char *name = arena_print(arena, "_FSEC_%s%s%s%s%s", secret->group,
                             *secret->group ? "_" : "", version,
                             *version ? "_" : "", secret->key);
    for (char *at = name; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    environment_put_secret(arena, environment, name, value);
    if (*secret->env_var)
        environment_put_secret(arena, environment, secret->env_var, value);
}

/* FILE has a file, and its variable the path; ENV_VAR the value; ANY both. */
static bool mount_one(const Attempt *attempt, Environment *environment,
                      const IdlSecret *secret, const SecretMounts *mounts,
                      const char **why)
{
    Arena *arena = attempt->arena;
    const char *value = secret_value(attempt->setting->secrets, secret);
    bool only_file =
        secret->mount_requirement == FLYTEIDL__CORE__SECRET__MOUNT_TYPE__FILE;
    bool only_variable = secret->mount_requirement ==
                         FLYTEIDL__CORE__SECRET__MOUNT_TYPE__ENV_VAR;
    if (!only_file)
        put_variables(arena, environment, secret, value);
    if (only_variable)
        return true;
    if (!write_file(arena, mounts->outside, secret, value, why))
        return false;
    if (only_file && *secret->env_var)
        environment_put(arena, environment, secret->env_var,
                        arena_print(arena, "%s/%s/%s", mounts->inside,
                                    lower(arena, secret->group),
                                    lower(arena, secret->key)));
    return true;
}

/* Anybody may make folders in /dev/shm. */
static bool is_ours(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == geteuid() && !(status.st_mode & 077);
}

static bool make_folder(const Attempt *attempt, SecretMounts *out,
                        const char **why)
{
    out->outside = folder_of(attempt);
    out->inside =
        attempt->setting->sandbox == SANDBOX_HOST ? out->outside : INSIDE;
    secret_mounts_remove(attempt);
    const char *parent = run_folder(attempt->setting, attempt->arena);
    if ((mkdir(parent, 0700) == 0 || errno == EEXIST) && is_ours(parent) &&
        mkdir(out->outside, 0700) == 0)
        return true;
    *why = arena_print(attempt->arena, "cannot make `%s`: %s", out->outside,
                       strerror(errno));
    return false;
}

bool secret_mounts_make(const Attempt *attempt, Environment *environment,
                        SecretMounts *out, Fault *fault)
{
    *out = (SecretMounts){0};
    size_t count = secret_count(attempt->task);
    if (count == 0)
        return true;
    const char *why;
    Arena *arena = attempt->arena;
    if (!secrets_given(attempt->setting, attempt->task, arena, &why))
        return fault_set(arena, fault,
                         (Fault){.kind = FAULT_USER, .code = "SecretNotFound"},
                         "%s", why);
    if (!make_folder(attempt, out, &why))
        return place_fault(attempt, fault, why);
    for (size_t i = 0; i < count; i++) {
        const IdlSecret *secret = attempt->task->security_context->secrets[i];
        if (!mount_one(attempt, environment, secret, out, &why))
            return place_fault(attempt, fault, why);
    }
    out->values = secrets_of(attempt);
    environment_put(arena, environment, "FLYTE_SECRETS_ENV_PREFIX", "_FSEC_");
    environment_put(arena, environment, "FLYTE_SECRETS_DEFAULT_DIR",
                    out->inside);
    environment_put(arena, environment, "FLYTE_SECRETS_FILE_PREFIX", "");
    return true;
}
