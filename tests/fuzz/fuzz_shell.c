/* fuzz_shell.c - any bytes as a shell script: what is read of it lies in it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "compiler/lint/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void want(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    Arena arena = {0};
    const char *text = arena_copy(&arena, (const char *)bytes, len);
    const Shell *shell = shell_read(&arena, text, (uint32_t)len);
    for (uint32_t i = 0; !shell->broken && i < shell->vars.len; i++) {
        const ShellVar *var = &shell->vars.at[i];
        want(var->start < var->end && var->end <= len);
        want(var->name >= text + var->start &&
             var->name + var->name_len <= text + var->end);
    }
    for (uint32_t i = 0; !shell->broken && i < shell->commands.len; i++) {
        const ShellCommand *command = &shell->commands.at[i];
        want(command->words.len > 0);
        for (uint32_t j = 0; j < command->words.len; j++)
            want(command->words.at[j].start < command->words.at[j].end &&
                 command->words.at[j].end <= len);
    }
    for (uint32_t i = 0; !shell->broken && i < shell->assignments.len; i++)
        want(shell->assignments.at[i].value +
                 shell->assignments.at[i].value_len <=
             text + len);
    arena_release(&arena);
    return 0;
}
