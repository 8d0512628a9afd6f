#include "tests/unit/ran.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compiler/emit/emit.h"
#include "compiler/plan/make.h"
#include "runtime/value/literal_json.h"

/* ---- the package, after a trip through bytes ---- */

/* Warnings do not matter here. */
static void check_errors(const Ran *ran)
{
    const Diags *diags = &ran->program.session.diags;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        ck_assert_msg(diag->code[0] != 'E', "%s %s", diag->code, diag->title);
    }
}

static void compile(Ran *ran)
{
    Session *session = &ran->program.session;
    check_errors(ran);
    Plan *plan = plan_make(session, &ran->program.module, 1);
    Package made = {.arena = &ran->arena};
    EmitInput input = {&ran->arena, &session->diags, "0.1.0"};
    emit_plan(&input, plan, &made);
    check_errors(ran);
    FileText bytes;
    const char *why = NULL;
    ran->package.arena = &ran->arena;
    ck_assert_msg(package_pack(&made, &bytes, &why), "%s", why);
    ck_assert_msg(package_read_bytes(&ran->package, "package.tgz", bytes, &why),
                  "%s", why);
}

static void hear(void *self, const Change *change)
{
    Ran *ran = self;
    const char *of = change->of == CHANGE_RUN ? "run" : change->node->path;
    if (change->of != CHANGE_TASK)
        buf_print(&ran->heard, "%s %s\n", of, phase_name(change->phase));
}

void ran_begin(Ran *ran, const char *text)
{
    *ran = (Ran){0};
    ran->heard.arena = &ran->arena;
    program_begin(&ran->program, text);
    compile(ran);
    const char *tmp = getenv("TMPDIR");
    char *path =
        arena_print(&ran->arena, "%s/flw-ran-XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(path));
    ran->home_path = path;
    const char *why = NULL;
    ran->home = home_open(&ran->arena, path, &why);
    ck_assert_msg(ran->home, "%s", why);
    ran->job = (RunJob){.arena = &ran->arena,
                        .home = ran->home,
                        .package = &ran->package,
                        .options.jobs = 2,
                        .options.grace = 1000000000,
                        .options.tasks = {.home = ran->home,
                                          .run_id = "",
                                          .entity = "",
                                          .project = "",
                                          .domain = ""}};
    vec_push(&ran->arena, &ran->job.listeners,
             ((Listener){.hear = hear, .self = ran}));
}

void ran_end(Ran *ran)
{
    const char *why = NULL;
    ck_assert_msg(home_close(ran->home, &why), "%s", why);
    const char *command =
        arena_print(&ran->arena, "chmod -R u+w '%s' && rm -rf '%s'",
                    ran->home_path, ran->home_path);
    ck_assert_int_eq(system(command), 0);
    program_end(&ran->program);
    arena_release(&ran->arena);
}

/* ---- one run ---- */

static const char *outputs_shown(Ran *ran)
{
    Buf buf = {.arena = &ran->arena};
    JsonOut out = {.buf = &buf};
    if (!ran->row->outputs)
        return "";
    literal_map_json(&out, ran->row->outputs);
    return buf_string(&buf);
}

static const char *result(Ran *ran)
{
    const RunRow *row = ran->row;
    const char *phase = phase_name(row->phase);
    if (row->fault)
        return arena_print(&ran->arena, "%s %s %s %s", phase,
                           row->failed_node ? row->failed_node : "-",
                           row->fault->code, fault_kind_name(row->fault->kind));
    if (row->phase == PHASE_SUCCEEDED)
        return arena_print(&ran->arena, "%s %s", phase, outputs_shown(ran));
    return phase;
}

static const IdlLiteralMap *read_inputs(Ran *ran, const char *json)
{
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(&ran->arena);
    const InputSlots *slots = &ran->job.entity->slots;
    inputs_read_json(&ran->arena, slots, "<test>",
                     (FileText){json, strlen(json)}, inputs, &faults);
    inputs_settle(&ran->arena, slots, inputs, &faults);
    ck_assert_msg(faults.len == 0, "%s",
                  faults.len ? faults.at[0].message : "");
    return inputs;
}

static const char *execute(Ran *ran, RunRow *resume)
{
    const char *why = NULL;
    ran->row = run_execute(&ran->job, resume, &why);
    ck_assert_msg(ran->row, "%s", why);
    return result(ran);
}

const char *ran_go(Ran *ran, const char *entity, const char *inputs)
{
    const char *why = NULL;
    ran->job.entity = entity_find(&ran->arena, &ran->package, entity, &why);
    ck_assert_msg(ran->job.entity, "%s", why);
    ran->job.inputs = read_inputs(ran, inputs);
    why = run_obstacles(&ran->job);
    ck_assert_msg(!why, "%s", why);
    return execute(ran, NULL);
}

const char *ran_on(Ran *ran)
{
    const char *why = NULL;
    RunRow *row = run_find(ran->home, &ran->arena, ran->row->id, &why);
    ck_assert_msg(row, "%s", why);
    ran->heard.len = 0;
    return execute(ran, row);
}

/* ---- what it left ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp(((const NodeRow *)a)->path, ((const NodeRow *)b)->path);
}

const char *ran_nodes(Ran *ran)
{
    uint32_t n = 0;
    const char *why = NULL;
    Buf buf = {.arena = &ran->arena};
    NodeRow *nodes =
        nodes_list(ran->home, &ran->arena, ran->row->serial, &n, &why);
    if (n)
        qsort(nodes, n, sizeof *nodes, by_path);
    for (uint32_t i = 0; i < n; i++) {
        buf_print(&buf, "%s%s %s", i ? ", " : "", nodes[i].path,
                  phase_name(nodes[i].phase));
        if (nodes[i].attempts > 1)
            buf_print(&buf, " %u", nodes[i].attempts);
    }
    return buf_string(&buf);
}

NodeRow *ran_node(Ran *ran, const char *path)
{
    const char *why = NULL;
    NodeRow *node =
        node_find(ran->home, &ran->arena, ran->row->serial, path, &why);
    ck_assert_msg(node, "%s", why);
    return node;
}

const char *ran_message(const Ran *ran)
{
    return ran->row->fault ? ran->row->fault->message : "";
}

IdlWorkflow *ran_workflow(Ran *ran, const char *name)
{
    for (uint32_t i = 0; i < ran->package.entries.len; i++) {
        const PackageEntry *entry = &ran->package.entries.at[i];
        const IdlId *id = package_id(entry);
        if (entry->kind == PACKAGE_WORKFLOW && strcmp(id->name, name) == 0)
            return ((IdlWorkflowSpec *)entry->message)->template_;
    }
    ck_abort_msg("no workflow `%s`", name);
    return NULL;
}
