/* cmd_graph.c - flw graph: a workflow as a picture. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/shown.h"
#include "compiler/cli/command.h"
#include "compiler/cli/side.h"
#include "compiler/cli/terminal.h"
#include "spec/chart/chart.h"
#include "spec/chart/pictures.h"
#include "spec/chart/svg.h"
#include "spec/chart/text.h"

static const char *shown(const CommandInput *input, const char *text)
{
    Buf out = {.arena = input->arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

/* ---- which workflow ---- */

static void list_workflows(const CommandInput *input, const Package *package)
{
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const Flyteidl__Core__Identifier *id = package_id(entry);
        if (entry->kind == PACKAGE_WORKFLOW && id && id->name)
            fprintf(stderr, "  %s\n", shown(input, id->name));
    }
}

static const char *name_of_workflow(const PackageEntry *entry)
{
    const Flyteidl__Core__Identifier *id = package_id(entry);
    return entry->kind == PACKAGE_WORKFLOW && id && id->name ? id->name : NULL;
}

static uint32_t count_workflows(const Package *package, const char **last)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const char *name = name_of_workflow(&package->entries.at[i]);
        count += name != NULL;
        *last = name ? name : *last;
    }
    return count;
}

/* The one that is named, or the only one. */
static const IdlWorkflow *choose(const CommandInput *input, const Side *side,
                                 const ChartIndex *index)
{
    const char *name = input->word_count > 1 ? input->words[1] : NULL;
    const char *path = shown(input, side->path), *only = NULL;
    uint32_t count = count_workflows(&side->package, &only);
    bool ambiguous = false;
    if (!name && count != 1) {
        fprintf(stderr,
                count ? "flw graph: `%s` holds %u workflows; name one:\n"
                      : "flw graph: `%s` holds no workflow\n",
                path, count);
        list_workflows(input, &side->package);
        return NULL;
    }
    const IdlWorkflow *found =
        chart_find(index, &side->package, name ? name : only, &ambiguous);
    if (!found) {
        fprintf(stderr,
                ambiguous ? "flw graph: `%s` holds several called `%s`; write "
                            "the whole name:\n"
                          : "flw graph: `%s` holds no workflow or launch plan "
                            "called `%s`; there are:\n",
                path, shown(input, name));
        list_workflows(input, &side->package);
    }
    return found;
}

/* ---- drawing ---- */

static bool is_across(const CommandInput *input)
{
    const char *direction = command_option(input, "direction");
    return direction && strcmp(direction, "right") == 0;
}

static void draw_text(const CommandInput *input, const Chart *chart, Buf *out)
{
    const char *path = command_option(input, "output");
    bool to_file = path && strcmp(path, "-") != 0;
    bool to_terminal = !to_file && isatty(STDOUT_FILENO);
    const char *choice = command_option(input, "color");
    bool always = choice && strcmp(choice, "always") == 0;
    ChartTextStyle style = {.colour = to_file ? always
                                              : terminal_colour(input, stdout),
                            .ascii = command_given(input, "ascii"),
                            .width = to_terminal ? terminal_width(stdout) : 0};
    chart_text(out, chart, style);
}

#define TOO_LARGE_HELP                                                       \
    "help: open less with --depth 0, or use --format text, dot or mermaid\n" \
    "   = explain: flw explain E0641\n"

static bool draw_svg(const CommandInput *input, const Flat *flat, Buf *out)
{
    SvgStyle style = {.across = is_across(input)};
    const char *why = NULL;
    switch (chart_svg(out, flat, &style, &why)) {
    case PLACED_FINE:
        return true;
    case PLACED_ABSENT:
        fprintf(stderr,
                "error[E0640]: Graphviz is not installed: there is no `dot` to "
                "lay the picture out\n"
                "help: install the package `graphviz`, or use --format text or "
                "mermaid\n"
                "   = explain: flw explain E0640\n");
        return false;
    case PLACED_TOO_LARGE:
        fprintf(stderr,
                "error[E0641]: %u nodes and %u edges are too many for a "
                "picture, which has at most %d and %d\n" TOO_LARGE_HELP,
                flat->nodes.len, flat->edges.len, PLACED_NODES_MAX,
                PLACED_EDGES_MAX);
        return false;
    case PLACED_LATE:
        fprintf(stderr,
                "error[E0641]: Graphviz has not laid out %u nodes and %u edges "
                "within %d seconds\n" TOO_LARGE_HELP,
                flat->nodes.len, flat->edges.len, PLACED_SECONDS);
        return false;
    case PLACED_FAILED:
        fprintf(stderr,
                "flw graph: Graphviz's `dot` cannot lay the picture out: %s\n",
                why);
        return false;
    }
    return false;
}

