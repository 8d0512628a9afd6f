/* test_graphs.c - random workflows against a small interpreter of their own.
 *
 * The interpreter knows nothing of time: it says what each node comes to when
 * everything that can go on does. With fail_immediately the engine may have
 * stopped before, but what it did must be so. FLW_GRAPHS is how many. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/sym.h"
#include "runtime/engine/run.h"
#include "spec/make.h"
#include "tests/unit/flows.h"
#include "tests/unit/suites.h"

/* ---- what it means ---- */

typedef struct Meaning {
    Phase phase; /* SUCCEEDED, FAILED, SKIPPED */
    int64_t value;
} Meaning;

typedef struct Sense {
    Arena *arena;
    SymTable names;
    Map of; /* Sym of a path -> Meaning */
} Sense;

static Meaning means(Sense *sense, const char *path, Phase phase, int64_t value)
{
    Meaning *meaning = arena_new(sense->arena, Meaning);
    *meaning = (Meaning){phase, value};
    map_put(sense->arena, &sense->of, sym_of(&sense->names, path), meaning);
    return *meaning;
}

/* One instance of a flow: what its nodes have come to. */
typedef struct Place {
    Sense *sense;
    const char *prefix;
    int64_t input;
    const Flow *flow;
    Meaning done[ITEMS_MAX];
} Place;

static const Meaning *of_item(const Place *place, const Item *item)
{
    for (uint32_t i = 0; i < place->flow->len; i++) {
        if (place->flow->items[i] == item)
            return &place->done[i];
    }
    return NULL;
}

static bool is_good(const Place *place, const Source *source)
{
    return source->kind != SOURCE_ITEM ||
           of_item(place, source->item)->phase == PHASE_SUCCEEDED;
}

static int64_t value_of(const Place *place, const Source *source)
{
    if (source->kind == SOURCE_CONST)
        return source->number;
    if (source->kind == SOURCE_INPUT)
        return place->input;
    return of_item(place, source->item)->value;
}

/* Does all that it waits for succeed? A branch waits for what its arms see. */
static bool can_begin(const Place *place, const Item *item)
{
    if (!item)
        return true;
    for (uint32_t i = 0; i < item->source_count; i++) {
        if (!is_good(place, &item->sources[i]))
            return false;
    }
    if (item->after && of_item(place, item->after)->phase != PHASE_SUCCEEDED)
        return false;
    return can_begin(place, item->arms[0]) && can_begin(place, item->arms[1]);
}

static Meaning mean_item(const Place *place, const Item *item,
                         const char *path);
static Meaning mean_flow(Sense *sense, const Flow *flow, int64_t input,
                         const char *prefix);

static Meaning mean_branch(const Place *place, const Item *item,
                           const char *path)
{
    Sense *sense = place->sense;
    const char *last = strrchr(path, '/');
    int taken = value_of(place, &item->sources[0]) >= item->limit;
    if (!item->arms[taken])
        return means(sense, path, PHASE_FAILED, 0);
    Meaning meaning = {0};
    for (int i = 0; i < 2 && item->arms[i]; i++) {
        const char *arm =
            arena_print(sense->arena, "%s/%s-%s", path, last ? last + 1 : path,
                        item->arms[i]->id);
        if (i == taken)
            meaning = mean_item(place, item->arms[i], arm);
        else
            means(sense, arm, PHASE_SKIPPED, 0);
    }
    return means(sense, path, meaning.phase, meaning.value);
}

static Meaning mean_array(const Place *place, const Item *item,
                          const char *path)
{
    Sense *sense = place->sense;
    uint32_t good = 0, wanted = item->least;
    for (uint32_t i = 0; i < item->source_count; i++) {
        int64_t value = value_of(place, &item->sources[i]);
        const char *element = arena_print(sense->arena, "%s/%u", path, i);
        bool fine = value <= PICKY_MOST;
        means(sense, element, fine ? PHASE_SUCCEEDED : PHASE_FAILED, value);
        good += fine;
    }
    if (item->by_ratio)
        wanted = (uint32_t)ceil((double)item->ratio * item->source_count);
    return means(sense, path, good >= wanted ? PHASE_SUCCEEDED : PHASE_FAILED,
                 0);
}

