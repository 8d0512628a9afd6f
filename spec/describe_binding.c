/* describe_binding.c - where the values of a call come from. */
#include <string.h>

#include "spec/describer.h"

typedef Flyteidl__Core__BindingData BindingData;
typedef Flyteidl__Core__OutputReference Promise;

static bool is_start(const char *id)
{
    return !id || !*id || strcmp(id, "start-node") == 0;
}

static void write_step(Describer *d,
                       const Flyteidl__Core__PromiseAttribute *step)
{
    bool by_name = step->value_case ==
                   FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE;
    const char *name = by_name && step->string_value ? step->string_value : "";
    bool plain =
        by_name && *name &&
        name[strspn(name, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
    if (plain) {
        layout_print(&d->line, ".%s", name);
    } else if (by_name) {
        layout_words(&d->line, "[");
        layout_text(&d->line, name, strlen(name));
        layout_words(&d->line, "]");
    } else {
        layout_print(&d->line, "[%d]", step->int_value);
    }
}

/* `fit.model`, `n0.o0.minutes[2]`; an input of the workflow by its name. */
static void write_promise(Describer *d, const Promise *promise)
{
    if (!promise) {
        layout_words(&d->line, "unknown");
        return;
    }
    if (!is_start(promise->node_id)) {
        layout_name(&d->line, promise->node_id);
        layout_words(&d->line, ".");
    }
    layout_name(&d->line, promise->var);
    for (size_t i = 0; i < promise->n_attr_path; i++)
        write_step(d, promise->attr_path[i]);
}

static void write_inner(Describer *d, const ProtobufCMessage *data)
{
    describe_data(d, (const BindingData *)data);
}

void describe_data(Describer *d, const BindingData *data)
{
    switch (data ? data->value_case
                 : FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET) {
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_SCALAR:
        describe_scalar(d, data->scalar);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_COLLECTION:
        describe_list(d, (const ProtobufCMessage *)data->collection,
                      write_inner);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_PROMISE:
        write_promise(d, data->promise);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_MAP:
        describe_map(d, (const ProtobufCMessage *)data->map, write_inner);
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE_OFFLOADED_METADATA:
        layout_words(&d->line, "offloaded");
        return;
    case FLYTEIDL__CORE__BINDING_DATA__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__BINDING_DATA__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    layout_words(&d->line, "unknown");
}

void describe_bindings(Describer *d, Flyteidl__Core__Binding *const *bindings,
                       size_t count)
{
    layout_open(&d->line, '(');
    for (size_t i = 0; i < count; i++) {
        describe_item(d, bindings[i]->var);
        describe_data(d, bindings[i]->binding);
    }
    layout_close(&d->line);
}
