/* words.c - how a run's facts are worded. */
#include "runtime/report/words.h"

#include <string.h>
#include <time.h>

#include "base/panic.h"
#include "runtime/store/objects.h"

static const int64_t SECOND = 1000000000;

const char *phase_words(Phase phase, CacheStatus cache)
{
    switch (phase) {
    case PHASE_NOT_YET:
        return "waiting";
    case PHASE_QUEUED:
        return "queued";
    case PHASE_RUNNING:
        return "running";
    case PHASE_SUCCEEDED:
        return cache == CACHE_HIT ? "cached" : "succeeded";
    case PHASE_FAILED:
        return "failed";
    case PHASE_TIMED_OUT:
        return "timed out";
    case PHASE_SKIPPED:
        return "skipped";
    case PHASE_ABORTED:
        return "aborted";
    case PHASE_RECOVERED:
        return "recovered";
    case PHASE_FAILING:
        return "failing";
    case PHASE_SUCCEEDING:
        return "ending";
    case PHASE_INTERRUPTED:
        return "interrupted";
    }
    UNREACHABLE("a phase without words");
}

Ink phase_ink(Phase phase)
{
    switch (phase) {
    case PHASE_SUCCEEDED:
    case PHASE_RECOVERED:
        return INK_HELP;
    case PHASE_FAILED:
    case PHASE_FAILING:
    case PHASE_TIMED_OUT:
        return INK_ERROR;
    case PHASE_ABORTED:
    case PHASE_INTERRUPTED:
        return INK_WARNING;
    case PHASE_RUNNING:
        return INK_NOTE;
    case PHASE_NOT_YET:
    case PHASE_QUEUED:
    case PHASE_SKIPPED:
    case PHASE_SUCCEEDING:
        return INK_GUTTER;
    }
    UNREACHABLE("a phase without ink");
}

const char *span_words(Arena *arena, int64_t ns)
{
    if (ns < 0)
        ns = 0;
    int64_t seconds = ns / SECOND;
    if (seconds < 1)
        return arena_print(arena, "%lldms", (long long)(ns / 1000000));
    if (seconds < 10)
        return arena_print(arena, "%.1fs", (double)ns / (double)SECOND);
    if (seconds < 60)
        return arena_print(arena, "%llds", (long long)seconds);
    long long minutes = seconds / 60;
    if (minutes < 60)
        return arena_print(arena, "%lldm%02llds", minutes,
                           (long long)(seconds % 60));
    return arena_print(arena, "%lldh%02lldm", minutes / 60, minutes % 60);
}

const char *time_words(Arena *arena, int64_t ns)
{
    time_t seconds = (time_t)(ns / SECOND);
    struct tm parts;
    char text[32];
    if (!gmtime_r(&seconds, &parts) ||
        strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &parts) == 0)
        return "?";
    return arena_copy(arena, text, strlen(text));
}

const char *count_words(Arena *arena, uint64_t n, const char *noun)
{
    return arena_print(arena, "%llu %s%s", (unsigned long long)n, noun,
                       n == 1 ? "" : "s");
}

const char *blame_words(FaultKind kind)
{
    return kind == FAULT_SYSTEM ? "the platform's part (SYSTEM)"
           : kind == FAULT_USER ? "the user's part (USER)"
                                : "the user's part (UNKNOWN)";
}

const char *plain_words(Arena *arena, const char *text)
{
    Buf out = {.arena = arena};
    size_t len = strcspn(text, "\n");
    bool leads = text[len] && len > 0 && text[len - 1] == ':';
    shown_add(&out, text, leads ? len - 1 : len);
    return buf_string(&out);
}

void add_lines(Buf *out, const char *text, const char *indent)
{
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\n");
        if (at > text)
            buf_text(out, indent);
        shown_add(out, at, len);
        buf_char(out, '\n');
        at += len + (at[len] == '\n');
    }
}

typedef struct Where {
    Home *home;
    Arena *arena;
} Where;

static const char *path_of(void *self, const IdlLiteral *holder,
                           const char *uri)
{
    Where *where = self;
    const char *why = NULL;
    (void)holder;
    if (!object_is(uri))
        return uri;
    const char *path = object_path(where->home, where->arena, uri, &why);
    return path ? path : uri;
}

const IdlLiteral *value_with_paths(Home *home, Arena *arena,
                                   const IdlLiteral *value)
{
    Where where = {home, arena};
    return literal_change_uris(arena, value, path_of, &where);
}
