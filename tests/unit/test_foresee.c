/* test_foresee.c - what is foreseen holds what is emitted. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/emit/foresee.h"
#include "compiler/emit/foresight.h"
#include "compiler/plan/make.h"
#include "tests/unit/program.h"
#include "tests/unit/suites.h"

/* What every program here can use. */
#define HEAD                                                               \
    "defaults { image: \"ghcr.io/acme/x:1\" }\n"                           \
    "enum Way { fast, slow }\n"                                            \
    "type Row = { id: int, way: Way, note: string? }\n"                    \
    "task inc(x: int, by: int = 1) -> (y: int)\n"                          \
    "using container { command: [\"inc\", \"{x}\", \"{by}\", \"{y}\"] }\n" \
    "task sum(all: list<int>) -> (y: int)\n"                               \
    "using shell { script: \"echo $$ > $y\" }\n"                           \
    "task look(row: Row, maybe: int? = none) -> (way: Way, rest: json)\n"  \
    "using python { module: \"rows\", function: \"look\" }\n"              \
    "with { retries: 3, labels: { team: \"eta\" }, env: { A: \"b\" } }\n"

static const char *const programs[] = {
    "workflow w(x: int) -> (y: int)\n"
    "{ a = inc(x)\n  b = inc(inc(a), by: 7) after [a]\n  return (y: b) }",
    "## A list of nodes, twice.\n"
    "workflow w(x: int) -> (y: int)\n"
    "{ a = inc(x)\n  l = [a, x, 3]\n  b = sum(l)\n  c = sum(l)\n"
    "  d = inc(b, by: c)\n  return (y: d) }",
    "workflow w(xs: list<int>, k: int = 3) -> (ys: list<int>)\n"
    "{ ys = [inc(x, by: k) for x in xs] with { parallelism: 4 }\n"
    "  return (ys: ys) }",
    "workflow w(x: int, row: Row = { id: 1, way: Way.fast, note: \"n\" })\n"
    "  -> (y: int)\n"
    "{ r = look(row)\n"
    "  p = match r.way { fast -> inc(x), slow -> inc(inc(x)) }\n"
    "  o = if x > 1 {\n    a = inc(x)\n    inc(a)\n  } else { p }\n"
    "  q = if p > 3 and x < 9 { inc(p) } else if x == 4 { p }\n"
    "      else { fail \"no\" }\n"
    "  i = look({ id: 2, way: Way.slow, note: none }, maybe: q)\n"
    "  if not (q == 2) { sum([q, x]) }\n"
    "  return (y: inc(o)) }",
    "workflow inner(x: int) -> (y: int) { return (y: inc(x)) }\n"
    "## What runs at night.\n"
    "workflow outer(x: int) -> (y: int)\n"
    "{ a = inner(x)\n  b = inner(a) after [a]\n"
    "  on failure (e) { inc(1) }\n  return (y: b) }\n"
    "launch nightly = outer {\n  inputs { x: 4 }\n"
    "  schedule cron(\"0 3 * * *\")\n  labels { team: \"eta\" }\n"
    "  env { A: \"long enough\" } }",
    "workflow w(x: int) -> (y: int)\n"
    "{ approve(\"go-on\", timeout: 1h)\n"
    "  k: int = wait_for(\"how-many\")\n"
    "  a = inc(x, by: k) with { cpu: 2, memory: 4Gi, retries: 2 }\n"
    "  sleep(5m)\n"
    "  return (y: a) }",
    "type Deep = { rows: list<Row>, by: map<Row?>, at: datetime | duration }\n"
    "task deep(d: Deep, t: table<{ a: int, b: string }>) -> (f: file<csv>)\n"
    "using python { module: \"a\", function: \"b\" }\n"
    "workflow w(d: Deep, t: table<{ a: int, b: string }>) -> (f: file<csv>)\n"
    "{ a = deep(d, t)\n  return (f: a) }",
};
enum { PROGRAM_COUNT = sizeof(programs) / sizeof(*programs) };

typedef struct Rooms {
    Program program;
    Arena arena;
    Emitter e;      /* emits */
    Emitter weighs; /* for the foresight */
    Foresight foresight;
    const Plan *plan;
    size_t called; /* of all workflows */
    size_t weight; /* as emission sums it up */
    size_t room;
} Rooms;

