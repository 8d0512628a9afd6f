/* inputs.c - what a workflow is started with: from flags, from a file. */
#include "runtime/value/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_place.h"
#include "base/near.h"
#include "base/source.h"
#include "base/utf8.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/refinement.h"

enum { FAULTS_MAX = 100, NAMES_MAX = 12 }; /* that are told of, at once */

/* ---- slots ---- */

static int compare_slots(const void *left, const void *right)
{
    const InputSlot *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static void sort_slots(InputSlots *slots)
{
    if (slots->len)
        qsort(slots->at, slots->len, sizeof *slots->at, compare_slots);
}

static void set_slot(InputSlot *slot, const char *name,
                     const IdlVariable *variable)
{
    slot->name = name;
    slot->type = variable ? variable->type : NULL;
    slot->description = variable ? variable->description : "";
}

InputSlots input_slots_of_variables(Arena *arena,
                                    const IdlVariableMap *variables)
{
    InputSlots slots = {0};
    if (!variables)
        return slots;
    slots.len = variables->n_variables;
    slots.at = arena_array(arena, InputSlot, slots.len);
    for (size_t i = 0; i < slots.len; i++)
        set_slot(&slots.at[i], variables->variables[i]->key,
                 variables->variables[i]->value);
    sort_slots(&slots);
    return slots;
}

InputSlots input_slots_of_parameters(Arena *arena,
                                     const IdlParameterMap *parameters)
{
    InputSlots slots = {0};
    if (!parameters)
        return slots;
    slots.len = parameters->n_parameters;
    slots.at = arena_array(arena, InputSlot, slots.len);
    for (size_t i = 0; i < slots.len; i++) {
        const IdlParameter *parameter = parameters->parameters[i]->value;
        set_slot(&slots.at[i], parameters->parameters[i]->key,
                 parameter ? parameter->var : NULL);
        if (parameter && parameter->behavior_case ==
                             FLYTEIDL__CORE__PARAMETER__BEHAVIOR_DEFAULT)
            slots.at[i].fallback = parameter->default_;
    }
    sort_slots(&slots);
    return slots;
}

static const InputSlot *find_slot(const InputSlots *slots, const char *name)
{
    InputSlot wanted = {.name = name};
    return slots->len ? bsearch(&wanted, slots->at, slots->len,
                                sizeof *slots->at, compare_slots)
                      : NULL;
}

/* ---- faults ---- */

static InputFault *add_fault(Arena *arena, InputFaults *faults,
                             const char *message)
{
    if (faults->len == FAULTS_MAX)
        return NULL;
    vec_push(arena, faults, (InputFault){.message = message});
    return &faults->at[faults->len - 1];
}

static const char *names_of(Arena *arena, const InputSlots *slots)
{
    Buf text = {.arena = arena};
    if (slots->len == 0)
        return "it takes no inputs";
    buf_text(&text, slots->len == 1 ? "the only input is " : "inputs are ");
    for (size_t i = 0; i < slots->len && i < NAMES_MAX; i++)
        buf_print(&text, "%s`%s`", i ? ", " : "", slots->at[i].name);
    buf_text(&text, slots->len > NAMES_MAX ? ", ..." : "");
    return buf_string(&text);
}

static const char *advice_for(Arena *arena, const InputSlots *slots,
                              const char *name)
{
    SymTable table;
    sym_table_init(&table, arena);
    Near near = {.wanted = sym_of(&table, name)};
    for (size_t i = 0; i < slots->len; i++)
        near_offer(&near, sym_of(&table, slots->at[i].name));
    return near.best ? arena_print(arena, "did you mean `%s`?", near.best->text)
                     : names_of(arena, slots);
}

static InputFault *refuse_name(Arena *arena, const InputSlots *slots,
                               const char *name, InputFaults *faults)
{
    InputFault *fault = add_fault(
        arena, faults, arena_print(arena, "there is no input `%s`", name));
    if (fault)
        fault->advice = advice_for(arena, slots, name);
    return fault;
}

/* `days[3].start` */
static const char *path_of(Arena *arena, const char *name, const char *path)
{
    Buf whole = {.arena = arena};
    json_path_name(&whole, name);
    buf_text(&whole, *path && *path != '[' ? "." : "");
    buf_text(&whole, path);
    return buf_string(&whole);
}

static InputFault *refuse_value(Arena *arena, const InputSlot *slot,
                                const JsonFault *fault, InputFaults *faults)
{
    const char *path = path_of(arena, slot->name, fault->path);
    return add_fault(arena, faults,
                     arena_print(arena, "input `%s` %s", path, fault->reason));
}

/* ---- a file ---- */

typedef struct Document {
    Arena *arena;
    const char *file;
    FileText text;
    Sources sources;
    Source *source;
} Document;

static void set_place(Document *document, InputFault *fault, size_t at)
{
    fault->file = document->file;
    if (document->text.len > SOURCE_MAX || at > document->text.len)
        return;
    if (!document->source) {
        sources_init(&document->sources, document->arena);
        document->source =
            sources_add(&document->sources, document->file, document->text.text,
                        (uint32_t)document->text.len);
    }
    Place place =
        source_place(document->source, document->source->base + (uint32_t)at);
    fault->line = place.line;
    fault->column = place.column;
}

/* `of_name`: the name is what is wrong, not the value. */
static void find_place(Document *document, InputFault *fault, const char *path,
                       bool of_name)
{
    JsonPlace place;
    if (!fault)
        return;
    fault->file = document->file;
    if (json_place(document->text.text, document->text.len, path, &place))
        set_place(document, fault, of_name ? place.name : place.value);
}

static void read_member(Document *document, const InputSlots *slots,
                        const Json *member, IdlLiteralMap *inputs,
                        InputFaults *faults)
{
    Arena *arena = document->arena;
    const InputSlot *slot = find_slot(slots, member->name);
    if (!slot) {
        find_place(document, refuse_name(arena, slots, member->name, faults),
                   path_of(arena, member->name, ""), true);
        return;
    }
    JsonFault fault;
    const IdlLiteral *value =
        literal_of_json(arena, member, slot->type, &fault);
    if (value)
        literal_map_put(arena, inputs, slot->name, value);
    else
        find_place(document, refuse_value(arena, slot, &fault, faults),
                   path_of(arena, slot->name, fault.path), fault.of_name);
}

/* Names in order go in without a search for their place. */
static int compare_members(const void *left, const void *right)
{
    const Json *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

static void read_members(Document *document, const InputSlots *slots,
                         const Json *object, IdlLiteralMap *inputs,
                         InputFaults *faults)
{
    const Json **members =
        arena_array(document->arena, const Json *, object->len);
    size_t len = 0;
    for (const Json *item = object->first; item; item = item->next)
        members[len++] = item;
    if (len)
        qsort(members, len, sizeof *members, compare_members);
    for (size_t i = 0; i < len && faults->len < FAULTS_MAX; i++)
        read_member(document, slots, members[i], inputs, faults);
}

void inputs_read_json(Arena *arena, const InputSlots *slots, const char *file,
                      FileText text, IdlLiteralMap *inputs, InputFaults *faults)
{
    Document document = {.arena = arena, .file = file, .text = text};
    const char *why = NULL;
    size_t at = 0;
    const Json *json = json_parse(arena, text.text, text.len, &why, &at);
    const char *message = NULL;
    if (!json)
        message = arena_print(arena, "this is no JSON: %s", why);
    else if (json->kind != JSON_OBJECT)
        message = "inputs are a JSON object, of names and values";
    if (!message) {
        read_members(&document, slots, json, inputs, faults);
        return;
    }
    InputFault *fault = add_fault(arena, faults, message);
    if (fault)
        set_place(&document, fault, json ? 0 : at);
    if (fault && json)
        fault->advice = "begin with { \"name\": value }; `flw inputs` prints a "
                        "template";
}

/* ---- a flag ---- */

static bool is_text(const IdlType *type)
{
    switch (type ? type->type_case
                 : FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        return type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__STRING ||
               type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME ||
               type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__DURATION ||
               type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__BINARY;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_ENUM_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SCHEMA:
        return true;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE:
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET:
    case _FLYTEIDL__CORE__LITERAL_TYPE__TYPE__CASE_IS_INT_SIZE:
        break;
    }
    return false;
}

static bool is_union(const IdlType *type)
{
    return type &&
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE;
}

static bool holds_others(const IdlType *type)
{
    return type &&
           (type->type_case ==
                FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE ||
            type->type_case ==
                FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE ||
            (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
             type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT));
}

/* What is neither JSON nor fits as such may still be a text: a member of a
 * union, NaN. */
static const IdlLiteral *read_flag(Arena *arena, const InputSlot *slot,
                                   const char *text, JsonFault *fault)
{
    const Json *as_text = &(Json){.kind = JSON_STRING, .text = text};
    if (is_text(slot->type))
        return literal_of_json(arena, as_text, slot->type, fault);
    const char *why;
    const Json *json = json_parse(arena, text, strlen(text), &why, NULL);
    if (!json && holds_others(slot->type)) {
        *fault = (JsonFault){
            .path = "",
            .reason = arena_print(arena, "wants JSON for %s: %s",
                                  type_shown(arena, slot->type), why)};
        return NULL;
    }
    const IdlLiteral *value =
        literal_of_json(arena, json ? json : as_text, slot->type, fault);
    if (!value && json && is_union(slot->type))
        value = literal_of_json(arena, as_text, slot->type, fault);
    return value;
}

void inputs_read_flag(Arena *arena, const InputSlots *slots, const char *name,
                      const char *text, IdlLiteralMap *inputs,
                      InputFaults *faults)
{
    const InputSlot *slot = find_slot(slots, name);
    if (!slot) {
        refuse_name(arena, slots, name, faults);
        return;
    }
    JsonFault fault;
    size_t len = strlen(text);
    const IdlLiteral *value = NULL;
    if (utf8_check(text, len) < len)
        fault = (JsonFault){.path = "", .reason = "is not UTF-8"};
    else
        value = read_flag(arena, slot, text, &fault);
    if (value)
        literal_map_put(arena, inputs, slot->name, value);
    else
        refuse_value(arena, slot, &fault, faults);
}

/* ---- all of them ---- */

static void refuse_missing(Arena *arena, const InputSlot *slot,
                           InputFaults *faults)
{
    InputFault *fault =
        add_fault(arena, faults,
                  arena_print(arena, "input `%s` (%s) is missing", slot->name,
                              type_shown(arena, slot->type)));
    if (fault)
        fault->advice = arena_print(
            arena, "give it as --%s or in the file of --inputs", slot->name);
}

static bool is_faulted(const InputFaults *faults, const char *name)
{
    const char *form = "input `";
    size_t len = strlen(name), head = strlen(form);
    for (uint32_t i = 0; i < faults->len; i++) {
        const char *message = faults->at[i].message;
        if (strncmp(message, form, head) == 0 &&
            strncmp(message + head, name, len) == 0 &&
            strchr("`.[", message[head + len]))
            return true;
    }
    return false;
}

void inputs_settle(Arena *arena, const InputSlots *slots, IdlLiteralMap *inputs,
                   InputFaults *faults)
{
    for (size_t i = 0; i < slots->len && faults->len < FAULTS_MAX; i++) {
        const InputSlot *slot = &slots->at[i];
        const IdlLiteral *value = literal_find(inputs, slot->name);
        const char *why;
        if (!value && slot->fallback)
            literal_map_put(arena, inputs, slot->name, slot->fallback);
        else if (!value && !is_faulted(faults, slot->name))
            refuse_missing(arena, slot, faults);
        else if (value &&
                 !refinement_holds(arena, slot->name, slot->type, value, &why))
            add_fault(arena, faults, arena_print(arena, "input %s", why));
    }
}
