/* cmd_show.c - flw show: one run, or one node of it. */
#include <stdio.h>

#include "compiler/cli/run_session.h"
#include "compiler/cli/terminal.h"
#include "runtime/report/ending.h"
#include "runtime/report/listing.h"
#include "runtime/report/page.h"
#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"

static int fail(const CommandInput *input, const char *why)
{
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_USAGE;
}

static int write_page(const CommandInput *input, Home *home, const RunRow *run)
{
    const char *path = command_option(input, "report");
    const char *why = NULL;
    Package package = {.arena = input->arena};
    FileText bytes;
    Buf page = {.arena = input->arena};
    if (run_package_read(home, input->arena, run->id, &bytes, &why) &&
        package_read_bytes(&package, "package.tgz", bytes, &why) &&
        run_page(&page, home, run, &package, &why) &&
        file_write(input->arena, path, (FileText){buf_string(&page), page.len},
                   &why))
        return EXIT_FINE;
    return fail(input, why);
}

static int show_node(const CommandInput *input, Home *home, const RunRow *run,
                     Pen *pen)
{
    const char *why = NULL;
    const NodeRow *node =
        node_find(home, input->arena, run->serial, input->words[1], &why);
    if (!node || !node_text(pen, home, run, node, &why))
        return fail(input, why);
    return EXIT_FINE;
}

static int show(const CommandInput *input, Home *home)
{
    const RunRow *run =
        run_named(input, home, input->word_count ? input->words[0] : "last");
    const char *why = NULL;
    if (!run)
        return EXIT_USAGE;
    if (command_option(input, "report"))
        return write_page(input, home, run);
    Buf buf = {.arena = input->arena};
    Pen pen = {.out = &buf, .colour = terminal_colour(input, stdout)};
    int status = EXIT_FINE;
    if (input->word_count == 2) {
        status = show_node(input, home, run, &pen);
    } else if (command_option(input, "json")) {
        JsonOut out = {.buf = &buf, .indented = true};
        run_json(&out, home, run);
        buf_char(&buf, '\n');
    } else if (!run_text(&pen, home, run, &why)) {
        return fail(input, why);
    }
    fwrite(buf_string(&buf), 1, buf.len, stdout);
    return status;
}

static int run_show(const CommandInput *input)
{
    const char *why = NULL;
    if (input->word_count > 2)
        return fail(input, "flw show wants a run, and perhaps a node of it");
    Home *home = home_of(input);
    if (!home)
        return EXIT_USAGE;
    int status = show(input, home);
    return home_close(home, &why) ? status : fail(input, why);
}

static const Option options[] = {
    {"json", 0, NULL, NULL, "the run as one JSON object"},
    {"report", 0, "FILE", NULL, "write a page about the run"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {"color", 0, "WHEN", "auto|always|never", "colour"},
    {0},
};

const Command cmd_show = {
    .name = "show",
    .summary = "show a run, or a node of it",
    .usage = "[RUN [NODE]] [OPTIONS]",
    .text =
        "Shows a run: its inputs, its nodes and what became of each, its\n"
        "outputs or its error. With a node's path (`fetch-days/3`), that "
        "node:\n"
        "its values, its tries, their commands, and where their files lie. A\n"
        "run is named by its id, by the beginning of it, or by `last`.\n",
    .options = options,
    .run = run_show,
};
