/* uptake.c - what an attempt left behind becomes objects. */
#include "runtime/task/uptake.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/task/places.h"
#include "spec/message.h"

bool uptake_path(const Attempt *attempt, const char *path, bool move,
                 const char **uri, Fault *fault)
{
    const char *why;
    errno = 0;
    *uri =
        object_take(attempt->setting->home, attempt->arena, path, move, &why);
    if (*uri)
        return true;
    if (place_refused(errno))
        return place_fault(attempt, fault, why);
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_UNKNOWN,
                             .recoverable = true,
                             .code = "OutputUploadFailed"},
                     "cannot take `%s`: %s", path, why);
}

static bool is_below(const char *path, const char *folder)
{
    char real[PATH_MAX];
    if (!folder || !realpath(folder, real))
        return false;
    size_t len = strlen(real);
    return strncmp(path, real, len) == 0 && path[len] == '/';
}

/* The file itself, links followed; NULL when it is not one of the attempt's:
 * whatever else a task may name is not ours to read for it. */
static const char *own_path(const Attempt *attempt, const char *uri)
{
    static const char scheme[] = "file://";
    char real[PATH_MAX];
    if (strncmp(uri, scheme, sizeof(scheme) - 1) == 0)
        uri += sizeof(scheme) - 1;
    if (*uri != '/' || !realpath(uri, real))
        return NULL;
    if (!is_below(real, attempt->folder) && !is_below(real, attempt->shared))
        return NULL;
    return arena_copy(attempt->arena, real, strlen(real));
}

static bool change(const Attempt *attempt, char **uri, Fault *fault)
{
    const char *path = own_path(attempt, *uri);
    const char *taken;
    if (!path)
        return true;
    if (!uptake_path(attempt, path, false, &taken, fault))
        return false;
    *uri = (char *)taken;
    return true;
}

static char **uri_in(ProtobufCMessage *message)
{
    if (message->descriptor == &flyteidl__core__blob__descriptor)
        return &((IdlBlob *)message)->uri;
    if (message->descriptor == &flyteidl__core__schema__descriptor)
        return &((Flyteidl__Core__Schema *)message)->uri;
    if (message->descriptor == &flyteidl__core__structured_dataset__descriptor)
        return &((IdlStructuredDataset *)message)->uri;
    return NULL;
}

bool uptake_message(const Attempt *attempt, ProtobufCMessage *message,
                    Fault *fault)
{
    char **uri = uri_in(message);
    if (uri)
        return change(attempt, uri, fault);
    const MessageType *type = message->descriptor;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = message_count(message, field);
        for (size_t j = 0; j < count; j++) {
            const ProtobufCMessage *child = message_child(message, field, j);
            if (child &&
                !uptake_message(attempt, (ProtobufCMessage *)child, fault))
                return false;
        }
    }
    return true;
}
