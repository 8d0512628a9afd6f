/* package_ids.c - ids that say where they belong. */
#include <string.h>

#include "spec/package.h"

static void fill(char **text, const char *value)
{
    if (value && (!*text || !**text))
        *text = (char *)value;
}

static void fill_id(Flyteidl__Core__Identifier *id, const PackageHome *home)
{
    fill(&id->project, home->project);
    fill(&id->domain, home->domain);
    fill(&id->version, home->version);
}

/* Ids stand in tasks, nodes, sub-workflows and launch plans: wherever there
 * is one. */
static void fill_message(ProtobufCMessage *message, const PackageHome *home)
{
    const MessageType *type = message->descriptor;
    if (type == &flyteidl__core__identifier__descriptor) {
        fill_id((Flyteidl__Core__Identifier *)message, home);
        return;
    }
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = message_count(message, field);
        for (size_t at = 0; at < count; at++) {
            const ProtobufCMessage *child = message_child(message, field, at);
            if (child)
                fill_message((ProtobufCMessage *)child, home);
        }
    }
}

void package_settle(const Package *package, const PackageHome *home)
{
    for (uint32_t i = 0; i < package->entries.len; i++)
        fill_message(package->entries.at[i].message, home);
}
