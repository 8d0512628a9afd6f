/* event.c - a change as one of Flyte's messages (flyte-spec 4.12).
 *
 * A change is told some time after it happened, when rows may be further on:
 * its own phase decides what belongs to it. */
#include "runtime/event/event.h"

#include <string.h>

#include "flyteidl/event/event.pb-c.h"
#include "runtime/event/sinks.h"
#include "spec/json.h"

typedef Flyteidl__Event__WorkflowExecutionEvent WorkflowEvent;
typedef Flyteidl__Event__NodeExecutionEvent NodeEvent;
typedef Flyteidl__Event__TaskExecutionEvent TaskEvent;
typedef Flyteidl__Core__WorkflowExecutionIdentifier ExecutionId;
typedef Flyteidl__Core__NodeExecutionIdentifier NodeId;
typedef Flyteidl__Core__ExecutionError Error;

/* Larger values stay out of events, as Flyte keeps them in storage. */
enum { DATA_MAX = 256 << 10 };

#define RUN_DATA \
    FLYTEIDL__EVENT__WORKFLOW_EXECUTION_EVENT__OUTPUT_RESULT_OUTPUT_DATA
#define NODE_OF_TASK \
    FLYTEIDL__EVENT__NODE_EXECUTION_EVENT__TARGET_METADATA_TASK_NODE_METADATA

/* ---- phases; 0 is Flyte's UNDEFINED ---- */

static int run_phase(Phase phase)
{
    switch (phase) {
    case PHASE_QUEUED:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__QUEUED;
    case PHASE_RUNNING:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__RUNNING;
    case PHASE_SUCCEEDED:
    case PHASE_RECOVERED:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__SUCCEEDED;
    case PHASE_FAILED:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__FAILED;
    case PHASE_TIMED_OUT:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__TIMED_OUT;
    case PHASE_ABORTED:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__ABORTED;
    case PHASE_FAILING:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__FAILING;
    case PHASE_SUCCEEDING:
        return FLYTEIDL__CORE__WORKFLOW_EXECUTION__PHASE__SUCCEEDING;
    case PHASE_NOT_YET:
    case PHASE_SKIPPED:
    case PHASE_INTERRUPTED:
        return 0;
    }
    return 0;
}

/* Flyte tells FAILING of nodes as FAILED, SUCCEEDING as SUCCEEDED. */
static int node_phase(Phase phase, bool is_dynamic)
{
    switch (phase) {
    case PHASE_QUEUED:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__QUEUED;
    case PHASE_RUNNING:
        return is_dynamic
                   ? FLYTEIDL__CORE__NODE_EXECUTION__PHASE__DYNAMIC_RUNNING
                   : FLYTEIDL__CORE__NODE_EXECUTION__PHASE__RUNNING;
    case PHASE_SUCCEEDED:
    case PHASE_SUCCEEDING:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__SUCCEEDED;
    case PHASE_FAILED:
    case PHASE_FAILING:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__FAILED;
    case PHASE_TIMED_OUT:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__TIMED_OUT;
    case PHASE_SKIPPED:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__SKIPPED;
    case PHASE_ABORTED:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__ABORTED;
    case PHASE_RECOVERED:
        return FLYTEIDL__CORE__NODE_EXECUTION__PHASE__RECOVERED;
    case PHASE_NOT_YET:
    case PHASE_INTERRUPTED:
        return 0;
    }
    return 0;
}

