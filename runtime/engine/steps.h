/* steps.h - what moves a run, by file. */
#ifndef FLW_RUNTIME_ENGINE_STEPS_H
#define FLW_RUNTIME_ENGINE_STEPS_H

#include "runtime/engine/engine.h"
#include "runtime/value/bind.h"

/* ---- scope.c ---- */

/* A scope that is not started, in the owner's place (NULL: the run's own);
 * NULL when nested too deep. */
Scope *scope_open(Run *run, Graph *graph, Node *owner, Execution *execution);
void scope_start(Scope *scope, const IdlLiteralMap *inputs);
/* One of its nodes is done. */
void scope_node_done(Node *node);
/* Ends all that is live in it; `phase`: ABORTED or INTERRUPTED. */
void scope_stop(Scope *scope, Phase phase);
/* What nodes of the scope see; what its failure node sees, the inputs. */
BindSource scope_source(Scope *scope);
BindSource scope_input_source(Scope *scope);

/* ---- failure.c ---- */

/* What went wrong in a node is what goes wrong in its scope. */
void scope_blame(Scope *scope, const Node *node);
/* The rest is ended, the failure node runs, then the scope fails. */
void scope_fail(Scope *scope);
/* Goes on with the end of a scope once nothing in it is live any more. */
void scope_settle(Scope *scope);
void scope_failure_done(Node *node);
/* The failure node's inputs with Flyte's `err`. */
const IdlLiteralMap *failure_inputs(Node *node, const IdlLiteralMap *inputs);

/* ---- node.c ---- */

void node_init(Node *node, Scope *scope, const GraphNode *graph, NodeRole role);
/* Its upstreams are done: into the ready queue. */
void node_ready(Node *node);
/* Taken from the queue. */
void node_begin(Node *node);
/* Names it in its row; for nodes that never begin (arms not taken). */
void node_name(Node *node);
/* This phase from now on, which is to be written and told. */
void node_turn(Node *node, Phase phase);
/* Outputs live as long as the run. */
void node_succeed(Node *node, const IdlLiteralMap *outputs);
void node_skip(Node *node);
/* FAILED or TIMED_OUT; the fault's texts are copied. `path`: of the node
 * whose fault it was; NULL: its own. */
void node_fail(Node *node, const Fault *fault, const char *path);
/* Ends all inside; then it has this phase. FAILED and TIMED_OUT need the
 * fault in its row before. */
void node_stop(Node *node, Phase phase);
/* Goes on with the end of a node once nothing in it is at work any more. */
void node_settle(Node *node);
Fault *fault_copy(Arena *arena, const Fault *fault);

/* ---- unique_id.c: Flyte's ids, at most 20 characters ---- */

const char *node_unique_id(Node *node);
/* NULL: none. */
const char *node_parent_id(const Node *node);
/* Parts joined with '-', or Flyte's hash of that; `parent` may be NULL. */
const char *unique_id(Arena *arena, const char *parent, uint32_t attempt,
                      const char *id);

/* ---- a file for each kind of node ---- */

void task_begin(Node *node);
/* Its outputs are known: keeps them in the cache, then it has succeeded. */
void task_succeed(Node *node, const IdlLiteralMap *outputs);
void branch_begin(Node *node);
void branch_child_done(Node *child);
void array_begin(Node *node);
void array_element_inputs(Node *element);
void array_element_done(Node *element);
void array_stop(Node *node, Phase phase);
void gate_begin(Node *node);
/* All gates that wait look whether they may go on. */
void gates_look(Run *run);
void gate_woke(Node *node);
void workflow_begin(Node *node);
/* A task left a graph instead of outputs. */
void dynamic_begin(Node *node, const IdlDynamicSpec *spec);
/* The same of the run before, if it did; true: it goes on from there. */
bool dynamic_resume(Node *node);
void inner_scope_done(Scope *scope);

/* ---- entity.c ---- */

/* What of the job's entity is run; of a task, one node. *plan is the launch
 * plan, or NULL. NULL with a reason. */
const IdlWorkflow *entity_workflow(const RunJob *job, Specs *specs,
                                   const IdlLaunchPlan **plan,
                                   const char **why);

/* ---- obstacles.c ---- */

/* Adds a line for each reason why the workflow, and all it leads to, cannot
 * run here. */
void obstacles_add(const TaskSetting *setting, Specs *specs,
                   const IdlWorkflow *workflow, Buf *out);

/* ---- job.c ---- */

/* Starts the next attempt; false: the system has no room now. */
bool job_start(Node *node);
void job_ended(Job *job, const ChildEnd *end);
void job_stop(Job *job);

/* ---- retry.c ---- */

/* An attempt failed: another one, or the node fails. */
void node_retry(Node *node, const Fault *fault);

/* ---- timers.c ---- */

void timer_add(Node *node, TimerKind kind, int64_t at);
/* The node's two deadlines, where it has a timeout. */
void timers_of_node(Node *node);
void timers_of_attempt(Node *node);
/* When an attempt that begins now has to end; 0: there is no limit. */
int64_t timers_until(const Node *node);
/* Ends a node whose active deadline is over. */
void timers_active_over(Node *node);
/* The failure of an attempt that took too long. */
Fault timeout_fault(const Node *node, Arena *arena);
/* When the next one is due; INT64_MAX: none. */
int64_t timers_next(const Run *run);
void timers_fire(Run *run, int64_t now);

/* ---- cache_use.c ---- */

/* The outputs, when they are known; else NULL, with *wait when another is
 * computing them. */
const IdlLiteralMap *cache_use(Node *node, bool *wait);
void cache_keep(Node *node, const IdlLiteralMap *outputs);
void cache_leave(Node *node);
/* Those that waited for another look again. */
void cache_look(Run *run);

/* ---- resume.c ---- */

bool resume_load(Run *run, const char **why);
/* Whatever the run before has of it. */
void resume_node(Node *node);
/* Has it succeeded before, with these inputs? Then that is taken over. */
bool resume_outputs(Node *node);

/* ---- schedule.c ---- */

void queue_push(NodeQueue *queue, Node *node);
Node *queue_pop(NodeQueue *queue);
void schedule_ready(Node *node);
void schedule_job(Node *node);
/* A counted node is done: one held back may begin. */
void schedule_free(Run *run, Execution *execution);
/* Begins what can begin now, for a while; true: there is more. */
bool schedule(Run *run);

/* ---- journal.c: rows written together, then told ---- */

void journal_job(Job *job, Phase phase);
void journal_node(Node *node, Phase phase);
void journal_run(Run *run, Phase phase);
/* The job's row was put for the last time. */
void journal_retire(Job *job);
/* Writes when it is time (`now`), or at once (INT64_MAX). */
void journal_commit(Run *run, int64_t now);
/* When the next write is due. */
int64_t journal_due(const Run *run);

/* ---- run.c ---- */

/* Ends the run, so that it can be resumed (INTERRUPTED) or not (ABORTED). */
void run_stop(Run *run, Phase phase);
/* The platform failed: a clear fault, an orderly end. */
void run_break(Run *run, const char *why);

#endif
