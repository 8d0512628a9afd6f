/* run_session.c - one run from the command's side. */
#include "compiler/cli/run_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "compiler/cli/gate_prompt.h"
#include "compiler/cli/terminal.h"
#include "runtime/event/sinks.h"
#include "runtime/report/ending.h"
#include "runtime/report/lines.h"
#include "runtime/report/page.h"
#include "runtime/report/table.h"
#include "runtime/report/words.h"

enum { HEIGHT_USUAL = 24, EVENT_PATIENCE = 10 };

static const int64_t SECOND = 1000000000;

/* ---- home and runs by name ---- */

Home *home_of(const CommandInput *input)
{
    const char *path = command_option(input, "home");
    const char *why = NULL;
    if (!path)
        path = getenv("FLW_HOME");
    if (!path || !*path)
        path = ".flw";
    Home *home = home_open(input->arena, path, &why);
    if (!home)
        fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return home;
}

RunRow *run_named(const CommandInput *input, Home *home, const char *id)
{
    const char *why = NULL;
    RunRow *run = run_find(home, input->arena, id, &why);
    if (!run)
        fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return run;
}

/* ---- who listens ---- */

typedef struct Audience {
    Lines lines;
    Table *table;
    Sinks *sinks;
    GatePrompt prompt;
} Audience;

static uint32_t height_of(FILE *out)
{
    struct winsize size;
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_row > 0
               ? size.ws_row
               : HEIGHT_USUAL;
}

static bool wants_table(const CommandInput *input)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && !command_given(input, "quiet") &&
           !command_given(input, "json") &&
           !(term && strcmp(term, "dumb") == 0);
}

static void seat_watcher(const CommandInput *input, RunJob *job,
                         Audience *audience, const char *folder)
{
    bool colour = terminal_colour(input, stderr);
    if (wants_table(input)) {
        audience->table =
            table_new(job->arena, stderr, colour, terminal_width(stderr),
                      height_of(stderr), folder);
        vec_push(job->arena, &job->listeners, table_listener(audience->table));
    } else if (!command_given(input, "quiet") &&
               !command_given(input, "json")) {
        audience->lines = (Lines){.out = stderr, .colour = colour};
        vec_push(job->arena, &job->listeners, lines_listener(&audience->lines));
    }
}

/* Where events go; false: said why. */
static bool seat_sinks(const CommandInput *input, RunJob *job,
                       Audience *audience, const char *folder)
{
    Vec(const char *) targets = {0};
    const char *why = NULL;
    uint32_t at = 0;
    for (const char *text; (text = command_next(input, "events", &at));)
        vec_push(job->arena, &targets, text);
    if (targets.len == 0)
        return true;
    audience->sinks =
        sinks_open(job->arena, folder, targets.at, targets.len, &why);
    if (!audience->sinks ||
        !sinks_keep(audience->sinks, job->home, job->id, &why)) {
        fprintf(stderr, "error: --events: %s\n", why);
        return false;
    }
    vec_push(job->arena, &job->listeners, sinks_listener(audience->sinks));
    return true;
}

static bool warn_of_left(uint64_t left)
{
    if (left)
        fprintf(stderr,
                "warning: %llu events could not be sent yet; they are kept "
                "with the run and go out with `flw resume`\n",
                (unsigned long long)left);
    return left > 0;
}

int run_send_events(const CommandInput *input, RunJob *job)
{
    Audience audience = {0};
    const char *folder =
        arena_print(job->arena, "%s/runs/%s", home_path(job->home), job->id);
    if (!seat_sinks(input, job, &audience, folder))
        return EXIT_USAGE;
    if (!audience.sinks) {
        fprintf(stderr, "error: %s has succeeded: nothing is left to run\n",
                job->id);
        return EXIT_USAGE;
    }
    if (warn_of_left(sinks_close(audience.sinks, EVENT_PATIENCE * SECOND)))
        return EXIT_PLATFORM;
    fprintf(stderr, "%s has succeeded, and its events have been sent\n",
            job->id);
    return EXIT_FINE;
}

static bool seat(const CommandInput *input, RunJob *job, Audience *audience)
{
    const char *folder =
        arena_print(job->arena, "%s/runs/%s", home_path(job->home), job->id);
    seat_watcher(input, job, audience, folder);
    if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO) &&
        !command_given(input, "json")) {
        audience->prompt =
            (GatePrompt){.arena = job->arena, .table = audience->table};
        job->gate = gate_ask(&audience->prompt);
    }
    return seat_sinks(input, job, audience, folder);
}

static void dismiss(Audience *audience)
{
    if (audience->table)
        table_end(audience->table);
    arena_release(&audience->lines.scratch);
    if (audience->sinks)
        warn_of_left(sinks_close(audience->sinks, EVENT_PATIENCE * SECOND));
}

/* ---- how it ended ---- */

static int status_of(const RunRow *run)
{
    if (run->phase == PHASE_SUCCEEDED)
        return EXIT_FINE;
    /* What the platform failed at is interrupted, to be resumed. */
    if (run->fault && run->fault->kind == FAULT_SYSTEM)
        return EXIT_PLATFORM;
    if (run->phase == PHASE_ABORTED || run->phase == PHASE_INTERRUPTED)
        return EXIT_KILLED;
    return EXIT_WRONG;
}

static bool write_report(const CommandInput *input, const RunJob *job,
                         const RunRow *run)
{
    const char *path = command_option(input, "report");
    const char *why = NULL;
    if (!path)
        return true;
    Buf page = {.arena = job->arena};
    if (run_page(&page, job->home, run, job->package, &why) &&
        file_write(job->arena, path, (FileText){buf_string(&page), page.len},
                   &why))
        return true;
    fprintf(stderr, "error: cannot write the report to `%s`: %s\n",
            plain_words(job->arena, path), why);
    return false;
}

static void say_end(const CommandInput *input, const RunJob *job,
                    const RunRow *run)
{
    Buf out = {.arena = job->arena}, err = {.arena = job->arena};
    Pen pen = {.out = &err, .colour = terminal_colour(input, stderr)};
    if (command_given(input, "json")) {
        JsonOut json = {.buf = &out, .indented = true};
        run_json(&json, job->home, run);
        buf_char(&out, '\n');
    } else {
        Pen plain = {.out = &out};
        ending_text(&pen, job->home, run);
        outputs_text(&plain, job->home, run);
    }
    fwrite(buf_string(&err), 1, err.len, stderr);
    fflush(stderr);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

int run_session(const CommandInput *input, RunJob *job, RunRow *resume)
{
    Audience audience = {0};
    const char *why = NULL;
    if (!seat(input, job, &audience))
        return EXIT_USAGE;
    RunRow *run = run_execute(job, resume, &why);
    dismiss(&audience);
    if (!run) {
        fprintf(stderr, "error: the platform failed: %s\n",
                plain_words(job->arena, why));
        return EXIT_PLATFORM;
    }
    say_end(input, job, run);
    int status = status_of(run);
    if (!write_report(input, job, run) && status == EXIT_FINE)
        status = EXIT_USAGE;
    return status;
}