static bool draw(const CommandInput *input, const Chart *chart,
                 const char *format, Buf *out)
{
    bool across = is_across(input);
    if (strcmp(format, "text") == 0) {
        draw_text(input, chart, out);
        return true;
    }
    const Flat *flat = flat_make(input->arena, chart);
    if (strcmp(format, "svg") == 0)
        return draw_svg(input, flat, out);
    if (flat->cut)
        fprintf(stderr,
                "note: the picture lacks edges, of which it has at most %d\n",
                FLAT_EDGES_MAX);
    if (strcmp(format, "dot") == 0)
        chart_dot(out, flat, across);
    else
        chart_mermaid(out, flat, across);
    return true;
}

static const char *format_of(const CommandInput *input)
{
    const char *format = command_option(input, "format");
    const char *path = command_option(input, "output");
    bool to_file = path && strcmp(path, "-") != 0;
    return format ? format : to_file ? "svg" : "text";
}

static bool give(const CommandInput *input, const Buf *out)
{
    const char *path = command_option(input, "output");
    const char *why = NULL;
    FileText text = {buf_string(out), out->len};
    if (!path || strcmp(path, "-") == 0) {
        fwrite(text.text, 1, text.len, stdout);
        return true;
    }
    if (file_write(input->arena, path, text, &why))
        return true;
    fprintf(stderr, "flw graph: cannot write `%s`: %s\n", shown(input, path),
            why);
    return false;
}

/* ---- what it was ---- */

/* What has a path of its own is that; else a revision of what is drawn. */
static int open_old(const CommandInput *input, const char *path, Side *old)
{
    const char *word = command_option(input, "diff");
    old->quiet = true;
    return file_exists(word) ? side_open(input, word, old)
                             : side_open_revision(input, word, path, old);
}

/* The chart, with what it was where --diff says so. A workflow that was not
 * there is all new. NULL: *status says why. */
static Chart *compare(const CommandInput *input, const Side *side, Chart *chart,
                      uint32_t depth, int *status)
{
    Side old = {0};
    bool ambiguous = false;
    if (!command_given(input, "diff"))
        return chart;
    *status = open_old(input, side->path, &old);
    if (*status != EXIT_FINE)
        return NULL;
    ChartIndex *index = chart_index(input->arena, &old.package);
    const IdlWorkflow *workflow =
        chart_find(index, &old.package, chart->flow->name, &ambiguous);
    if (!workflow) {
        chart->compared = true;
        return chart;
    }
    Chart *earlier = chart_make(index, workflow, depth);
    return chart_compare(input->arena, &index->names, earlier, chart);
}

static int make(const CommandInput *input, const Side *side, uint32_t depth)
{
    int status = EXIT_USAGE;
    ChartIndex *index = chart_index(input->arena, &side->package);
    const IdlWorkflow *workflow = choose(input, side, index);
    if (!workflow)
        return EXIT_USAGE;
    Chart *chart = compare(input, side, chart_make(index, workflow, depth),
                           depth, &status);
    if (!chart)
        return status;
    Buf out = {.arena = input->arena};
    if (!draw(input, chart, format_of(input), &out) || !give(input, &out))
        return EXIT_USAGE;
    return EXIT_FINE;
}

static int run_graph(const CommandInput *input)
{
    Side side = {.quiet = true};
    long depth = CHART_DEPTH_MAX;
    if (input->word_count > 2) {
        fprintf(stderr, "flw graph: name one path, and one workflow of it\n");
        return EXIT_USAGE;
    }
    if (!command_number(input, "depth", 0, &depth))
        return EXIT_USAGE;
    int status =
        side_open(input, input->word_count ? input->words[0] : ".", &side);
    return status == EXIT_FINE ? make(input, &side, (uint32_t)depth) : status;
}

static const Option options[] = {
    {"format", 'f', "FORMAT", "text|svg|dot|mermaid",
     "what to write (text; svg to a file)"},
    {"output", 'o', "FILE", NULL, "write it there; -: standard output"},
    {"diff", 0, "OLD", NULL,
     "show what differs from OLD: a path, or a revision of git"},
    {"depth", 0, "N", NULL, "open sub-workflows N levels down (all)"},
    {"direction", 0, "WAY", "down|right", "where the data goes (down)"},
    {"ascii", 0, NULL, NULL, "draw lines and marks of the text in ASCII"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"color", 0, "WHEN", "auto|always|never", "colour in the text"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {0},
};

const Command cmd_graph = {
    .name = "graph",
    .summary = "draw a workflow",
    .usage = "[OPTIONS] [PATH|PACKAGE [WORKFLOW]]",
    .text =
        "Draws a workflow of a program or of a package of any SDK: what each\n"
        "node calls, which values go where, with their types, and what is\n"
        "inside of sub-workflows, branches and maps. What flw's compiler has\n"
        "made is marked as generated. A launch plan's name stands for its\n"
        "workflow; the last part of a name will do where it is the only such.\n"
        "\n"
        "`text` is a list of nodes in the order of the data, with lines from\n"
        "each to what waits for it. `svg` is a picture that Graphviz lays "
        "out,\n"
        "light or dark as its reader is; `dot` is Graphviz's language, "
        "`mermaid` "
        "that\nof pages such as GitHub's.\n",
    .options = options,
    .run = run_graph,
};
