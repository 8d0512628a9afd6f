/* inputs_index.h - inputs.json and inputs.yaml, as flytecopilot writes them:
 * every value that went to a file once more, files as their paths. */
#ifndef FLW_RUNTIME_TASK_INPUTS_INDEX_H
#define FLW_RUNTIME_TASK_INPUTS_INDEX_H

#include "base/buf.h"
#include "runtime/value/literal.h"

/* Names sorted, on one line. */
void inputs_index_json(Buf *out, const IdlLiteralMap *map);
/* A line for each name, its value as JSON, which YAML is too. */
void inputs_index_yaml(Buf *out, const IdlLiteralMap *map);

#endif
