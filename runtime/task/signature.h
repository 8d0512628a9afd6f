/* signature.h - what goes into and comes out of an attempt.
 *
 * An element of an array runs a task whose interface is that of the whole
 * array: lists of what it takes and gives. */
#ifndef FLW_RUNTIME_TASK_SIGNATURE_H
#define FLW_RUNTIME_TASK_SIGNATURE_H

#include "runtime/task/attempt.h"

/* Is the input of that name an item of a list for each element? */
bool signature_is_mapped(const Attempt *attempt, const char *name);
/* Those of the task as it stands; never NULL. */
const IdlVariableMap *signature_declared(const IdlTask *task, bool outputs);
/* The variables of this one attempt; never NULL. */
const IdlVariableMap *signature_inputs(const Attempt *attempt);
const IdlVariableMap *signature_outputs(const Attempt *attempt);

#endif
