/* cmd_build.c - flw build: the package that Flyte registers. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "compiler/cli/command.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/package_text.h"
#include "compiler/cli/report.h"
#include "compiler/plan/dump.h"

enum {
    PART_MAX = 255,   /* what flyteadmin's tables hold */
    VERSION_HEX = 16, /* digits of a version that is a hash */
};

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

/* ---- where it is to be registered ---- */

/* What Flyte takes for an id's part, and what is safe in a URL. */
static bool is_part(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    size_t len = strlen(text);
    return len > 0 && len <= PART_MAX && strspn(text, plain) == len;
}

static bool check_part(const CommandInput *input, const char *option)
{
    const char *value = command_option(input, option);
    if (!value || is_part(value))
        return true;
    fprintf(stderr,
            "flw build: --%s is 1 to %d letters, digits, `.`, `_` and `-`, "
            "which `%s` is not\n",
            option, PART_MAX, value);
    return false;
}

static bool check_home(const CommandInput *input)
{
    return check_part(input, "project") && check_part(input, "domain") &&
           check_part(input, "version");
}

/* A version that nobody gave is a hash of all that is in the package, so that
 * another program never meets an old one's name. */
static const char *own_version(const CommandInput *input,
                               const Package *package)
{
    char hex[2 * HASH_SHA256_SIZE + 1];
    package_digest(package, hex);
    return arena_copy(input->arena, hex, VERSION_HEX);
}

static void settle(const CommandInput *input, const Package *package)
{
    PackageHome home = {command_option(input, "project"),
                        command_option(input, "domain"),
                        command_option(input, "version")};
    if (!home.version && (home.project || home.domain))
        home.version = own_version(input, package);
    if (home.version)
        package_settle(package, &home);
}

/* ---- outputs ---- */

/* To standard output goes the package alone. */
static bool pack_to_output(const Package *package, const char **why)
{
    FileText bytes;
    if (isatty(STDOUT_FILENO)) {
        *why = "it is a terminal, and an archive is no text";
        return false;
    }
    if (!package_pack(package, &bytes, why))
        return false;
    fwrite(bytes.text, 1, bytes.len, stdout);
    return true;
}

static bool write_text(const CommandInput *input, const Package *package,
                       const char *path, const char **why)
{
    Buf out = {.arena = input->arena};
    if (is(command_option(input, "format"), "json"))
        package_json(&out, package, NULL);
    else
        package_proto(&out, package, NULL);
    FileText text = {buf_string(&out), out.len};
    if (path)
        return file_write(input->arena, path, text, why);
    fwrite(text.text, 1, text.len, stdout);
    return true;
}

static bool write_folder(const Package *package, const char *path,
                         const char **why)
{
    if (path)
        return package_write_folder(package, path, why);
    *why = "a folder does not go through a pipe";
    return false;
}

/* path NULL: standard output. */
static bool write_package(const CommandInput *input, const Package *package,
                          const char *path, const char **why)
{
    const char *format = command_option(input, "format");
    if (is(format, "json") || is(format, "text"))
        return write_text(input, package, path, why);
    if (is(format, "dir"))
        return write_folder(package, path, why);
    return path ? package_write(package, path, why)
                : pack_to_output(package, why);
}

/* Texts are for a pipe, unless a file is named. */
static const char *output_path(const CommandInput *input)
{
    const char *path = command_option(input, "output");
    const char *format = command_option(input, "format");
    if (path)
        return is(path, "-") ? NULL : path;
    if (is(format, "json") || is(format, "text"))
        return NULL;
    return is(format, "dir") ? "flyte-package" : "flyte-package.tgz";
}

static bool give(const CommandInput *input, const Package *package)
{
    const char *path = output_path(input);
    const char *why = NULL;
    Buf counts = {.arena = input->arena};
    if (!write_package(input, package, path, &why)) {
        fprintf(stderr, "flw build: cannot write %s%s%s: %s\n",
                path ? "`" : "to standard output", path ? path : "",
                path ? "`" : "", why);
        return false;
    }
    package_counts(&counts, package);
    if (path && !command_option(input, "quiet"))
        fprintf(stderr, "wrote %s: %s\n", path, buf_string(&counts));
    return true;
}

/* ---- the pipeline ---- */

/* On standard output, where that is not the package's. */
static void explain(const CommandInput *input, const Plan *plan)
{
    Buf out = {.arena = input->arena};
    plan_explain(&out, plan);
    fwrite(buf_string(&out), 1, out.len, output_path(input) ? stdout : stderr);
}

static bool make_package(const CommandInput *input, Project *project,
                         Package *package)
{
    const Plan *plan = package_make(project, package);
    if (!plan)
        return false;
    settle(input, package);
    if (command_option(input, "explain"))
        explain(input, plan);
    return true;
}

static int run_build(const CommandInput *input)
{
    Project project;
    if (!check_home(input))
        return EXIT_USAGE;
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
    if (made && status == EXIT_FINE && !give(input, &package))
        status = EXIT_USAGE;
    project_close(&project);
    return status;
}

static const Option options[] = {
    {"output", 'o', "PATH", NULL,
     "where to write (flyte-package.tgz); -: standard output"},
    {"format", 0, "FORMAT", "tgz|dir|json|text", "what to write (tgz)"},
    {"project", 'p', "NAME", NULL, "Flyte's project, written into all ids"},
    {"domain", 'd', "NAME", NULL, "Flyte's domain, likewise"},
    {"version", 0, "TEXT", NULL,
     "the version, likewise; with a project or domain, a hash"},
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
        "bytes. Nothing is written when anything is wrong, and a package is\n"
        "written whole or not at all.\n"
        "\n"
        "Project, domain and version stay empty for flytectl to fill in, "
        "unless\n"
        "they are given here.\n",
    .options = options,
    .run = run_build,
};
