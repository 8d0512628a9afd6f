#include "tests/unit/flows.h"

#include <string.h>

#include "spec/make.h"
#include "spec/struct.h"

/* ---- made ---- */

typedef struct Maker {
    Arena *arena;
    uint64_t state;
    uint32_t flows;
} Maker;

/* splitmix64 */
static uint64_t dice(Maker *maker, uint64_t sides)
{
    uint64_t z = maker->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (z ^ z >> 31) % sides;
}

/* An array's own value is a list: only other arrays' sources see items. */
static Source make_source(Maker *maker, const Flow *flow)
{
    Source source = {SOURCE_CONST, (int64_t)dice(maker, 60), NULL};
    if (dice(maker, 3) == 0)
        source.kind = SOURCE_INPUT;
    if (flow->len && dice(maker, 4) > 0) {
        const Item *item = flow->items[dice(maker, flow->len)];
        if (item->kind != ITEM_ARRAY)
            source = (Source){SOURCE_ITEM, 0, item};
    }
    return source;
}

static Flow *make_flow(Maker *maker, uint32_t depth);

static Item *make_item(Maker *maker, const Flow *flow, const char *id,
                       uint32_t depth);

static void make_branch(Maker *maker, const Flow *flow, Item *item,
                        uint32_t depth)
{
    item->limit = (int64_t)dice(maker, 60);
    item->arms[0] = make_item(maker, flow, "x", depth + 1);
    if (dice(maker, 4))
        item->arms[1] = make_item(maker, flow, "y", depth + 1);
}

static void make_array(Maker *maker, const Flow *flow, Item *item)
{
    item->source_count = (uint32_t)dice(maker, SOURCES_MAX + 1);
    for (uint32_t i = 0; i < item->source_count; i++)
        item->sources[i] = make_source(maker, flow);
    item->by_ratio = dice(maker, 2);
    item->ratio = (float)dice(maker, 11) / 10;
    item->least = (uint32_t)dice(maker, SOURCES_MAX);
}

static ItemKind make_kind(Maker *maker, uint32_t depth)
{
    static const ItemKind kinds[] = {ITEM_SAME,   ITEM_SAME,  ITEM_PICKY,
                                     ITEM_BRANCH, ITEM_ARRAY, ITEM_SUB};
    ItemKind kind = kinds[dice(maker, sizeof kinds / sizeof *kinds)];
    return depth >= 3 && kind > ITEM_PICKY ? ITEM_SAME : kind;
}

/* Arms have no arrays: both arms of a branch give an int. */
static Item *make_item(Maker *maker, const Flow *flow, const char *id,
                       uint32_t depth)
{
    Item *item = arena_new(maker->arena, Item);
    bool arm = id[1] == '\0';
    item->id = id;
    item->kind = make_kind(maker, depth);
    if (arm && item->kind == ITEM_ARRAY)
        item->kind = ITEM_PICKY;
    item->source_count = 1;
    item->sources[0] = make_source(maker, flow);
    if (!arm && flow->len && dice(maker, 4) == 0)
        item->after = flow->items[dice(maker, flow->len)];
    if (item->kind == ITEM_BRANCH)
        make_branch(maker, flow, item, depth);
    if (item->kind == ITEM_ARRAY)
        make_array(maker, flow, item);
    if (item->kind == ITEM_SUB)
        item->sub = make_flow(maker, depth + 1);
    return item;
}

static Item *make_failure(Maker *maker, const Flow *flow)
{
    Item *item = arena_new(maker->arena, Item);
    (void)flow;
    item->kind = dice(maker, 2) ? ITEM_SAME : ITEM_PICKY;
    item->id = "fn0";
    item->source_count = 1;
    item->sources[0].kind = SOURCE_INPUT;
    return item;
}

