/* side.c - a package, from whatever a word of a command leads to. */
#include "compiler/cli/side.h"

#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/past.h"
#include "compiler/cli/report.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"
#include "spec/wire.h"

static const char *shown(Arena *arena, const char *text)
{
    Buf out = {.arena = arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

static bool has_end(const char *path, const char *end)
{
    size_t len = strlen(path), size = strlen(end);
    return len >= size && strcmp(path + len - size, end) == 0;
}

/* A folder of messages was unpacked from an archive; any other holds .flw. */
bool side_is_source(Arena *arena, const char *path)
{
    if (!path_is_folder(path))
        return has_end(path, ".flw");
    Package package = {.arena = arena};
    const char *why = NULL;
    return !package_read(&package, path, &why) || package.entries.len == 0;
}

static int complain_package(Arena *arena, const char *path, const char *why)
{
    fprintf(stderr,
            "error[E0107]: cannot read `%s` as a package: %s\n"
            "  = explain: flw explain E0107\n",
            shown(arena, path), shown(arena, why));
    return EXIT_USAGE;
}

/* Checks and emits the project, says what is wrong, and closes it. */
static int make(const CommandInput *input, Project *project, Side *side)
{
    Package made = {.arena = &project->session.arena};
    bool fine = package_make(project, &made) != NULL;
    diags_sort(&project->session.diags);
    int status = report_status(input, project);
    bool say = status != EXIT_FINE || !side->quiet;
    if (say && !report(input, project, stderr))
        status = EXIT_USAGE;
    const char *why = NULL;
    if (fine && status == EXIT_FINE) {
        FileText bytes;
        if (!package_pack(&made, &bytes, &why))
            status = complain_package(input->arena, side->path, why);
        else
            side->bytes = (FileText){
                arena_copy(input->arena, bytes.text, bytes.len), bytes.len};
    }
    project_close(project);
    return status;
}

static int compile(const CommandInput *input, Side *side)
{
    const char *const words[] = {side->path, NULL};
    CommandInput one = *input;
    one.words = words;
    one.word_count = 1;
    Project project;
    if (!project_open(&one, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    return make(&one, &project, side);
}

/* A folder of messages has no bytes of its own: it gets those of an archive. */
static bool read_bytes(const CommandInput *input, Side *side, const char **why)
{
    if (!path_is_folder(side->path))
        return file_read(input->arena, side->path, SPEC_SIZE_MAX, &side->bytes,
                         why);
    Package package = {.arena = input->arena};
    return package_read(&package, side->path, why) &&
           package_pack(&package, &side->bytes, why);
}

static int read_back(const CommandInput *input, const char *name, Side *side)
{
    const char *why = NULL;
    side->package = (Package){.arena = input->arena};
    if (package_read_bytes(&side->package, name, side->bytes, &why))
        return EXIT_FINE;
    return complain_package(input->arena, side->path, why);
}

int side_open(const CommandInput *input, const char *path, Side *side)
{
    *side = (Side){.path = path, .quiet = side->quiet};
    const char *why = NULL;
    int status = EXIT_FINE;
    bool is_made = side_is_source(input->arena, path);
    if (is_made)
        status = compile(input, side);
    else if (!read_bytes(input, side, &why))
        return complain_package(input->arena, side->path, why);
    if (status != EXIT_FINE)
        return status;
    return read_back(input, is_made ? "package.tgz" : side->path, side);
}

/* ---- revisions ---- */

static int open_past(const CommandInput *input, Past *past, Side *side)
{
    const char *why = NULL;
    Project project = {0};
    if (past_is_package(past))
        return revision_read(past->revision, past->path, SPEC_SIZE_MAX,
                             &side->bytes, &why)
                   ? read_back(input, past->path, side)
                   : complain_package(input->arena, past->path, why);
    if (!past_open(past, &project))
        return EXIT_USAGE;
    int status = make(input, &project, side);
    if (status == EXIT_FINE)
        return read_back(input, "package.tgz", side);
    fprintf(stderr, "flw: so it was in `%s`\n",
            shown(input->arena, side->path));
    return status;
}

int side_open_revision(const CommandInput *input, const char *revision,
                       const char *path, Side *side)
{
    Arena *arena = input->arena;
    const char *why = NULL, *here = path_real(arena, ".");
    const char *whole = path_real(arena, path);
    *side = (Side){.path = revision, .quiet = side->quiet};
    if (!whole)
        whole = path_join(arena, here ? here : "/", path);
    const char *folder =
        path_is_folder(whole) ? whole : path_folder(arena, whole);
    Repo *repo = repo_open(arena, folder, &why);
    Revision *found = repo ? repo_find(repo, revision, &why) : NULL;
    const char *inside = found ? repo_relative(repo, whole) : NULL;
    if (found && !inside)
        why = "the path is outside of the repository";
    int status = EXIT_USAGE;
    if (inside) {
        Past past;
        past_init(&past, arena, found, revision, inside);
        status = open_past(input, &past, side);
    } else {
        fprintf(stderr,
                "flw: `%s` is neither a path nor a revision of git: %s\n",
                shown(arena, revision), why);
    }
    if (repo)
        repo_close(repo);
    return status;
}
