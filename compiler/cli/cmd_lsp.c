/* cmd_lsp.c - flw lsp: the language server, on standard input and output. */
#include <stdio.h>
#include <unistd.h>

#include "compiler/cli/command.h"
#include "compiler/cli/package_make.h"
#include "compiler/lint/lint.h"
#include "compiler/lsp/server.h"

/* What lowering, emission and lints find shows in an editor, too. */
static void check_more(Session *session, bool lint)
{
    package_check(session, session->modules.at, session->modules.len, false);
    if (lint)
        lint_session(session);
    else
        lint_silence(session);
}

static int run_lsp(const CommandInput *input)
{
    Transport transport = {
        .in = STDIN_FILENO, .out = STDOUT_FILENO, .arena = input->arena};
    Server server;
    if (input->word_count > 0) {
        fprintf(stderr, "flw lsp: an editor starts it; it takes no words\n");
        return EXIT_USAGE;
    }
    lsp_init(&server, &transport, FLW_VERSION);
    server.workspace.check_more = check_more;
    return lsp_serve(&server);
}

static const Option options[] = {
    {"stdio", 0, NULL, NULL, "by standard input and output, which is the way"},
    {0},
};

const Command cmd_lsp = {
    .name = "lsp",
    .summary = "serve an editor (LSP 3.17)",
    .usage = "[--stdio]",
    .text =
        "Speaks the language server protocol on standard input and output:\n"
        "diagnostics while one types, hover, completion, signature help,\n"
        "definition, references, rename, call hierarchy, symbols, code\n"
        "actions and lenses, inlay hints, semantic tokens, formatting.\n"
        "Nothing is executed, no socket is opened, nothing outside of the\n"
        "project is read.\n",
    .options = options,
    .run = run_lsp,
};
