/* cache_explain.c - why a node hit or missed, part by part. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/json.h"
#include "runtime/store/cache.h"
#include "runtime/store/query.h"

enum { NEAREST_OF = 200 };

static const char note_of[] =
    "SELECT key, task, version, interface, inputs, facts FROM cache_notes"
    " WHERE run=?1 AND path=?2";
/* The newest of the task, without what this very node put. */
static const char entries_of[] =
    "SELECT c.key, c.task, c.version, c.interface, c.inputs, c.facts, r.id,"
    " c.path, c.made FROM cache c LEFT JOIN runs r ON r.serial=c.run"
    " WHERE c.task=?1 AND NOT (c.run=?2 AND c.path=?3)"
    " ORDER BY c.serial DESC LIMIT ?4";

typedef struct Recipe {
    const char *key, *task, *version, *interface, *inputs;
    const Json *facts; /* name: [digest, shown] */
    const char *run, *path;
    int64_t made;
} Recipe;

static void get_recipe(Query *query, Arena *arena, Recipe *recipe)
{
    recipe->key = query_text(query, arena);
    recipe->task = query_text(query, arena);
    recipe->version = query_text(query, arena);
    recipe->interface = query_text(query, arena);
    recipe->inputs = query_text(query, arena);
    const char *facts = query_text(query, arena);
    recipe->facts =
        facts ? json_parse(arena, facts, strlen(facts), NULL, NULL) : NULL;
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static const Json *first_of(const Recipe *recipe)
{
    return recipe->facts ? recipe->facts->first : NULL;
}

static const char *digest_of(const Json *fact)
{
    return fact->first ? json_text(fact->first) : NULL;
}

static const char *shown_of(const Json *fact)
{
    const Json *second = fact->first ? fact->first->next : NULL;
    return second ? json_text(second) : NULL;
}

/* The next name of two lists that are in order: one or both of its facts. */
typedef struct Pair {
    const Json *here, *there;
} Pair;

static bool next_pair(const Json **here, const Json **there, Pair *pair)
{
    if (!*here && !*there)
        return false;
    int order = !*here    ? 1
                : !*there ? -1
                          : strcmp((*here)->name, (*there)->name);
    *pair = (Pair){order <= 0 ? *here : NULL, order >= 0 ? *there : NULL};
    if (pair->here)
        *here = (*here)->next;
    if (pair->there)
        *there = (*there)->next;
    return true;
}

static bool is_equal(const Pair *pair)
{
    return pair->here && pair->there &&
           same(digest_of(pair->here), digest_of(pair->there));
}

/* The more alike, the higher; the parts before the inputs weigh more. */
static uint32_t likeness(const Recipe *a, const Recipe *b)
{
    uint32_t score = same(a->version, b->version) ? 1u << 20 : 0;
    score += same(a->interface, b->interface) ? 1u << 19 : 0;
    const Json *here = first_of(a);
    const Json *there = first_of(b);
    Pair pair;
    while (next_pair(&here, &there, &pair))
        score += is_equal(&pair);
    return score;
}

static void add_difference(Buf *out, const char *what, const char *here,
                           const char *there)
{
    buf_print(out, "  %s differs: %s here, %s there\n", what,
              here ? here : "not given", there ? there : "not given");
}

static void add_inputs(Buf *out, const Recipe *a, const Recipe *b)
{
    const Json *here = first_of(a);
    const Json *there = first_of(b);
    Pair pair;
    while (next_pair(&here, &there, &pair)) {
        const Json *either = pair.here ? pair.here : pair.there;
        if (!is_equal(&pair))
            add_difference(out,
                           arena_print(out->arena, "input `%s`", either->name),
                           pair.here ? shown_of(pair.here) : NULL,
                           pair.there ? shown_of(pair.there) : NULL);
    }
}

static void add_parts(Buf *out, const Recipe *recipe)
{
    buf_print(out, "  task       %s\n", recipe->task);
    buf_print(out, "  version    %s\n", recipe->version);
    buf_print(out, "  interface  %.16s\n", recipe->interface);
    buf_print(out, "  inputs     %.16s\n", recipe->inputs);
    for (const Json *item = first_of(recipe); item; item = item->next)
        buf_print(out, "    %s = %s\n", item->name, shown_of(item));
    buf_print(out, "  key        %s\n", recipe->key);
}

static void add_source(Buf *out, const Recipe *entry)
{
    time_t seconds = (time_t)(entry->made / 1000000000);
    struct tm parts;
    char when[32] = "";
    if (gmtime_r(&seconds, &parts))
        strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &parts);
    buf_print(out, "node `%s` of run `%s`, %s", entry->path,
              entry->run ? entry->run : "(removed)", when);
}

