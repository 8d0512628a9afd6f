/* client.h - what the editor can do, and what its user wishes. */
#ifndef FLW_COMPILER_LSP_CLIENT_H
#define FLW_COMPILER_LSP_CLIENT_H

#include <stdbool.h>

/* A wish: its name in the section `flw` of the editor's settings, with a dot
 * between levels, and what holds when nothing is said. */
#define CLIENT_WISHES                                      \
    WISH(hint_types, "inlayHints.types", true)             \
    WISH(hint_inputs, "inlayHints.inputs", true)           \
    WISH(hint_nodes, "inlayHints.nodes", true)             \
    WISH(lens_run, "codeLens.run", true)                   \
    WISH(lens_graph, "codeLens.graph", true)               \
    WISH(lens_uses, "codeLens.uses", true)                 \
    WISH(snippets, "completion.snippets", true)            \
    WISH(deny_warnings, "diagnostics.denyWarnings", false) \
    WISH(lint, "diagnostics.lint", false)                  \
    WISH(pull, "diagnostics.pull", false)

typedef struct Client {
#define WISH(name, path, usual) bool name;
    CLIENT_WISHES
#undef WISH
    /* What the client said of itself. */
    bool takes_snippets;
    bool takes_versions; /* in edits: it refuses those of an older text */
    bool shows_related;  /* of a diagnostic: what it says of other places */
    bool takes_progress;
    bool asks_configuration; /* it answers workspace/configuration */
    bool watches_files;      /* when asked to while running */
    bool renews_hints, renews_lenses;
} Client;

#endif
