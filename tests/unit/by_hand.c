/* by_hand.c - types, values and plans without a program. */
#include "tests/unit/by_hand.h"

#include <check.h>
#include <stdarg.h>
#include <string.h>

#include "spec/text.h"
#include "spec/wire.h"

static Decl *new_decl(Hand *hand, DeclKind kind, const char *name)
{
    Decl *decl = arena_new(&hand->arena, Decl);
    decl->kind = kind;
    decl->name.sym = sym_of(&hand->syms, name);
    decl->module = &hand->module;
    return decl;
}

static void add_case(Hand *hand, Decl *decl, const char *name)
{
    EnumCase item = {.name.sym = sym_of(&hand->syms, name)};
    vec_push(&hand->arena, &decl->as.enum_.cases, item);
}

void hand_init(Hand *hand)
{
    *hand = (Hand){.module.name = "eta"};
    sym_table_init(&hand->syms, &hand->arena);
    type_table_init(&hand->types, &hand->arena);
    diags_init(&hand->diags, &hand->arena);
    EmitInput input = {&hand->arena, &hand->diags, "0.1.0"};
    emitter_init(&hand->emitter, &input);
    hand->region = new_decl(hand, DECL_ENUM, "Region");
    add_case(hand, hand->region, "sf");
    add_case(hand, hand->region, "nyc");
    hand->trip_id = new_decl(hand, DECL_TYPE, "TripId");
    hand->inner =
        hand_record(hand, "a", hand->types.int_, "b", hand->types.string, NULL);
}

void hand_release(Hand *hand)
{
    arena_release(&hand->arena);
}

const Type *hand_record(Hand *hand, ...)
{
    RecordField fields[32];
    uint32_t len = 0;
    va_list args;
    va_start(args, hand);
    for (const char *name; (name = va_arg(args, const char *)); len++)
        fields[len] = (RecordField){.name = sym_of(&hand->syms, name),
                                    .type = va_arg(args, const Type *)};
    va_end(args);
    return type_record(&hand->types, fields, len, false);
}

const Type *hand_union(Hand *hand, const Type *left, const Type *right)
{
    const Type *variants[] = {left, right};
    return type_union(&hand->types, variants, 2);
}

const Type *hand_file(Hand *hand, const char *format)
{
    return type_file(&hand->types, format ? sym_of(&hand->syms, format) : NULL);
}

static Value *new_value(Hand *hand, ValueKind kind, const Type *type)
{
    Value *value = arena_new(&hand->arena, Value);
    value->kind = kind;
    value->type = type;
    return value;
}

const Value *hand_none(Hand *hand)
{
    return new_value(hand, VALUE_NONE, hand->types.none);
}

const Value *hand_int(Hand *hand, int64_t number)
{
    Value *value = new_value(hand, VALUE_INT, hand->types.int_);
    value->as.int_ = number;
    return value;
}

const Value *hand_float(Hand *hand, double number)
{
    Value *value = new_value(hand, VALUE_FLOAT, hand->types.float_);
    value->as.float_ = number;
    return value;
}

const Value *hand_bool(Hand *hand, bool yes)
{
    Value *value = new_value(hand, VALUE_BOOL, hand->types.bool_);
    value->as.bool_ = yes;
    return value;
}

const Value *hand_text(Hand *hand, const char *text)
{
    Value *value = new_value(hand, VALUE_STRING, hand->types.string);
    value->as.string.at = text;
    value->as.string.len = (uint32_t)strlen(text);
    return value;
}

const Value *hand_time(Hand *hand, int64_t ns)
{
    Value *value = new_value(hand, VALUE_DATETIME, hand->types.datetime);
    value->as.int_ = ns;
    return value;
}

const Value *hand_span(Hand *hand, int64_t ns)
{
    Value *value = new_value(hand, VALUE_DURATION, hand->types.duration);
    value->as.int_ = ns;
    return value;
}

const Value *hand_case(Hand *hand, uint32_t index)
{
    Value *value =
        new_value(hand, VALUE_ENUM, type_enum(&hand->types, hand->region));
    value->as.enum_.decl = hand->region;
    value->as.enum_.index = index;
    return value;
}

const Value *hand_list(Hand *hand, ...)
{
    Vec(const Value *) items = {0};
    va_list args;
    va_start(args, hand);
    for (const Value *item; (item = va_arg(args, const Value *));)
        vec_push(&hand->arena, &items, item);
    va_end(args);
    const Type *item = items.len ? items.at[0]->type : hand->types.nothing;
    Value *value = new_value(hand, VALUE_LIST, type_list(&hand->types, item));
    value->as.list.at = items.at;
    value->as.list.len = items.len;
    return value;
}

