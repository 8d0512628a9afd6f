/* foresee_room.c - the most that types, constants and entities can take. */
#include <string.h>

#include "compiler/emit/foresight.h"
#include "compiler/emit/inferred.h"
#include "typesys/kind.h"
#include "typesys/launch.h"

/* Nested deeper, a type may bring a message near SPEC_DEPTH_MAX: a level of it
 * takes up to eight of messages. */
enum { TYPE_DEPTH_PLAIN = 6 };

/* The same of what is not typed: pods, `custom`, json. */
enum { VALUE_DEPTH_PLAIN = 12 };

/* Bytes of what stands around things, more than was ever measured. */
enum {
    TASK_ROOM = 1024, /* a task without its texts, as of TASK_WEIGHT */
    PLAN_ROOM = 512,  /* a launch plan likewise */
    PAIR_ROOM = 256,  /* a label, an annotation, a variable */
    WORD_ROOM = 64,   /* what stands for an input in a command */
    VARIABLE_ROOM = 32
};

size_t text_room(const char *text)
{
    return text ? strlen(text) + 8 : 0;
}

/* ---- types ---- */

typedef struct TypeRoom {
    size_t bytes;
    bool has_union;
} TypeRoom;

static TypeRoom *find_room(Foresight *foresight, const Type *type);

static bool any_has_union(Foresight *foresight, const Type *record)
{
    for (uint32_t i = 0; i < record->as.record.len; i++)
        if (find_room(foresight, record->as.record.at[i].type)->has_union)
            return true;
    return false;
}

static bool has_union(Foresight *foresight, const Type *type)
{
    const Type *base = type_base(type);
    const Type *item = type_item(base);
    if (item)
        return find_room(foresight, item)->has_union;
    if (base->kind == TYPE_RECORD)
        return any_has_union(foresight, base);
    return base->kind == TYPE_UNION;
}

static size_t outputs_room(Foresight *foresight, const Type *outputs)
{
    size_t room = 0;
    for (uint32_t i = 0; i < outputs->as.record.len; i++)
        room += find_room(foresight, outputs->as.record.at[i].type)->bytes;
    return room;
}

/* A weight is no less than half of what it stands for. */
static TypeRoom *find_room(Foresight *foresight, const Type *type)
{
    TypeRoom *room = map_find(&foresight->rooms, type);
    if (room)
        return room;
    room = arena_new(foresight->e->arena, TypeRoom);
    map_put(foresight->e->arena, &foresight->rooms, type, room);
    if (type->kind == TYPE_UNIT)
        return room;
    if (type->kind == TYPE_OUTPUTS) {
        room->bytes = outputs_room(foresight, type);
        return room;
    }
    room->bytes = 2 * type_weight(foresight->e, type) + 8;
    room->has_union = has_union(foresight, type);
    foresight->is_unsure |= type->depth > TYPE_DEPTH_PLAIN;
    return room;
}

size_t type_room(Foresight *foresight, const Type *type)
{
    return find_room(foresight, type)->bytes;
}

/* ---- constants ---- */

/* A value of a union brings the type of its variant along. */
size_t value_room(Foresight *foresight, const Type *wanted, const Value *value)
{
    size_t weight = value_weight(foresight->e, value);
    size_t room = 2 * weight;
    const TypeRoom *type = find_room(foresight, wanted);
    return type->has_union ? room + (weight / 8 + 1) * type->bytes : room;
}

static bool is_deep(const Value *value, uint32_t depth)
{
    if (depth > VALUE_DEPTH_PLAIN)
        return true;
    if (value->kind == VALUE_LIST) {
        for (uint32_t i = 0; i < value->as.list.len; i++)
            if (is_deep(value->as.list.at[i], depth + 1))
                return true;
    } else if (value->kind == VALUE_MAP || value->kind == VALUE_RECORD) {
        for (uint32_t i = 0; i < value->as.entries.len; i++)
            if (is_deep(value->as.entries.at[i].value, depth + 1))
                return true;
    }
    return false;
}

/* As google.protobuf.Struct, whose nesting its type does not bound. */
static size_t struct_room(Foresight *foresight, const Value *value)
{
    if (!value)
        return 0;
    size_t room = 4 * value_weight(foresight->e, value);
    foresight->is_unsure |= room > SIZE_NEAR || is_deep(value, 0);
    return room;
}

