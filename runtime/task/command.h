/* command.h - a container's words and variables, ready to be started. */
#ifndef FLW_RUNTIME_TASK_COMMAND_H
#define FLW_RUNTIME_TASK_COMMAND_H

#include "runtime/task/container.h"
#include "runtime/task/places.h"
#include "runtime/task/secret_mounts.h"
#include "runtime/task/template.h"

typedef struct Command {
    const char *const *argv; /* rendered; NULL at the end */
    const char *const *env;
    unsigned used; /* TemplateScope.used */
} Command;

/* How the command calls the copilot's folders: as the task says in a sandbox,
 * by their own names on the host, where nothing else would be there. */
const char *command_inputs(const Attempt *attempt, const Container *container,
                           const Places *places);

/* How the command calls the folder of the code beside the package; NULL: none.
 * In a sandbox it has a place of its own, for it may hold anything. */
const char *command_source(const Attempt *attempt);

/* False with a fault: a template that cannot be rendered. */
bool command_make(const Attempt *attempt, const Container *container,
                  const Places *places, SecretMounts *secrets, Command *out,
                  Fault *fault);

/* Does the path stand in one of its words or variables? */
bool command_names(const Command *command, const char *path);

#endif
