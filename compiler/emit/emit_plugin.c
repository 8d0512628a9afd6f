/* emit_plugin.c - kinds declared in flw: fields to `custom`, `config`, `sql`
 * and parts of the container. */
#include <stdlib.h>
#include <string.h>

#include "compiler/emit/command.h"

typedef struct PluginTask {
    Emitter *e;
    const PlanTask *task;
    IdlTask *out;
} PluginTask;

static const char *name_of(const KindField *field)
{
    return field->field->rename ? field->field->rename
                                : field->field->name.sym->text;
}

static StructValue *field_json(Emitter *e, const KindField *field)
{
    if (field->template)
        return struct_string(e->arena, command_template(e, field->template));
    if (field->value)
        return emit_spend_value(e, field->value) ? emit_json(e, field->value)
                                                 : NULL;
    if (!field->templates.len)
        return NULL;
    StructList *list = struct_list_new(e->arena);
    for (uint32_t i = 0; i < field->templates.len; i++)
        struct_push(e->arena, list,
                    struct_string(e->arena, command_template(
                                                e, &field->templates.at[i])));
    return struct_list(e->arena, list);
}

/* The object under the key, made where there is none yet. */
static Struct *object_at(Emitter *e, Struct *object, const char *key)
{
    const StructValue *found = struct_find(object, key);
    if (found && found->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRUCT_VALUE)
        return found->struct_value;
    Struct *fresh = struct_new(e->arena);
    struct_put(e->arena, object, key, struct_object(e->arena, fresh));
    return fresh;
}

/* "head.image" stands in an object of its own. */
static void add_custom(PluginTask *plugin, const KindField *field)
{
    Emitter *e = plugin->e;
    StructValue *value = field_json(e, field);
    if (!value)
        return;
    Struct *object = plugin->out->custom;
    const char *name = name_of(field);
    for (const char *dot; (dot = strchr(name, '.')); name = dot + 1)
        object = object_at(e, object,
                           arena_copy(e->arena, name, (size_t)(dot - name)));
    struct_put(e->arena, object, name, value);
}

/* The field as text: for what holds nothing but text. */
static const char *field_text(Emitter *e, const KindField *field)
{
    if (field->template)
        return command_template(e, field->template);
    if (!field->value || field->value->kind == VALUE_NONE)
        return NULL;
    if (field->value->kind == VALUE_STRING)
        return field->value->as.string.at;
    if (field->value->kind == VALUE_ENUM)
        return enum_text(field->value);
    if (field->value->kind == VALUE_SIZE)
        return emit_size(e, field->value);
    return value_text(e->arena, field->value);
}

static void add_config(PluginTask *plugin, const KindField *field)
{
    IdlTask *out = plugin->out;
    const char *text = field_text(plugin->e, field);
    text_spend(plugin->e, text);
    if (text)
        make_put(plugin->e->arena, out->config, out->n_config,
                 FLYTEIDL__CORE__TASK_TEMPLATE__CONFIG_ENTRY__INIT,
                 name_of(field), make_text(text));
}

static Flyteidl__Core__Sql *sql_of(PluginTask *plugin)
{
    IdlTask *out = plugin->out;
    if (out->target_case == FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL)
        return out->sql;
    out->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL;
    out->sql = new_core(plugin->e, Sql, SQL);
    out->sql->dialect = FLYTEIDL__CORE__SQL__DIALECT__ANSI;
    return out->sql;
}

static Flyteidl__Core__Sql__Dialect dialect_of(const char *name)
{
    if (name && strcmp(name, "hive") == 0)
        return FLYTEIDL__CORE__SQL__DIALECT__HIVE;
    if (name && strcmp(name, "other") == 0)
        return FLYTEIDL__CORE__SQL__DIALECT__OTHER;
    return FLYTEIDL__CORE__SQL__DIALECT__ANSI;
}

static void add_sql(PluginTask *plugin, const KindField *field)
{
    const char *text = field_text(plugin->e, field);
    text_spend(plugin->e, text);
    if (!text)
        return;
    if (strcmp(name_of(field), "dialect") == 0)
        sql_of(plugin)->dialect = dialect_of(text);
    else
        sql_of(plugin)->statement = make_text(text);
}

