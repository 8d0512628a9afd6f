/* cmd_inspect.c - flw inspect: what is in a package, whoever made it. */
#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/command.h"
#include "compiler/cli/package_text.h"
#include "spec/describe.h"
#include "spec/wire.h"

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

static const char *shown_path(Arena *arena, const char *path)
{
    Buf text = {.arena = arena};
    shown_add(&text, path, strlen(path));
    return buf_string(&text);
}

static void complain_unreadable(Arena *arena, const char *path, const char *why)
{
    fprintf(stderr,
            "error[E0107]: cannot read `%s` as a package: %s\n"
            "  = explain: flw explain E0107\n",
            shown_path(arena, path), shown_path(arena, why));
}

static bool read_package(const CommandInput *input, const char *path,
                         Package *package)
{
    const char *why = NULL;
    FileText bytes;
    bool fine =
        is(path, "-")
            ? file_read_from(input->arena, 0, SPEC_SIZE_MAX, &bytes, &why) &&
                  package_read_bytes(package, "<stdin>", bytes, &why)
            : package_read(package, path, &why);
    if (!fine)
        complain_unreadable(input->arena, path, why);
    return fine;
}

static bool print_package(const CommandInput *input, const char *path,
                          const Package *package)
{
    const char *format = command_option(input, "format");
    const char *only = command_option(input, "only");
    Buf out = {.arena = input->arena};
    bool found = true;
    if (is(format, "json"))
        found = package_json(&out, package, only);
    else if (is(format, "proto"))
        found = package_proto(&out, package, only);
    else
        found = package_described(&out, package,
                                  is(path, "-") ? "<stdin>" : path, only);
    if (!found)
        fprintf(stderr, "flw inspect: `%s` holds nothing called `%s`\n",
                shown_path(input->arena, path), shown_path(input->arena, only));
    fwrite(buf_string(&out), 1, out.len, stdout);
    return found;
}

/* One after the other: a package may take much memory. */
static bool inspect(const CommandInput *input, const char *path)
{
    Arena arena = {0};
    Package package = {.arena = &arena};
    CommandInput one = *input;
    one.arena = &arena;
    bool fine = read_package(&one, path, &package) &&
                print_package(&one, path, &package);
    arena_release(&arena);
    return fine;
}

static int run_inspect(const CommandInput *input)
{
    if (input->word_count == 0) {
        fprintf(stderr, "flw inspect: name a package, such as: flw inspect "
                        "flyte-package.tgz\n");
        return EXIT_USAGE;
    }
    bool fine = true;
    for (size_t i = 0; i < input->word_count; i++)
        fine &= inspect(input, input->words[i]);
    return fine ? EXIT_FINE : EXIT_USAGE;
}

static const Option options[] = {
    {"format", 0, "FORMAT", "text|json|proto",
     "flw's own words, or protobuf's JSON or text"},
    {"only", 0, "NAME", NULL, "only what has this name"},
    {0},
};

const Command cmd_inspect = {
    .name = "inspect",
    .summary = "show what is in a package, from any SDK",
    .usage = "[OPTIONS] PACKAGE...|-",
    .text =
        "Reads packages of flw, flytekit or any other SDK: a .tgz, .tar.gz\n"
        "or .tar, a folder of .pb files, a single .pb, or `-` for an\n"
        "archive on standard input; and prints the tasks, workflows and\n"
        "launch plans in flw's own terms, in the order in which they are\n"
        "registered. Nothing is unpacked to disk. Exit status 2 when a\n"
        "package cannot be read.\n",
    .options = options,
    .run = run_inspect,
};
