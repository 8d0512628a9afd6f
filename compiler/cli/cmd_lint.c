/* cmd_lint.c - flw lint: what is right and yet likely to be regretted. */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "compiler/cli/command.h"
#include "compiler/cli/explain_page.h"
#include "compiler/cli/lint_choice.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/project.h"
#include "compiler/cli/report.h"
#include "compiler/lint/lint.h"

/* ---- --list ---- */

static void list_text(Arena *arena)
{
    for (const LintRow *row = lint_rows; row->code; row++)
        printf("%s  %s:\n       %s\n", row->code,
               explain_title(arena, explain_page(row->code)), row->reason);
}

static void put(JsonOut *out, const char *name, const char *text)
{
    json_name(out, name);
    json_put_string(out, text);
}

static void list_json(Arena *arena)
{
    Buf buf = {.arena = arena};
    JsonOut out = {.buf = &buf, .indented = true};
    json_open(&out, '[');
    for (const LintRow *row = lint_rows; row->code; row++) {
        const char *page = explain_page(row->code);
        json_open(&out, '{');
        put(&out, "code", row->code);
        put(&out, "name", row->name);
        put(&out, "title", explain_title(arena, page));
        put(&out, "reason", row->reason);
        put(&out, "page", page);
        json_close(&out, '}');
    }
    json_close(&out, ']');
    printf("%s\n", buf_string(&buf));
}

static int list(const CommandInput *input)
{
    const char *format = command_option(input, "format");
    if (!format || strcmp(format, "text") == 0) {
        list_text(input->arena);
    } else if (strcmp(format, "json") == 0) {
        list_json(input->arena);
    } else {
        fprintf(stderr,
                "flw lint: --list is printed as text or json, not "
                "%s\n",
                format);
        return EXIT_USAGE;
    }
    return EXIT_FINE;
}

/* ---- paths ---- */

/* `flw check` tells of the checker's own warnings. */
static bool is_told(const void *context, const Diag *diag)
{
    (void)context;
    return diag->severity == SEVERITY_ERROR || lint_is(diag->code);
}

static int lint(const CommandInput *input)
{
    Project project;
    if (!project_open(input, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    Session *session = &project.session;
    project_check(&project);
    package_check(session, project.modules.at, project.modules.len, false);
    lint_choose(input, session, true);
    diags_filter(&session->diags, is_told, NULL);
    int status = report_formatted(input, &project)
                     ? report_status(input, &project)
                     : EXIT_USAGE;
    project_close(&project);
    return status;
}

static int run_lint(const CommandInput *input)
{
    if (command_given(input, "list"))
        return list(input);
    return lint_choice_is_good(input) ? lint(input) : EXIT_USAGE;
}

static const Option options[] = {
    {"list", 'l', NULL, NULL, "list all lints, each with its reason"},
    {"deny", 0, "CODE", NULL, "make it an error; `all`: every one"},
    {"allow", 0, "CODE", NULL, "say nothing of it; `all`: of none"},
    {"format", 0, "FORMAT", "text|short|json|sarif|github|gitlab|junit",
     "text, short, json, sarif, github, gitlab or junit (text)"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"stdin-filename", 0, "PATH", NULL, "what `-` is called"},
    {"color", 0, "WHEN", "auto|always|never", "colour in text"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {0},
};

const Command cmd_lint = {
    .name = "lint",
    .summary = "tell what is right and yet likely to be regretted",
    .usage = "[OPTIONS] [PATH...|-]",
    .text =
        "Looks for images that change under their tags, scripts that go on\n"
        "after a failure, gates that wait for ever, and the like, in every\n"
        "file named and every .flw file below every folder named; without a\n"
        "path: this folder. `flw explain W0430` shows a wrong and a right\n"
        "example. A comment silences one in its place:\n"
        "  # flw: allow W0430 because our registry never moves a tag\n"
        "Exit status: 0 fine, or warnings only; 1 an error, or what --deny\n"
        "names; 2 a path could not be read.\n",
    .options = options,
    .run = run_lint,
};