static void begin(Rooms *rooms, const char *text)
{
    *rooms = (Rooms){0};
    program_begin(&rooms->program, text);
    ck_assert(!session_failed(&rooms->program.session));
    EmitInput input = {&rooms->arena, &rooms->program.session.diags, "0.1.0"};
    emitter_init(&rooms->e, &input);
    emitter_init(&rooms->weighs, &input);
    rooms->foresight = (Foresight){.e = &rooms->weighs,
                                   .types = &rooms->program.session.types};
    rooms->plan = plan_make(&rooms->program.session, &rooms->program.module, 1);
}

static void end(Rooms *rooms)
{
    arena_release(&rooms->arena);
    program_end(&rooms->program);
}

/* times: how many times the room emission may count it. */
static void holds(Rooms *rooms, const ProtobufCMessage *message, size_t room,
                  size_t times)
{
    size_t size = protobuf_c_message_get_packed_size(message);
    ck_assert_uint_le(size, room);
    ck_assert_uint_le(rooms->e.weight, times * room);
    rooms->weight += rooms->e.weight;
    rooms->room += room * times;
    rooms->e.weight = 0;
}

static void task_holds(Rooms *rooms, const PlanTask *task)
{
    const IdlTaskSpec *spec = emit_task(&rooms->e, task);
    if (!task->decl) { /* an echo task is among what its workflow adds */
        rooms->weight += rooms->e.weight;
        rooms->e.weight = 0;
    } else if (task->mapped) {
        holds(rooms, &spec->base, twin_room(&rooms->foresight, task->decl), 3);
    } else {
        holds(rooms, &spec->base, task_room(&rooms->foresight, task->decl), 3);
    }
}

static const Decl *decl_at(const Rooms *rooms, Span span)
{
    const DeclVec *decls = &rooms->program.module->decls;
    for (uint32_t i = 0; i < decls->len; i++)
        if (decls->at[i]->name.span.start == span.start)
            return decls->at[i];
    ck_abort_msg("an entity without a declaration");
    return NULL;
}

static size_t ids_room(const IdlWorkflowSpec *spec)
{
    size_t nodes = spec->template_->n_nodes;
    for (size_t i = 0; i < spec->n_sub_workflows; i++)
        nodes += spec->sub_workflows[i]->n_nodes;
    return nodes * ID_ROOM;
}

static void workflow_holds(Rooms *rooms, const PlanWorkflow *workflow)
{
    const Decl *decl = decl_at(rooms, workflow->span);
    FlowRoom room = flow_room(&rooms->foresight, decl);
    const IdlWorkflowSpec *spec = emit_workflow(&rooms->e, workflow);
    size_t most =
        room.most + 2 * text_room(decl->doc) + (room.calls ? rooms->called : 0);
    size_t size =
        protobuf_c_message_get_packed_size(&spec->base) + ids_room(spec);
    ck_assert_uint_le(size, most);
    ck_assert_uint_le(room.least, size);
    holds(rooms, &spec->base, most, 4);
    rooms->room += 3 * room.apart;
    const PlanLaunch launch = {.id = workflow->id, .workflow = workflow};
    holds(rooms, &emit_launch(&rooms->e, &launch)->base,
          launch_room(&rooms->foresight, decl, NULL), 3);
}

static void launch_holds(Rooms *rooms, const PlanLaunch *launch)
{
    const Decl *decl = decl_at(rooms, launch->span);
    const IdlLaunchPlan *plan = emit_launch(&rooms->e, launch);
    rooms->e.weight = 0; /* always measured */
    holds(rooms, &plan->base,
          name_room(decl, NULL) + launch_room(&rooms->foresight,
                                              launch->launch->workflow,
                                              launch->launch),
          2);
}

static void add_called(Rooms *rooms)
{
    const DeclVec *decls = &rooms->program.module->decls;
    for (uint32_t i = 0; i < decls->len; i++)
        if (decls->at[i]->kind == DECL_WORKFLOW)
            rooms->called += flow_room(&rooms->foresight, decls->at[i]).most;
}

static void check_rooms(const char *text)
{
    Rooms rooms;
    begin(&rooms, text);
    add_called(&rooms);
    for (uint32_t i = 0; i < rooms.plan->entities.len; i++) {
        const PlanEntity *entity = &rooms.plan->entities.at[i];
        if (entity->kind == PLAN_TASK_ENTITY)
            task_holds(&rooms, entity->as.task);
        else if (entity->kind == PLAN_WORKFLOW_ENTITY)
            workflow_holds(&rooms, entity->as.workflow);
        else
            launch_holds(&rooms, entity->as.launch);
    }
    ck_assert_uint_le(rooms.weight, rooms.room);
    ck_assert(!rooms.foresight.is_unsure);
    end(&rooms);
}

