/* foresee.c - is there anything that only emission would find? */
#include "compiler/emit/foresee.h"

#include <string.h>

#include "compiler/emit/complain.h"
#include "compiler/emit/foresight.h"

/* Bytes of weights that are kept: what a processor's cache holds. */
enum { KEPT_MAX = 1 << 20 };

/* Emission sums up estimates, which are up to so many times a room. */
enum { TIMES_TASK = 3, TIMES_FLOW = 4 };

typedef struct TooBig {
    const Decl *workflow;
    size_t least;
} TooBig;

typedef struct Outlook {
    Session *session;
    Foresight foresight;
    Arena kept;
    Map modules;         /* Sym of a module's name -> Module */
    Map chosen;          /* Sym of a name that was chosen -> its text */
    Map called;          /* Decl of a workflow that another one calls */
    Vec(TooBig) too_big; /* for sure */
    size_t total;        /* at most of what emission sums up */
    size_t called_room;  /* of all of those together */
    size_t most_caller;  /* the biggest of those that call */
    size_t callers;
} Outlook;

static void add(Outlook *outlook, size_t room, size_t times)
{
    outlook->foresight.is_unsure |= room > SIZE_NEAR;
    outlook->total += room * times;
}

/* ---- names ---- */

/* Every name in Flyte is module.declaration, or generated from a name by a `.`
 * and more, or chosen. Those that are generated end as no declaration is
 * called, but for two: so only what was chosen can clash. */
static bool looks_generated(const Sym *name)
{
    return strncmp(name->text, "echo_", 5) == 0 || !strcmp(name->text, "map");
}

/* Without a dot, it can only be what another one is called. */
static bool may_clash(Outlook *outlook, const char *chosen)
{
    const Sym *name = sym_of(&outlook->session->syms, chosen);
    bool is_known = map_find(&outlook->chosen, name) != NULL;
    map_put(&outlook->kept, &outlook->chosen, name, (void *)name->text);
    return is_known || strchr(chosen, '.');
}

/* chosen NULL: module.declaration. */
static void check_name(Outlook *outlook, const Decl *decl, const char *chosen)
{
    size_t len = strlen(decl->module->name) + 1 + decl->name.sym->len;
    bool clashes =
        chosen ? may_clash(outlook, chosen) : looks_generated(decl->name.sym);
    bool is_long = (chosen ? strlen(chosen) : len) > NAME_LENGTH_MAX;
    outlook->foresight.is_unsure |= clashes || is_long;
}

static const char *chosen_name(const Settings *settings)
{
    return settings && settings_has(settings, SETTING_NAME) ? settings->name
                                                            : NULL;
}

static void check_module_name(Outlook *outlook, const Module *module)
{
    const Sym *name = sym_of(&outlook->session->syms, module->name);
    outlook->foresight.is_unsure |= map_find(&outlook->modules, name) != NULL;
    map_put(&outlook->kept, &outlook->modules, name, (void *)module);
}

/* ---- entities ---- */

static void add_task(Outlook *outlook, const Decl *task)
{
    check_name(outlook, task, chosen_name(task->as.task.settings));
    add(outlook, task_room(&outlook->foresight, task), TIMES_TASK);
}

static void add_launch(Outlook *outlook, const Decl *decl)
{
    const Launch *launch = decl->as.launch.launch;
    check_name(outlook, decl, launch->name);
    add(outlook,
        name_room(decl, NULL) + 2 * text_room(decl->doc) +
            launch_room(&outlook->foresight, launch->workflow, launch),
        TIMES_TASK);
}

/* One that is too big for sure needs not be made to be refused. */
static void add_workflow(Outlook *outlook, const Decl *workflow)
{
    FlowRoom room = flow_room(&outlook->foresight, workflow);
    check_name(outlook, workflow, chosen_name(workflow->as.workflow.settings));
    add(outlook, launch_room(&outlook->foresight, workflow, NULL), TIMES_TASK);
    outlook->total += room.apart * TIMES_TASK;
    if (room.least > SIZE_MAX_SENT) {
        vec_push(&outlook->kept, &outlook->too_big,
                 ((TooBig){workflow, room.least}));
        room.most = 0;
    }
    room.most += 2 * text_room(workflow->doc);
    add(outlook, room.most, TIMES_FLOW);
    if (map_find(&outlook->called, workflow))
        outlook->called_room += room.most;
    outlook->callers += room.calls;
    if (room.calls && room.most > outlook->most_caller)
        outlook->most_caller = room.most;
}