static int compare_pairs(const void *left, const void *right)
{
    const SettingPair *first = left;
    const SettingPair *second = right;
    return strcmp(first->name, second->name);
}

static SettingPairVec pairs_of(Emitter *e, const Value *map)
{
    SettingPairVec out = {0};
    for (uint32_t i = 0; i < map->as.entries.len; i++) {
        const ValueEntry *entry = &map->as.entries.at[i];
        SettingPair pair = {entry->name->text, entry->value->as.string.at};
        vec_push(e->arena, &out, pair);
    }
    if (out.len > 1)
        qsort(out.at, out.len, sizeof *out.at, compare_pairs);
    return out;
}

static bool is_at(const KindField *field, const char *place, const char *name)
{
    return field->field->place && field->value &&
           strcmp(field->field->place->text, place) == 0 &&
           strcmp(name_of(field), name) == 0;
}

/* The checker has read the environment that is given, not the default one. */
static SettingPairVec environment_of(Emitter *e, const KindUse *use)
{
    for (uint32_t i = 0; i < use->fields.len; i++) {
        const KindField *field = &use->fields.at[i];
        if (is_at(field, "container", "env") && field->value->kind == VALUE_MAP)
            return pairs_of(e, field->value);
    }
    return use->env;
}

static IdlContainer *container_of(PluginTask *plugin)
{
    IdlTask *out = plugin->out;
    if (out->target_case == FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER)
        return out->container;
    KindUse use = *plugin->task->use;
    use.env = environment_of(plugin->e, &use);
    PlanTask task = *plugin->task;
    task.use = &use;
    out->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_CONTAINER;
    out->container = emit_container(plugin->e, &task);
    return out->container;
}

static void add_words(PluginTask *plugin, const KindField *field, char ***words,
                      size_t *count)
{
    Emitter *e = plugin->e;
    if (field->template)
        command_add(e, words, count, command_template(e, field->template));
    for (uint32_t i = 0; i < field->templates.len; i++)
        command_add(e, words, count,
                    command_template(e, &field->templates.at[i]));
    const Value *value = field->value;
    if (!value || value->kind != VALUE_LIST)
        return;
    for (uint32_t i = 0; i < value->as.list.len; i++)
        command_add(e, words, count, value->as.list.at[i]->as.string.at);
}

static void add_container(PluginTask *plugin, const KindField *field)
{
    IdlContainer *container = container_of(plugin);
    const char *part = name_of(field);
    if (strcmp(part, "command") == 0) {
        add_words(plugin, field, &container->command, &container->n_command);
    } else if (strcmp(part, "args") == 0) {
        add_words(plugin, field, &container->args, &container->n_args);
    }
}

static void add_field(PluginTask *plugin, const KindField *field)
{
    const char *place = field->field->place ? field->field->place->text : "";
    if (strcmp(place, "config") == 0)
        add_config(plugin, field);
    else if (strcmp(place, "sql") == 0)
        add_sql(plugin, field);
    else if (strcmp(place, "container") == 0)
        add_container(plugin, field);
    else
        add_custom(plugin, field);
}

void emit_plugin_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    const Decl *kind = task->use->decl;
    PluginTask plugin = {e, task, out};
    out->type = make_text(kind->as.kind.plugin);
    out->task_type_version = (int32_t)kind->as.kind.version;
    out->custom = struct_new(e->arena);
    e->is_deep = true;
    for (uint32_t i = 0; i < task->use->fields.len; i++)
        add_field(&plugin, &task->use->fields.at[i]);
    if (task->use->module && task->use->function)
        emit_python_words(e, task, container_of(&plugin));
}

void emit_sql_task(Emitter *e, const PlanTask *task, IdlTask *out)
{
    PluginTask plugin = {e, task, out};
    Flyteidl__Core__Sql *sql = sql_of(&plugin);
    out->type = make_text("sql_task");
    sql->statement = make_text(command_template(e, task->use->statement));
    sql->dialect = dialect_of(task->use->dialect);
}