const Value *hand_entries(Hand *hand, ValueKind kind, ...)
{
    Vec(ValueEntry) entries = {0};
    va_list args;
    va_start(args, kind);
    for (const char *name; (name = va_arg(args, const char *));) {
        ValueEntry entry = {sym_of(&hand->syms, name),
                            va_arg(args, const Value *)};
        vec_push(&hand->arena, &entries, entry);
    }
    va_end(args);
    Value *value = new_value(hand, kind, NULL);
    value->as.entries.at = entries.at;
    value->as.entries.len = entries.len;
    return value;
}

Local *hand_local(Hand *hand, LocalKind kind, const char *name,
                  const Type *type)
{
    Local *local = arena_new(&hand->arena, Local);
    local->kind = kind;
    local->name.sym = sym_of(&hand->syms, name);
    local->type = type;
    return local;
}

static const Local *find_local(const Decl *task, const char *name, size_t len)
{
    const Signature *signature = &task->as.task.signature;
    for (uint32_t i = 0; i < signature->inputs.len; i++) {
        const Local *local = &task->as.task.inputs[i];
        if (local->name.sym->len == len &&
            memcmp(local->name.sym->text, name, len) == 0)
            return local;
    }
    for (uint32_t i = 0; i < signature->outputs.len; i++) {
        const Local *local = &task->as.task.outputs[i];
        if (local->name.sym->len == len &&
            memcmp(local->name.sym->text, name, len) == 0)
            return local;
    }
    ck_abort_msg("no %.*s", (int)len, name);
}

Template hand_template(Hand *hand, const Decl *task, const char *text)
{
    Template out = {0};
    while (*text) {
        size_t len = strcspn(text, "{");
        TemplatePart words = {arena_copy(&hand->arena, text, len), NULL};
        if (len)
            vec_push(&hand->arena, &out.parts, words);
        text += len;
        if (!*text)
            break;
        len = strcspn(++text, "}");
        TemplatePart param = {NULL, find_local(task, text, len)};
        vec_push(&hand->arena, &out.parts, param);
        text += len + 1;
    }
    return out;
}

PlanTask *hand_task(Hand *hand, const char *name, KindTag tag)
{
    enum { PARAMS_MAX = 32 };
    Decl *decl = new_decl(hand, DECL_TASK, name);
    decl->as.task.inputs = arena_array(&hand->arena, Local, PARAMS_MAX);
    decl->as.task.outputs = arena_array(&hand->arena, Local, PARAMS_MAX);
    KindUse *use = arena_new(&hand->arena, KindUse);
    use->tag = tag;
    PlanTask *task = arena_new(&hand->arena, PlanTask);
    task->id = (PlanId){"", "", arena_print(&hand->arena, "eta.%s", name), ""};
    task->use = use;
    task->decl = decl;
    return task;
}

static void add_param(Hand *hand, ParamVec *params, PlanVarVec *vars,
                      Local *local)
{
    Param *param = arena_new(&hand->arena, Param);
    param->name = local->name;
    param->found = local->type;
    vec_push(&hand->arena, params, param);
    PlanVar var = {local->name.sym->text, local->type, NULL, NULL};
    vec_push(&hand->arena, vars, var);
}

void hand_input(Hand *hand, PlanTask *task, const char *name, const Type *type)
{
    Decl *decl = (Decl *)task->decl;
    Local *local = hand_local(hand, LOCAL_INPUT, name, type);
    decl->as.task.inputs[decl->as.task.signature.inputs.len] = *local;
    add_param(hand, &decl->as.task.signature.inputs, &task->interface_.inputs,
              local);
}

void hand_output(Hand *hand, PlanTask *task, const char *name, const Type *type)
{
    Decl *decl = (Decl *)task->decl;
    Local *local = hand_local(hand, LOCAL_OUTPUT, name, type);
    decl->as.task.outputs[decl->as.task.signature.outputs.len] = *local;
    add_param(hand, &decl->as.task.signature.outputs, &task->interface_.outputs,
              local);
}

static const char *on_one_line(Arena *arena, const char *text)
{
    Buf buf = {.arena = arena};
    for (const char *at = text; *at; at++) {
        if (*at != '\n') {
            buf_char(&buf, *at);
            continue;
        }
        while (at[1] == ' ')
            at++;
        if (at[1])
            buf_char(&buf, ' ');
    }
    return buf_string(&buf);
}

const char *hand_text_of(Hand *hand, const void *message)
{
    Buf buf = {.arena = &hand->arena};
    ProtobufCMessage *base = (ProtobufCMessage *)message;
    size_t len;
    const char *why = NULL;
    const uint8_t *bytes = spec_pack(&hand->arena, base, &len);
    ProtobufCMessage *back =
        spec_unpack(&hand->arena, base->descriptor, bytes, len, &why);
    ck_assert_msg(back != NULL, "%s", why);
    spec_text(&buf, back);
    return on_one_line(&hand->arena, buf_string(&buf));
}
