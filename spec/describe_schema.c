/* describe_schema.c - JSON schemas, as flytekit writes them for Python's
 * classes, read as flw's types. */
#include <string.h>

#include "spec/describer.h"

static bool says(const Struct *schema, const char *key, const char *wanted)
{
    return schema &&
           strcmp(struct_text_of(struct_find(schema, key)), wanted) == 0;
}

/* flytekit's own classes, by the titles of their schemas. */
static const char *known_class(const Struct *schema)
{
    static const char *const classes[][2] = {{"FlyteFile", "file"},
                                             {"FlyteDirectory", "dir"},
                                             {"StructuredDataset", "table"},
                                             {"FlyteSchema", "schema"}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (says(schema, "title", classes[i][0]))
            return classes[i][1];
    return NULL;
}

static void write_properties(Describer *d, const Struct *properties)
{
    size_t count;
    const ProtobufCMessage *const *entries =
        message_entries(d->arena, &properties->base,
                        &properties->base.descriptor->fields[0], &count);
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        const Google__Protobuf__Struct__FieldsEntry *entry =
            (const void *)entries[i];
        describe_item(d, entry->key);
        describe_schema(d, struct_object_of(entry->value));
    }
    layout_close(&d->line);
}

static void write_of(Describer *d, const char *word, const Struct *item)
{
    layout_print(&d->line, "%s<", word);
    describe_schema(d, item);
    layout_words(&d->line, ">");
}

static void write_object(Describer *d, const Struct *schema)
{
    const char *class = known_class(schema);
    const Struct *properties =
        struct_object_of(struct_find(schema, "properties"));
    const Struct *values =
        struct_object_of(struct_find(schema, "additionalProperties"));
    if (class)
        layout_words(&d->line, class);
    else if (properties)
        write_properties(d, properties);
    else if (values)
        write_of(d, "map", values);
    else
        layout_words(&d->line, "json");
}

static void write_values(Describer *d, const StructList *values)
{
    layout_words(&d->line, "enum ");
    layout_open_filled(&d->line, '{');
    for (size_t i = 0; i < values->n_values; i++) {
        layout_item(&d->line);
        layout_name(&d->line, struct_text_of(values->values[i]));
    }
    layout_close(&d->line);
}

static void write_choice(Describer *d, const StructList *choices)
{
    size_t count = choices->n_values;
    bool optional = count == 2 &&
                    says(struct_object_of(choices->values[1]), "type", "null");
    for (size_t i = 0; i < (optional ? 1 : count); i++) {
        layout_words(&d->line, i ? " | " : "");
        describe_schema(d, struct_object_of(choices->values[i]));
    }
    layout_words(&d->line, optional ? "?" : count ? "" : "json");
}

static const char *simple_word(const Struct *schema)
{
    static const char *const words[][3] = {{"integer", "", "int"},
                                           {"number", "time-delta", "duration"},
                                           {"number", "", "float"},
                                           {"string", "date-time", "datetime"},
                                           {"string", "duration", "duration"},
                                           {"string", "", "string"},
                                           {"boolean", "", "bool"},
                                           {"null", "", "none"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(schema, "type", words[i][0]) &&
            (!*words[i][1] || says(schema, "format", words[i][1])))
            return words[i][2];
    return NULL;
}

/* A class that is told of elsewhere in the schema: by its name. */
static void write_reference(Describer *d, const char *path)
{
    const char *slash = strrchr(path, '/');
    layout_name(&d->line, slash ? slash + 1 : path);
}

void describe_schema(Describer *d, const Struct *schema)
{
    if (!schema) {
        layout_words(&d->line, "json");
        return;
    }
    const StructList *choices = struct_list_of(struct_find(schema, "anyOf"));
    const StructList *values = struct_list_of(struct_find(schema, "enum"));
    const char *reference = struct_text_of(struct_find(schema, "$ref"));
    const char *simple = simple_word(schema);
    if (*reference)
        write_reference(d, reference);
    else if (choices)
        write_choice(d, choices);
    else if (values)
        write_values(d, values);
    else if (simple)
        layout_words(&d->line, simple);
    else if (says(schema, "type", "array"))
        write_of(d, "list", struct_object_of(struct_find(schema, "items")));
    else
        write_object(d, schema);
}