static int task_phase(Phase phase)
{
    switch (phase) {
    case PHASE_QUEUED:
        return FLYTEIDL__CORE__TASK_EXECUTION__PHASE__QUEUED;
    case PHASE_RUNNING:
        return FLYTEIDL__CORE__TASK_EXECUTION__PHASE__RUNNING;
    case PHASE_SUCCEEDED:
    case PHASE_SUCCEEDING:
    case PHASE_RECOVERED:
        return FLYTEIDL__CORE__TASK_EXECUTION__PHASE__SUCCEEDED;
    case PHASE_FAILED:
    case PHASE_FAILING:
    case PHASE_TIMED_OUT:
        return FLYTEIDL__CORE__TASK_EXECUTION__PHASE__FAILED;
    case PHASE_ABORTED:
        return FLYTEIDL__CORE__TASK_EXECUTION__PHASE__ABORTED;
    case PHASE_NOT_YET:
    case PHASE_SKIPPED:
    case PHASE_INTERRUPTED:
        return 0;
    }
    return 0;
}

static bool is_success(Phase phase)
{
    return phase == PHASE_SUCCEEDED || phase == PHASE_RECOVERED;
}

static bool is_failure(Phase phase)
{
    return phase == PHASE_FAILED || phase == PHASE_FAILING ||
           phase == PHASE_TIMED_OUT || phase == PHASE_ABORTED;
}

/* ---- parts ---- */

/* Values are shared, not copied; nobody writes to them. */
static IdlLiteralMap *data_of(const IdlLiteralMap *map)
{
    if (!map || protobuf_c_message_get_packed_size(&map->base) > DATA_MAX)
        return NULL;
    return (IdlLiteralMap *)(uintptr_t)map;
}

static Error *error_of(Arena *arena, const Fault *fault)
{
    Error *error =
        make_new(arena, Error, FLYTEIDL__CORE__EXECUTION_ERROR__INIT);
    if (!fault)
        return error;
    error->code = make_text(fault->code);
    error->message = make_text(fault->message);
    error->kind = fault->kind == FAULT_SYSTEM
                      ? FLYTEIDL__CORE__EXECUTION_ERROR__ERROR_KIND__SYSTEM
                  : fault->kind == FAULT_USER
                      ? FLYTEIDL__CORE__EXECUTION_ERROR__ERROR_KIND__USER
                      : FLYTEIDL__CORE__EXECUTION_ERROR__ERROR_KIND__UNKNOWN;
    return error;
}

static ExecutionId *execution_id(Arena *arena, const RunRow *run)
{
    ExecutionId *id =
        make_new(arena, ExecutionId,
                 FLYTEIDL__CORE__WORKFLOW_EXECUTION_IDENTIFIER__INIT);
    id->name = make_text(run->id);
    return id;
}

static NodeId *node_id(Arena *arena, const Change *change)
{
    NodeId *id = make_new(arena, NodeId,
                          FLYTEIDL__CORE__NODE_EXECUTION_IDENTIFIER__INIT);
    id->node_id = make_text(change->unique_id);
    id->execution_id = execution_id(arena, change->run);
    return id;
}

/* ---- messages ---- */

static const ProtobufCMessage *run_message(Arena *arena, const Change *change)
{
    WorkflowEvent *event = make_new(
        arena, WorkflowEvent, FLYTEIDL__EVENT__WORKFLOW_EXECUTION_EVENT__INIT);
    event->execution_id = execution_id(arena, change->run);
    event->producer_id = make_text("flw");
    event->phase =
        (Flyteidl__Core__WorkflowExecution__Phase)run_phase(change->phase);
    event->occurred_at = make_timestamp(arena, change->at);
    if (is_failure(change->phase)) {
        event->output_result_case =
            FLYTEIDL__EVENT__WORKFLOW_EXECUTION_EVENT__OUTPUT_RESULT_ERROR;
        event->error = error_of(arena, change->run->fault);
    } else if (is_success(change->phase) && data_of(change->run->outputs)) {
        event->output_result_case = RUN_DATA;
        event->output_data = data_of(change->run->outputs);
    }
    return event->phase ? &event->base : NULL;
}

