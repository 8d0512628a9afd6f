/* Kinds that are declared in flw: their fields, and their use by a task. */
#include <string.h>

#include "base/map.h"
#include "base/panic.h"
#include "typesys/complain_kind.h"
#include "typesys/constant.h"
#include "typesys/image_ref.h"
#include "typesys/kind_use.h"
#include "typesys/kind_value.h"
#include "typesys/option.h"
#include "typesys/python_name.h"
#include "typesys/template.h"

/* ---- where a field goes ---- */

typedef enum FieldPlace {
    IN_CUSTOM,
    IN_CONFIG,
    IN_SQL,
    IN_CONTAINER,
    NOWHERE
} FieldPlace;

static FieldPlace place_of(const Field *field)
{
    if (!field->place)
        return IN_CUSTOM;
    if (strcmp(field->place->text, "config") == 0)
        return IN_CONFIG;
    if (strcmp(field->place->text, "sql") == 0)
        return IN_SQL;
    return strcmp(field->place->text, "container") == 0 ? IN_CONTAINER
                                                        : NOWHERE;
}

static const char *name_in_spec(const Field *field)
{
    return field->rename ? field->rename : field->name.sym->text;
}

bool plugin_has_container(const Decl *kind)
{
    for (uint32_t i = 0; i < kind->as.kind.fields.len; i++)
        if (place_of(kind->as.kind.fields.at[i]) == IN_CONTAINER)
            return true;
    return false;
}

/* ---- types that each place can hold ---- */

static bool is_text(const Type *type)
{
    TypeKind kind = type_base(type)->kind;
    return kind == TYPE_STRING || kind == TYPE_ENUM;
}

static bool is_text_or_template(const Type *type)
{
    return is_text(type) || type->kind == TYPE_TEMPLATE;
}

static bool is_words(const Type *type)
{
    return type->kind == TYPE_LIST && is_text_or_template(type->as.item);
}

static bool is_text_map(const Type *type)
{
    return type->kind == TYPE_MAP && is_text(type->as.item);
}

/* What a JSON document can hold. The depth of types is bounded. */
static bool is_jsonable(const Type *type)
{
    type = type_base(type);
    switch (type->kind) {
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_JSON:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_ENUM:
        return true;
    case TYPE_LIST:
    case TYPE_MAP:
        return is_jsonable(type->as.item);
    case TYPE_UNION:
        for (uint32_t i = 0; i < type->as.alt.len; i++)
            if (!is_jsonable(type->as.alt.at[i]))
                return false;
        return true;
    case TYPE_RECORD:
        for (uint32_t i = 0; i < type->as.record.len; i++)
            if (!is_jsonable(type->as.record.at[i].type))
                return false;
        return true;
    case TYPE_BYTES:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_FILE:
    case TYPE_DIR:
    case TYPE_TABLE:
    case TYPE_REFINED:
    case TYPE_NEW:
    case TYPE_PARAM:
        return false;
    }
    UNREACHABLE("type");
}

/* A template deeper than in a list would need its own way to the spec. */
static bool hides_template(const Type *type, int depth)
{
    switch (type->kind) {
    case TYPE_TEMPLATE:
        return depth > 0;
    case TYPE_LIST:
        return hides_template(type->as.item,
                              depth + (type->as.item->kind != TYPE_TEMPLATE));
    case TYPE_MAP:
        return hides_template(type->as.item, depth + 1);
    case TYPE_UNION:
        for (uint32_t i = 0; i < type->as.alt.len; i++)
            if (hides_template(type->as.alt.at[i], depth))
                return true;
        return false;
    case TYPE_RECORD:
        for (uint32_t i = 0; i < type->as.record.len; i++)
            if (hides_template(type->as.record.at[i].type, depth + 1))
                return true;
        return false;
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_ENUM:
    case TYPE_FILE:
    case TYPE_DIR:
    case TYPE_TABLE:
    case TYPE_REFINED:
    case TYPE_NEW:
    case TYPE_PARAM:
        return false;
    }
    UNREACHABLE("type");
}

typedef struct PlaceRow {
    FieldPlace place;
    const char *name;
    bool (*holds)(const Type *);
    const char *wanted;
} PlaceRow;

