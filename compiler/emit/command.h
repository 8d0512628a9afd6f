/* command.h - what a container is told: its words, and in them the inputs. */
#ifndef FLW_COMPILER_EMIT_COMMAND_H
#define FLW_COMPILER_EMIT_COMMAND_H

#include "compiler/emit/emitter.h"

/* What stands for an input or output of the task in its command: Flyte's own
 * template for what has a text form, else the path at which its data collector
 * puts the input or fetches the output. In a mapped call that of the item. */
const char *command_word(Emitter *e, const PlanTask *task, const Local *param);
/* The template with its placeholders replaced. */
const char *command_text(Emitter *e, const PlanTask *task,
                         const Template *text);
/* The same without files at hand: `{{.inputs.x}}` for every input. */
const char *command_template(Emitter *e, const Template *text);
void command_add(Emitter *e, char ***words, size_t *count, const char *word);

const char *command_input_path(const PlanTask *task);
const char *command_output_path(const PlanTask *task);

/* script.c: [shell, -euc] and [script, flw, words of inputs and outputs]. */
void script_add(Emitter *e, const PlanTask *task, IdlContainer *out);

#endif
