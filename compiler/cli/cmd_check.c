/* cmd_check.c - flw check: is every task fit for every other? */
#include <stdio.h>
#include <string.h>

#include "compiler/cli/command.h"
#include "compiler/cli/gate.h"
#include "compiler/cli/lint_choice.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/project.h"
#include "compiler/cli/report.h"
#include "compiler/plan/dump.h"
#include "grammar/dump.h"

static void dump_trees(const CommandInput *input, const Project *project)
{
    Buf out = {.arena = input->arena};
    for (uint32_t i = 0; i < project->modules.len; i++)
        ast_dump(&out, project->modules.at[i]);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static void dump_plan(const CommandInput *input, const Plan *plan)
{
    Buf out = {.arena = input->arena};
    plan_dump(&out, plan);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static void check(const CommandInput *input, Project *project)
{
    const char *dump = command_option(input, "dump");
    bool dumps_plan = dump && strcmp(dump, "plan") == 0;
    if (dump && strcmp(dump, "ast") == 0)
        dump_trees(input, project);
    project_check(project);
    const Plan *plan = package_check(&project->session, project->modules.at,
                                     project->modules.len, dumps_plan);
    lint_choose(input, &project->session, command_given(input, "lint"));
    if (dumps_plan && plan)
        dump_plan(input, plan);
}

static void say_fine(const CommandInput *input, const Project *project)
{
    const char *since = command_option(input, "since");
    uint32_t count = project->modules.len;
    const char *files = count == 1 ? "file is" : "files are";
    if (since && count == 0)
        fprintf(stderr, "nothing has changed since `%s`\n", since);
    else
        fprintf(stderr, "%u %s fine\n", count, files);
}

static int check_gated(const CommandInput *input, Project *project, Gate *gate)
{
    check(input, project);
    if (command_given(input, "write-baseline") && !project->unreadable)
        return gate_write(gate, project) ? EXIT_FINE : EXIT_USAGE;
    gate_narrow(gate, project);
    if (!report_formatted(input, project))
        return EXIT_USAGE;
    gate_say(gate, project);
    int status = report_status(input, project);
    if (command_given(input, "verbose") && status == EXIT_FINE)
        say_fine(input, project);
    return status;
}

static int run_check(const CommandInput *input)
{
    Project project;
    if (!lint_choice_is_good(input))
        return EXIT_USAGE;
    if (!project_open(input, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    Gate gate;
    int status = gate_open(&gate, input, &project)
                     ? check_gated(input, &project, &gate)
                     : EXIT_USAGE;
    project_close(&project);
    return status;
}

static const Option options[] = {
    {"format", 0, "FORMAT", "text|short|json|sarif|github|gitlab|junit",
     "text, short, json, sarif, github, gitlab or junit (text)"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"stdin-filename", 0, "PATH", NULL, "what `-` is called"},
    {"color", 0, "WHEN", "auto|always|never", "colour in text"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {"lint", 0, NULL, NULL, "tell what `flw lint` finds, too"},
    {"deny", 0, "CODE", NULL, "make the warning an error; `all`: every one"},
    {"allow", 0, "CODE", NULL, "say nothing of the warning; `all`: of none"},
    {"deny-warnings", 0, NULL, NULL, "exit 1 on warnings too"},
    {"since", 0, "REV", NULL,
     "only files changed since REV in git, and their importers"},
    {"baseline", 0, "FILE", NULL, "what FILE lists fails no check"},
    {"new-only", 0, NULL, NULL, "show only what the baseline lacks"},
    {"write-baseline", 0, "FILE", NULL, "list in FILE all that is found"},
    {"dump", 0, "STAGE", "ast|plan", "print what the compiler made of it"},
    {"verbose", 'v', NULL, NULL, "say so when all is fine"},
    {0},
};

const Command cmd_check = {
    .name = "check",
    .summary = "type-check files, folders or standard input",
    .usage = "[OPTIONS] [PATH...|-]",
    .text = "Checks every file named, every .flw file below every folder\n"
            "named, and all that they import. Without a path: this folder.\n"
            "Nothing is executed, no socket is opened, nothing outside of the\n"
            "project is read. Exit status: 0 fine, 1 something is wrong, 2 a\n"
            "path could not be read.\n",
    .options = options,
    .run = run_check,
};
