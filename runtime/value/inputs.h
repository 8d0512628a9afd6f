/* inputs.h - what a workflow is started with: from flags, from a file.
 *
 * Whatever is missing, extra or of the wrong type is found before anything
 * starts, all of it at once. */
#ifndef FLW_RUNTIME_VALUE_INPUTS_H
#define FLW_RUNTIME_VALUE_INPUTS_H

#include "base/file.h"
#include "base/vec.h"
#include "runtime/value/literal.h"

/* What an entity takes: of a launch plan its parameters without the fixed
 * ones; of a workflow or task its inputs. */
typedef struct InputSlot {
    const char *name;
    const IdlType *type;
    const char *description;
    const IdlLiteral *fallback; /* NULL: must be given */
} InputSlot;

typedef struct InputSlots {
    InputSlot *at; /* by name */
    size_t len;
} InputSlots;

typedef struct InputFault {
    const char *file;      /* NULL: a flag or none */
    uint32_t line, column; /* of the file, from 1; 0: as a whole */
    const char *message;   /* "input `days` wants list<datetime>, found 5" */
    const char *advice;    /* NULL: none */
} InputFault;
typedef Vec(InputFault) InputFaults;

/* The slots of an interface's inputs, and of a launch plan's parameters. */
InputSlots input_slots_of_variables(Arena *arena,
                                    const IdlVariableMap *variables);
InputSlots input_slots_of_parameters(Arena *arena,
                                     const IdlParameterMap *parameters);

/* Adds the values of a JSON object in a file. */
void inputs_read_json(Arena *arena, const InputSlots *slots, const char *file,
                      FileText text, IdlLiteralMap *inputs,
                      InputFaults *faults);
/* Adds one flag: texts, enums, times and paths as they stand, everything else
 * as JSON. */
void inputs_read_flag(Arena *arena, const InputSlots *slots, const char *name,
                      const char *text, IdlLiteralMap *inputs,
                      InputFaults *faults);
/* Fills fallbacks in, finds what is missing, checks refinements. */
void inputs_settle(Arena *arena, const InputSlots *slots, IdlLiteralMap *inputs,
                   InputFaults *faults);

/* A JSON object to be filled in: fallbacks, or an example of each type. */
const char *inputs_template(Arena *arena, const InputSlots *slots);
/* A JSON Schema (2020-12) that just those objects meet. */
const char *inputs_schema(Arena *arena, const InputSlots *slots,
                          const char *title);

#endif
