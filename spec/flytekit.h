/* flytekit.h - how flytekit starts a function in its container. */
#ifndef FLW_SPEC_FLYTEKIT_H
#define FLW_SPEC_FLYTEKIT_H

#define FLYTEKIT_PROGRAM "pyflyte-execute"

/* Words of an initializer: what stands between the program and the name of its
 * resolver. */
#define FLYTEKIT_ENTRY                                                \
    "--inputs", "{{.input}}", "--output-prefix", "{{.outputPrefix}}", \
        "--raw-output-data-prefix", "{{.rawOutputDataPrefix}}",       \
        "--checkpoint-path", "{{.checkpointOutputPrefix}}",           \
        "--prev-checkpoint", "{{.prevCheckpointPrefix}}", "--resolver"

#define FLYTEKIT_RESOLVER \
    "flytekit.core.python_auto_container.default_task_resolver"

#endif