static const PlaceRow place_rows[] = {
    {IN_SQL, "statement", is_text_or_template, "a template or a string"},
    {IN_SQL, "dialect", is_text, "a string"},
    {IN_CONTAINER, "image", is_text, "a string"},
    {IN_CONTAINER, "command", is_words, "list<template> or list<string>"},
    {IN_CONTAINER, "args", is_words, "list<template> or list<string>"},
    {IN_CONTAINER, "env", is_text_map, "map<string>"},
    {IN_CONTAINER, "module", is_text, "a string"},
    {IN_CONTAINER, "function", is_text, "a string"},
};

static const PlaceRow *find_row(FieldPlace place, const char *name)
{
    for (size_t i = 0; i < sizeof(place_rows) / sizeof(*place_rows); i++)
        if (place_rows[i].place == place &&
            strcmp(place_rows[i].name, name) == 0)
            return &place_rows[i];
    return NULL;
}

static void check_custom_type(Checker *checker, const Field *field,
                              const Type *type)
{
    if (!is_jsonable(type))
        complain_field_type(checker, field, type,
                            "what JSON can hold (numbers, texts, sizes, lists, "
                            "maps, records)");
    else if (hides_template(type, 0))
        complain_field_type(checker, field, type,
                            "a template alone or in a list");
}

static void check_place(Checker *checker, const Field *field, const Type *type)
{
    FieldPlace place = place_of(field);
    const Type *held = type_without_none(checker->types, type);
    if (place == NOWHERE) {
        complain_field_place(checker, field);
    } else if (place == IN_CUSTOM) {
        check_custom_type(checker, field, type);
    } else if (place == IN_CONFIG) {
        if (!is_text(held))
            complain_field_type(checker, field, type, "a string");
    } else {
        const PlaceRow *row = find_row(place, name_in_spec(field));
        if (!row)
            complain_field_name(checker, field,
                                place == IN_SQL
                                    ? "statement and dialect"
                                    : "image, command, args, env, module and "
                                      "function");
        else if (!row->holds(held))
            complain_field_type(checker, field, type, row->wanted);
    }
}

/* ---- names in the spec ---- */

typedef struct PathNames {
    Checker *checker;
    Map leaves; /* "custom a.b" -> the field that goes there */
    Map inner;  /* "custom a" -> the first field that goes below it */
} PathNames;

/* A path is taken when another field ends there, or goes further through it,
 * or ends at a part of it. */
static void add_path(PathNames *names, const Field *field)
{
    Checker *checker = names->checker;
    const char *place = field->place ? field->place->text : "custom";
    const char *name = name_in_spec(field);
    const char *path = arena_print(checker->arena, "%s %s", place, name);
    const Sym *leaf = sym_of(checker->syms, path);
    const Field *first = map_find(&names->leaves, leaf);
    if (!first)
        first = map_find(&names->inner, leaf);
    for (const char *dot = path; !first && (dot = strchr(dot, '.')); dot++) {
        const Sym *part = sym_intern(checker->syms, path, (size_t)(dot - path));
        first = map_find(&names->leaves, part);
        if (!first && !map_find(&names->inner, part))
            map_put(checker->arena, &names->inner, part, (void *)field);
    }
    if (first)
        complain_field_taken(checker, field, name, first);
    else
        map_put(checker->arena, &names->leaves, leaf, (void *)field);
}

static bool is_path(const char *name)
{
    return *name && *name != '.' && name[strlen(name) - 1] != '.' &&
           !strstr(name, "..");
}

/* ---- declarations ---- */

static bool is_task_type(const char *name)
{
    static const char *const allowed = "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-.";
    return *name && name[strspn(name, allowed)] == '\0';
}

static void check_default(Checker *checker, const Field *field,
                          const Type *type)
{
    Why why = {WHY_DEFAULT, field->name.sym, checker->decl->name.sym,
               field->name.span};
    if (field->value && field->value->kind != EXPR_ERROR)
        check_constant(checker, field->value, type, &why);
}

static void check_field(PathNames *names, const Field *field)
{
    Checker *checker = names->checker;
    const Type *type = resolve_type(checker, field->type);
    if (!field->name.sym)
        return;
    if (!is_path(name_in_spec(field)))
        complain_field_path(checker, field);
    else
        add_path(names, field);
    if (type_is_poisoned(type))
        return;
    check_place(checker, field, type);
    check_default(checker, field, type);
}

