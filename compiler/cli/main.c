/* main.c - finds the command. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "compiler/cli/command.h"
#include "compiler/cli/help.h"
#include "compiler/cli/options.h"

const Command *const commands[] = {
    &cmd_check, &cmd_lint,       &cmd_fix,    &cmd_build, &cmd_fmt,
    &cmd_lsp,   &cmd_inspect,    &cmd_graph,  &cmd_doc,   &cmd_diff,
    &cmd_run,   &cmd_resume,     &cmd_inputs, &cmd_runs,  &cmd_show,
    &cmd_logs,  &cmd_signal,     &cmd_cancel, &cmd_cache, &cmd_explain,
    &cmd_new,   &cmd_completion, &cmd_help,   NULL};

/* Commands of issues to come, so that nobody wonders about a typing mistake. */
static const char *const not_built[] = {"test", "register", "import", NULL};

const Command *command_find(const char *name)
{
    for (const Command *const *at = commands; *at; at++)
        if (strcmp((*at)->name, name) == 0)
            return *at;
    return NULL;
}

const char *command_near(Arena *arena, const char *name)
{
    SymTable syms;
    sym_table_init(&syms, arena);
    Near near = {.wanted = sym_of(&syms, name)};
    for (const Command *const *at = commands; *at; at++)
        near_offer(&near, sym_of(&syms, (*at)->name));
    return near.best ? near.best->text : NULL;
}

static int complain_unknown(Arena *arena, const char *name)
{
    for (const char *const *at = not_built; *at; at++) {
        if (strcmp(*at, name) != 0)
            continue;
        fprintf(stderr,
                "error[E0602]: `flw %s` is not built yet\n"
                "   = explain: flw explain E0602\n",
                name);
        return EXIT_USAGE;
    }
    const char *near = command_near(arena, name);
    fprintf(stderr, "flw: there is no command `%s`", name);
    if (near)
        fprintf(stderr, "; did you mean `%s`?", near);
    fprintf(stderr, "\nsee: flw help\n");
    return EXIT_USAGE;
}

static int run_command(Arena *arena, int argc, char **argv)
{
    const Command *command = command_find(argv[0]);
    if (!command)
        return complain_unknown(arena, argv[0]);
    CommandInput input;
    bool wants_help = false;
    if (!options_parse(arena, command, argc, argv, &input, &wants_help))
        return EXIT_USAGE;
    if (wants_help) {
        help_command(stdout, command);
        return EXIT_FINE;
    }
    return command->run(&input);
}

/* A full disk or a closed pipe shows only when the last bytes go out. */
static int finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "flw: cannot write to standard output\n");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help_all(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("flw %s\n", FLW_VERSION);
        return finish(EXIT_FINE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(stdout);
        return finish(EXIT_FINE);
    }
    Arena arena = {0};
    int status = finish(run_command(&arena, argc - 1, argv + 1));
    arena_release(&arena);
    return status;
}
