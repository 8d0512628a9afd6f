/* report_formats.c - diagnostics on standard output as programs read them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag_json.h"
#include "base/formats/formats.h"
#include "compiler/cli/explain_page.h"
#include "compiler/cli/report.h"

static RuleText rule_text(Arena *arena, const char *code)
{
    const char *page = explain_page(code);
    return (RuleText){page ? explain_title(arena, page) : code, page};
}

/* Paths are shown relative to the folder that one is in. */
static void add_sarif(Buf *out, const Diags *diags, const Sources *sources)
{
    char here[4096];
    SarifRun run = {.rule = rule_text, .root = getcwd(here, sizeof(here))};
    format_sarif(out, diags, sources, &run);
}

static Format *format_named(const char *name)
{
    static const struct {
        const char *name;
        Format *format;
    } formats[] = {{"json", diag_json},       {"short", format_short},
                   {"sarif", add_sarif},      {"github", format_github},
                   {"gitlab", format_gitlab}, {"junit", format_junit}};
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return NULL;
}

bool report_formatted(const CommandInput *input, const Project *project)
{
    const char *name = command_option(input, "format");
    Format *format = name ? format_named(name) : NULL;
    if (!format)
        return report(input, project, stdout);
    const Session *session = &project->session;
    Buf buf = {.arena = input->arena};
    format(&buf, &session->diags, &session->sources);
    fwrite(buf_string(&buf), 1, buf.len, stdout);
    /* GitHub shows ten a step: the log has all of them. */
    bool is_partial = strcmp(name, "github") == 0;
    return !is_partial || report(input, project, stderr);
}
