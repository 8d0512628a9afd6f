/* cmd_new.c - flw new: a project to start from. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "compiler/cli/command.h"

static const char program[] =
    "## A first pipeline: counts the lines of a file, twice as many.\n"
    "\n"
    "const image = \"alpine:3.20\"\n"
    "\n"
    "## Counts lines. Inputs of a script arrive as variables.\n"
    "task count_lines(text: file) -> (lines: int)\n"
    "using shell {\n"
    "  image: image,\n"
    "  script: r\"\"\"\n"
    "    wc -l < \"$text\" > \"$lines\"\n"
    "  \"\"\",\n"
    "}\n"
    "with { cpu: 1, memory: 256Mi, retries: 2 }\n"
    "\n"
    "## Says how long a text is.\n"
    "workflow main(text: file) -> (lines: int) {\n"
    "  counted = count_lines(text)\n"
    "  return (lines: counted)\n"
    "}\n";

static bool write_one(Arena *arena, const char *folder, const char *name,
                      const char *text)
{
    const char *path = arena_print(arena, "%s/%s", folder, name);
    const char *why = NULL;
    if (file_write(arena, path, (FileText){text, strlen(text)}, &why))
        return true;
    fprintf(stderr, "flw new: cannot write `%s`: %s\n", path, why);
    return false;
}

static int run_new(const CommandInput *input)
{
    if (input->word_count != 1) {
        fprintf(stderr, "flw new: name one folder, such as: flw new eta\n");
        return EXIT_USAGE;
    }
    const char *folder = input->words[0];
    if (file_exists(folder)) {
        fprintf(stderr, "flw new: `%s` is there already\n", folder);
        return EXIT_USAGE;
    }
    const char *why = NULL;
    if (!file_make_folder(input->arena, folder, &why)) {
        fprintf(stderr, "flw new: cannot make `%s`: %s\n", folder, why);
        return EXIT_USAGE;
    }
    if (!write_one(input->arena, folder, "flw.toml", "") ||
        !write_one(input->arena, folder, "main.flw", program))
        return EXIT_USAGE;
    printf("made %s/main.flw\ntry:  flw check %s\n      flw build %s\n", folder,
           folder, folder);
    return EXIT_FINE;
}

static const Option options[] = {{0}};

const Command cmd_new = {
    .name = "new",
    .summary = "make a folder with a first pipeline in it",
    .usage = "FOLDER",
    .text =
        "Makes FOLDER with a flw.toml, which marks a project's root, and a\n"
        "main.flw that checks and builds.\n",
    .options = options,
    .run = run_new,
};