static Flow *make_flow(Maker *maker, uint32_t depth)
{
    Flow *flow = arena_new(maker->arena, Flow);
    flow->name = arena_print(maker->arena, "flow%u", maker->flows++);
    uint32_t len = 1 + (uint32_t)dice(maker, depth ? 4 : ITEMS_MAX);
    while (flow->len < len) {
        /* Not in the order of their ids. */
        const char *id = arena_print(maker->arena, "n%u",
                                     (unsigned)(flow->len * 7 + 3) % 10);
        Item *item = make_item(maker, flow, id, depth);
        flow->items[flow->len++] = item;
    }
    flow->output = make_source(maker, flow);
    if (dice(maker, 3) == 0)
        flow->failure = make_failure(maker, flow);
    flow->late = dice(maker, 2);
    return flow;
}

Flow *flow_make(Arena *arena, uint64_t seed)
{
    Maker maker = {.arena = arena, .state = seed};
    return make_flow(&maker, 0);
}

/* ---- turned into messages ---- */

static IdlId *make_id(Arena *arena, const char *name)
{
    IdlId *id = make_new(arena, IdlId, FLYTEIDL__CORE__IDENTIFIER__INIT);
    id->name = make_text(name);
    id->version = make_text("v");
    return id;
}

static IdlVariableMap *make_variable(Arena *arena, char *name, IdlType *type)
{
    IdlVariable *variable =
        make_new(arena, IdlVariable, FLYTEIDL__CORE__VARIABLE__INIT);
    variable->type = type;
    IdlVariableMap *map =
        make_new(arena, IdlVariableMap, FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    make_put(arena, map->variables, map->n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name,
             variable);
    return map;
}

static IdlType *make_int_type(Arena *arena, bool picky)
{
    IdlType *type = make_simple(arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER);
    if (!picky)
        return type;
    type->annotation =
        make_new(arena, IdlAnnotation, FLYTEIDL__CORE__TYPE_ANNOTATION__INIT);
    type->annotation->annotations = struct_new(arena);
    struct_put(
        arena, type->annotation->annotations, "refinement",
        struct_string(arena, arena_print(arena, "self in 0..%d", PICKY_MOST)));
    return type;
}

static IdlType *make_list_type(Arena *arena, IdlType *item)
{
    IdlType *type =
        make_new(arena, IdlType, FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
    type->collection_type = item;
    return type;
}

static IdlInterface *make_interface(Arena *arena, IdlType *in, IdlType *out)
{
    IdlInterface *interface =
        make_new(arena, IdlInterface, FLYTEIDL__CORE__TYPED_INTERFACE__INIT);
    interface->inputs = make_variable(arena, make_text("n"), in);
    interface->outputs = make_variable(arena, make_text("m"), out);
    return interface;
}

static void add_task(Package *package, const char *name, bool picky, bool list)
{
    Arena *arena = package->arena;
    IdlTask *task =
        make_new(arena, IdlTask, FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    task->id = make_id(arena, name);
    task->type = make_text("echo");
    IdlType *in = make_int_type(arena, picky);
    IdlType *out = make_int_type(arena, false);
    if (list) {
        in = make_list_type(arena, in);
        out = make_list_type(arena, out);
    }
    task->interface = make_interface(arena, in, out);
    IdlTaskSpec *spec =
        make_new(arena, IdlTaskSpec, FLYTEIDL__ADMIN__TASK_SPEC__INIT);
    spec->template_ = task;
    package_add(package, PACKAGE_TASK, &spec->base);
}

static IdlBindingData *bind(Arena *arena, const Source *source)
{
    IdlBindingData *data =
        make_new(arena, IdlBindingData, FLYTEIDL__CORE__BINDING_DATA__INIT);
    if (source->kind == SOURCE_CONST) {
        data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR;
        data->scalar = make_scalar(arena, make_int(arena, source->number));
        return data;
    }
    IdlPromise *promise =
        make_new(arena, IdlPromise, FLYTEIDL__CORE__OUTPUT_REFERENCE__INIT);
    bool input = source->kind == SOURCE_INPUT;
    promise->node_id = make_text(input ? "" : source->item->id);
    promise->var = make_text(input ? "n" : "m");
    data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE;
    data->promise = promise;
    return data;
}

static IdlBindingData *bind_all(Arena *arena, const Item *item)
{
    if (item->kind != ITEM_ARRAY)
        return bind(arena, &item->sources[0]);
    IdlBindingData *data =
        make_new(arena, IdlBindingData, FLYTEIDL__CORE__BINDING_DATA__INIT);
    data->value_case = FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION;
    data->collection = make_new(arena, Flyteidl__Core__BindingDataCollection,
                                FLYTEIDL__CORE__BINDING_DATA_COLLECTION__INIT);
    for (uint32_t i = 0; i < item->source_count; i++)
        make_push(arena, data->collection->bindings,
                  data->collection->n_bindings, bind(arena, &item->sources[i]));
    return data;
}

static IdlBinding *make_binding(Arena *arena, const char *var,
                                IdlBindingData *data)
{
    IdlBinding *binding =
        make_new(arena, IdlBinding, FLYTEIDL__CORE__BINDING__INIT);
    binding->var = make_text(var);
    binding->binding = data;
    return binding;
}

static void run_task(Arena *arena, IdlNode *node, const char *task)
{
    node->target_case = FLYTEIDL__CORE__NODE__TARGET_TASK_NODE;
    node->task_node =
        make_new(arena, IdlTaskNode, FLYTEIDL__CORE__TASK_NODE__INIT);
    node->task_node->reference_case =
        FLYTEIDL__CORE__TASK_NODE__REFERENCE_REFERENCE_ID;
    node->task_node->reference_id = make_id(arena, task);
}

static IdlNode *turn_item(Arena *arena, const Item *item);

static IdlCondition *less_than(Arena *arena, int64_t limit)
{
    IdlOperand *left =
        make_new(arena, IdlOperand, FLYTEIDL__CORE__OPERAND__INIT);
    left->val_case = FLYTEIDL__CORE__OPERAND__VAL_VAR;
    left->var = make_text("n");
    IdlOperand *right =
        make_new(arena, IdlOperand, FLYTEIDL__CORE__OPERAND__INIT);
    right->val_case = FLYTEIDL__CORE__OPERAND__VAL_PRIMITIVE;
    right->primitive = make_int(arena, limit);
    IdlComparison *comparison = make_new(
        arena, IdlComparison, FLYTEIDL__CORE__COMPARISON_EXPRESSION__INIT);
    comparison->operator_ = FLYTEIDL__CORE__COMPARISON_EXPRESSION__OPERATOR__LT;
    comparison->left_value = left;
    comparison->right_value = right;
    IdlCondition *condition =
        make_new(arena, IdlCondition, FLYTEIDL__CORE__BOOLEAN_EXPRESSION__INIT);
    condition->expr_case = FLYTEIDL__CORE__BOOLEAN_EXPRESSION__EXPR_COMPARISON;
    condition->comparison = comparison;
    return condition;
}

static void turn_branch(Arena *arena, IdlNode *node, const Item *item)
{
    IdlIfElse *block =
        make_new(arena, IdlIfElse, FLYTEIDL__CORE__IF_ELSE_BLOCK__INIT);
    block->case_ = make_new(arena, IdlIfBlock, FLYTEIDL__CORE__IF_BLOCK__INIT);
    block->case_->condition = less_than(arena, item->limit);
    block->case_->then_node = turn_item(arena, item->arms[0]);
    if (item->arms[1]) {
        block->default_case = FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ELSE_NODE;
        block->else_node = turn_item(arena, item->arms[1]);
    } else {
        block->default_case = FLYTEIDL__CORE__IF_ELSE_BLOCK__DEFAULT_ERROR;
        block->error = make_new(arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
        block->error->message = make_text("no arm");
    }
    node->target_case = FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE;
    node->branch_node =
        make_new(arena, IdlBranchNode, FLYTEIDL__CORE__BRANCH_NODE__INIT);
    node->branch_node->if_else = block;
}

static void turn_array(Arena *arena, IdlNode *node, const Item *item)
{
    IdlArrayNode *array =
        make_new(arena, IdlArrayNode, FLYTEIDL__CORE__ARRAY_NODE__INIT);
    array->node = make_new(arena, IdlNode, FLYTEIDL__CORE__NODE__INIT);
    array->node->id = make_text("e");
    run_task(arena, array->node, "picky_all");
    if (item->by_ratio) {
        array->success_criteria_case =
            FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESS_RATIO;
        array->min_success_ratio = item->ratio;
    } else {
        array->success_criteria_case =
            FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESSES;
        array->min_successes = item->least;
    }
    node->target_case = FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE;
    node->array_node = array;
}

static void turn_sub(Arena *arena, IdlNode *node, const Item *item)
{
    IdlWorkflowNode *target =
        make_new(arena, IdlWorkflowNode, FLYTEIDL__CORE__WORKFLOW_NODE__INIT);
    target->reference_case =
        FLYTEIDL__CORE__WORKFLOW_NODE__REFERENCE_SUB_WORKFLOW_REF;
    target->sub_workflow_ref = make_id(arena, item->sub->name);
    node->target_case = FLYTEIDL__CORE__NODE__TARGET_WORKFLOW_NODE;
    node->workflow_node = target;
}

static IdlNode *turn_item(Arena *arena, const Item *item)
{
    IdlNode *node = make_new(arena, IdlNode, FLYTEIDL__CORE__NODE__INIT);
    node->id = make_text(item->id);
    make_push(arena, node->inputs, node->n_inputs,
              make_binding(arena, "n", bind_all(arena, item)));
    if (item->after)
        make_push(arena, node->upstream_node_ids, node->n_upstream_node_ids,
                  make_text(item->after->id));
    if (item->kind == ITEM_BRANCH)
        turn_branch(arena, node, item);
    else if (item->kind == ITEM_ARRAY)
        turn_array(arena, node, item);
    else if (item->kind == ITEM_SUB)
        turn_sub(arena, node, item);
    else
        run_task(arena, node, item->kind == ITEM_SAME ? "same" : "picky");
    return node;
}

static void add_flow(Package *package, const Flow *flow);

static void add_subs(Package *package, const Item *item)
{
    if (!item)
        return;
    if (item->sub)
        add_flow(package, item->sub);
    add_subs(package, item->arms[0]);
    add_subs(package, item->arms[1]);
}

static void add_flow(Package *package, const Flow *flow)
{
    Arena *arena = package->arena;
    IdlWorkflow *turned =
        make_new(arena, IdlWorkflow, FLYTEIDL__CORE__WORKFLOW_TEMPLATE__INIT);
    turned->id = make_id(arena, flow->name);
    turned->interface = make_interface(arena, make_int_type(arena, false),
                                       make_int_type(arena, false));
    turned->metadata = make_new(arena, Flyteidl__Core__WorkflowMetadata,
                                FLYTEIDL__CORE__WORKFLOW_METADATA__INIT);
    turned->metadata->on_failure =
        flow->late
            ? FLYTEIDL__CORE__WORKFLOW_METADATA__ON_FAILURE_POLICY__FAIL_AFTER_EXECUTABLE_NODES_COMPLETE
            : FLYTEIDL__CORE__WORKFLOW_METADATA__ON_FAILURE_POLICY__FAIL_IMMEDIATELY;
    for (uint32_t i = 0; i < flow->len; i++) {
        make_push(arena, turned->nodes, turned->n_nodes,
                  turn_item(arena, flow->items[i]));
        add_subs(package, flow->items[i]);
    }
    if (flow->failure)
        turned->failure_node = turn_item(arena, flow->failure);
    make_push(arena, turned->outputs, turned->n_outputs,
              make_binding(arena, "m", bind(arena, &flow->output)));
    IdlWorkflowSpec *spec =
        make_new(arena, IdlWorkflowSpec, FLYTEIDL__ADMIN__WORKFLOW_SPEC__INIT);
    spec->template_ = turned;
    package_add(package, PACKAGE_WORKFLOW, &spec->base);
}

void flow_package(const Flow *flow, Package *package)
{
    add_task(package, "same", false, false);
    add_task(package, "picky", true, false);
    add_task(package, "picky_all", true, true);
    add_flow(package, flow);
}
