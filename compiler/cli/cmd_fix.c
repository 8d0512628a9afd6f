/* cmd_fix.c - flw fix: what is surely meant, written so. */
#include <stdio.h>
#include <string.h>

#include "base/diff.h"
#include "base/shown.h"
#include "compiler/cli/command.h"
#include "compiler/cli/explain_page.h"
#include "compiler/cli/fix_rounds.h"
#include "compiler/cli/lint_choice.h"
#include "compiler/cli/report.h"

/* ---- what was done ---- */

static void say_done(const FixRounds *rounds)
{
    Buf out = {.arena = rounds->arena};
    for (uint32_t i = 0; i < rounds->done.len; i++) {
        const FixDone *done = &rounds->done.at[i];
        shown_add(&out, done->shown, strlen(done->shown));
        buf_print(&out, ":%u:%u: %s: %s\n", done->place.line,
                  done->place.column, done->code, done->title);
    }
    fputs(buf_string(&out), stderr);
}

static uint32_t count_changed(const FixRounds *rounds)
{
    uint32_t count = rounds->standard.changed;
    for (uint32_t i = 0; i < rounds->files.len; i++)
        count += ((const FixFile *)rounds->files.items[i].value)->changed;
    return count;
}

static void say_stuck(const FixFile *file)
{
    if (file->stuck)
        fprintf(stderr,
                "flw fix: a fix of `%s` would break it; it was left out, and "
                "that is a bug in flw\n",
                file->path ? file->path : "<stdin>");
}

static void say_count(const FixRounds *rounds, bool asks)
{
    uint32_t done = rounds->done.len, files = count_changed(rounds);
    if (done)
        fprintf(stderr, "%u %s in %u %s %s\n", done,
                done == 1 ? "mistake" : "mistakes", files,
                files == 1 ? "file" : "files", asks ? "can be fixed" : "fixed");
}

/* ---- what becomes of the texts ---- */

static bool fail(const char *path, const char *why)
{
    fprintf(stderr, "flw fix: cannot write `%s`: %s\n", path, why);
    return false;
}

/* Whoever wrote to the file since it was read keeps what he wrote. */
static bool write_file(const FixRounds *rounds, const FixFile *file)
{
    FileText found = {0};
    const char *why = NULL;
    if (!file_read(rounds->arena, file->path, SOURCE_MAX, &found, &why))
        return fail(file->shown, why);
    if (found.len != file->old.len ||
        memcmp(found.text, file->old.text, found.len) != 0)
        return fail(file->shown, "it was changed by somebody else meanwhile");
    if (!file_write(rounds->arena, file->path, file->now, &why))
        return fail(file->shown, why);
    return true;
}

static void show_diff(const FixRounds *rounds, const FixFile *file)
{
    Buf out = {.arena = rounds->arena};
    diff_unified(&out, file->shown, file->old, file->now);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static bool settle_file(const FixRounds *rounds, const FixFile *file)
{
    say_stuck(file);
    if (!file->changed)
        return true;
    if (command_given(rounds->input, "diff"))
        show_diff(rounds, file);
    else if (command_given(rounds->input, "check"))
        printf("%s\n", file->shown);
    else
        return write_file(rounds, file);
    return true;
}

static bool settle(const FixRounds *rounds)
{
    const FixFile *standard = &rounds->standard;
    bool asks = command_given(rounds->input, "diff") ||
                command_given(rounds->input, "check");
    bool good = true;
    if (rounds->has_standard && asks)
        settle_file(rounds, standard);
    else if (rounds->has_standard)
        fwrite(standard->now.text, 1, standard->now.len, stdout);
    for (uint32_t i = 0; i < rounds->files.len; i++)
        good &= settle_file(rounds, rounds->files.items[i].value);
    return good;
}

/* ---- the command ---- */

static int fix(const CommandInput *input, FixRounds *rounds, Project *project)
{
    bool asks = command_given(input, "diff") || command_given(input, "check");
    bool quiet = command_given(input, "quiet");
    if (!quiet)
        say_done(rounds);
    bool good = settle(rounds);
    if (!quiet && !asks && !report(input, project, stderr))
        return EXIT_USAGE;
    if (!quiet)
        say_count(rounds, asks);
    if (!good || project->unreadable)
        return EXIT_USAGE;
    bool wrong =
        asks ? rounds->done.len > 0 : session_failed(&project->session);
    return wrong ? EXIT_WRONG : EXIT_FINE;
}

static bool only_is_good(const CommandInput *input)
{
    const char *code;
    for (uint32_t at = 0; (code = command_next(input, "only", &at));)
        if (!explain_page(code)) {
            fprintf(stderr,
                    "flw fix: --only: there is no diagnostic `%s`; `flw "
                    "explain` lists all\n",
                    code);
            return false;
        }
    return true;
}

static int run_fix(const CommandInput *input)
{
    FixRounds rounds = {.input = input, .arena = input->arena};
    Project project = {0};
    if (!only_is_good(input) || !lint_choice_is_good(input))
        return EXIT_USAGE;
    int status = fix_rounds(&rounds, &project) ? fix(input, &rounds, &project)
                                               : EXIT_USAGE;
    project_close(&project);
    return status;
}

static const Option options[] = {
    {"diff", 0, NULL, NULL, "write nothing; show what would change"},
    {"check", 0, NULL, NULL, "write nothing; list files that would change"},
    {"lint", 0, NULL, NULL, "fix what `flw lint` finds, too"},
    {"only", 0, "CODE", NULL, "fix this alone; may be given more than once"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"stdin-filename", 0, "PATH", NULL, "what `-` is called"},
    {"color", 0, "WHEN", "auto|always|never", "colour in diagnostics"},
    {"max-errors", 0, "N", NULL, "show at most N of what is left; 0: all (50)"},
    {"quiet", 'q', NULL, NULL, "say nothing of what was fixed or is left"},
    {0},
};

const Command cmd_fix = {
    .name = "fix",
    .summary = "apply the sure fixes of errors and warnings",
    .usage = "[OPTIONS] [PATH...|-]",
    .text =
        "Writes what is surely meant into every file named and every .flw\n"
        "file below every folder named; without a path: this folder. `-`\n"
        "fixes standard input to standard output. Fixes that get in each\n"
        "other's way are applied one after the other. A fix that would change\n"
        "what the program means, or needs a decision, is left to you: `flw\n"
        "check` shows it. What was fixed and what is left is told on standard\n"
        "error. Exit status: 0 no error is left, or with --check or --diff:\n"
        "there is nothing to fix; 1 otherwise; 2 a path could not be read or\n"
        "written.\n",
    .options = options,
    .run = run_fix,
};
