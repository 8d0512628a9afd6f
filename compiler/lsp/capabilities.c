/* capabilities.c - what this server can do. */
#include "compiler/lsp/capabilities.h"

#include "compiler/lsp/answers/answers.h"

static void open_named(JsonOut *out, const char *name)
{
    json_name(out, name);
    json_open(out, '{');
}

static void put_list(JsonOut *out, const char *name, const char *const *items)
{
    json_name(out, name);
    json_open(out, '[');
    for (; *items; items++)
        json_put_string(out, *items);
    json_close(out, ']');
}

/* A provider with one option that is true. */
static void put_with(JsonOut *out, const char *name, const char *option)
{
    open_named(out, name);
    if (option)
        put_yes(out, option);
    json_close(out, '}');
}

static void put_tokens(JsonOut *out)
{
    static const char *const modifiers[] = {"declaration", NULL};
    open_named(out, "semanticTokensProvider");
    open_named(out, "legend");
    put_list(out, "tokenTypes", token_types);
    put_list(out, "tokenModifiers", modifiers);
    json_close(out, '}');
    put_with(out, "full", "delta");
    put_yes(out, "range");
    json_close(out, '}');
}

static void put_typing(JsonOut *out)
{
    static const char *const starts[] = {".", "\"", "/", "{", "$", NULL};
    static const char *const commas[] = {"(", ",", NULL};
    static const char *const more[] = {"}", NULL};
    open_named(out, "completionProvider");
    put_list(out, "triggerCharacters", starts);
    put_yes(out, "resolveProvider");
    json_close(out, '}');
    open_named(out, "signatureHelpProvider");
    put_list(out, "triggerCharacters", commas);
    json_close(out, '}');
    open_named(out, "documentOnTypeFormattingProvider");
    put_text(out, "firstTriggerCharacter", "\n");
    put_list(out, "moreTriggerCharacter", more);
    json_close(out, '}');
}

static void put_actions(JsonOut *out)
{
    static const char *const kinds[] = {"quickfix", "refactor.extract",
                                        "source.fixAll.flw",
                                        "source.organizeImports", NULL};
    open_named(out, "codeActionProvider");
    put_list(out, "codeActionKinds", kinds);
    json_close(out, '}');
    put_with(out, "codeLensProvider", "resolveProvider");
}

static void put_filter(JsonOut *out, const char *glob, const char *kind)
{
    json_open(out, '{');
    put_text(out, "scheme", "file");
    open_named(out, "pattern");
    put_text(out, "glob", glob);
    put_text(out, "matches", kind);
    json_close(out, '}');
    json_close(out, '}');
}

/* Told before files are renamed, so that imports follow. */
static void put_renames(JsonOut *out, const char *name)
{
    open_named(out, name);
    json_name(out, "filters");
    json_open(out, '[');
    put_filter(out, "**/*.flw", "file");
    put_filter(out, "**", "folder");
    json_close(out, ']');
    json_close(out, '}');
}

static void put_workspace(JsonOut *out)
{
    open_named(out, "workspace");
    open_named(out, "fileOperations");
    put_renames(out, "willRename");
    put_renames(out, "didRename");
    put_renames(out, "didCreate");
    put_renames(out, "didDelete");
    json_close(out, '}');
    json_close(out, '}');
}

static void put_sync(JsonOut *out)
{
    enum { PARTS = 2 };
    open_named(out, "textDocumentSync");
    put_yes(out, "openClose");
    put_number(out, "change", PARTS);
    put_yes(out, "save");
    json_close(out, '}');
}

void capabilities_put(JsonOut *out, Encoding encoding, const Client *client)
{
    static const char *const encodings[] = {"utf-16", "utf-8", "utf-32"};
    static const char *const plain[] = {
        "hoverProvider",          "definitionProvider",
        "typeDefinitionProvider", "documentHighlightProvider",
        "documentSymbolProvider", "documentFormattingProvider",
        "foldingRangeProvider",   "inlayHintProvider",
        "selectionRangeProvider", "documentRangeFormattingProvider",
        "callHierarchyProvider",  NULL};
    json_open(out, '{');
    put_text(out, "positionEncoding", encodings[encoding]);
    put_sync(out);
    for (const char *const *name = plain; *name; name++)
        put_yes(out, *name);
    put_with(out, "referencesProvider", "workDoneProgress");
    put_with(out, "workspaceSymbolProvider", "workDoneProgress");
    put_with(out, "documentLinkProvider", NULL);
    put_with(out, "renameProvider", "prepareProvider");
    put_actions(out);
    put_typing(out);
    put_tokens(out);
    put_workspace(out);
    if (client->pull) {
        open_named(out, "diagnosticProvider");
        put_yes(out, "interFileDependencies");
        json_name(out, "workspaceDiagnostics");
        json_put_bool(out, false);
        json_close(out, '}');
    }
    json_close(out, '}');
}

void watchers_put(JsonOut *out)
{
    static const char *const globs[] = {"**/*.flw", "**/flw.toml", NULL};
    json_open(out, '{');
    json_name(out, "registrations");
    json_open(out, '[');
    json_open(out, '{');
    put_text(out, "id", "flw-files");
    put_text(out, "method", "workspace/didChangeWatchedFiles");
    open_named(out, "registerOptions");
    json_name(out, "watchers");
    json_open(out, '[');
    for (const char *const *glob = globs; *glob; glob++) {
        json_open(out, '{');
        put_text(out, "globPattern", *glob);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
    json_close(out, '}');
    json_close(out, ']');
    json_close(out, '}');
}
