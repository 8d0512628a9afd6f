/* listing.c - runs as lines, and one of them in full. */
#include "runtime/report/listing.h"

#include <string.h>

#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"
#include "runtime/value/literal_text.h"

enum { VALUE_WIDTH = 300, ID_WIDTH = 20, PATH_WIDTH = 32 };

static void add_phase(Pen *pen, Phase phase, CacheStatus cache)
{
    pen_text(pen, phase_ink(phase),
             arena_print(pen->out->arena, "%-11s", phase_words(phase, cache)));
}

/* A driver that was killed could not say that its run had stopped. */
static Phase phase_of(const RunRow *run)
{
    bool driven = run->pid && process_start(run->pid) == run->pid_start;
    return driven || phase_is_final(run->phase) ? run->phase
                                                : PHASE_INTERRUPTED;
}

/* "3.2s", or nothing where it has not begun. */
static const char *span_of(Arena *arena, int64_t began, int64_t ended)
{
    return began && ended ? span_words(arena, ended - began) : "";
}

void runs_text(Pen *pen, const RunRow *runs, uint32_t n)
{
    Arena *arena = pen->out->arena;
    for (uint32_t i = 0; i < n; i++) {
        const RunRow *run = &runs[i];
        buf_print(pen->out, "%-*s ", ID_WIDTH, run->id);
        add_phase(pen, phase_of(run), CACHE_DISABLED);
        buf_print(pen->out, " %s %7s  %s\n", time_words(arena, run->began),
                  span_of(arena, run->began, run->ended),
                  plain_words(arena, run->entity));
    }
}

/* ---- values ---- */

static void add_values(Pen *pen, Home *home, const char *title,
                       const IdlLiteralMap *values)
{
    Arena *arena = pen->out->arena;
    if (!values || values->n_literals == 0)
        return;
    pen_text(pen, INK_TITLE, title);
    buf_char(pen->out, '\n');
    for (size_t i = 0; i < values->n_literals; i++)
        buf_print(pen->out, "  %s = %s\n",
                  plain_words(arena, values->literals[i]->key),
                  literal_shown(
                      arena,
                      value_with_paths(home, arena, values->literals[i]->value),
                      VALUE_WIDTH));
}

static void add_fault(Pen *pen, const Fault *fault)
{
    if (!fault)
        return;
    pen_text(pen, INK_ERROR, "error");
    bool coded = fault->code && fault->code[0];
    buf_print(pen->out, " %s%s%s\n", coded ? fault->code : "",
              coded ? ", " : "", blame_words(fault->kind));
    buf_text(pen->out, "  ");
    add_lines(pen->out, fault->message, "  ");
}

/* ---- a run ---- */

static void add_node(Pen *pen, const NodeRow *node)
{
    Arena *arena = pen->out->arena;
    buf_text(pen->out, "  ");
    add_phase(pen, node->phase, node->cache);
    buf_print(pen->out, " %-*s %-8s %6s", PATH_WIDTH,
              plain_words(arena, node->path), node->kind,
              span_of(arena, node->began, node->ended));
    if (node->attempts > 1)
        buf_print(pen->out, "  %u tries", node->attempts);
    if (node->fault)
        buf_print(pen->out, "  %s", plain_words(arena, node->fault->message));
    buf_char(pen->out, '\n');
}

bool run_text(Pen *pen, Home *home, const RunRow *run, const char **why)
{
    Arena *arena = pen->out->arena;
    uint32_t n = 0;
    const NodeRow *nodes = nodes_list(home, arena, run->serial, &n, why);
    if (!nodes)
        return false;
    pen_text(pen, INK_TITLE, run->id);
    buf_print(pen->out, "  %s %s of %s  ", run->kind,
              plain_words(arena, run->entity), plain_words(arena, run->source));
    add_phase(pen, phase_of(run), CACHE_DISABLED);
    buf_print(pen->out, "\nbegan %s UTC, %s\n", time_words(arena, run->began),
              run->ended
                  ? arena_print(arena, "took %s",
                                span_words(arena, run->ended - run->began))
                  : "not ended");
    add_values(pen, home, "inputs", run->inputs);
    pen_text(pen, INK_TITLE, "nodes");
    buf_char(pen->out, '\n');
    for (uint32_t i = 0; i < n; i++)
        add_node(pen, &nodes[i]);
    add_values(pen, home, "outputs", run->outputs);
    add_fault(pen, run->fault);
    return true;
}

/* ---- a node ---- */

static void add_attempt(Pen *pen, Home *home, const RunRow *run,
                        const AttemptRow *attempt)
{
    Arena *arena = pen->out->arena;
    buf_print(pen->out, "  %u  ", attempt->number + 1);
    add_phase(pen, attempt->phase, CACHE_DISABLED);
    buf_print(pen->out, " %6s", span_of(arena, attempt->began, attempt->ended));
    if (attempt->exit_code > 0)
        buf_print(pen->out, "  exit %d", attempt->exit_code);
    if (attempt->exit_signal)
        buf_print(pen->out, "  signal %d", attempt->exit_signal);
    buf_print(pen->out, "\n     %s/runs/%s/%s\n", home_path(home), run->id,
              attempt->folder ? attempt->folder : "");
    if (attempt->command) {
        buf_text(pen->out, "     ");
        add_lines(pen->out, attempt->command, "");
    }
}

bool node_text(Pen *pen, Home *home, const RunRow *run, const NodeRow *node,
               const char **why)
{
    Arena *arena = pen->out->arena;
    uint32_t n = 0;
    const AttemptRow *attempts =
        attempts_list(home, arena, run->serial, node->path, &n, why);
    if (!attempts)
        return false;
    pen_text(pen, INK_TITLE, plain_words(arena, node->path));
    buf_print(pen->out, "  %s %s  ", node->kind,
              node->entity ? plain_words(arena, node->entity) : "");
    add_phase(pen, node->phase, node->cache);
    buf_print(pen->out, " %s\n", span_of(arena, node->began, node->ended));
    add_values(pen, home, "inputs", node->inputs);
    add_values(pen, home, "outputs", node->outputs);
    add_fault(pen, node->fault);
    if (n > 0) {
        pen_text(pen, INK_TITLE, "tries");
        buf_char(pen->out, '\n');
    }
    for (uint32_t i = 0; i < n; i++)
        add_attempt(pen, home, run, &attempts[i]);
    return true;
}
