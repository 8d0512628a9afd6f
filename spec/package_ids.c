/* package_ids.c - ids that say where they belong. */
#include <string.h>

#include "spec/package.h"

static void fill(char **text, const char *value)
{
    if (value && (!*text || !**text))
        *text = (char *)value;
}

/* Ids stand in tasks, nodes, sub-workflows and launch plans: wherever there
 * is one. */
static bool fill_id(void *context, ProtobufCMessage *message)
{
    const PackageHome *home = context;
    if (message->descriptor != &flyteidl__core__identifier__descriptor)
        return true;
    Flyteidl__Core__Identifier *id = (Flyteidl__Core__Identifier *)message;
    fill(&id->project, home->project);
    fill(&id->domain, home->domain);
    fill(&id->version, home->version);
    return false;
}

void package_settle(const Package *package, const PackageHome *home)
{
    for (uint32_t i = 0; i < package->entries.len; i++)
        message_walk(package->entries.at[i].message, fill_id, (void *)home);
}
