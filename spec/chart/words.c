/* words.c - what a picture says at its nodes and edges. */
#include "spec/chart/words.h"

#include <string.h>

#include "spec/quoted.h"

const char *chart_kind_word(const ChartNode *node)
{
    static const char *const words[] = {
        [CHART_TASK] = "task",
        [CHART_ECHO] = "echo",
        [CHART_WORKFLOW] = "sub-workflow",
        [CHART_LAUNCH] = "launch plan",
        [CHART_BRANCH] = "branch",
        [CHART_ARRAY] = "map",
        [CHART_APPROVE] = "approval",
        [CHART_SIGNAL] = "signal",
        [CHART_SLEEP] = "sleep",
        [CHART_FAIL] = "fail",
        [CHART_UNKNOWN] = "unknown",
    };
    return words[node->kind];
}

/* `map_square_6b3bd0353da5de6e84d7982921ead2b3-arraynode` is flytekit's name
 * for `square`, mapped. */
static const char *flytekit_mapped(Arena *arena, const char *name)
{
    enum { HEX = 32 };
    static const char begin[] = "map_", end[] = "-arraynode";
    const char *dot = strrchr(name, '.');
    const char *last = dot ? dot + 1 : name;
    size_t len = strlen(last), tail = 1 + HEX + sizeof end - 1;
    if (strncmp(last, begin, sizeof begin - 1) != 0 ||
        len < sizeof begin + tail || strcmp(last + len - (sizeof end - 1), end))
        return NULL;
    const char *hex = last + len - tail;
    if (*hex != '_' || strspn(hex + 1, "0123456789abcdef") != HEX)
        return NULL;
    last += sizeof begin - 1;
    return arena_print(arena, "%.*s%.*s", dot ? (int)(dot + 1 - name) : 0, name,
                       (int)(hex - last), last);
}

/* `.map`, `.map-sums-with-by` is flw's. */
const char *chart_mapped(Arena *arena, const ChartNode *node)
{
    const char *dot = strrchr(node->callee, '.');
    const char *theirs = flytekit_mapped(arena, node->callee);
    bool ours =
        dot && (strcmp(dot, ".map") == 0 || strncmp(dot, ".map-", 5) == 0);
    if (theirs)
        return theirs;
    return ours ? arena_copy(arena, node->callee, (size_t)(dot - node->callee))
                : node->callee;
}

static const char *with_quoted(Arena *arena, const char *word, const char *text)
{
    Buf out = {.arena = arena};
    buf_text(&out, word);
    quoted_add(&out, text, strlen(text));
    return buf_string(&out);
}

/* `fetch-trips` calls `fetch_trips`: that needs no saying. */
static bool says_same(const char *id, const char *callee)
{
    for (; *id && *callee; id++, callee++)
        if (*id != *callee && !(*id == '-' && *callee == '_'))
            return false;
    return *id == *callee;
}

const char *chart_deed(Arena *arena, const ChartNode *node)
{
    switch (node->kind) {
    case CHART_APPROVE:
        return with_quoted(arena, "approve ", node->words);
    case CHART_SIGNAL:
        return with_quoted(arena, "wait for ", node->words);
    case CHART_SLEEP:
        return arena_print(arena, "sleep %s", node->words);
    case CHART_FAIL:
        return node->words;
    case CHART_ECHO:
        return "passes a value on";
    case CHART_ARRAY:
        return arena_print(arena, "each %s", chart_mapped(arena, node));
    case CHART_TASK:
    case CHART_WORKFLOW:
    case CHART_LAUNCH:
    case CHART_BRANCH:
    case CHART_UNKNOWN:
        break;
    }
    return says_same(node->id, node->callee) ? "" : node->callee;
}

const char *chart_condition(Arena *arena, const char *condition)
{
    return condition ? arena_print(arena, "if %s", condition) : "else";
}

const char *chart_change_word(const Chart *chart, uint8_t sides, bool changed)
{
    if (!chart->compared)
        return "";
    if (sides == CHART_NEW)
        return "added";
    if (sides == CHART_OLD)
        return "removed";
    return changed ? "changed" : "";
}