static Meaning mean_item(const Place *place, const Item *item, const char *path)
{
    Sense *sense = place->sense;
    int64_t value = value_of(place, &item->sources[0]);
    switch (item->kind) {
    case ITEM_SAME:
        return means(sense, path, PHASE_SUCCEEDED, value);
    case ITEM_PICKY:
        return means(sense, path,
                     value <= PICKY_MOST ? PHASE_SUCCEEDED : PHASE_FAILED,
                     value);
    case ITEM_BRANCH:
        return mean_branch(place, item, path);
    case ITEM_ARRAY:
        return mean_array(place, item, path);
    case ITEM_SUB:
    default: {
        Meaning inner = mean_flow(sense, item->sub, value,
                                  arena_print(sense->arena, "%s/", path));
        return means(sense, path, inner.phase, inner.value);
    }
    }
}

static Meaning mean_flow(Sense *sense, const Flow *flow, int64_t input,
                         const char *prefix)
{
    Place place = {sense, prefix, input, flow, {{0}}};
    bool failed = false;
    for (uint32_t i = 0; i < flow->len; i++) {
        const Item *item = flow->items[i];
        const char *path = arena_print(sense->arena, "%s%s", prefix, item->id);
        place.done[i] = can_begin(&place, item)
                            ? mean_item(&place, item, path)
                            : means(sense, path, PHASE_SKIPPED, 0);
        failed |= place.done[i].phase == PHASE_FAILED;
    }
    if (!failed)
        return (Meaning){PHASE_SUCCEEDED, value_of(&place, &flow->output)};
    if (flow->failure)
        mean_item(&place, flow->failure,
                  arena_print(sense->arena, "%s%s", prefix, flow->failure->id));
    return (Meaning){PHASE_FAILED, 0};
}

/* ---- what the engine made of it ---- */

typedef struct Trial {
    Arena arena;
    Home *home;
    uint64_t seed;
    const Flow *flow;
    Sense sense;
    RunRow *row;
} Trial;

static int64_t int_of(const IdlLiteralMap *map)
{
    const IdlLiteral *literal = literal_find(map, "m");
    return literal &&
                   literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR
               ? literal->scalar->primitive->integer
               : 0;
}

static void check_node(Trial *trial, const NodeRow *row)
{
    const Meaning *wanted =
        map_find(&trial->sense.of, sym_of(&trial->sense.names, row->path));
    Phase found = row->phase == PHASE_RECOVERED ? PHASE_SUCCEEDED : row->phase;
    ck_assert_msg(wanted, "seed %llu: %s is not meant to be",
                  (unsigned long long)trial->seed, row->path);
    if (found == PHASE_ABORTED)
        return;
    ck_assert_msg(wanted->phase == found, "seed %llu: %s wanted %s, found %s",
                  (unsigned long long)trial->seed, row->path,
                  phase_name(wanted->phase), phase_name(found));
    if (found == PHASE_SUCCEEDED)
        ck_assert_int_eq(int_of(row->outputs), wanted->value);
}

/* Of a failed array, those that need not have begun. */
static bool may_be_missing(Trial *trial, const char *path)
{
    const char *last = strrchr(path, '/');
    if (!last)
        return false;
    const char *parent = arena_copy(&trial->arena, path, (size_t)(last - path));
    const Meaning *above =
        map_find(&trial->sense.of, sym_of(&trial->sense.names, parent));
    return above && above->phase == PHASE_FAILED && last[1] >= '0' &&
           last[1] <= '9';
}

/* When nothing was stopped half-way, nothing is missing either. */
static void check_all_there(Trial *trial, const NodeRow *rows, uint32_t n)
{
    Map there = {0};
    for (uint32_t i = 0; i < n; i++)
        map_put(&trial->arena, &there,
                sym_of(&trial->sense.names, rows[i].path), (void *)&rows[i]);
    for (uint32_t i = 0; i < trial->sense.of.len; i++) {
        const Sym *path = trial->sense.of.items[i].key;
        ck_assert_msg(map_find(&there, path) ||
                          may_be_missing(trial, path->text),
                      "seed %llu: %s was never met",
                      (unsigned long long)trial->seed, path->text);
    }
}

