/* outcome.c - what an ended process means (flyte-spec 4.4). */
#include "runtime/task/outcome.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "runtime/process/log_tail.h"
#include "runtime/task/places.h"
#include "runtime/task/uptake.h"
#include "spec/wire.h"

enum {
    LOG_LINES = 10,
    PODMAN_FAILED = 125, /* its own status, not the command's */
    NOT_RUN = 126        /* also what an OCI runtime did not start */
};

bool outcome_is_wanted(const IdlTask *task)
{
    return task->interface && task->interface->outputs &&
           task->interface->outputs->n_variables;
}

/* ---- how it ended ---- */

/* The fault, with the last lines of the log below what happened. */
static bool fault_with_log(const Attempt *attempt, Fault *fault, Fault like,
                           const char *what)
{
    const char *log = places_of(attempt).log;
    const char *tail = log_tail(attempt->arena, log, LOG_LINES);
    return fault_set(attempt->arena, fault, like, "%s%s%s", what,
                     *tail ? "; its last lines:\n" : "", tail);
}

/* A shell gives 128 and more for a child of its own that a signal ended. */
static int signal_of(const ChildEnd *end)
{
    if (end->signal)
        return end->signal;
    return end->code > 128 && end->code <= 128 + SIGRTMAX ? end->code - 128 : 0;
}

/* Did it come within a sixteenth of its limit? */
static bool is_out_of_memory(const ChildEnd *end, uint64_t memory)
{
    return memory && end->memory_peak >= memory - memory / 16;
}

static bool fault_of_kill(const Attempt *attempt, const ChildEnd *end,
                          uint64_t memory, Fault *fault)
{
    if (is_out_of_memory(end, memory)) {
        const char *what = arena_print(
            attempt->arena,
            "killed at its memory limit of %llu bytes: ask for more memory",
            (unsigned long long)memory);
        return fault_with_log(attempt, fault,
                              (Fault){.kind = FAULT_USER,
                                      .recoverable = true,
                                      .code = "OOMKilled"},
                              what);
    }
    return fault_with_log(attempt, fault,
                          (Fault){.kind = FAULT_SYSTEM,
                                  .recoverable = true,
                                  .code = "Interrupted"},
                          "killed from outside (SIGKILL)");
}

static const char *ending(Arena *arena, const ChildEnd *end)
{
    if (end->code == 127)
        return "exited with status 127: a command was not found";
    if (!end->signal)
        return arena_print(arena, "exited with status %d", end->code);
    return arena_print(arena, "ended by signal %d (%s)", end->signal,
                       strsignal(end->signal));
}

/* Podman says last why its runtime started nothing. What the image lacks is the
 * task's to mend. */
static bool podman_failed(const ChildEnd *end, const char *last)
{
    if (end->code == PODMAN_FAILED)
        return true;
    return end->code >= NOT_RUN && strncmp(last, "Error: ", 7) == 0 &&
           strstr(last, "OCI") && !strstr(last, "executable");
}

/* All that was said is its complaint: nobody else had begun. */
static bool bwrap_failed(const ChildEnd *end, const char *said)
{
    return end->code == 1 && strncmp(said, "bwrap: ", 7) == 0 &&
           strncmp(said, "bwrap: execvp ", 14) != 0;
}

/* NULL: it did. */
static const char *not_started(const Attempt *attempt, const ChildEnd *end)
{
    const char *log = places_of(attempt).log;
    switch (attempt->setting->sandbox) {
    case SANDBOX_PODMAN:
        return podman_failed(end, log_tail(attempt->arena, log, 1))
                   ? "podman could not start the container"
                   : NULL;
    case SANDBOX_BWRAP:
        return bwrap_failed(end, log_tail(attempt->arena, log, LOG_LINES))
                   ? "bwrap could not make the task's sandbox"
                   : NULL;
    case SANDBOX_HOST:
    default:
        return NULL;
    }
}

bool outcome_of_end(const Attempt *attempt, const ChildEnd *end,
                    uint64_t memory, Fault *fault)
{
    if (end->log_full) {
        const char *what = arena_print(
            attempt->arena, "ended: its log grew beyond %d MiB, print less",
            LOG_BYTES_MAX >> 20);
        return fault_with_log(
            attempt, fault, (Fault){.kind = FAULT_USER, .code = "LogTooLarge"},
            what);
    }
    if (end->code == 0 && !end->signal)
        return true;
    if (signal_of(end) == SIGKILL || end->code == 247)
        return fault_of_kill(attempt, end, memory, fault);
    const char *what = not_started(attempt, end);
    if (what)
        return fault_with_log(attempt, fault,
                              (Fault){.kind = FAULT_SYSTEM,
                                      .recoverable = true,
                                      .code = "ContainerNotStarted"},
                              what);
    return fault_with_log(
        attempt, fault,
        (Fault){.kind = FAULT_USER, .recoverable = true, .code = "Error"},
        ending(attempt->arena, end));
}

