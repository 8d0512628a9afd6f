/* describe.c - what is in a package: entities, ids, docs, interfaces. */
#include "spec/describe.h"

#include <string.h>

#include "base/panic.h"
#include "spec/describer.h"

/* ---- items ---- */

void describe_item(Describer *d, const char *name)
{
    layout_item(&d->line);
    layout_name(&d->line, name);
    layout_words(&d->line, ": ");
}

void describe_text_item(Describer *d, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    describe_item(d, name);
    layout_block(&d->line, text);
}

void describe_flag_item(Describer *d, const char *name, bool yes)
{
    if (!yes)
        return;
    describe_item(d, name);
    layout_words(&d->line, "true");
}

void describe_text_list(Describer *d, const char *name, char *const *texts,
                        size_t count)
{
    if (count == 0)
        return;
    describe_item(d, name);
    layout_open_filled(&d->line, '[');
    for (size_t i = 0; i < count; i++) {
        layout_item(&d->line);
        layout_block(&d->line, texts[i]);
    }
    layout_close(&d->line);
}

void describe_text_map(Describer *d, const char *name,
                       const ProtobufCMessage *message, const char *field)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (message)
        entries =
            message_entries(d->arena, message,
                            protobuf_c_message_descriptor_get_field_by_name(
                                message->descriptor, field),
                            &count);
    if (count == 0)
        return;
    describe_item(d, name);
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        const MessageField *value = &entries[i]->descriptor->fields[1];
        describe_item(d, message_key(entries[i]));
        layout_block(&d->line,
                     *(char *const *)message_value(entries[i], value, 0));
    }
    layout_close(&d->line);
}

void describe_list(Describer *d, const ProtobufCMessage *list,
                   DescribeValue *value)
{
    const MessageField *field = list ? &list->descriptor->fields[0] : NULL;
    size_t count = list ? message_count(list, field) : 0;
    layout_open_filled(&d->line, '[');
    for (size_t i = 0; i < count; i++) {
        layout_item(&d->line);
        value(d, message_child(list, field, i));
    }
    layout_close(&d->line);
}

void describe_map(Describer *d, const ProtobufCMessage *map,
                  DescribeValue *value)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (map)
        entries =
            message_entries(d->arena, map, &map->descriptor->fields[0], &count);
    layout_open(&d->line, '{');
    for (size_t i = 0; i < count; i++) {
        const char *key = message_key(entries[i]);
        layout_item(&d->line);
        layout_text(&d->line, key, strlen(key));
        layout_words(&d->line, ": ");
        value(d,
              message_child(entries[i], &entries[i]->descriptor->fields[1], 0));
    }
    layout_close(&d->line);
}

LayoutMark describe_open(Describer *d, const char *head, char bracket)
{
    LayoutMark mark = layout_mark(&d->line);
    layout_words(&d->line, head);
    layout_open(&d->line, bracket);
    return mark;
}

bool describe_close(Describer *d, LayoutMark mark)
{
    bool stays = !layout_is_empty(&d->line);
    if (stays)
        layout_close(&d->line);
    else
        layout_return(&d->line, mark);
    return stays;
}

/* ---- ids ---- */

static const char *shown(const char *text)
{
    return text ? text : "";
}

static bool same(const char *a, const char *b)
{
    return strcmp(shown(a), shown(b)) == 0;
}

const char *describe_full_id(Arena *arena, const Identifier *id)
{
    if (!id)
        return "";
    Buf text = {.arena = arena};
    bool has_home =
        *shown(id->org) || *shown(id->project) || *shown(id->domain);
    if (*shown(id->org))
        buf_print(&text, "%s/", id->org);
    if (has_home)
        buf_print(&text, "%s/%s/", shown(id->project), shown(id->domain));
    buf_text(&text, shown(id->name));
    if (*shown(id->version))
        buf_print(&text, "@%s", id->version);
    return buf_string(&text);
}

void describe_id(Describer *d, const Identifier *id)
{
    const Identifier *home = d->home;
    bool near = id && home && same(id->project, home->project) &&
                same(id->domain, home->domain) && same(id->org, home->org) &&
                same(id->version, home->version);
    if (!id)
        layout_words(&d->line, "unknown");
    else if (near)
        layout_name(&d->line, id->name);
    else
        layout_name(&d->line, describe_full_id(d->arena, id));
}

void describe_at(Describer *d, const Identifier *id)
{
    const char *whole = describe_full_id(d->arena, id);
    if (!id || same(whole, id->name))
        return;
    layout_words(&d->line, " at ");
    layout_text(&d->line, whole, strlen(whole));
}

/* ---- docs ---- */