START_TEST(rooms_hold_what_is_emitted)
{
    char text[8192] = HEAD;
    strcat(text, programs[_i]);
    check_rooms(text);
}
END_TEST

/* A workflow of n calls. */
static const char *calls(Arena *arena, uint32_t n)
{
    Buf buf = {.arena = arena};
    buf_text(&buf, HEAD "workflow w(x: int) -> (y: int)\n{\n  n0 = inc(x)\n");
    for (uint32_t i = 1; i < n; i++)
        buf_print(&buf, "  n%u = inc(n%u, by: 2)\n", i, i - 1);
    buf_print(&buf, "  return (y: n%u)\n}\n", n - 1);
    return buf_string(&buf);
}

/* Where the room of a call is all that counts. */
START_TEST(rooms_hold_many_calls)
{
    Arena arena = {0};
    check_rooms(calls(&arena, 2000));
    arena_release(&arena);
}
END_TEST

START_TEST(plain_programs_are_foreseen)
{
    Program program;
    char text[8192] = HEAD;
    strcat(text, programs[_i]);
    program_begin(&program, text);
    ck_assert(emit_foresee(&program.session));
    ck_assert(!session_failed(&program.session));
    program_end(&program);
}
END_TEST

/* Each with what the making complains of, or might. */
static const char *const unsure[] = {
    "workflow w(x: int) -> (y: int)\n" /* E0430 */
    "{ a = inc(x)\n  l = [a, x]\n  return (y: inc(l[2])) }",
    "workflow w(x: int) -> (y: int)\n"
    "{ l = [inc(i) for i in [1, 2]]\n  return (y: inc(l[2])) }",
    "task a() -> (y: int)\n" /* E0432 */
    "using shell { script: \"1\" } with { name: \"n\" }\n"
    "task b() -> (y: int)\n"
    "using shell { script: \"1\" } with { name: \"n\" }",
    "task a() -> (y: int)\n" /* E0432 */
    "using shell { script: \"1\" } with { name: \"stdin.inc\" }",
    "task map(x: int) -> (y: int) using shell { script: \"1\" }",
    "task a() -> (y: int)\n" /* E0620 */
    "using shell { script: r\"cat {{.inputs.y}}\" }",
    "workflow w(m: list<map<int?>> = [{\"k\": 1}, {\"k\": none}]) -> (y: int)\n"
    "{ return (y: inc(2)) }",                                  /* E0622 */
    "type D = list<list<list<list<list<list<list<int>>>>>>>\n" /* E0551 */
    "task a(d: D) -> (y: int) using shell { script: \"1\" }",
};
enum { UNSURE_COUNT = sizeof(unsure) / sizeof(*unsure) };

START_TEST(what_only_the_making_shows_is_not_foreseen)
{
    Program program;
    char text[8192] = HEAD;
    strcat(text, unsure[_i]);
    program_begin(&program, text);
    ck_assert(!emit_foresee(&program.session));
    ck_assert(!session_failed(&program.session));
    program_end(&program);
}
END_TEST

static const struct {
    uint32_t calls;
    bool foreseen;
    const char *codes; /* with those of the checker */
} sizes[] = {
    {10, true, ""},
    {9000, true, "W0405"},
    {20000, false, "W0405"}, /* about 3 MiB: measured */
    {60000, true, "W0405 E0550"},
};
enum { SIZE_COUNT = sizeof(sizes) / sizeof(*sizes) };

START_TEST(what_is_far_too_big_is_not_made)
{
    Arena arena = {0};
    Program program;
    program_begin(&program, calls(&arena, sizes[_i].calls));
    ck_assert(emit_foresee(&program.session) == sizes[_i].foreseen);
    ck_assert_str_eq(program_codes(&program), sizes[_i].codes);
    program_end(&program);
    arena_release(&arena);
}
END_TEST

Suite *foresee_suite(void)
{
    Suite *suite = suite_create("foresee");
    TCase *tests = tcase_create("foresee");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, rooms_hold_what_is_emitted, 0, PROGRAM_COUNT);
    tcase_add_test(tests, rooms_hold_many_calls);
    tcase_add_loop_test(tests, plain_programs_are_foreseen, 0, PROGRAM_COUNT);
    tcase_add_loop_test(tests, what_only_the_making_shows_is_not_foreseen, 0,
                        UNSURE_COUNT);
    tcase_add_loop_test(tests, what_is_far_too_big_is_not_made, 0, SIZE_COUNT);
    suite_add_tcase(suite, tests);
    return suite;
}
