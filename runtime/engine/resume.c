/* resume.c - what an earlier part of the run has done already.
 *
 * flyte-spec 4.12, with more kept than propeller keeps: elements of arrays
 * one by one, and outputs only as long as the inputs are the same. */
#include <string.h>

#include "runtime/engine/steps.h"
#include "runtime/value/digest.h"

static Before *before_of(Run *run, const char *path)
{
    return map_find(&run->before, sym_of(&run->names, path));
}

/* ---- reading it ---- */

static bool load_node(Run *run, const NodeRow *row, const char **why)
{
    Before *before = arena_new(run->arena, Before);
    before->row = *row;
    map_put(run->arena, &run->before, sym_of(&run->names, row->path), before);
    if (phase_is_final(row->phase))
        return true;
    NodeRow stopped = *row;
    stopped.phase = PHASE_INTERRUPTED;
    return node_put(run->home, run->row->serial, &stopped, why);
}

/* One that was at work when its driver was killed did not fail. */
static bool load_attempt(Run *run, AttemptRow *row, const char **why)
{
    Before *before = before_of(run, row->path);
    bool open = !phase_is_final(row->phase) && row->phase != PHASE_INTERRUPTED;
    if (before && row->folder[0])
        before->folder =
            arena_print(run->arena, "%s/%s", run->folder.path, row->folder);
    if (before && row->phase == PHASE_FAILED && row->fault &&
        row->fault->kind != FAULT_SYSTEM)
        before->user_failures++;
    if (!open)
        return true;
    row->phase = PHASE_INTERRUPTED;
    return attempt_put(run->home, run->row->serial, row, why);
}

bool resume_load(Run *run, const char **why)
{
    uint32_t len = 0;
    NodeRow *nodes =
        nodes_list(run->home, run->arena, run->row->serial, &len, why);
    for (uint32_t i = 0; nodes && i < len; i++) {
        if (!load_node(run, &nodes[i], why))
            return false;
    }
    AttemptRow *attempts =
        nodes ? attempts_list(run->home, run->arena, run->row->serial, NULL,
                              &len, why)
              : NULL;
    for (uint32_t i = 0; attempts && i < len; i++) {
        if (!load_attempt(run, &attempts[i], why))
            return false;
    }
    return nodes && attempts;
}

/* ---- using it ---- */

/* A node that failed gets its budget anew; one that was interrupted has what
 * was left. */
void resume_node(Node *node)
{
    Run *run = node->scope->run;
    if (!run->before.len || node->role == OF_FAILURE)
        return;
    const Before *before = before_of(run, node->row.path);
    if (!before)
        return;
    Phase phase = before->row.phase;
    node->before = before;
    node->row.attempts = before->row.attempts;
    node->checkpoint = before->folder;
    if (phase == PHASE_FAILED || phase == PHASE_TIMED_OUT)
        return;
    node->row.system_failures = before->row.system_failures;
    node->user_failures = before->user_failures;
}

static bool same_inputs(const Node *node)
{
    unsigned char then[HASH_SHA256_SIZE], now[HASH_SHA256_SIZE];
    const char *entity = node->before->row.entity;
    const char *wanted = node->row.entity;
    if (strcmp(entity ? entity : "", wanted ? wanted : "") != 0 ||
        !node->before->row.inputs)
        return false;
    literal_map_digest(node->before->row.inputs, NULL, 0, then);
    literal_map_digest(node->row.inputs, NULL, 0, now);
    return memcmp(then, now, sizeof now) == 0;
}

typedef struct Intact {
    Run *run;
    bool yes;
} Intact;

static const char *look_at_object(void *self, const IdlLiteral *holder,
                                  const char *uri)
{
    Intact *intact = self;
    const char *why = NULL;
    (void)holder;
    if (object_is(uri) &&
        !object_path(intact->run->home, intact->run->arena, uri, &why))
        intact->yes = false;
    return uri;
}

/* Are all files that it gave still there? */
static bool is_intact(Run *run, const IdlLiteralMap *outputs)
{
    Intact intact = {run, true};
    for (size_t i = 0; outputs && i < outputs->n_literals; i++)
        literal_change_uris(run->arena, outputs->literals[i]->value,
                            look_at_object, &intact);
    return intact.yes;
}

bool resume_outputs(Node *node)
{
    const Before *before = node->before;
    if (!before)
        return false;
    bool differs = node->parent && node->parent->before_differs;
    node->before_differs = differs || !same_inputs(node);
    Phase phase = before->row.phase;
    if (node->before_differs ||
        (phase != PHASE_SUCCEEDED && phase != PHASE_RECOVERED) ||
        !is_intact(node->scope->run, before->row.outputs))
        return false;
    const char *path = node->row.path;
    node->row = before->row;
    node->row.path = path;
    return true;
}