/* ---- options ---- */

static size_t pairs_room(const SettingPairVec *pairs)
{
    size_t room = 0;
    for (uint32_t i = 0; i < pairs->len; i++)
        room += PAIR_ROOM + text_room(pairs->at[i].name) +
                text_room(pairs->at[i].value);
    return room;
}

static size_t quantity_room(const Quantity *quantity)
{
    return text_room(quantity->request) + text_room(quantity->limit);
}

static size_t secrets_room(const SecretUseVec *secrets)
{
    size_t room = 0;
    for (uint32_t i = 0; i < secrets->len; i++) {
        const SecretUse *use = &secrets->at[i];
        room += VARIABLE_ROOM + text_room(use->group) + text_room(use->key) +
                text_room(use->version) + text_room(use->env);
    }
    return room;
}

size_t settings_room(const Settings *settings)
{
    if (!settings)
        return 0;
    size_t room =
        text_room(settings->image) + quantity_room(&settings->cpu) +
        quantity_room(&settings->memory) + quantity_room(&settings->gpu) +
        quantity_room(&settings->storage) + text_room(settings->accelerator) +
        text_room(settings->partition) + text_room(settings->shared_memory) +
        text_room(settings->cache_version) + text_room(settings->pod_template) +
        text_room(settings->deprecated) + text_room(settings->name);
    for (uint32_t i = 0; i < settings->cache_ignore.len; i++)
        room += settings->cache_ignore.at[i]->len + 8;
    return room + pairs_room(&settings->env) + pairs_room(&settings->labels) +
           pairs_room(&settings->annotations) +
           secrets_room(&settings->secrets);
}

/* ---- names and interfaces ---- */

size_t name_room(const Decl *decl, const Settings *settings)
{
    if (decl->kind == DECL_EXTERN)
        return strlen(decl->as.extern_.at) + VARIABLE_ROOM;
    if (settings && settings_has(settings, SETTING_NAME))
        return text_room(settings->name);
    return strlen(decl->module->name) + decl->name.sym->len + 1 + 8;
}

size_t params_room(Foresight *foresight, const ParamVec *params)
{
    size_t room = 0;
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        room += VARIABLE_ROOM + 2 * param->name.sym->len +
                text_room(param->doc) + type_room(foresight, param->found);
    }
    return room;
}

/* ---- tasks ---- */

static size_t template_room(const Template *template, size_t word)
{
    size_t room = 8;
    if (!template)
        return 0;
    for (uint32_t i = 0; i < template->parts.len; i++) {
        const TemplatePart *part = &template->parts.at[i];
        room +=
            part->text ? strlen(part->text) : part->param->name.sym->len + word;
    }
    return room;
}

static size_t templates_room(const TemplateVec *templates, size_t word)
{
    size_t room = 0;
    for (uint32_t i = 0; i < templates->len; i++)
        room += template_room(&templates->at[i], word);
    return room;
}

static size_t fields_room(Foresight *foresight, const KindUse *use)
{
    enum { DOTS_MAX = 4 }; /* of a name, each an object in an object */
    size_t room = 0;
    for (uint32_t i = 0; i < use->fields.len; i++) {
        const KindField *field = &use->fields.at[i];
        const char *rename = field->field->rename;
        uint32_t dots = 0;
        for (const char *at = rename; at && *at; at++)
            dots += *at == '.';
        foresight->is_unsure |= dots > DOTS_MAX;
        room += VARIABLE_ROOM * (dots + 1) + text_room(rename) +
                field->field->name.sym->len +
                template_room(field->template, WORD_ROOM) +
                templates_room(&field->templates, WORD_ROOM) +
                struct_room(foresight, field->value);
    }
    return room;
}

/* The names of all inputs and outputs with what stands for them: arguments of a
 * script, and what a twin is bound to. */
static size_t words_room(const ParamVec *params, size_t word)
{
    size_t room = 0;
    for (uint32_t i = 0; i < params->len; i++)
        room += 3 * params->at[i]->name.sym->len + word;
    return room;
}

/* `$` may be doubled in a script; what Flyte would replace in one is for the
 * emission to complain of. */
