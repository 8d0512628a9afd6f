/* cmd_runs.c - flw runs: the runs that are kept, and two of them compared. */
#include <stdio.h>

#include "compiler/cli/run_session.h"
#include "compiler/cli/terminal.h"
#include "runtime/report/compare.h"
#include "runtime/report/ending.h"
#include "runtime/report/listing.h"
#include "runtime/report/words.h"

enum { LIMIT_USUAL = 20 };

static int fail(const CommandInput *input, const char *why)
{
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_PLATFORM;
}

static void print_json(const CommandInput *input, const RunRow *runs,
                       uint32_t n)
{
    Buf buf = {.arena = input->arena};
    JsonOut out = {.buf = &buf, .indented = true};
    json_open(&out, '[');
    for (uint32_t i = 0; i < n; i++)
        run_head_json(&out, &runs[i]);
    json_close(&out, ']');
    printf("%s\n", buf_string(&buf));
}

static int list(const CommandInput *input, Home *home)
{
    long limit = LIMIT_USUAL;
    uint32_t n = 0;
    const char *why = NULL;
    if (!command_number(input, "limit", 0, &limit))
        return EXIT_USAGE;
    RunRow *runs = runs_list(home, input->arena, (uint32_t)limit, &n, &why);
    if (!runs)
        return fail(input, why);
    if (command_option(input, "json")) {
        print_json(input, runs, n);
        return EXIT_FINE;
    }
    Buf buf = {.arena = input->arena};
    Pen pen = {.out = &buf, .colour = terminal_colour(input, stdout)};
    runs_text(&pen, runs, n);
    if (n == 0)
        fprintf(stderr, "no run is kept in %s\n", home_path(home));
    fwrite(buf_string(&buf), 1, buf.len, stdout);
    return EXIT_FINE;
}

static int compare(const CommandInput *input, Home *home)
{
    if (input->word_count != 2) {
        fprintf(stderr, "flw runs: --compare wants two runs\n");
        return EXIT_USAGE;
    }
    const RunRow *left = run_named(input, home, input->words[0]);
    const RunRow *right = left ? run_named(input, home, input->words[1]) : NULL;
    if (!right)
        return EXIT_USAGE;
    const char *why = NULL;
    bool differs = false;
    Buf buf = {.arena = input->arena};
    Pen pen = {.out = &buf, .colour = terminal_colour(input, stdout)};
    if (!compare_text(&pen, home, left, right, &differs, &why))
        return fail(input, why);
    fwrite(buf_string(&buf), 1, buf.len, stdout);
    return differs ? EXIT_WRONG : EXIT_FINE;
}

static int run_runs(const CommandInput *input)
{
    bool compares = command_option(input, "compare") != NULL;
    if (!compares && input->word_count > 0) {
        fprintf(stderr, "flw runs: one run is shown by: flw show %s\n",
                input->words[0]);
        return EXIT_USAGE;
    }
    Home *home = home_of(input);
    const char *why = NULL;
    if (!home)
        return EXIT_USAGE;
    int status = compares ? compare(input, home) : list(input, home);
    return home_close(home, &why) ? status : fail(input, why);
}

static const Option options[] = {
    {"compare", 0, NULL, NULL, "tell what differs between two runs"},
    {"limit", 'n', "N", NULL, "the newest N; 0: all (20)"},
    {"json", 0, NULL, NULL, "as a JSON array"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {"color", 0, "WHEN", "auto|always|never", "colour"},
    {0},
};

const Command cmd_runs = {
    .name = "runs",
    .summary = "list the runs that are kept, or compare two",
    .usage = "[--compare RUN RUN] [OPTIONS]",
    .text =
        "Lists runs, the newest first. With --compare, tells what differs\n"
        "between two: package, inputs, outputs, states, times, cache hits;\n"
        "exit status 1 when a state or a value does. A run is named by its\n"
        "id, by the beginning of it, or by `last`.\n",
    .options = options,
    .run = run_runs,
};