void check_kind_decl(Checker *checker, Decl *kind)
{
    PathNames names = {.checker = checker};
    Map seen = {0};
    if (kind->as.kind.plugin && !is_task_type(kind->as.kind.plugin))
        complain_plugin_name(checker, kind);
    if (kind->as.kind.version < 0 || kind->as.kind.version > INT32_MAX)
        complain_plugin_version(checker, kind);
    declare_kind_outputs(checker, kind);
    for (uint32_t i = 0; i < kind->as.kind.fields.len; i++) {
        Field *field = kind->as.kind.fields.at[i];
        if (field->name.sym && map_find(&seen, field->name.sym)) {
            const Field *first = map_find(&seen, field->name.sym);
            Named named = {field->name.sym, field->name.span, NULL, NULL};
            complain_repeated_name(checker, &named, first->name.span);
            continue;
        }
        if (field->name.sym)
            map_put(checker->arena, &seen, field->name.sym, field);
        check_field(&names, field);
    }
}

/* ---- uses ---- */

static const Type *template_item(const Type *type)
{
    bool is_list = type->kind == TYPE_LIST;
    return is_list && type->as.item->kind == TYPE_TEMPLATE ? type->as.item
                                                           : NULL;
}

/* In a query, files are addresses; elsewhere they are paths in the pod. */
static TemplatePlace template_place(const Decl *kind)
{
    return plugin_has_container(kind) ? TEMPLATE_COMMAND : TEMPLATE_QUERY;
}

static void read_template(Checker *checker, const Decl *kind, Expr *expr,
                          KindField *out)
{
    Template *template = arena_new(checker->arena, Template);
    if (template_read(checker, expr, template_place(kind), out->field->name.sym,
                      template))
        out->template = template;
}

static void read_given(Checker *checker, const Decl *kind, const Named *named,
                       KindField *out)
{
    const Type *held = type_without_none(checker->types, out->type);
    Why why = {WHY_FIELD, named->name, kind->name.sym, out->field->name.span};
    bool is_none = named->expr->kind == EXPR_NONE;
    if (held->kind == TYPE_TEMPLATE && !is_none)
        read_template(checker, kind, named->expr, out);
    else if (template_item(held) && !is_none)
        template_read_list(checker, named->expr, template_place(kind),
                           named->name, &out->templates);
    else
        out->value = kind_value_read(checker, named->expr, out->type, &why);
}

static void read_default(Checker *checker, KindField *out)
{
    const Expr *expr = out->field->value;
    const Type *held = type_without_none(checker->types, out->type);
    bool is_text = expr && expr->kind == EXPR_TEXT;
    if (held->kind == TYPE_TEMPLATE && is_text) {
        Template *template = arena_new(checker->arena, Template);
        TemplatePart part = {expr_string(expr), NULL};
        template->span = expr->span;
        vec_push(checker->arena, &template->parts, part);
        out->template = template;
    } else if (expr) {
        out->value =
            constant_of(checker->arena, checker->types, expr, out->type);
    }
}

/* The module's own kinds may stand below the task that uses them. */
static const Type *field_type(Checker *checker, const Decl *kind,
                              const Field *field)
{
    if (field->type->type)
        return field->type->type;
    return kind->module == checker->module ? resolve_type(checker, field->type)
                                           : checker->types->error;
}

/* A use of a kind, field by field. */
typedef struct PluginUse {
    Checker *checker;
    Decl *task;
    const Decl *kind;
    KindUse *use;
    Map given;     /* Sym -> Named */
    bool misnamed; /* a field that is unknown may be the one that is missing */
} PluginUse;

static bool is_image(const char *text)
{
    return image_ref_fault(text) == NULL;
}

typedef struct ContainerText {
    const char *name;
    bool (*is_fine)(const char *);
    const char *wanted;
    const char **out;
} ContainerText;

/* Texts of the container are checked as those of the built-in kinds are. */
static void place_text(PluginUse *plugin, const KindField *field,
                       const ContainerText *row)
{
    const Value *value = field->value;
    if (!value || value->kind != VALUE_STRING)
        return;
    *row->out = value->as.string.at;
    if (!row->is_fine(value->as.string.at))
        complain_kind_text(plugin->checker, value->span, field->field->name.sym,
                           row->wanted, value->as.string.at);
}

static bool is_env(const Field *field)
{
    return place_of(field) == IN_CONTAINER &&
           strcmp(name_in_spec(field), "env") == 0;
}