/* The two lists have the same names, in two orders. */
static int cache_status(CacheStatus status)
{
    switch (status) {
    case CACHE_DISABLED:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_DISABLED;
    case CACHE_MISS:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_MISS;
    case CACHE_HIT:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_HIT;
    case CACHE_POPULATED:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_POPULATED;
    case CACHE_SKIPPED:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_SKIPPED;
    case CACHE_PUT_FAILED:
        return FLYTEIDL__CORE__CATALOG_CACHE_STATUS__CACHE_PUT_FAILURE;
    }
    return 0;
}

static void add_task_metadata(Arena *arena, const Change *change,
                              NodeEvent *event)
{
    if (!change->task)
        return;
    event->target_metadata_case = NODE_OF_TASK;
    event->task_node_metadata =
        make_new(arena, Flyteidl__Event__TaskNodeMetadata,
                 FLYTEIDL__EVENT__TASK_NODE_METADATA__INIT);
    event->task_node_metadata->cache_status =
        (Flyteidl__Core__CatalogCacheStatus)cache_status(change->node->cache);
}

static void add_node_values(Arena *arena, const Change *change,
                            NodeEvent *event)
{
    if (data_of(change->node->inputs)) {
        event->input_value_case =
            FLYTEIDL__EVENT__NODE_EXECUTION_EVENT__INPUT_VALUE_INPUT_DATA;
        event->input_data = data_of(change->node->inputs);
    }
    if (is_failure(change->phase)) {
        event->output_result_case =
            FLYTEIDL__EVENT__NODE_EXECUTION_EVENT__OUTPUT_RESULT_ERROR;
        event->error = error_of(arena, change->node->fault);
    } else if (is_success(change->phase) && data_of(change->node->outputs)) {
        event->output_result_case =
            FLYTEIDL__EVENT__NODE_EXECUTION_EVENT__OUTPUT_RESULT_OUTPUT_DATA;
        event->output_data = data_of(change->node->outputs);
    }
}

static const ProtobufCMessage *node_message(Arena *arena, const Change *change)
{
    NodeEvent *event =
        make_new(arena, NodeEvent, FLYTEIDL__EVENT__NODE_EXECUTION_EVENT__INIT);
    event->id = node_id(arena, change);
    event->producer_id = make_text("flw");
    event->phase = (Flyteidl__Core__NodeExecution__Phase)node_phase(
        change->phase, change->is_dynamic);
    event->occurred_at = make_timestamp(arena, change->at);
    event->reported_at = event->occurred_at;
    event->spec_node_id = make_text(change->spec_node_id);
    event->node_name = make_text(change->node->name);
    event->event_version = 1;
    event->is_parent = change->is_parent;
    event->is_array = change->is_array;
    event->is_dynamic = change->is_dynamic;
    event->deck_uri = make_text(change->deck);
    if (change->parent) {
        event->retry_group = make_text("0");
        event->parent_node_metadata =
            make_new(arena, Flyteidl__Event__ParentNodeExecutionMetadata,
                     FLYTEIDL__EVENT__PARENT_NODE_EXECUTION_METADATA__INIT);
        event->parent_node_metadata->node_id = make_text(change->parent);
    }
    add_task_metadata(arena, change, event);
    add_node_values(arena, change, event);
    return event->phase ? &event->base : NULL;
}

static void add_log(Arena *arena, const Change *change, TaskEvent *event)
{
    if (!change->attempt->folder)
        return;
    Flyteidl__Core__TaskLog *log = make_new(arena, Flyteidl__Core__TaskLog,
                                            FLYTEIDL__CORE__TASK_LOG__INIT);
    log->name = make_text("log");
    log->uri = arena_print(arena, "runs/%s/%s/log", change->run->id,
                           change->attempt->folder);
    make_push(arena, event->logs, event->n_logs, log);
}