static void check_run(Trial *trial, Meaning meaning)
{
    const char *why = NULL;
    uint32_t n = 0;
    ck_assert_msg(trial->row->phase == meaning.phase,
                  "seed %llu: wanted %s, found %s: %s",
                  (unsigned long long)trial->seed, phase_name(meaning.phase),
                  phase_name(trial->row->phase),
                  trial->row->fault ? trial->row->fault->message : "");
    if (meaning.phase == PHASE_SUCCEEDED)
        ck_assert_int_eq(int_of(trial->row->outputs), meaning.value);
    NodeRow *rows =
        nodes_list(trial->home, &trial->arena, trial->row->serial, &n, &why);
    for (uint32_t i = 0; i < n; i++)
        check_node(trial, &rows[i]);
    if (trial->flow->late || meaning.phase == PHASE_SUCCEEDED)
        check_all_there(trial, rows, n);
}

static void try_flow(Trial *trial)
{
    Arena *arena = &trial->arena;
    Package package = {.arena = arena};
    const char *why = NULL;
    int64_t input = (int64_t)(trial->seed % 60);
    trial->flow = flow_make(arena, trial->seed);
    trial->sense = (Sense){.arena = arena};
    sym_table_init(&trial->sense.names, arena);
    Meaning meaning = mean_flow(&trial->sense, trial->flow, input, "");
    flow_package(trial->flow, &package);
    IdlLiteralMap *inputs = literal_map_new(arena);
    literal_map_put(
        arena, inputs, "n",
        make_literal(arena, make_scalar(arena, make_int(arena, input))));
    RunJob job = {.arena = arena,
                  .home = trial->home,
                  .package = &package,
                  .inputs = inputs,
                  .options.jobs = 1 + (uint32_t)(trial->seed % 3),
                  .options.tasks = {.home = trial->home,
                                    .run_id = "",
                                    .entity = "",
                                    .project = "",
                                    .domain = ""}};
    job.entity = entity_find(arena, &package, trial->flow->name, &why);
    why = run_obstacles(&job);
    ck_assert_msg(!why, "seed %llu: %s", (unsigned long long)trial->seed, why);
    trial->row = run_execute(&job, NULL, &why);
    ck_assert_msg(trial->row, "%s", why);
    check_run(trial, meaning);
    if (trial->row->phase == PHASE_FAILED) {
        trial->row = run_execute(&job, trial->row, &why);
        check_run(trial, meaning);
    }
}

START_TEST(graphs)
{
    const char *count = getenv("FLW_GRAPHS"), *tmp = getenv("TMPDIR");
    const char *first = getenv("FLW_GRAPHS_FROM");
    Arena arena = {0};
    const char *why = NULL;
    char *path =
        arena_print(&arena, "%s/flw-graphs-XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(path));
    Home *home = home_open(&arena, path, &why);
    ck_assert_msg(home, "%s", why);
    uint64_t from = first ? strtoull(first, NULL, 10) : 0;
    uint64_t len = count ? strtoull(count, NULL, 10) : 150;
    for (uint64_t seed = from; seed < from + len; seed++) {
        Trial trial = {.home = home, .seed = seed};
        try_flow(&trial);
        arena_release(&trial.arena);
    }
    ck_assert(home_close(home, &why));
    const char *command = arena_print(&arena, "rm -rf '%s'", path);
    ck_assert_int_eq(system(command), 0);
    arena_release(&arena);
}
END_TEST

Suite *graphs_suite(void)
{
    Suite *suite = suite_create("graphs");
    TCase *cases = tcase_create("random");
    tcase_set_timeout(cases, 600);
    tcase_add_test(cases, graphs);
    suite_add_tcase(suite, cases);
    return suite;
}