/* As `with` reads it: names may stand without quotes. */
static void read_env(PluginUse *plugin, const Named *named)
{
    Option option =
        option_of(plugin->checker, named, plugin->task->as.task.kind.sym);
    option_pairs(&option, PAIRS_ENV, &plugin->use->env);
}

static void place_in_container(PluginUse *plugin, const KindField *field)
{
    const char *name = name_in_spec(field->field);
    const ContainerText rows[] = {
        {"image", is_image, "an image, as in ghcr.io/acme/eta:1.4",
         &plugin->use->image},
        {"module", python_name_is_module, "a Python module, as in eta.train",
         &plugin->use->module},
        {"function", python_name_is_function, "the name of a Python function",
         &plugin->use->function},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            place_text(plugin, field, &rows[i]);
}

static void add_field(PluginUse *plugin, const Field *field)
{
    Checker *checker = plugin->checker;
    const Named *named = map_find(&plugin->given, field->name.sym);
    KindField out = {.field = field,
                     .type = field_type(checker, plugin->kind, field)};
    if (named && is_env(field))
        read_env(plugin, named);
    else if (named)
        read_given(checker, plugin->kind, named, &out);
    else if (field->value)
        read_default(checker, &out);
    else if (!plugin->misnamed && !type_is_optional(out.type) &&
             !type_is_poisoned(out.type))
        complain_kind_lacks(checker, plugin->task, field->name.sym);
    if (place_of(field) == IN_CONTAINER)
        place_in_container(plugin, &out);
    vec_push(checker->arena, &plugin->use->fields, out);
}

static void refuse_unknown(PluginUse *plugin, const Named *named,
                           const Map *known)
{
    const Sym *names[FIELDS_SHOWN_MAX + 1] = {NULL};
    for (uint32_t i = 0; i < known->len && i < FIELDS_SHOWN_MAX; i++)
        names[i] = known->items[i].key;
    plugin->misnamed = true;
    complain_unknown_kind_field(plugin->checker, named,
                                plugin->task->as.task.kind.sym, names);
}

static void read_using(PluginUse *plugin, const Map *known)
{
    NamedVec given = {0};
    Why why = {.kind = WHY_FIELD, .name = plugin->task->as.task.kind.sym};
    if (plugin->task->as.task.using)
        named_read(plugin->checker, plugin->task->as.task.using, &why, &given);
    for (uint32_t i = 0; i < given.len; i++) {
        const Named *named = &given.at[i];
        map_put(plugin->checker->arena, &plugin->given, named->name,
                (void *)named);
        if (!map_find(known, named->name))
            refuse_unknown(plugin, named, known);
    }
}

static bool is_words_of_container(const KindField *field)
{
    const char *name = name_in_spec(field->field);
    const Value *value = field->value;
    return place_of(field->field) == IN_CONTAINER &&
           (strcmp(name, "command") == 0 || strcmp(name, "args") == 0) &&
           (field->templates.len > 0 ||
            (value && value->kind == VALUE_LIST && value->as.list.len > 0));
}

/* What Flyte's compiler wants of a container with inputs or outputs. */
static void check_command(const PluginUse *plugin)
{
    const KindUse *use = plugin->use;
    const Signature *signature = &plugin->task->as.task.signature;
    bool runs = use->module && use->function;
    for (uint32_t i = 0; i < use->fields.len; i++)
        runs |= is_words_of_container(&use->fields.at[i]);
    if (plugin_has_container(plugin->kind) && !runs &&
        signature->inputs.len + signature->outputs.len > 0)
        complain_no_command(plugin->checker, plugin->task);
}

void check_plugin_use(Checker *checker, Decl *task, const Decl *kind)
{
    uint32_t errors = checker->diags->errors;
    Map known = {0};
    const FieldVec *fields = &kind->as.kind.fields;
    PluginUse plugin = {.checker = checker, .task = task, .kind = kind};
    plugin.use = arena_new(checker->arena, KindUse);
    plugin.use->tag = KIND_PLUGIN;
    plugin.use->decl = kind;
    for (uint32_t i = 0; i < fields->len; i++)
        if (fields->at[i]->name.sym)
            map_put(checker->arena, &known, fields->at[i]->name.sym,
                    fields->at[i]);
    read_using(&plugin, &known);
    for (uint32_t i = 0; i < known.len; i++)
        add_field(&plugin, known.items[i].value);
    if (checker->diags->errors == errors)
        check_command(&plugin);
    task->as.task.use = plugin.use;
}
