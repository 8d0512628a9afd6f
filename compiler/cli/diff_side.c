/* diff_side.c - one side of `flw diff`. */
#include "compiler/cli/diff_side.h"

#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/origins.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/report.h"
#include "compiler/cli/side.h"
#include "compiler/session/paths.h"
#include "spec/wire.h"

static const char *shown(const CommandInput *input, const char *text)
{
    Buf out = {.arena = input->arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

/* ---- where it leads ---- */

static bool complain_nowhere(const CommandInput *input, const char *word,
                             const char *why)
{
    fprintf(stderr,
            "flw diff: `%s` is neither a file or folder nor a revision of git: "
            "%s\n",
            shown(input, word), shown(input, why));
    return false;
}

/* The path of a revision that a path on the disk stands for; NULL: none. */
static const char *relative_path(const CommandInput *input, Repo *repo,
                                 const char *path)
{
    const char *here = path_real(input->arena, ".");
    const char *real = path_real(input->arena, path);
    if (!real && here)
        real = path_join(input->arena, here, path);
    return real ? repo_relative(repo, real) : NULL;
}

/* After the colon: from the root, or from here after "./". */
static const char *given_path(const CommandInput *input, Repo *repo,
                              const char *path)
{
    if (path[0] == '.' && (path[1] == '/' || !path[1] || path[1] == '.'))
        return relative_path(input, repo, path);
    size_t len = strlen(path);
    while (len && path[len - 1] == '/')
        len--;
    return arena_copy(input->arena, path, len);
}

static bool find_revision(const CommandInput *input, const char *word,
                          const char *beside, DiffInput *out)
{
    const char *why = NULL;
    const char *colon = strchr(word, ':');
    const char *name =
        colon ? arena_copy(input->arena, word, (size_t)(colon - word)) : word;
    out->root = arena_print(input->arena, "/%s:", name);
    out->repo = repo_open(input->arena, ".", &why);
    if (!out->repo)
        return complain_nowhere(input, word, why);
    out->revision = repo_find(out->repo, *name ? name : "HEAD", &why);
    if (!out->revision)
        return complain_nowhere(input, word, why);
    out->path = colon ? given_path(input, out->repo, colon + 1)
                      : relative_path(input, out->repo, beside);
    if (!out->path)
        return complain_nowhere(input, word,
                                "the path is outside of the repository");
    return true;
}

bool diff_side_find(const CommandInput *input, const char *word,
                    const char *beside, DiffInput *out)
{
    *out = (DiffInput){.side.label = word};
    if (file_exists(word)) {
        out->path = word;
        return true;
    }
    /* A side that is a revision itself has no path on the disk. */
    bool on_disk = beside && file_exists(beside);
    return find_revision(input, word, on_disk ? beside : ".", out);
}

/* On the disk: as the user would write it, if it is below this folder. */
static const char *path_from_here(const CommandInput *input,
                                  const DiffInput *revision)
{
    const char *here = relative_path(input, revision->repo, ".");
    size_t len = here ? strlen(here) : 0;
    if (here && strcmp(revision->path, here) == 0)
        return ".";
    if (here && len == 0)
        return revision->path;
    if (here && strncmp(revision->path, here, len) == 0 &&
        revision->path[len] == '/')
        return revision->path + len + 1;
    return arena_print(input->arena, "%s/%s", repo_root(revision->repo),
                       revision->path);
}

bool diff_side_beside(const CommandInput *input, const DiffInput *revision,
                      DiffInput *out)
{
    if (!revision->revision) {
        fprintf(stderr,
                "flw diff: `%s` is no revision of git: name what to "
                "compare it with\n",
                shown(input, revision->side.label));
        return false;
    }
    const char *path = path_from_here(input, revision);
    *out = (DiffInput){.side.label = "the working tree", .path = path};
    if (file_exists(path))
        return true;
    fprintf(stderr, "flw diff: there is no `%s`\n", shown(input, path));
    return false;
}

/* ---- sources ---- */

/* The file of the revision, which the session knows below side->root. */
static bool read_text(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    const DiffInput *side = context;
    size_t root = strlen(side->root);
    FileText text = {0};
    if (strncmp(path, side->root, root) != 0 || path[root] != '/' ||
        !revision_read(side->revision, path + root + 1, SOURCE_MAX, &text,
                       &out->why)) {
        out->why = out->why ? out->why : "it is outside of the repository";
        return false;
    }
    out->text = arena_copy(arena, text.text, text.len);
    out->len = text.len;
    return true;
}

static bool has_end(const char *path, const char *end)
{
    size_t len = strlen(path);
    size_t size = strlen(end);
    return len >= size && strcmp(path + len - size, end) == 0;
}

static const char *folder_of(Arena *arena, const char *path)
{
    return strchr(path, '/') ? path_folder(arena, path) : "";
}

static const char *below(Arena *arena, const char *folder, const char *name)
{
    return *folder ? arena_print(arena, "%s/%s", folder, name) : name;
}

/* As path_project: the nearest folder with a flw.toml, else the folder. */
static const char *project_folder(Arena *arena, const Revision *revision,
                                  const char *folder)
{
    for (const char *at = folder;; at = folder_of(arena, at)) {
        if (revision_has(revision, below(arena, at, "flw.toml")))
            return at;
        if (!*at)
            return folder;
    }
}

static void add_file(DiffInput *side, const char *path)
{
    Project *project = &side->project;
    Module *module = session_add_file(
        &project->session,
        arena_print(&project->session.arena, "%s/%s", side->root, path));
    if (module)
        vec_push(&project->session.arena, &project->modules, module);
    else
        project->unreadable = true;
}

/* "main:eta.flw", as git calls the file. */
static void show_paths(DiffInput *side)
{
    Session *session = &side->project.session;
    size_t root = strlen(side->root);
    for (uint32_t i = 0; i < session->sources.at.len; i++) {
        Source *source = session->sources.at.at[i];
        if (strncmp(source->path, side->root, root) == 0)
            source->path = arena_print(&session->arena, "%s%s", side->root + 1,
                                       source->path + root + 1);
    }
}

static bool open_revision(const CommandInput *input, DiffInput *side)
{
    Arena *arena = input->arena;
    bool is_file = has_end(side->path, ".flw");
    const char *folder = is_file ? folder_of(arena, side->path) : side->path;
    RevisionPaths paths = {0};
    if (is_file)
        vec_push(arena, &paths, side->path);
    else
        revision_files(side->revision, side->path, ".flw", &paths);
    if (paths.len == 0) {
        fprintf(stderr, "flw diff: there is no .flw file below `%s` in `%s`\n",
                *side->path ? shown(input, side->path) : ".",
                shown(input, side->side.label));
        return false;
    }
    SessionFiles *files = arena_new(arena, SessionFiles);
    *files = (SessionFiles){.read = read_text, .context = side};
    const char *root = project_folder(arena, side->revision, folder);
    session_init(&side->project.session,
                 *root ? arena_print(arena, "%s/%s", side->root, root)
                       : side->root,
                 files);
    for (uint32_t i = 0; i < paths.len; i++)
        add_file(side, paths.at[i]);
    show_paths(side);
    return true;
}

static bool open_folder(const CommandInput *input, DiffInput *side)
{
    const char *const words[] = {side->path, NULL};
    CommandInput one = *input;
    one.words = words;
    one.word_count = 1;
    return project_open(&one, &side->project);
}

/* Its warnings are for `flw check`. */
static bool compile(const CommandInput *input, DiffInput *side)
{
    side->has_project = true;
    if (!(side->revision ? open_revision(input, side)
                         : open_folder(input, side)))
        return false;
    Session *session = &side->project.session;
    side->package = (Package){.arena = &session->arena};
    const Plan *plan = package_make(&side->project, &side->package);
    if (!plan || side->project.unreadable) {
        diags_sort(&session->diags);
        report(input, &side->project, stderr);
        fprintf(stderr, "flw diff: `%s` cannot be compared: it is wrong\n",
                shown(input, side->side.label));
        return false;
    }
    origins_init(&side->origins, &session->arena, &session->sources);
    origins_read(&side->origins, &side->project, plan);
    side->side.origins = &side->origins;
    return true;
}

/* ---- packages ---- */

static bool complain_package(const CommandInput *input, const DiffInput *side,
                             const char *why)
{
    fprintf(stderr,
            "error[E0107]: cannot read `%s` as a package: %s\n"
            "  = explain: flw explain E0107\n",
            shown(input, side->side.label), shown(input, why));
    return false;
}

static bool read_package(const CommandInput *input, DiffInput *side)
{
    const char *why = NULL;
    side->package = (Package){.arena = input->arena};
    if (!side->revision)
        return package_read(&side->package, side->path, &why) ||
               complain_package(input, side, why);
    FileText bytes;
    return (revision_read(side->revision, side->path, SPEC_SIZE_MAX, &bytes,
                          &why) &&
            package_read_bytes(&side->package, side->path, bytes, &why)) ||
           complain_package(input, side, why);
}

static bool is_packed(const char *path)
{
    return has_end(path, ".tgz") || has_end(path, ".tar.gz") ||
           has_end(path, ".tar") || has_end(path, ".pb");
}

bool diff_side_open(const CommandInput *input, DiffInput *side)
{
    bool is_source = side->revision ? !is_packed(side->path)
                                    : side_is_source(input->arena, side->path);
    side->side.package = &side->package;
    return is_source ? compile(input, side) : read_package(input, side);
}

void diff_side_close(DiffInput *side)
{
    if (side->has_project)
        project_close(&side->project);
    if (side->repo)
        repo_close(side->repo);
}
