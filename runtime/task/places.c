/* places.c - what lies where in an attempt's folder. */
#include "runtime/task/places.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *in(const Attempt *attempt, const char *folder,
                      const char *name)
{
    return arena_print(attempt->arena, "%s/%s", folder, name);
}

Places places_of(const Attempt *attempt)
{
    const char *folder = attempt->folder;
    const char *given =
        attempt->shared ? in(attempt, attempt->shared, "given") : folder;
    const char *raw = in(attempt, folder, "raw");
    return (Places){
        .work = in(attempt, folder, "work"),
        .given = given,
        .inputs = in(attempt, given, "inputs"),
        .inputs_pb = in(attempt, given, "inputs.pb"),
        .outputs = in(attempt, folder, "outputs"),
        .meta = in(attempt, folder, "meta"),
        .raw = raw,
        .checkpoint = in(attempt, raw, "_flytecheckpoints"),
        .task_pb = in(attempt, folder, "task.pb"),
        .log = in(attempt, folder, "log"),
    };
}

bool place_refused(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EIO ||
           error == EMFILE || error == ENFILE || error == EROFS ||
           error == ENOMEM;
}

bool place_fault(const Attempt *attempt, Fault *fault, const char *why)
{
    Fault like = {.kind = FAULT_SYSTEM, .recoverable = true, .code = "Disk"};
    return fault_set(attempt->arena, fault, like, "%s", why);
}

bool place_make(const Attempt *attempt, const char *path, Fault *fault)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    const char *why = arena_print(attempt->arena, "cannot make `%s`: %s", path,
                                  strerror(errno));
    return place_fault(attempt, fault, why);
}

static bool write_all(int descriptor, const char *bytes, size_t len)
{
    while (len) {
        ssize_t count = write(descriptor, bytes, len);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        len -= (size_t)count;
    }
    return true;
}

bool place_write(Arena *arena, const char *path, const void *bytes, size_t len,
                 const char **why)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool written = descriptor >= 0 && write_all(descriptor, bytes, len);
    int error = errno;
    /* Interrupted, it is closed all the same. */
    if (descriptor >= 0 && close(descriptor) != 0 && errno != EINTR &&
        written) {
        written = false;
        error = errno;
    }
    if (!written)
        *why =
            arena_print(arena, "cannot write `%s`: %s", path, strerror(error));
    errno = error;
    return written;
}

bool place_name_fits(const char *name)
{
    return *name && strlen(name) <= NAME_MAX && !strchr(name, '/') &&
           strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}