static void add_task_values(Arena *arena, const Change *change,
                            TaskEvent *event)
{
    if (data_of(change->node->inputs)) {
        event->input_value_case =
            FLYTEIDL__EVENT__TASK_EXECUTION_EVENT__INPUT_VALUE_INPUT_DATA;
        event->input_data = data_of(change->node->inputs);
    }
    if (is_failure(change->phase)) {
        event->output_result_case =
            FLYTEIDL__EVENT__TASK_EXECUTION_EVENT__OUTPUT_RESULT_ERROR;
        event->error = error_of(arena, change->attempt->fault);
    } else if (is_success(change->phase) && data_of(change->node->outputs)) {
        event->output_result_case =
            FLYTEIDL__EVENT__TASK_EXECUTION_EVENT__OUTPUT_RESULT_OUTPUT_DATA;
        event->output_data = data_of(change->node->outputs);
    }
}

static const ProtobufCMessage *task_message(Arena *arena, const Change *change)
{
    TaskEvent *event =
        make_new(arena, TaskEvent, FLYTEIDL__EVENT__TASK_EXECUTION_EVENT__INIT);
    const IdlTask *task = change->task;
    event->task_id = task ? task->id : NULL;
    event->parent_node_execution_id = node_id(arena, change);
    event->retry_attempt = change->attempt->number;
    event->phase =
        (Flyteidl__Core__TaskExecution__Phase)task_phase(change->phase);
    event->producer_id = make_text("flw");
    event->occurred_at = make_timestamp(arena, change->at);
    event->reported_at = event->occurred_at;
    event->task_type = make_text(task ? task->type : NULL);
    event->event_version = 1;
    event->metadata = make_new(arena, Flyteidl__Event__TaskExecutionMetadata,
                               FLYTEIDL__EVENT__TASK_EXECUTION_METADATA__INIT);
    event->metadata->generated_name =
        arena_print(arena, "%s-%s-%u", change->run->id, change->unique_id,
                    change->attempt->number);
    event->metadata->plugin_identifier = make_text("flw");
    add_log(arena, change, event);
    add_task_values(arena, change, event);
    return event->phase ? &event->base : NULL;
}

const ProtobufCMessage *event_message(Arena *arena, const Change *change)
{
    switch (change->of) {
    case CHANGE_RUN:
        return run_message(arena, change);
    case CHANGE_NODE:
        return node_message(arena, change);
    case CHANGE_TASK:
        return task_message(arena, change);
    }
    return NULL;
}

/* ---- texts ---- */

const char *event_json(Arena *arena, const Change *change)
{
    const ProtobufCMessage *message = event_message(arena, change);
    if (!message)
        return NULL;
    Buf buf = {.arena = arena};
    JsonOut out = {.buf = &buf};
    spec_json(&out, message);
    return buf_string(&buf);
}

static void put_member(JsonOut *out, const char *name, const char *value)
{
    json_name(out, name);
    json_put_string(out, value);
}

bool event_envelope(Buf *buf, const Change *change, const char *source)
{
    const ProtobufCMessage *message = event_message(buf->arena, change);
    if (!message)
        return false;
    JsonOut out = {.buf = buf};
    json_open(&out, '{');
    put_member(&out, "specversion", "1.0");
    put_member(&out, "id",
               arena_print(buf->arena, "%s/%llu", change->run->id,
                           (unsigned long long)change->seq));
    put_member(&out, "source", source);
    put_member(&out, "type", message->descriptor->name);
    put_member(&out, "subject",
               change->node ? change->node->path : change->run->entity);
    json_name(&out, "time");
    spec_json(&out, &make_timestamp(buf->arena, change->at)->base);
    put_member(&out, "datacontenttype", "application/json");
    json_name(&out, "data");
    spec_json(&out, message);
    json_close(&out, '}');
    return true;
}

/* Inside a text every quote is escaped, so that the mark stands once before
 * the data. */
const char *event_data(const char *envelope, size_t envelope_len, size_t *len)
{
    static const char mark[] = ",\"data\":";
    const char *at = strstr(envelope, mark);
    if (!at) {
        *len = envelope_len;
        return envelope;
    }
    at += sizeof(mark) - 1;
    *len = (size_t)(envelope + envelope_len - at) - 1;
    return at;
}