static size_t use_room(Foresight *foresight, const Decl *task)
{
    const KindUse *use = task->as.task.use;
    const Signature *signature = &task->as.task.signature;
    size_t word =
        WORD_ROOM + text_room(use->input_path) + text_room(use->output_path);
    if (use->script)
        foresight->is_unsure |= strstr(use->script, "{{") != NULL;
    return text_room(use->image) + templates_room(&use->command, word) +
           templates_room(&use->args, word) + pairs_room(&use->env) +
           2 * text_room(use->script) + text_room(use->shell) +
           text_room(use->module) + text_room(use->function) +
           text_room(use->primary) + template_room(use->statement, WORD_ROOM) +
           struct_room(foresight, use->pod_spec) + fields_room(foresight, use) +
           words_room(&signature->inputs, word) +
           words_room(&signature->outputs, word);
}

size_t task_room(Foresight *foresight, const Decl *task)
{
    const Signature *signature = &task->as.task.signature;
    const Settings *settings = task->as.task.settings;
    return TASK_ROOM + name_room(task, settings) + 2 * text_room(task->doc) +
           params_room(foresight, &signature->inputs) +
           params_room(foresight, &signature->outputs) +
           settings_room(settings) + use_room(foresight, task);
}

/* Its name holds those of the inputs that do not vary; its types are lists of
 * the task's, or of optional ones. */
size_t twin_room(Foresight *foresight, const Decl *task)
{
    enum { LIST_ROOM = 200, TWIN_ROOM = 256 };
    size_t *known = map_find(&foresight->mapped, task);
    if (known)
        return *known;
    const Signature *signature = &task->as.task.signature;
    uint32_t len = signature->inputs.len + signature->outputs.len;
    size_t name =
        name_room(task, task->as.task.settings) + sizeof "map-some-with";
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        name += signature->inputs.at[i]->name.sym->len + 1;
    foresight->is_unsure |= name > NAME_LENGTH_MAX;
    known = arena_new(foresight->e->arena, size_t);
    *known =
        TWIN_ROOM + name + LIST_ROOM * (size_t)len + task_room(foresight, task);
    foresight->is_unsure |= *known > SIZE_NEAR;
    map_put(foresight->e->arena, &foresight->mapped, task, known);
    return *known;
}

/* ---- launch plans ---- */

/* The constant may be one from which Flyte infers another type. */
static size_t input_room(Foresight *foresight, const Param *param,
                         const Value *value)
{
    size_t room = VARIABLE_ROOM + 2 * param->name.sym->len +
                  text_room(param->doc) + type_room(foresight, param->found);
    if (!value || value->kind == VALUE_NONE)
        return room;
    foresight->is_unsure |=
        inferred_misfit(foresight->e->arena, param->found, value) != NULL;
    return room + value_room(foresight, param->found, value);
}

static size_t written_room(const Launch *launch)
{
    size_t room = PLAN_ROOM + text_room(launch->cron) +
                  text_room(launch->raw_output_prefix) +
                  text_room(launch->service_account) +
                  text_room(launch->iam_role) + text_room(launch->name) +
                  pairs_room(&launch->labels) +
                  pairs_room(&launch->annotations) + pairs_room(&launch->env);
    if (launch->kickoff)
        room += launch->kickoff->name.sym->len;
    for (uint32_t i = 0; i < launch->notifications.len; i++) {
        const Notify *notify = &launch->notifications.at[i];
        room += VARIABLE_ROOM;
        for (uint32_t j = 0; j < notify->recipients.len; j++)
            room += text_room(notify->recipients.at[j]);
    }
    return room;
}

size_t launch_room(Foresight *foresight, const Decl *workflow,
                   const Launch *launch)
{
    const ParamVec *inputs = &workflow->as.workflow.signature.inputs;
    const Settings *settings = workflow->as.workflow.settings;
    size_t room = PLAN_ROOM + 2 * name_room(workflow, settings);
    if (launch)
        room += written_room(launch);
    for (uint32_t i = 0; i < inputs->len; i++) {
        const Value *value = inputs->at[i]->constant;
        if (launch && launch->fixed[i])
            value = launch->fixed[i];
        else if (launch && launch->inputs[i])
            value = launch->inputs[i];
        room += input_room(foresight, inputs->at[i], value);
    }
    return room;
}
