/* template.h - {{.inputs.x}} and $(NAME) in a task's words.
 *
 * flyteplugins renders {{ }} in each element of command and args, then
 * Kubernetes expands $(NAME) from the container's environment, with $$ for $.
 * Both happen here in one pass from left to right, over what the author wrote
 * alone: a value that was put in is never looked at again, so nothing in it can
 * be a template, a variable or a path. */
#ifndef FLW_RUNTIME_TASK_TEMPLATE_H
#define FLW_RUNTIME_TASK_TEMPLATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "runtime/task/environment.h"
#include "runtime/value/literal.h"

typedef enum TemplateName {
    TEMPLATE_INPUT,
    TEMPLATE_INPUT_PREFIX,
    TEMPLATE_OUTPUT_PREFIX,
    TEMPLATE_RAW_OUTPUT_DATA_PREFIX,
    TEMPLATE_PER_RETRY_UNIQUE_KEY,
    TEMPLATE_TASK_TEMPLATE_PATH,
    TEMPLATE_PREV_CHECKPOINT_PREFIX,
    TEMPLATE_CHECKPOINT_OUTPUT_PREFIX,
    TEMPLATE_NAMESPACE,
    TEMPLATE_COUNT
} TemplateName;

/* The value of an input as the command is to see it; NULL with a reason. */
typedef const IdlLiteral *TemplateFetch(void *self, const char *name,
                                        const char **why);

/* A folder of the contract that lies elsewhere on this machine. */
typedef struct TemplateMove {
    const char *from; /* "/var/inputs" */
    const char *to;
} TemplateMove;

typedef struct TemplateScope {
    Arena *arena;
    const char *value[TEMPLATE_COUNT]; /* NULL: stays as it is */
    TemplateFetch *fetch; /* NULL: the task has no inputs, and {{.inputs.x}}
                             stays as it is */
    void *self;
    const Environment *environment; /* NULL: $ has no meaning */
    const TemplateMove *moves;      /* applied to the author's text alone */
    size_t move_count;
    unsigned used; /* out: bit 1 << name for each template met */
} TemplateScope;

/* Adds the text, rendered. False with a reason: an input that is not there or
 * has no form as text, a secret that would become part of a command line. */
bool template_render(TemplateScope *scope, Buf *out, const char *text,
                     const char **why);

#endif
