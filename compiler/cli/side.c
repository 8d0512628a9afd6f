/* side.c - a package, from whatever a word of a command leads to. */
#include "compiler/cli/side.h"

#include <stdio.h>
#include <string.h>

#include "base/repo.h"
#include "base/shown.h"
#include "compiler/cli/package_make.h"
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

typedef struct Past {
    const CommandInput *input;
    Repo *repo;
    Revision *revision;
    const char *path; /* in the repository */
    const char *root; /* of the repository, absolute */
} Past;

static bool read_past(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    const Past *past = context;
    const char *inside = repo_relative(past->repo, path);
    FileText text = {0};
    out->why = "it is outside of the repository";
    if (!inside ||
        !revision_read(past->revision, inside, SOURCE_MAX, &text, &out->why))
        return false;
    out->text = arena_copy(arena, text.text, text.len);
    out->len = text.len;
    return true;
}

static const char *in_root(const Past *past, const char *path)
{
    return *path ? arena_print(past->input->arena, "%s/%s", past->root, path)
                 : past->root;
}

/* The nearest folder at or above with a flw.toml; else the folder. */
static const char *project_root(const Past *past, const char *folder)
{
    Arena *arena = past->input->arena;
    for (const char *at = folder;; at = path_folder(arena, at)) {
        const char *mark =
            arena_print(arena, "%s%sflw.toml", at, *at ? "/" : "");
        if (revision_has(past->revision, mark))
            return in_root(past, at);
        if (!strchr(at, '/'))
            break;
    }
    return in_root(past,
                   revision_has(past->revision, "flw.toml") ? "" : folder);
}

static int compile_past(Past *past, Side *side)
{
    Project project = {0};
    Arena *arena = past->input->arena;
    bool is_file = has_end(past->path, ".flw");
    RevisionPaths paths = {0};
    SessionFiles files = {read_past, past};
    if (is_file)
        vec_push(arena, &paths, past->path);
    else
        revision_files(past->revision, past->path, ".flw", &paths);
    if (paths.len == 0) {
        fprintf(stderr, "flw: there is no .flw file below `%s` in `%s`\n",
                shown(arena, past->path), shown(arena, side->path));
        return EXIT_USAGE;
    }
    const char *slash = is_file ? strrchr(past->path, '/') : NULL;
    const char *folder =
        !is_file ? past->path
        : slash  ? arena_copy(arena, past->path, (size_t)(slash - past->path))
                 : "";
    session_init(&project.session, project_root(past, folder), &files);
    for (uint32_t i = 0; i < paths.len; i++) {
        Module *module =
            session_add_file(&project.session, in_root(past, paths.at[i]));
        if (module)
            vec_push(&project.session.arena, &project.modules, module);
    }
    int status = make(past->input, &project, side);
    if (status != EXIT_FINE)
        fprintf(stderr, "flw: so it was in `%s`\n", shown(arena, side->path));
    return status;
}

static int open_past(Past *past, Side *side)
{
    Arena *arena = past->input->arena;
    const char *why = NULL;
    bool is_package =
        has_end(past->path, ".pb") || has_end(past->path, ".tgz") ||
        has_end(past->path, ".tar") || has_end(past->path, ".tar.gz");
    if (!is_package) {
        int status = compile_past(past, side);
        return status == EXIT_FINE ? read_back(past->input, "package.tgz", side)
                                   : status;
    }
    if (!revision_read(past->revision, past->path, SPEC_SIZE_MAX, &side->bytes,
                       &why))
        return complain_package(arena, past->path, why);
    return read_back(past->input, past->path, side);
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
    Past past = {.input = input, .repo = repo_open(arena, folder, &why)};
    if (past.repo)
        past.revision = repo_find(past.repo, revision, &why);
    if (past.revision) {
        past.root = repo_root(past.repo);
        past.path = repo_relative(past.repo, whole);
        why = "the path is outside of the repository";
    }
    int status = EXIT_USAGE;
    if (past.path)
        status = open_past(&past, side);
    else
        fprintf(stderr,
                "flw: `%s` is neither a path nor a revision of git: %s\n",
                shown(arena, revision), why);
    if (past.repo)
        repo_close(past.repo);
    return status;
}
