/* uptake.h - what an attempt left behind becomes objects. */
#ifndef FLW_RUNTIME_TASK_UPTAKE_H
#define FLW_RUNTIME_TASK_UPTAKE_H

#include "runtime/task/attempt.h"

/* A path that the attempt's command wrote, as an object; `move` as in
 * object_take. False with the fault of a task that left something odd
 * ("OutputUploadFailed"), or of a disk that refuses. */
bool uptake_path(const Attempt *attempt, const char *path, bool move,
                 const char **uri, Fault *fault);

/* Changes each uri in the message, wherever in it a file, folder, schema or
 * table stands, that is a path in the attempt's folder or its inputs' into that
 * of an object; any other uri stays. The message must be the caller's own. */
bool uptake_message(const Attempt *attempt, ProtobufCMessage *message,
                    Fault *fault);

#endif
