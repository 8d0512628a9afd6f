/* places.h - what lies where in an attempt's folder.
 *
 *     work/            the command's working folder
 *     inputs/          files of the inputs; the copilot's: all inputs
 *     inputs.pb        {{.input}}
 *     outputs/         what the copilot takes
 *     meta/            {{.outputPrefix}}: outputs.pb, error.pb, deck.html …
 *     raw/             {{.rawOutputDataPrefix}}
 *     task.pb          {{.taskTemplatePath}}
 *     log
 *
 * Elements of an array share their inputs, which are the array's. */
#ifndef FLW_RUNTIME_TASK_PLACES_H
#define FLW_RUNTIME_TASK_PLACES_H

#include "runtime/task/attempt.h"

typedef struct Places {
    const char *work;
    const char *given; /* holds the next two; {{.inputPrefix}} */
    const char *inputs;
    const char *inputs_pb;
    const char *outputs;
    const char *meta;
    const char *raw;
    const char *checkpoint; /* {{.checkpointOutputPrefix}} */
    const char *task_pb;
    const char *log;
} Places;

Places places_of(const Attempt *attempt);

/* Makes one folder, in one that is there. False with a SYSTEM fault. */
bool place_make(const Attempt *attempt, const char *path, Fault *fault);
/* A new file with these bytes. */
bool place_write(Arena *arena, const char *path, const void *bytes, size_t len,
                 const char **why);
/* Could the name be that of a file in a folder: no '/', not "." or ".."? */
bool place_name_fits(const char *name);
/* Does the system, and not what was found, stand in the way? Of an errno. */
bool place_refused(int error);
/* The fault of a disk or a system that refuses. */
bool place_fault(const Attempt *attempt, Fault *fault, const char *why);

#endif
