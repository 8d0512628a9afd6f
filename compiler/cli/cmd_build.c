/* cmd_build.c - flw build: the package that Flyte registers. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "compiler/cli/command.h"
#include "compiler/cli/package_text.h"
#include "compiler/cli/project.h"
#include "compiler/cli/report.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/dump.h"
#include "compiler/plan/make.h"
#include "spec/package.h"

static const char usual_output[] = "flyte-package.tgz";

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

static EmitInput emit_input(Project *project)
{
    return (EmitInput){.arena = &project->session.arena,
                       .diags = &project->session.diags,
                       .version = FLW_VERSION};
}

/* ---- outputs ---- */

static void print(const Buf *out)
{
    fwrite(buf_string(out), 1, out->len, stdout);
}

/* To standard output goes the archive alone. */
static bool write_to_output(const Package *package, const char **why)
{
    FileText bytes;
    if (isatty(STDOUT_FILENO)) {
        *why = "it is a terminal, and an archive is no text; add `| cat` to "
               "have it all the same";
        return false;
    }
    if (!package_pack(package, &bytes, why))
        return false;
    fwrite(bytes.text, 1, bytes.len, stdout);
    return true;
}

static void say_written(const CommandInput *input, const Package *package,
                        const char *path)
{
    Buf counts = {.arena = input->arena};
    package_counts(&counts, package);
    fprintf(stderr, "wrote %s: %s\n", path, buf_string(&counts));
}

static bool write_package(const CommandInput *input, const Package *package)
{
    const char *path = command_option(input, "output");
    const char *why = NULL;
    bool is_folder = is(command_option(input, "format"), "dir");
    bool to_output = is(path, "-") && !is_folder;
    if (!path)
        path = is_folder ? "flyte-package" : usual_output;
    bool fine = to_output   ? write_to_output(package, &why)
                : is_folder ? package_write_folder(package, path, &why)
                            : package_write(package, path, &why);
    if (!fine)
        fprintf(stderr, "flw build: cannot write `%s`: %s\n",
                to_output ? "standard output" : path, why);
    else if (!to_output && !command_option(input, "quiet"))
        say_written(input, package, path);
    return fine;
}

static int give(const CommandInput *input, const Package *package)
{
    const char *format = command_option(input, "format");
    Buf out = {.arena = input->arena};
    if (is(format, "json"))
        package_json(&out, package, NULL);
    else if (is(format, "text"))
        package_proto(&out, package, NULL);
    else
        return write_package(input, package) ? EXIT_FINE : EXIT_USAGE;
    print(&out);
    return EXIT_FINE;
}

/* ---- the pipeline ---- */

static void explain(const CommandInput *input, const Plan *plan)
{
    Buf out = {.arena = input->arena};
    plan_explain(&out, plan);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static bool make_package(const CommandInput *input, Project *project,
                         Package *package)
{
    Session *session = &project->session;
    project_check(project);
    if (session_failed(session))
        return false;
    const Plan *plan =
        plan_make(session, project->modules.at, project->modules.len);
    if (session_failed(session))
        return false;
    EmitInput emit = emit_input(project);
    emit_plan(&emit, plan, package);
    if (command_option(input, "explain") && !session_failed(session))
        explain(input, plan);
    return !session_failed(session);
}

static int run_build(const CommandInput *input)
{
    Project project;
    if (!project_open(input, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    Package package = {.arena = &project.session.arena};
    bool made = make_package(input, &project, &package);
    diags_sort(&project.session.diags);
    int status = report(input, &project, stderr)
                     ? report_status(input, &project)
                     : EXIT_USAGE;
    if (made && status == EXIT_FINE)
        status = give(input, &package);
    project_close(&project);
    return status;
}

static const Option options[] = {
    {"output", 'o', "PATH", NULL, "where to write (flyte-package.tgz)"},
    {"format", 0, "FORMAT", "tgz|dir|json|text", "what to write (tgz)"},
    {"explain", 0, NULL, NULL, "list what the compiler generated, and why"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"stdin-filename", 0, "PATH", NULL, "what `-` is called"},
    {"color", 0, "WHEN", "auto|always|never", "colour in diagnostics"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {"deny-warnings", 0, NULL, NULL, "write nothing on warnings either"},
    {"quiet", 'q', NULL, NULL, "do not say what was written"},
    {0},
};

const Command cmd_build = {
    .name = "build",
    .summary = "check, and write the package that Flyte registers",
    .usage = "[OPTIONS] [PATH...|-]",
    .text =
        "Checks as `flw check` does and writes a package: a flat .tgz for\n"
        "`flytectl register files --archive`, a folder of .pb files, or\n"
        "protobuf's JSON or text on standard output. Equal sources give equal\n"
        "bytes. Nothing is written when anything is wrong.\n",
    .options = options,
    .run = run_build,
};
