/* cmd_inputs.c - flw inputs: what a workflow wants, as a file to fill in. */
#include <stdio.h>
#include <string.h>

#include "compiler/cli/target.h"
#include "runtime/value/inputs.h"

static int run_inputs(const CommandInput *input)
{
    Target target;
    int status = target_open(input, &target);
    if (status != EXIT_FINE)
        return status;
    if (command_given(input, "check"))
        return target_inputs(input, &target) ? EXIT_FINE : EXIT_WRONG;
    const InputSlots *slots = &target.entity->slots;
    fputs(command_given(input, "schema")
              ? inputs_schema(input->arena, slots, target.entity->name)
              : inputs_template(input->arena, slots),
          stdout);
    putchar('\n');
    return EXIT_FINE;
}

static const Option options[] = {
    {"schema", 0, NULL, NULL, "print a JSON Schema instead"},
    {"check", 0, NULL, NULL, "check --inputs and flags instead; run nothing"},
    {"inputs", 0, "FILE", NULL, "the file to check; -: standard input"},
    {"input", 'i', "NAME=VALUE", NULL, "an input to check; again for more"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"color", 0, "WHEN", "auto|always|never", "colour in diagnostics"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {"deny-warnings", 0, NULL, NULL, "give nothing on warnings either"},
    {0},
};

const Command cmd_inputs = {
    .name = "inputs",
    .summary = "print a file of inputs to fill in, or check one",
    .usage = "FILE [ENTITY] [--INPUT VALUE]... [OPTIONS]",
    .text =
        "Prints a JSON object with every input of a workflow or launch plan:\n"
        "its default, or an example of its type. With --schema, a JSON Schema\n"
        "that just such objects meet. With --check, the inputs are checked as\n"
        "`flw run` would check them, each fault at its line of the file.\n",
    .options = options,
    .takes_inputs = true,
    .run = run_inputs,
};
