/* report.c - diagnostics on a terminal or in a pipe. */
#include "compiler/cli/report.h"

#include <string.h>

#include "base/diag_text.h"
#include "compiler/cli/terminal.h"

enum { SHOWN_MAX = 50 };

bool report(const CommandInput *input, const Project *project, FILE *out)
{
    const Session *session = &project->session;
    Buf buf = {.arena = input->arena};
    long shown = SHOWN_MAX;
    if (!command_number(input, "max-errors", 0, &shown))
        return false;
    DiagStyle style = {.colour = terminal_colour(input, out),
                       .width = terminal_width(out),
                       .max_shown = (uint32_t)shown};
    diag_text(&buf, &session->diags, &session->sources, &style);
    fwrite(buf_string(&buf), 1, buf.len, out);
    fflush(out);
    Buf summary = {.arena = input->arena};
    diag_summary(&summary, &session->diags, &session->sources);
    fputs(buf_string(&summary), stderr);
    return true;
}

int report_status(const CommandInput *input, const Project *project)
{
    const Diags *diags = &project->session.diags;
    if (project->unreadable)
        return EXIT_USAGE;
    if (diags->errors > 0)
        return EXIT_WRONG;
    bool deny = command_option(input, "deny-warnings") != NULL;
    return deny && diags->warnings > 0 ? EXIT_WRONG : EXIT_FINE;
}
