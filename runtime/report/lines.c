/* lines.c - a run told line by line. */
#include "runtime/report/lines.h"

#include <string.h>

#include "runtime/report/words.h"

/* Queued is no news, and a task's own start and end are its node's. */
static bool is_news(const Change *change)
{
    if (change->phase == PHASE_QUEUED || change->phase == PHASE_NOT_YET)
        return false;
    if (change->of != CHANGE_TASK)
        return true;
    bool failed = change->phase == PHASE_FAILED;
    return failed && change->node->attempts > change->attempt->number + 1;
}

static void add_what(Pen *pen, Arena *arena, const Change *change)
{
    if (change->of == CHANGE_RUN) {
        pen_words(pen, INK_TITLE, change->run->entity);
        buf_print(pen->out, " as %s", change->run->id);
        return;
    }
    pen_words(pen, INK_PLAIN, plain_words(arena, change->node->path));
    const char *entity = change->node->entity;
    if (!entity || change->phase != PHASE_RUNNING)
        return;
    bool waits = strcmp(change->node->kind, "gate") == 0;
    const char *plain = plain_words(arena, entity);
    if (waits)
        buf_print(pen->out, "  (waits for: flw signal %s %s)", change->run->id,
                  plain);
    else
        buf_print(pen->out, "  (%s)", plain);
}

static const Fault *fault_of(const Change *change)
{
    if (change->of == CHANGE_RUN)
        return change->run->fault;
    return change->of == CHANGE_TASK ? change->attempt->fault
                                     : change->node->fault;
}

static void add_fault(Pen *pen, Arena *arena, const Change *change)
{
    const Fault *fault = fault_of(change);
    bool went_wrong = change->phase == PHASE_FAILED ||
                      change->phase == PHASE_FAILING ||
                      change->phase == PHASE_TIMED_OUT;
    if (!fault || !went_wrong)
        return;
    buf_print(pen->out, ": %s", plain_words(arena, fault->message));
    if (change->of == CHANGE_TASK)
        buf_print(pen->out, "; tried again after try %u",
                  change->attempt->number + 1);
}

static void hear(void *self, const Change *change)
{
    Lines *lines = self;
    if (!is_news(change))
        return;
    Arena *arena = &lines->scratch;
    Buf buf = {.arena = arena};
    Pen pen = {.out = &buf, .colour = lines->colour};
    CacheStatus cache = change->node ? change->node->cache : CACHE_DISABLED;
    buf_print(&buf, "%8.1fs  ",
              (double)(change->at - change->run->began) / 1e9);
    const char *words = change->of == CHANGE_TASK
                            ? "retrying"
                            : phase_words(change->phase, cache);
    Ink ink =
        change->of == CHANGE_TASK ? INK_WARNING : phase_ink(change->phase);
    pen_text(&pen, ink, arena_print(arena, "%-11s", words));
    buf_char(&buf, ' ');
    add_what(&pen, arena, change);
    add_fault(&pen, arena, change);
    buf_char(&buf, '\n');
    fwrite(buf_string(&buf), 1, buf.len, lines->out);
    arena_reset(arena);
}

static void tick(void *self, int64_t now)
{
    Lines *lines = self;
    (void)now;
    fflush(lines->out);
}

Listener lines_listener(Lines *lines)
{
    return (Listener){.hear = hear, .tick = tick, .self = lines};
}
