/* configuration.c - what the client says of itself, and of its user's
 * wishes. */
#include "compiler/lsp/configuration.h"

#include <string.h>

/* "a.b" in {"a": {"b": …}}, or in {"a.b": …} as some editors send it. */
static const Json *member_at(const Json *object, const char *path)
{
    char name[64];
    const Json *whole = json_member(object, path);
    const char *dot = strchr(path, '.');
    if (whole || !dot || (size_t)(dot - path) >= sizeof(name))
        return whole;
    memcpy(name, path, (size_t)(dot - path));
    name[dot - path] = '\0';
    return member_at(json_member(object, name), dot + 1);
}

static bool says_yes(const Json *object, const char *path)
{
    const Json *value = member_at(object, path);
    return value && value->kind == JSON_BOOL && value->yes;
}

static void read_wish(bool *wish, const Json *settings, const char *path)
{
    const Json *value = member_at(settings, path);
    if (value && value->kind == JSON_BOOL)
        *wish = value->yes;
}

void client_configure(Client *client, const Json *settings)
{
#define WISH(name, path, usual) read_wish(&client->name, settings, path);
    CLIENT_WISHES
#undef WISH
}

void client_meet(Client *client, const Json *params)
{
    const Json *can = json_member(params, "capabilities");
    *client = (Client){
#define WISH(name, path, usual) .name = (usual),
        CLIENT_WISHES
#undef WISH
            .shows_related =
            says_yes(can, "textDocument.publishDiagnostics.relatedInformation"),
        .takes_versions =
            says_yes(can, "workspace.workspaceEdit.documentChanges"),
        .takes_snippets = says_yes(
            can, "textDocument.completion.completionItem.snippetSupport"),
        .takes_progress = says_yes(can, "window.workDoneProgress"),
        .asks_configuration = says_yes(can, "workspace.configuration"),
        .watches_files = says_yes(
            can, "workspace.didChangeWatchedFiles.dynamicRegistration"),
        .renews_hints = says_yes(can, "workspace.inlayHint.refreshSupport"),
        .renews_lenses = says_yes(can, "workspace.codeLens.refreshSupport"),
    };
    client_configure(client, json_member(params, "initializationOptions"));
}
