/* mocks.h - outputs given beforehand, `--mock 'task=outputs.json'`; and
 * secrets, from the caller's environment or files. */
#ifndef FLW_RUNTIME_TASK_MOCKS_H
#define FLW_RUNTIME_TASK_MOCKS_H

#include "runtime/value/fault.h"
#include "runtime/value/literal.h"

typedef struct Mocks Mocks;

Mocks *mocks_new(Arena *arena);
/* "name=outputs.json"; the name is a task's, in full or its last part. False
 * with a reason. Types are checked when the task is known (mock_outputs). */
bool mocks_add(Mocks *mocks, const char *text, const char **why);
bool mock_has(const Mocks *mocks, const IdlTask *task);
/* A value for each of the outputs; paths of files in them are from the folder
 * of the mock's own. NULL with a reason. */
const IdlLiteralMap *mock_outputs(const Mocks *mocks, Arena *arena,
                                  const IdlTask *task,
                                  const IdlVariableMap *outputs,
                                  const char **why);
/* A task that is not in the package, such as an extern one, as its mock shows
 * it: outputs of the types that their JSON has. NULL: it has no mock. */
const IdlTask *mock_extern(const Mocks *mocks, Arena *arena, const IdlId *id);
/* A name that no task of the package has been asked by; NULL: none. */
const char *mocks_unused(const Mocks *mocks);

#endif
