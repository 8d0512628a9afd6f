/* dump.c - the plan as text. */
#include "compiler/plan/dump.h"

#include <string.h>

#include "base/panic.h"

/* ---- values ---- */

static void dump_promise(Buf *out, const PlanData *data)
{
    const PlanNode *node = data->as.promise.node;
    buf_print(out, "%s.%s", node ? node->id : "", data->as.promise.var);
    for (uint32_t i = 0; i < data->as.promise.path.len; i++) {
        const PlanStep *step = &data->as.promise.path.at[i];
        if (step->field)
            buf_print(out, ".%s", step->field);
        else
            buf_print(out, "[%lld]", (long long)step->index);
    }
}

static void dump_data(Buf *out, const PlanData *data)
{
    switch (data->kind) {
    case PLAN_CONSTANT:
        value_write(out, data->as.constant);
        return;
    case PLAN_PROMISE:
        dump_promise(out, data);
        return;
    case PLAN_LIST:
        buf_char(out, '[');
        for (uint32_t i = 0; i < data->as.list.len; i++) {
            buf_text(out, i ? ", " : "");
            dump_data(out, data->as.list.at[i]);
        }
        buf_char(out, ']');
        return;
    case PLAN_MAP:
        buf_char(out, '{');
        for (uint32_t i = 0; i < data->as.map.len; i++) {
            buf_print(out, "%s\"%s\": ", i ? ", " : "", data->as.map.at[i].key);
            dump_data(out, data->as.map.at[i].data);
        }
        buf_char(out, '}');
        return;
    }
    UNREACHABLE("plan data");
}

static void dump_operand(Buf *out, const PlanOperand *operand)
{
    if (operand->var)
        buf_text(out, operand->var);
    else
        value_write(out, operand->constant);
}

static const char *compare_text(PlanCompare compare)
{
    static const char *const texts[] = {"==", "!=", ">", ">=", "<", "<="};
    return texts[compare];
}

static void dump_condition(Buf *out, const PlanCondition *condition)
{
    if (condition->kind == PLAN_COMPARISON) {
        dump_operand(out, &condition->left);
        buf_print(out, " %s ", compare_text(condition->compare));
        dump_operand(out, &condition->right);
        return;
    }
    buf_char(out, '(');
    dump_condition(out, condition->first);
    buf_text(out, condition->kind == PLAN_AND ? " and " : " or ");
    dump_condition(out, condition->second);
    buf_char(out, ')');
}

/* ---- nodes ---- */

static void dump_node(Buf *out, const PlanNode *node, unsigned depth);

static void indent(Buf *out, unsigned depth)
{
    buf_fill(out, ' ', 2 * (size_t)depth);
}

static void dump_target(Buf *out, const PlanNode *node)
{
    switch (node->kind) {
    case PLAN_NODE_TASK:
        buf_print(out, "task %s", node->as.task->id.name);
        return;
    case PLAN_NODE_WORKFLOW:
        buf_print(out, "workflow %s", node->as.workflow->id.name);
        return;
    case PLAN_NODE_LAUNCH:
        buf_print(out, "launch %s", node->as.launch->id.name);
        return;
    case PLAN_NODE_BRANCH:
        buf_text(out, "branch");
        return;
    case PLAN_NODE_ARRAY:
        buf_print(out, "array of %s", node->as.array.item->as.task->id.name);
        return;
    case PLAN_NODE_APPROVE:
        buf_print(out, "approve \"%s\"", node->as.gate.signal);
        return;
    case PLAN_NODE_SIGNAL:
        buf_print(out, "signal \"%s\"", node->as.gate.signal);
        return;
    case PLAN_NODE_SLEEP:
        buf_print(out, "sleep %llds",
                  (long long)(node->as.gate.duration / 1000000000));
        return;
    }
    UNREACHABLE("node kind");
}

static void dump_bindings(Buf *out, const PlanBindingVec *bindings,
                          unsigned depth)
{
    for (uint32_t i = 0; i < bindings->len; i++) {
        indent(out, depth);
        buf_print(out, "%s = ", bindings->at[i].var);
        dump_data(out, bindings->at[i].data);
        buf_char(out, '\n');
    }
}

static void dump_branch(Buf *out, const PlanNode *node, unsigned depth)
{
    for (uint32_t i = 0; i < node->as.branch.cases.len; i++) {
        indent(out, depth);
        buf_text(out, "case ");
        dump_condition(out, node->as.branch.cases.at[i].condition);
        buf_char(out, '\n');
        dump_node(out, node->as.branch.cases.at[i].then, depth + 1);
    }
    indent(out, depth);
    if (node->as.branch.otherwise) {
        buf_text(out, "else\n");
        dump_node(out, node->as.branch.otherwise, depth + 1);
    } else {
        buf_print(out, "fail \"%s\"\n", node->as.branch.fail);
    }
}

static void dump_settings(Buf *out, const PlanNode *node)
{
    if (node->timeout)
        buf_print(out, " timeout %llds",
                  (long long)(node->timeout / 1000000000));
    if (node->retries >= 0)
        buf_print(out, " retries %lld", (long long)node->retries);
    if (node->interruptible >= 0)
        buf_text(out,
                 node->interruptible ? " interruptible" : " uninterruptible");
    if (node->kind == PLAN_NODE_ARRAY && node->as.array.parallelism)
        buf_print(out, " parallelism %lld",
                  (long long)node->as.array.parallelism);
}

static void dump_node(Buf *out, const PlanNode *node, unsigned depth)
{
    indent(out, depth);
    buf_print(out, "%s: ", node->id);
    dump_target(out, node);
    dump_settings(out, node);
    if (node->generated)
        buf_print(out, " (generated: %s)", node->generated);
    buf_char(out, '\n');
    dump_bindings(out, &node->inputs, depth + 1);
    for (uint32_t i = 0; i < node->upstream.len; i++) {
        indent(out, depth + 1);
        buf_print(out, "after %s\n", node->upstream.at[i]->id);
    }
    if (node->kind == PLAN_NODE_BRANCH)
        dump_branch(out, node, depth + 1);
}

