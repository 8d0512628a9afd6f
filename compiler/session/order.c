/* order.c - imports before importers.
 *
 * Depth first with a stack of its own, since a chain of imports may be as long
 * as a project has files. An edge to a module that is still open closes a
 * ring: it is complained of and cut. */
#include "compiler/session/complain.h"
#include "compiler/session/modules.h"

enum { MODULE_NEW, MODULE_OPEN, MODULE_DONE };

typedef struct Visit {
    Module *module;
    uint32_t next; /* import to follow */
} Visit;

typedef struct Order {
    Session *session;
    Vec(Visit) open;
    Vec(Module *) done;
} Order;

static void open_module(Order *order, Module *module)
{
    module->state = MODULE_OPEN;
    vec_push(&order->session->arena, &order->open, ((Visit){module, 0}));
}

/* The ring goes from where `again` is open to the import at the top. */
static void close_ring(Order *order, const Module *again)
{
    uint32_t first = order->open.len - 1;
    while (order->open.at[first].module != again)
        first--;
    uint32_t len = order->open.len - first;
    RingStep *steps = arena_array(&order->session->arena, RingStep, len);
    for (uint32_t i = 0; i < len; i++) {
        const Visit *visit = &order->open.at[first + i];
        const Import *import = visit->module->imports.at[visit->next - 1];
        steps[i] = (RingStep){visit->module, import->path_span};
    }
    complain_ring(&order->session->diags, steps, len);
}

static void follow(Order *order, Import *import)
{
    Module *module = import->module;
    if (!module || module->state == MODULE_DONE)
        return;
    if (module->state == MODULE_NEW) {
        open_module(order, module);
        return;
    }
    close_ring(order, module);
    import->module = NULL;
}

static void visit_from(Order *order, Module *module)
{
    open_module(order, module);
    while (order->open.len > 0) {
        Visit *top = &order->open.at[order->open.len - 1];
        if (top->next < top->module->imports.len) {
            Import *import = top->module->imports.at[top->next++];
            follow(order, import);
            continue;
        }
        top->module->state = MODULE_DONE;
        vec_push(&order->session->arena, &order->done, top->module);
        order->open.len--;
    }
}

void modules_order(Session *session)
{
    Order order = {.session = session};
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (session->modules.at[i]->state == MODULE_NEW)
            visit_from(&order, session->modules.at[i]);
    for (uint32_t i = 0; i < order.done.len; i++)
        session->modules.at[i] = order.done.at[i];
}