static void add_decl(Outlook *outlook, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_TASK:
        add_task(outlook, decl);
        return;
    case DECL_WORKFLOW:
        add_workflow(outlook, decl);
        return;
    case DECL_LAUNCH:
        add_launch(outlook, decl);
        return;
    case DECL_EXTERN:
    case DECL_TYPE:
    case DECL_ENUM:
    case DECL_CONST:
    case DECL_KIND:
    case DECL_DEFAULTS:
    case DECL_TEST:
    case DECL_ERROR:
        return;
    }
}

/* ---- workflows in workflows ---- */

static void note_callees(Outlook *outlook, const Decl *decl)
{
    if (decl->kind != DECL_WORKFLOW)
        return;
    for (uint32_t i = 0; i < decl->as.workflow.callees.len; i++)
        map_put(&outlook->kept, &outlook->called,
                decl->as.workflow.callees.at[i], (void *)decl);
}

/* A workflow carries all that it leads to: at most all that are called. */
static void add_called(Outlook *outlook)
{
    size_t most = outlook->called_room;
    if (outlook->callers == 0)
        return;
    outlook->foresight.is_unsure |=
        outlook->most_caller + most > SIZE_NEAR || outlook->too_big.len > 0;
    outlook->total += outlook->callers * most * TIMES_FLOW;
}

/* ---- all of it ---- */

/* Weights are found anew, then. */
static void give_up(Outlook *outlook, Emitter *e, const EmitInput *input)
{
    Foresight *foresight = &outlook->foresight;
    arena_reset(input->arena);
    emitter_init(e, input);
    foresight->rooms = (Map){0};
    foresight->mapped = (Map){0};
}

static void add_module(Outlook *outlook, const Module *module,
                       const EmitInput *input)
{
    check_module_name(outlook, module);
    outlook->foresight.is_unsure |= module->has_parts; /* origins_check */
    for (uint32_t i = 0; i < module->decls.len; i++) {
        add_decl(outlook, module->decls.at[i]);
        if (outlook->foresight.is_unsure)
            return;
        if (input->arena->total > KEPT_MAX)
            give_up(outlook, outlook->foresight.e, input);
    }
}

static bool is_fine(Outlook *outlook)
{
    Arena arena = {0};
    EmitInput input = {.arena = &arena, .diags = &outlook->session->diags};
    Foresight *foresight = &outlook->foresight;
    Session *session = outlook->session;
    Emitter e;
    emitter_init(&e, &input);
    foresight->e = &e;
    for (uint32_t i = 0; i < session->modules.len; i++)
        for (uint32_t j = 0; j < session->modules.at[i]->decls.len; j++)
            note_callees(outlook, session->modules.at[i]->decls.at[j]);
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (!foresight->is_unsure)
            add_module(outlook, session->modules.at[i], &input);
    add_called(outlook);
    arena_release(&arena);
    return !foresight->is_unsure && outlook->total <= WEIGHT_TOTAL_MAX;
}

static void complain(const Outlook *outlook)
{
    for (uint32_t i = 0; i < outlook->too_big.len; i++) {
        const TooBig *big = &outlook->too_big.at[i];
        const Decl *workflow = big->workflow;
        const char *name =
            arena_print(outlook->session->diags.arena, "%s.%s",
                        workflow->module->name, workflow->name.sym->text);
        complain_size_over(&outlook->session->diags, workflow->name.span,
                           PACKAGE_WORKFLOW, name, big->least);
    }
}

bool emit_foresee(Session *session)
{
    Outlook outlook = {.session = session, .foresight.types = &session->types};
    bool fine = is_fine(&outlook);
    if (fine)
        complain(&outlook);
    arena_release(&outlook.kept);
    return fine;
}