/* ---- what it left ---- */

static const char *meta_path(const Attempt *attempt, const char *name)
{
    return arena_print(attempt->arena, "%s/%s", places_of(attempt).meta, name);
}

static bool is_file(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* NULL with a reason. */
static ProtobufCMessage *read_message(const Attempt *attempt, const char *path,
                                      const MessageType *type, const char **why)
{
    FileText file;
    if (!file_read(attempt->arena, path, SPEC_SIZE_MAX, &file, why))
        return NULL;
    ProtobufCMessage *message =
        spec_unpack(attempt->arena, type, file.text, file.len, why);
    if (message)
        message_sort(attempt->arena, message);
    return message;
}

static bool bad_document(const Attempt *attempt, Fault *fault, const char *why)
{
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_SYSTEM,
                             .recoverable = true,
                             .code = "ErrorFileBadFormat"},
                     "its error.pb is no error document: %s", why);
}

static FaultKind kind_of_origin(Flyteidl__Core__ExecutionError__ErrorKind kind)
{
    switch ((int)kind) {
    case FLYTEIDL__CORE__EXECUTION_ERROR__ERROR_KIND__USER:
        return FAULT_USER;
    case FLYTEIDL__CORE__EXECUTION_ERROR__ERROR_KIND__SYSTEM:
        return FAULT_SYSTEM;
    default:
        return FAULT_UNKNOWN;
    }
}

static bool read_error(const Attempt *attempt, const char *path, Fault *fault)
{
    const char *why = "it has no error in it";
    const IdlErrorDocument *document = (const IdlErrorDocument *)read_message(
        attempt, path, &flyteidl__core__error_document__descriptor, &why);
    if (!document || !document->error)
        return bad_document(attempt, fault, why);
    const IdlContainerError *error = document->error;
    Fault like = {
        .kind = kind_of_origin(error->origin),
        .recoverable =
            error->kind == FLYTEIDL__CORE__CONTAINER_ERROR__KIND__RECOVERABLE,
        .code = error->code,
    };
    return fault_set(attempt->arena, fault, like, "%s", error->message);
}

bool outcome_of_error(const Attempt *attempt, AttemptResult *result,
                      Fault *fault)
{
    if (!file_exists(places_of(attempt).meta))
        return true;
    const char *error = meta_path(attempt, "error.pb");
    const char *deck = meta_path(attempt, "deck.html");
    if (is_file(deck))
        result->deck = deck;
    return !is_file(error) || read_error(attempt, error, fault);
}

static bool bad_outputs(const Attempt *attempt, Fault *fault, const char *path,
                        const char *why)
{
    struct stat status;
    Fault like = {
        .kind = FAULT_UNKNOWN, .recoverable = true, .code = "OutputsNotFound"};
    if (stat(path, &status) == 0 && status.st_size > SPEC_SIZE_MAX)
        like = (Fault){.kind = FAULT_UNKNOWN, .code = "OutputSizeExceeded"};
    return fault_set(attempt->arena, fault, like, "cannot read `%s`: %s", path,
                     why);
}

static bool read_outputs(const Attempt *attempt, AttemptResult *result,
                         Fault *fault)
{
    const char *path = meta_path(attempt, "outputs.pb");
    const char *why = "";
    if (!is_file(path) && !outcome_is_wanted(attempt->task)) {
        result->outputs = literal_map_new(attempt->arena);
        return true;
    }
    if (!is_file(path))
        return fault_with_log(attempt, fault,
                              (Fault){.kind = FAULT_UNKNOWN,
                                      .recoverable = true,
                                      .code = "OutputsNotFound"},
                              "ended well, but wrote no outputs.pb under "
                              "{{.outputPrefix}}");
    ProtobufCMessage *outputs = read_message(
        attempt, path, &flyteidl__core__literal_map__descriptor, &why);
    if (!outputs)
        return bad_outputs(attempt, fault, path, why);
    result->outputs = (const IdlLiteralMap *)outputs;
    return uptake_message(attempt, outputs, fault);
}

static bool read_futures(const Attempt *attempt, const char *path,
                         AttemptResult *result, Fault *fault)
{
    const char *why;
    ProtobufCMessage *spec = read_message(
        attempt, path, &flyteidl__core__dynamic_job_spec__descriptor, &why);
    if (!spec)
        return fault_set(
            attempt->arena, fault,
            (Fault){.kind = FAULT_USER, .code = "DynamicWorkflowBuildFailed"},
            "its futures.pb is no graph: %s", why);
    result->dynamic = (const IdlDynamicSpec *)spec;
    return uptake_message(attempt, spec, fault);
}

bool outcome_of_meta(const Attempt *attempt, AttemptResult *result,
                     Fault *fault)
{
    const char *futures = meta_path(attempt, "futures.pb");
    if (!outcome_of_error(attempt, result, fault))
        return false;
    if (is_file(futures))
        return read_futures(attempt, futures, result, fault);
    return read_outputs(attempt, result, fault);
}
