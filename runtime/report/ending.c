/* ending.c - what a run came to. */
#include "runtime/report/ending.h"

#include <string.h>

#include "runtime/process/log_tail.h"
#include "runtime/report/words.h"
#include "runtime/value/literal_text.h"

enum { LOG_LINES = 12, VALUE_WIDTH = 4000 };

/* ---- one line for the whole ---- */

typedef struct Tally {
    uint32_t tasks, cached, failed;
} Tally;

static Tally tally_nodes(const NodeRow *nodes, uint32_t n)
{
    Tally tally = {0};
    for (uint32_t i = 0; i < n; i++) {
        const NodeRow *node = &nodes[i];
        if (strcmp(node->kind, "task") != 0)
            continue;
        tally.tasks +=
            phase_is_final(node->phase) && node->phase != PHASE_SKIPPED;
        tally.cached += node->cache == CACHE_HIT;
        tally.failed +=
            node->phase == PHASE_FAILED || node->phase == PHASE_TIMED_OUT;
    }
    return tally;
}

static void add_head(Pen *pen, Home *home, const RunRow *run)
{
    Arena *arena = pen->out->arena;
    const char *why = NULL;
    uint32_t n = 0;
    const NodeRow *nodes = nodes_list(home, arena, run->serial, &n, &why);
    Tally tally = tally_nodes(nodes, nodes ? n : 0);
    pen_text(pen, INK_TITLE, run->id);
    buf_char(pen->out, ' ');
    pen_text(pen, phase_ink(run->phase),
             phase_words(run->phase, CACHE_DISABLED));
    buf_print(pen->out, " after %s: %s",
              span_words(arena, run->ended - run->began),
              count_words(arena, tally.tasks, "task"));
    if (tally.cached)
        buf_print(pen->out, ", %u from the cache", tally.cached);
    if (tally.failed)
        buf_print(pen->out, ", %u failed", tally.failed);
    buf_char(pen->out, '\n');
}

/* ---- why it failed ---- */

static void add_attempt(Pen *pen, Home *home, const RunRow *run,
                        const AttemptRow *attempt)
{
    Arena *arena = pen->out->arena;
    const char *folder = arena_print(arena, "%s/runs/%s/%s", home_path(home),
                                     run->id, attempt->folder);
    const char *log = arena_print(arena, "%s/log", folder);
    const char *tail = log_tail(arena, log, LOG_LINES);
    if (*tail && !strstr(attempt->fault ? attempt->fault->message : "", tail)) {
        buf_text(pen->out, "\n  the end of its log:\n  | ");
        add_lines(pen->out, tail, "  | ");
    }
    buf_char(pen->out, '\n');
    if (attempt->command) {
        buf_text(pen->out, "  command  ");
        add_lines(pen->out, attempt->command, "");
    }
    buf_print(pen->out, "  files    %s\n", folder);
}

static void add_failure(Pen *pen, Home *home, const RunRow *run)
{
    Arena *arena = pen->out->arena;
    const Fault *fault = run->fault;
    pen_text(pen, INK_ERROR, "error");
    pen_text(pen, INK_TITLE,
             run->failed_node
                 ? arena_print(arena, ": node `%s` failed: %s",
                               plain_words(arena, run->failed_node),
                               blame_words(fault->kind))
                 : arena_print(arena, ": the run failed: %s",
                               blame_words(fault->kind)));
    if (fault->code && *fault->code)
        buf_print(pen->out, "\n  %s", plain_words(arena, fault->code));
    buf_text(pen->out, "\n  ");
    add_lines(pen->out, fault->message, "  ");
    const char *why = NULL;
    uint32_t n = 0;
    const AttemptRow *attempts = run->failed_node
                                     ? attempts_list(home, arena, run->serial,
                                                     run->failed_node, &n, &why)
                                     : NULL;
    if (attempts && n > 0)
        add_attempt(pen, home, run, &attempts[n - 1]);
}

void ending_text(Pen *pen, Home *home, const RunRow *run)
{
    if (run->fault)
        add_failure(pen, home, run);
    if (run->phase != PHASE_SUCCEEDED)
        buf_print(pen->out, "%s  next     flw resume %s\n",
                  run->fault ? "" : "\n", run->id);
    if (run->fault)
        buf_char(pen->out, '\n');
    add_head(pen, home, run);
}

/* ---- what it gave ---- */

void outputs_text(Pen *pen, Home *home, const RunRow *run)
{
    Arena *arena = pen->out->arena;
    if (!run->outputs)
        return;
    size_t width = 0;
    for (size_t i = 0; i < run->outputs->n_literals; i++) {
        size_t len = strlen(run->outputs->literals[i]->key);
        width = len > width && len <= 30 ? len : width;
    }
    for (size_t i = 0; i < run->outputs->n_literals; i++) {
        const IdlLiteral *value =
            value_with_paths(home, arena, run->outputs->literals[i]->value);
        buf_print(pen->out, "%-*s  ", (int)width,
                  plain_words(arena, run->outputs->literals[i]->key));
        buf_text(pen->out, literal_shown(arena, value, VALUE_WIDTH));
        buf_char(pen->out, '\n');
    }
}
