/* cmd_logs.c - flw logs: what a task wrote. */
#include <stdio.h>

#include "base/shown.h"
#include "compiler/cli/run_session.h"
#include "runtime/process/loop.h"
#include "runtime/report/words.h"

static int fail(const CommandInput *input, const char *why)
{
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_USAGE;
}

/* Line by line, so that nothing in it moves a terminal. */
static void print_safely(Arena *arena, FileText text)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.text[end] != '\n')
            end++;
        shown_add(&out, text.text + at, end - at);
        if (end < text.len)
            buf_char(&out, '\n');
        at = end + 1;
    }
    fwrite(buf_string(&out), 1, out.len, stdout);
}

/* The attempt of --try, else the newest. */
static const AttemptRow *pick(const CommandInput *input,
                              const AttemptRow *attempts, uint32_t n)
{
    long number = 0;
    if (!command_number(input, "try", 1, &number))
        return NULL;
    if (number == 0)
        return &attempts[n - 1];
    for (uint32_t i = 0; i < n; i++)
        if (attempts[i].number + 1 == (uint32_t)number)
            return &attempts[i];
    fprintf(stderr, "error: there was no try %ld\n", number);
    return NULL;
}

static int print_log(const CommandInput *input, Home *home, const RunRow *run,
                     const AttemptRow *attempt)
{
    const char *path = arena_print(input->arena, "%s/runs/%s/%s/log",
                                   home_path(home), run->id, attempt->folder);
    const char *why = NULL;
    FileText text;
    if (!file_exists(path))
        return EXIT_FINE;
    if (!file_read(input->arena, path, LOG_BYTES_MAX + (1 << 20), &text, &why))
        return fail(input, why);
    if (command_option(input, "raw"))
        fwrite(text.text, 1, text.len, stdout);
    else
        print_safely(input->arena, text);
    return EXIT_FINE;
}

static int show_log(const CommandInput *input, Home *home)
{
    const RunRow *run = run_named(input, home, input->words[0]);
    const char *why = NULL;
    uint32_t n = 0;
    if (!run)
        return EXIT_USAGE;
    const NodeRow *node =
        node_find(home, input->arena, run->serial, input->words[1], &why);
    const AttemptRow *attempts =
        node ? attempts_list(home, input->arena, run->serial, node->path, &n,
                             &why)
             : NULL;
    if (!attempts)
        return fail(input, why);
    if (n == 0)
        return fail(input, arena_print(input->arena,
                                       "node `%s` has started no process",
                                       node->path));
    const AttemptRow *attempt = pick(input, attempts, n);
    return attempt ? print_log(input, home, run, attempt) : EXIT_USAGE;
}

static int run_logs(const CommandInput *input)
{
    const char *why = NULL;
    if (input->word_count != 2)
        return fail(input, "flw logs wants a run and a node, such as: flw "
                           "logs last fetch-days/3");
    Home *home = home_of(input);
    if (!home)
        return EXIT_USAGE;
    int status = show_log(input, home);
    return home_close(home, &why) ? status : fail(input, why);
}

static const Option options[] = {
    {"try", 0, "N", NULL, "of the Nth try (the last)"},
    {"raw", 0, NULL, NULL, "the very bytes, controls and all"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {0},
};

const Command cmd_logs = {
    .name = "logs",
    .summary = "print what a task wrote",
    .usage = "RUN NODE [OPTIONS]",
    .text =
        "Prints both outputs of a task's process, in the order in which they\n"
        "were written. Controls are made visible unless --raw is given.\n",
    .options = options,
    .run = run_logs,
};
