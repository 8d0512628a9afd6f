/* cmd_build.c - flw build: the package that Flyte registers. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "compiler/cli/command.h"
#include "compiler/cli/project.h"
#include "compiler/cli/report.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/dump.h"
#include "compiler/plan/make.h"
#include "spec/json.h"
#include "spec/package.h"
#include "spec/text.h"

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

static void print_json(const CommandInput *input, const Package *package)
{
    Buf out = {.arena = input->arena};
    JsonOut json = {.buf = &out, .indented = true};
    json_open(&json, '[');
    for (uint32_t i = 0; i < package->entries.len; i++) {
        json_open(&json, '{');
        json_name(&json, package_kind_name(package->entries.at[i].kind));
        spec_json(&json, package->entries.at[i].message);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    buf_char(&out, '\n');
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static void print_text(const CommandInput *input, const Package *package)
{
    Buf out = {.arena = input->arena};
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const Flyteidl__Core__Identifier *id = package_id(entry);
        buf_print(&out, "# %s %s\n", package_kind_name(entry->kind),
                  id ? id->name : "");
        spec_text(&out, entry->message);
    }
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static bool write_package(const CommandInput *input, const Package *package)
{
    const char *path = command_option(input, "output");
    const char *why = NULL;
    bool is_folder = is(command_option(input, "format"), "dir");
    if (!path)
        path = is_folder ? "flyte-package" : usual_output;
    bool fine = is_folder ? package_write_folder(package, path, &why)
                          : package_write(package, path, &why);
    if (!fine) {
        fprintf(stderr, "flw build: cannot write `%s`: %s\n", path, why);
        return false;
    }
    if (!command_option(input, "quiet"))
        fprintf(stderr, "wrote %s: %u entities\n", path, package->entries.len);
    return true;
}

static int give(const CommandInput *input, const Package *package)
{
    const char *format = command_option(input, "format");
    if (is(format, "json"))
        print_json(input, package);
    else if (is(format, "text"))
        print_text(input, package);
    else
        return write_package(input, package) ? EXIT_FINE : EXIT_USAGE;
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
