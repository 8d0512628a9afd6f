/* cmd_doc.c - flw doc: a site about a project. */
#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/command.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/report.h"
#include "compiler/doc/site.h"
#include "spec/own_folder.h"

static const char *shown(const CommandInput *input, const char *text)
{
    Buf out = {.arena = input->arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

static const char *path_of(const CommandInput *input)
{
    const char *path = command_option(input, "output");
    return path ? path : "flw-doc";
}

static const char *title_of(const CommandInput *input, const Project *project)
{
    const char *title = command_option(input, "title");
    const char *root = project->session.root;
    const char *slash = root ? strrchr(root, '/') : NULL;
    return title ? title : slash && slash[1] ? slash + 1 : "Documentation";
}

/* A link that a page may have. */
static bool check_url(const CommandInput *input)
{
    const char *url = command_option(input, "source-url");
    if (!url || strncmp(url, "https://", 8) == 0 ||
        strncmp(url, "http://", 7) == 0)
        return true;
    fprintf(stderr,
            "flw doc: --source-url begins with https:// or http://, which `%s` "
            "does not\n",
            shown(input, url));
    return false;
}

static int write_site(const CommandInput *input, const SiteInput *site)
{
    TarFileVec files = {0};
    const char *why = NULL, *path = path_of(input);
    bool no_graphviz = false;
    site_make(site, &files, &no_graphviz);
    if (!own_folder_write(site->arena, path, ".flw-doc", &files, &why)) {
        fprintf(stderr, "flw doc: cannot write `%s`: %s\n", shown(input, path),
                shown(input, why));
        return EXIT_USAGE;
    }
    if (no_graphviz)
        fprintf(stderr, "note: the graphs are text: Graphviz is not installed "
                        "(the package `graphviz`)\n");
    if (!command_given(input, "quiet"))
        fprintf(stderr, "wrote %s/index.html and %u files beside it\n",
                shown(input, path), files.len - 1);
    return EXIT_FINE;
}

static int write_json(const CommandInput *input, const SiteInput *site)
{
    Buf out = {.arena = site->arena};
    const char *path = command_option(input, "output"), *why = NULL;
    site_json(&out, site);
    FileText text = {buf_string(&out), out.len};
    if (!path || strcmp(path, "-") == 0) {
        fwrite(text.text, 1, text.len, stdout);
        return EXIT_FINE;
    }
    if (file_write(site->arena, path, text, &why))
        return EXIT_FINE;
    fprintf(stderr, "flw doc: cannot write `%s`: %s\n", shown(input, path),
            why);
    return EXIT_USAGE;
}

static int write_docs(const CommandInput *input, const Project *project,
                      const Package *package)
{
    const char *format = command_option(input, "format");
    SiteInput site = {.arena = package->arena,
                      .modules = project->modules.at,
                      .module_count = project->modules.len,
                      .package = package,
                      .title = title_of(input, project),
                      .source_url = command_option(input, "source-url")};
    return format && strcmp(format, "json") == 0 ? write_json(input, &site)
                                                 : write_site(input, &site);
}

static int run_doc(const CommandInput *input)
{
    Project project;
    if (!check_url(input))
        return EXIT_USAGE;
    if (!project_open(input, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    Package package = {.arena = &project.session.arena};
    bool made = package_make(&project, &package) != NULL;
    diags_sort(&project.session.diags);
    int status = report_status(input, &project);
    if (status != EXIT_FINE && !report(input, &project, stderr))
        status = EXIT_USAGE;
    if (made && status == EXIT_FINE)
        status = write_docs(input, &project, &package);
    project_close(&project);
    return status;
}

static const Option options[] = {
    {"output", 'o', "DIR", NULL, "the site's folder (flw-doc)"},
    {"format", 0, "FORMAT", "html|json",
     "a site, or one JSON object on standard output (html)"},
    {"title", 0, "TEXT", NULL, "what the site is called (the root's name)"},
    {"source-url", 0, "URL", NULL,
     "where sources are: {path} and {line} are filled in"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"color", 0, "WHEN", "auto|always|never", "colour in diagnostics"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {"quiet", 'q', NULL, NULL, "do not say what was written"},
    {0},
};

const Command cmd_doc = {
    .name = "doc",
    .summary = "write a static site from doc comments",
    .usage = "[OPTIONS] [PATH...]",
    .text =
        "Writes a page for each module: workflows with their graphs, launch\n"
        "plans, tasks, types, kinds and constants, with what they take and\n"
        "give, what they use and who uses them, and the source; an index, and "
        "a\nsearch. The site needs no server and loads nothing from "
        "elsewhere.\n"
        "Doc comments are Markdown; markup in them is shown, never used.\n"
        "\n"
        "DIR is replaced as a whole if `flw doc` has written all that is in "
        "it,\nelse nothing is touched.\n",
    .options = options,
    .run = run_doc,
};