/* ---- entities ---- */

static void dump_vars(Buf *out, const char *title, const PlanVarVec *vars)
{
    for (uint32_t i = 0; i < vars->len; i++) {
        buf_print(out, "  %s %s: ", title, vars->at[i].name);
        type_write(out, vars->at[i].type);
        if (vars->at[i].value) {
            buf_text(out, " = ");
            value_write(out, vars->at[i].value);
        }
        buf_char(out, '\n');
    }
}

static void dump_interface(Buf *out, const PlanInterface *interface_)
{
    dump_vars(out, "in ", &interface_->inputs);
    dump_vars(out, "out", &interface_->outputs);
}

static void dump_task(Buf *out, const PlanTask *task)
{
    buf_print(out, "task %s", task->id.name);
    if (task->generated)
        buf_print(out, " (generated: %s)", task->generated);
    buf_char(out, '\n');
    dump_interface(out, &task->interface_);
}

static void dump_workflow(Buf *out, const PlanWorkflow *workflow)
{
    buf_print(out, "workflow %s", workflow->id.name);
    if (workflow->generated)
        buf_print(out, " (generated: %s)", workflow->generated);
    buf_char(out, '\n');
    dump_interface(out, &workflow->interface_);
    for (uint32_t i = 0; i < workflow->nodes.len; i++)
        dump_node(out, workflow->nodes.at[i], 1);
    if (workflow->failure) {
        buf_text(out, "  on failure\n");
        dump_node(out, workflow->failure, 2);
    }
    if (workflow->outputs.len)
        buf_text(out, "  return\n");
    dump_bindings(out, &workflow->outputs, 2);
}

void plan_dump(Buf *out, const Plan *plan)
{
    for (uint32_t i = 0; i < plan->tasks.len; i++)
        dump_task(out, plan->tasks.at[i]);
    for (uint32_t i = 0; i < plan->workflows.len; i++)
        dump_workflow(out, plan->workflows.at[i]);
    for (uint32_t i = 0; i < plan->launches.len; i++)
        buf_print(out, "launch %s of %s\n", plan->launches.at[i]->id.name,
                  plan->launches.at[i]->workflow->id.name);
}

/* ---- what the compiler made by itself ---- */

typedef enum MadeKind { MADE_TASK, MADE_WORKFLOW, MADE_NODE } MadeKind;

typedef struct Made {
    MadeKind kind;
    const char *name;
    const char *why;
} Made;

typedef struct MadeList {
    Arena *arena;
    Vec(Made) at;
    uint32_t counts[MADE_NODE + 1];
    size_t width; /* of the longest name */
} MadeList;

enum { MADE_WIDTH_MAX = 56 }; /* longer names push their reason aside */

static void note_made(MadeList *list, MadeKind kind, const char *name,
                      const char *why)
{
    Made made = {kind, name, why};
    size_t width = strlen(name);
    if (!why)
        return;
    vec_push(list->arena, &list->at, made);
    list->counts[kind]++;
    if (width > list->width && width <= MADE_WIDTH_MAX)
        list->width = width;
}

static void note_node(MadeList *list, const PlanWorkflow *workflow,
                      const PlanNode *node)
{
    if (node->generated)
        note_made(
            list, MADE_NODE,
            arena_print(list->arena, "%s/%s", workflow->id.name, node->id),
            node->generated);
    if (node->kind != PLAN_NODE_BRANCH)
        return;
    for (uint32_t i = 0; i < node->as.branch.cases.len; i++)
        note_node(list, workflow, node->as.branch.cases.at[i].then);
    if (node->as.branch.otherwise)
        note_node(list, workflow, node->as.branch.otherwise);
}

static void note_nodes(MadeList *list, const PlanWorkflow *workflow)
{
    for (uint32_t i = 0; i < workflow->nodes.len; i++)
        note_node(list, workflow, workflow->nodes.at[i]);
    if (workflow->failure)
        note_node(list, workflow, workflow->failure);
}

static void explain_made(Buf *out, const MadeList *list)
{
    static const char *const words[] = {"task", "workflow", "node"};
    buf_text(out, "generated:");
    for (int kind = MADE_TASK; kind <= MADE_NODE; kind++)
        if (list->counts[kind])
            buf_print(out, "%s %u %s%s",
                      buf_string(out)[out->len - 1] == ':' ? "" : ",",
                      list->counts[kind], words[kind],
                      list->counts[kind] == 1 ? "" : "s");
    buf_text(out, "\n\n");
    for (uint32_t i = 0; i < list->at.len; i++)
        buf_print(out, "  %-8s  %-*s  %s\n", words[list->at.at[i].kind],
                  (int)list->width, list->at.at[i].name, list->at.at[i].why);
}

void plan_explain(Buf *out, const Plan *plan)
{
    MadeList list = {.arena = out->arena};
    for (uint32_t i = 0; i < plan->tasks.len; i++)
        note_made(&list, MADE_TASK, plan->tasks.at[i]->id.name,
                  plan->tasks.at[i]->generated);
    for (uint32_t i = 0; i < plan->workflows.len; i++)
        note_made(&list, MADE_WORKFLOW, plan->workflows.at[i]->id.name,
                  plan->workflows.at[i]->generated);
    for (uint32_t i = 0; i < plan->workflows.len; i++)
        note_nodes(&list, plan->workflows.at[i]);
    if (list.at.len)
        explain_made(out, &list);
    else
        buf_text(out, "nothing was generated\n");
}