static void add_comparison(Buf *out, const Recipe *here, const Recipe *there)
{
    buf_text(out, "  the nearest entry is of ");
    add_source(out, there);
    buf_char(out, '\n');
    if (same(here->key, there->key)) {
        buf_text(out, "  it is equal: it came later, or its files were gone or "
                      "changed\n");
        return;
    }
    if (!same(here->version, there->version))
        add_difference(out, "version", here->version, there->version);
    if (!same(here->interface, there->interface))
        add_difference(out, "interface",
                       arena_print(out->arena, "%.16s", here->interface),
                       arena_print(out->arena, "%.16s", there->interface));
    if (!same(here->inputs, there->inputs))
        add_inputs(out, here, there);
}

static bool find_nearest(Home *home, Arena *arena, int64_t run,
                         const char *path, const Recipe *here, Recipe *nearest,
                         const char **why)
{
    Query query = query_of(home, entries_of);
    query_put_text(&query, here->task);
    query_put_int(&query, run);
    query_put_text(&query, path);
    query_put_int(&query, NEAREST_OF);
    uint32_t best = 0;
    while (query_next(&query)) {
        Recipe entry = {0};
        get_recipe(&query, arena, &entry);
        entry.run = query_text(&query, arena);
        entry.path = query_text(&query, arena);
        entry.made = query_int(&query);
        uint32_t score = same(here->key, entry.key)
                             ? UINT32_MAX
                             : 1 + likeness(here, &entry);
        if (score > best) {
            best = score;
            *nearest = entry;
        }
    }
    return query_end(&query, why);
}

static bool find_note(Home *home, Arena *arena, int64_t run, const char *path,
                      Recipe *here, const char **why)
{
    Query query = query_of(home, note_of);
    query_put_int(&query, run);
    query_put_text(&query, path);
    bool found = query_next(&query);
    if (found)
        get_recipe(&query, arena, here);
    if (!query_end(&query, why))
        return false;
    if (!found)
        *why = arena_print(arena,
                           "node `%s` did not ask the cache: its task is not "
                           "cached, or it never was ready to run",
                           path);
    return found;
}

static const char *verdict(CacheStatus status)
{
    switch (status) {
    case CACHE_HIT:
        return "hit: outputs were taken from the cache";
    case CACHE_SKIPPED:
        return "skipped: it was told to overwrite the cache";
    case CACHE_PUT_FAILED:
        return "miss: it ran, and its outputs could not be kept";
    case CACHE_DISABLED:
    case CACHE_MISS:
        return "miss: it ran";
    case CACHE_POPULATED:
        return "miss: it ran, and its outputs are in the cache now";
    }
    return "";
}

const char *cache_explain(Home *home, Arena *arena, int64_t run,
                          const char *path, const char **why)
{
    Recipe here = {0};
    Recipe nearest = {0};
    const NodeRow *node = node_find(home, arena, run, path, why);
    if (!node || !find_note(home, arena, run, path, &here, why) ||
        !find_nearest(home, arena, run, path, &here, &nearest, why))
        return NULL;
    Buf out = {.arena = arena};
    buf_print(&out, "%s\n", verdict(node->cache));
    if (node->cache == CACHE_HIT && same(here.key, nearest.key)) {
        buf_text(&out, "  they are of ");
        add_source(&out, &nearest);
        buf_char(&out, '\n');
    } else if (node->cache != CACHE_HIT && nearest.key)
        add_comparison(&out, &here, &nearest);
    else if (node->cache != CACHE_HIT)
        buf_text(&out, "  there is no other entry of this task\n");
    add_parts(&out, &here);
    return buf_string(&out);
}
