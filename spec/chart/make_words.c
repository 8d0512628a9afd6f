/* make_words.c - what a node is, in words. */
#include <string.h>

#include "base/hash.h"
#include "spec/chart/make.h"
#include "spec/wire.h"

Describer chart_describer(ChartMaker *maker, Buf *out)
{
    return (Describer){.arena = maker->arena,
                       .line = {.out = out,
                                .width = UINT32_MAX / 4,
                                .text = {.arena = maker->arena}},
                       .names = &maker->index->names};
}

const char *chart_described(Describer *d)
{
    layout_end(&d->line);
    d->line.out->at[--d->line.out->len] = '\0';
    return d->line.out->at;
}

/* ---- generated names ---- */

static bool is_digest(const char *text)
{
    return strlen(text) == 8 && strspn(text, "0123456789abcdef") == 8;
}

/* No declaration's name has a dash, and `map` and `echo_...` end what has a
 * dot before (compiler/plan/README.md). */
bool chart_is_generated(const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *last = dot ? dot + 1 : name;
    if (!dot)
        return false;
    return strchr(last, '-') || strcmp(last, "map") == 0 ||
           (strncmp(last, "echo_", 5) == 0 && is_digest(last + 5));
}

/* ---- words and notes ---- */

static const char *duration(ChartMaker *maker,
                            const Google__Protobuf__Duration *span)
{
    Buf out = {.arena = maker->arena};
    Describer d = chart_describer(maker, &out);
    describe_duration(&d, span);
    return chart_described(&d);
}

static const char *text(const char *maybe)
{
    return maybe ? maybe : "";
}

static void add_note(Buf *notes, const char *form, const char *value)
{
    buf_text(notes, notes->len ? ", " : "");
    buf_print(notes, form, value);
}

static void add_gate(ChartMaker *maker, ChartNode *node,
                     const Flyteidl__Core__GateNode *gate)
{
    switch (gate ? gate->condition_case
                 : FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET) {
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_APPROVE:
        node->kind = CHART_APPROVE;
        node->words = text(gate->approve ? gate->approve->signal_id : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SIGNAL:
        node->kind = CHART_SIGNAL;
        node->words = text(gate->signal ? gate->signal->signal_id : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION_SLEEP:
        node->kind = CHART_SLEEP;
        node->words =
            duration(maker, gate->sleep ? gate->sleep->duration : NULL);
        return;
    case FLYTEIDL__CORE__GATE_NODE__CONDITION__NOT_SET:
    case _FLYTEIDL__CORE__GATE_NODE__CONDITION__CASE_IS_INT_SIZE:
        return;
    }
}

static void add_array(ChartMaker *maker, Buf *notes, const IdlArrayNode *array)
{
    Arena *arena = maker->arena;
    if (array->parallelism_option_case ==
            FLYTEIDL__CORE__ARRAY_NODE__PARALLELISM_OPTION_PARALLELISM &&
        array->parallelism)
        add_note(notes, "parallelism %s",
                 arena_print(arena, "%u", array->parallelism));
    if (array->success_criteria_case ==
        FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESSES)
        add_note(notes, "min successes %s",
                 arena_print(arena, "%u", array->min_successes));
    if (array->success_criteria_case ==
            FLYTEIDL__CORE__ARRAY_NODE__SUCCESS_CRITERIA_MIN_SUCCESS_RATIO &&
        array->min_success_ratio != 1.0f)
        add_note(notes, "min success %s",
                 arena_print(arena, "%g%%",
                             (double)(array->min_success_ratio * 100)));
}

void chart_add_words(ChartMaker *maker, ChartNode *node, const IdlNode *spec)
{
    Buf notes = {.arena = maker->arena};
    if (spec->target_case == FLYTEIDL__CORE__NODE__TARGET_GATE_NODE)
        add_gate(maker, node, spec->gate_node);
    if (node->kind == CHART_ARRAY)
        add_array(maker, &notes, spec->array_node);
    const IdlNodeMetadata *metadata = spec->metadata;
    bool is_gate = spec->target_case == FLYTEIDL__CORE__NODE__TARGET_GATE_NODE;
    Buf settings = {.arena = maker->arena};
    if (metadata && metadata->timeout)
        add_note(is_gate ? &notes : &settings, "timeout %s",
                 duration(maker, metadata->timeout));
    if (metadata && metadata->retries && metadata->retries->retries)
        add_note(&settings, "retries %s",
                 arena_print(maker->arena, "%u", metadata->retries->retries));
    node->notes = buf_string(&notes);
    node->settings = buf_string(&settings);
}

/* ---- identity ---- */

/* A new version of the same task is no change. */
const char *chart_digest(ChartMaker *maker, const IdlTask *task)
{
    if (!task)
        return "";
    char *digest = map_find(&maker->digests, task);
    if (digest)
        return digest;
    IdlTask bare = *task;
    bare.id = NULL;
    size_t len = 0;
    const uint8_t *bytes = spec_pack(maker->arena, &bare.base, &len);
    char hex[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex((const char *)bytes, len, hex);
    digest = arena_copy(maker->arena, hex, 2 * HASH_SHA256_SIZE);
    map_put(maker->arena, &maker->digests, task, digest);
    return digest;
}

/* Cases are compared one by one, values by where they come from. */
const char *chart_identity(ChartMaker *maker, const IdlNode *spec)
{
    Buf out = {.arena = maker->arena};
    Describer d = chart_describer(maker, &out);
    IdlNode bare = *spec, item;
    IdlArrayNode array;
    bare.n_inputs = 0;
    bare.n_upstream_node_ids = 0;
    if (bare.target_case == FLYTEIDL__CORE__NODE__TARGET_BRANCH_NODE)
        bare.target_case = FLYTEIDL__CORE__NODE__TARGET__NOT_SET;
    if (bare.target_case == FLYTEIDL__CORE__NODE__TARGET_ARRAY_NODE &&
        bare.array_node && bare.array_node->node) {
        array = *bare.array_node;
        item = *array.node;
        item.n_inputs = 0;
        array.node = &item;
        bare.array_node = &array;
    }
    describe_node(&d, &bare);
    return buf_string(&out);
}
