/* check_flow.c - what a module's parts do together: rings, ids, counts. */
#include "typesys/checks.h"
#include "typesys/complain.h"
#include "typesys/node_id.h"
#include "typesys/order.h"

enum { NODES_ADVISED = 100 }; /* flyteadmin's maxWorkflowNodes, as shipped */

/* ---- recursion ---- */

typedef struct Calls {
    Map places; /* Decl -> 1 + index */
    Vec(const Decl *) decls;
} Calls;

static uint32_t index_of(Checker *checker, Calls *calls, const Decl *decl)
{
    uintptr_t place = (uintptr_t)map_find(&calls->places, decl);
    if (place)
        return (uint32_t)place - 1;
    vec_push(checker->arena, &calls->decls, decl);
    map_put(checker->arena, &calls->places, decl,
            (void *)(uintptr_t)calls->decls.len);
    return calls->decls.len - 1;
}

static void complain_ring(Checker *checker, const Calls *calls,
                          const OrderRing *ring)
{
    RingStep *steps = arena_array(checker->arena, RingStep, ring->items.len);
    for (uint32_t i = 0; i < ring->items.len; i++) {
        const OrderNeed *item = &ring->items.at[i];
        steps[i] = (RingStep){calls->decls.at[item->item]->name, item->at};
    }
    complain_recursion(checker, steps, ring->items.len);
}

void flow_recursion(Checker *checker)
{
    Flow *flow = checker->flow;
    Calls calls = {0};
    Order order;
    for (uint32_t i = 0; i < flow->edges.len; i++) {
        index_of(checker, &calls, flow->edges.at[i].from);
        index_of(checker, &calls, flow->edges.at[i].to);
    }
    order_init(&order, checker->arena, calls.decls.len);
    for (uint32_t i = 0; i < flow->edges.len; i++) {
        const FlowEdge *edge = &flow->edges.at[i];
        order_need(&order, index_of(checker, &calls, edge->from),
                   index_of(checker, &calls, edge->to), edge->at);
    }
    order_solve(&order);
    for (uint32_t i = 0; i < order.rings.len; i++)
        complain_ring(checker, &calls, &order.rings.at[i]);
}

/* ---- imports ---- */

void flow_unused_imports(Checker *checker)
{
    const Module *module = checker->module;
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Import *import = module->imports.at[i];
        if (import->uses == 0 && import->module && import->alias.sym &&
            !module->failed)
            complain_unused_import(checker, import);
    }
}

/* ---- nodes ---- */

void flow_node_ids(Checker *checker, const Block *block)
{
    Map seen = {0};
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        Stmt *stmt = block->stmts.at[i];
        if (stmt->kind != STMT_BIND || !stmt->as.bind.local.name.sym)
            continue;
        Name *name = &stmt->as.bind.local.name;
        const Sym *id = node_id(checker->syms, name->sym);
        const Name *other = map_find(&seen, id);
        if (node_id_is_taken(id))
            complain_taken_id(checker, *name, id);
        else if (other && other->sym != name->sym)
            complain_same_id(checker, *name, *other, id);
        map_put(&checker->scratch, &seen, id, name);
    }
    arena_reset(&checker->scratch);
}

void flow_node_count(Checker *checker)
{
    const Body *body = checker->body;
    if (body->nodes > NODES_ADVISED)
        complain_many_nodes(checker, body->workflow, body->nodes,
                            NODES_ADVISED);
}