static const char *skip_blank(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

static size_t trimmed(const char *text, size_t len)
{
    while (len && strchr(" \t\r\n", text[len - 1]))
        len--;
    return len;
}

static void write_doc_line(Describer *d, const char *text, size_t len)
{
    layout_words(&d->line, len ? "## " : "##");
    layout_prose(&d->line, text, len);
}

void describe_doc_text(Describer *d, const char *text)
{
    text = skip_blank(shown(text));
    size_t len = trimmed(text, strlen(text));
    for (size_t at = 0; at < len;) {
        size_t size = strcspn(text + at, "\n");
        size = at + size > len ? len - at : size;
        write_doc_line(d, text + at, trimmed(text + at, size));
        layout_end(&d->line);
        at += size + 1;
    }
}

void describe_doc(Describer *d,
                  const Flyteidl__Admin__DescriptionEntity *description)
{
    if (!description)
        return;
    const Flyteidl__Admin__Description *more = description->long_description;
    bool has_more = more && more->content_case ==
                                FLYTEIDL__ADMIN__DESCRIPTION__CONTENT_VALUE;
    const char *brief = shown(description->short_description);
    const char *whole = has_more ? shown(more->value) : "";
    describe_doc_text(d, brief);
    if (*skip_blank(whole) && strcmp(whole, brief) != 0) {
        if (*skip_blank(brief)) {
            write_doc_line(d, "", 0);
            layout_end(&d->line);
        }
        describe_doc_text(d, whole);
    }
}

/* ---- interfaces ---- */

/* flytekit describes a variable without a doc by its own name. */
static const char *variable_doc(const char *name,
                                const Flyteidl__Core__Variable *variable)
{
    const char *doc = variable ? skip_blank(shown(variable->description)) : "";
    return same(doc, name) ? "" : doc;
}

static void write_variable(Describer *d, const char *name,
                           const Flyteidl__Core__Variable *variable)
{
    const char *doc = variable_doc(name, variable);
    size_t len = trimmed(doc, strlen(doc));
    layout_item(&d->line);
    for (size_t at = 0; at < len;) {
        size_t size = strcspn(doc + at, "\n");
        size = at + size > len ? len - at : size;
        write_doc_line(d, doc + at, trimmed(doc + at, size));
        layout_break(&d->line);
        at += size + 1;
    }
    layout_name(&d->line, name);
    layout_words(&d->line, ": ");
    describe_type(d, variable ? variable->type : NULL);
}

void describe_variables(Describer *d, const VariableMap *variables)
{
    size_t count = 0;
    const ProtobufCMessage *const *entries = NULL;
    if (variables)
        entries =
            message_entries(d->arena, &variables->base,
                            &variables->base.descriptor->fields[0], &count);
    layout_open(&d->line, '(');
    for (size_t i = 0; i < count; i++) {
        const Flyteidl__Core__VariableMap__VariablesEntry *entry =
            (const void *)entries[i];
        write_variable(d, entry->key, entry->value);
    }
    layout_close(&d->line);
}

void describe_head(Describer *d, const char *word, const Identifier *id,
                   const Flyteidl__Core__TypedInterface *interface)
{
    layout_words(&d->line, word);
    layout_name(&d->line, id ? id->name : NULL);
    describe_variables(d, interface ? interface->inputs : NULL);
    layout_words(&d->line, " -> ");
    describe_variables(d, interface ? interface->outputs : NULL);
    describe_at(d, id);
}

/* ---- packages ---- */

static size_t count_unknown(const ProtobufCMessage *message)
{
    const MessageType *type = message->descriptor;
    size_t count = message->n_unknown_fields;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t children = message_count(message, field);
        for (size_t at = 0; at < children; at++) {
            const ProtobufCMessage *child = message_child(message, field, at);
            count += child ? count_unknown(child) : 0;
        }
    }
    return count;
}

static void write_entry(Describer *d, const PackageEntry *entry)
{
    size_t unknown = count_unknown(entry->message);
    d->home = package_id(entry);
    if (unknown) {
        layout_print(&d->line, "# %zu fields of a newer Flyte are not shown",
                     unknown);
        layout_end(&d->line);
    }
    switch (entry->kind) {
    case PACKAGE_TASK:
        describe_task(d, entry->message);
        break;
    case PACKAGE_WORKFLOW:
        describe_workflow(d, entry->message);
        break;
    case PACKAGE_LAUNCH_PLAN:
        describe_launch(d, entry->message);
        break;
    }
    buf_char(d->line.out, '\n');
}

static void add_workflows(Arena *arena, const Package *package, SymTable *names,
                          Map *workflows)
{
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const char *id = describe_full_id(arena, package_id(entry));
        if (entry->kind == PACKAGE_WORKFLOW)
            map_put(arena, workflows, sym_of(names, id),
                    (void *)entry->message);
    }
}

bool describe_package(Buf *out, const Package *package, const char *only)
{
    SymTable names;
    Map workflows = {0};
    sym_table_init(&names, out->arena);
    add_workflows(out->arena, package, &names, &workflows);
    bool found = false;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const Identifier *id = package_id(entry);
        if (only && !(id && same(id->name, only)))
            continue;
        Describer d = {.arena = out->arena,
                       .line = {.out = out, .text = {.arena = out->arena}},
                       .names = &names,
                       .workflows = &workflows};
        write_entry(&d, entry);
        found = true;
    }
    return found;
}
