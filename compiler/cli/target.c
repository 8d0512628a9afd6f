/* target.c - what `flw run` is pointed at. */
#include "compiler/cli/target.h"

#include <stdio.h>
#include <string.h>

#include "compiler/cli/side.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"
#include "runtime/report/words.h"
#include "spec/wire.h"

/* ---- the entity ---- */

static void list_entities(const CommandInput *input, const Target *target)
{
    size_t n = 0;
    const char *const *names = entity_names(input->arena, &target->package, &n);
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, "  %s\n", plain_words(input->arena, names[i]));
}

static int find_entity(const CommandInput *input, Target *target)
{
    const char *why = NULL;
    size_t n = 0;
    const char *const *names = entity_names(input->arena, &target->package, &n);
    const char *name = input->word_count > 1 ? input->words[1] : NULL;
    if (!name && n == 1)
        name = names[0];
    if (!name) {
        fprintf(stderr,
                n ? "error: `%s` holds %zu workflows and launch "
                    "plans; name one:\n"
                  : "error: `%s` holds nothing to run\n",
                plain_words(input->arena, target->path), n);
        list_entities(input, target);
        return EXIT_USAGE;
    }
    target->entity = entity_find(input->arena, &target->package, name, &why);
    if (target->entity)
        return EXIT_FINE;
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_USAGE;
}

int target_open(const CommandInput *input, Target *target)
{
    *target = (Target){0};
    if (input->word_count == 0 || input->word_count > 2) {
        fprintf(stderr, "error: name a .flw file or a package, and what to "
                        "run of it, such as: eta.flw train_region\n");
        return EXIT_USAGE;
    }
    target->path = input->words[0];
    const char *real = path_real(input->arena, target->path);
    if (!real) {
        fprintf(stderr, "error: there is no `%s`\n",
                plain_words(input->arena, target->path));
        return EXIT_USAGE;
    }
    target->folder =
        path_is_folder(real) ? real : path_folder(input->arena, real);
    Side side = {0};
    int status = side_open(input, target->path, &side);
    target->bytes = side.bytes;
    target->package = side.package;
    return status == EXIT_FINE ? find_entity(input, target) : status;
}

/* ---- its inputs ---- */

static void complain_input(Arena *arena, const InputFault *fault)
{
    fprintf(stderr, "error: %s\n", plain_words(arena, fault->message));
    if (fault->file && fault->line)
        fprintf(stderr, "  --> %s:%u:%u\n", plain_words(arena, fault->file),
                fault->line, fault->column);
    else if (fault->file)
        fprintf(stderr, "  --> %s\n", plain_words(arena, fault->file));
    if (fault->advice)
        fprintf(stderr, "help: %s\n", plain_words(arena, fault->advice));
}

/* `--inputs FILE`; - is standard input. */
static bool read_file(const CommandInput *input, const Target *target,
                      IdlLiteralMap *inputs, InputFaults *faults)
{
    const char *path = command_option(input, "inputs");
    const char *why = NULL;
    FileText text;
    if (!path)
        return true;
    bool is_stdin = strcmp(path, "-") == 0;
    if (is_stdin ? !file_read_from(input->arena, 0, SPEC_SIZE_MAX, &text, &why)
                 : !file_read(input->arena, path, SPEC_SIZE_MAX, &text, &why)) {
        fprintf(stderr, "error: cannot read `%s`: %s\n",
                plain_words(input->arena, path), why);
        return false;
    }
    inputs_read_json(input->arena, &target->entity->slots,
                     is_stdin ? "<stdin>" : path, text, inputs, faults);
    return true;
}

/* `--input name=value`, for names that are options of the command, too. */
static bool read_pair(const CommandInput *input, const Target *target,
                      const char *pair, IdlLiteralMap *inputs,
                      InputFaults *faults)
{
    const char *equals = strchr(pair, '=');
    if (!equals || equals == pair) {
        fprintf(stderr, "error: --input wants name=value, found `%s`\n",
                plain_words(input->arena, pair));
        return false;
    }
    const char *name = arena_copy(input->arena, pair, (size_t)(equals - pair));
    inputs_read_flag(input->arena, &target->entity->slots, name, equals + 1,
                     inputs, faults);
    return true;
}

IdlLiteralMap *target_inputs(const CommandInput *input, const Target *target)
{
    IdlLiteralMap *inputs = literal_map_new(input->arena);
    InputFaults faults = {0};
    if (!read_file(input, target, inputs, &faults))
        return NULL;
    uint32_t at = 0;
    for (const char *pair; (pair = command_next(input, "input", &at));)
        if (!read_pair(input, target, pair, inputs, &faults))
            return NULL;
    for (uint32_t i = 0; i < input->flags.len; i++)
        inputs_read_flag(input->arena, &target->entity->slots,
                         input->flags.at[i].name, input->flags.at[i].value,
                         inputs, &faults);
    inputs_settle(input->arena, &target->entity->slots, inputs, &faults);
    for (uint32_t i = 0; i < faults.len; i++)
        complain_input(input->arena, &faults.at[i]);
    if (faults.len == 0)
        return inputs;
    fprintf(stderr, "help: flw inputs %s %s prints a file to fill in\n",
            plain_words(input->arena, target->path), target->entity->name);
    return NULL;
}
