/* past.c - what a git revision has at a path. */
#include "compiler/cli/past.h"

#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/session/paths.h"

/* The file of the revision, which the session knows below past->folder. */
static bool read_text(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    const Past *past = context;
    size_t len = strlen(past->folder);
    FileText text = {0};
    out->why = "it is outside of the repository";
    if (strncmp(path, past->folder, len) != 0 || path[len] != '/' ||
        !revision_read(past->revision, path + len + 1, SOURCE_MAX, &text,
                       &out->why))
        return false;
    out->text = arena_copy(arena, text.text, text.len);
    out->len = text.len;
    return true;
}

void past_init(Past *past, Arena *arena, Revision *revision, const char *name,
               const char *path)
{
    *past = (Past){.arena = arena,
                   .revision = revision,
                   .path = path,
                   .folder = arena_print(arena, "/%s:", name),
                   .files = {.read = read_text, .context = past}};
}

static bool has_end(const char *path, const char *end)
{
    size_t len = strlen(path);
    size_t size = strlen(end);
    return len >= size && strcmp(path + len - size, end) == 0;
}

bool past_is_package(const Past *past)
{
    return has_end(past->path, ".pb") || has_end(past->path, ".tgz") ||
           has_end(past->path, ".tar") || has_end(past->path, ".tar.gz");
}

/* path_folder keeps what has no slash. */
static const char *folder_of(Arena *arena, const char *path)
{
    return strchr(path, '/') ? path_folder(arena, path) : "";
}

/* As path_project: the nearest folder with a flw.toml, else the folder. */
static const char *project_folder(const Past *past, const char *folder)
{
    for (const char *at = folder;; at = folder_of(past->arena, at)) {
        const char *mark =
            arena_print(past->arena, "%s%sflw.toml", at, *at ? "/" : "");
        if (revision_has(past->revision, mark))
            return at;
        if (!*at)
            return folder;
    }
}

static void add_file(const Past *past, Project *project, const char *path)
{
    Session *session = &project->session;
    const char *whole =
        arena_print(&session->arena, "%s/%s", past->folder, path);
    Module *module = session_add_file(session, whole);
    if (module)
        vec_push(&session->arena, &project->modules, module);
    else
        project->unreadable = true;
}

/* "main:eta.flw" of "/main:/eta.flw". */
static void show_paths(const Past *past, Session *session)
{
    size_t len = strlen(past->folder);
    for (uint32_t i = 0; i < session->sources.at.len; i++) {
        Source *source = session->sources.at.at[i];
        if (strncmp(source->path, past->folder, len) == 0)
            source->path =
                arena_print(&session->arena, "%s%s", past->folder + 1,
                            source->path + len + 1);
    }
}

static bool complain_empty(const Past *past)
{
    Buf shown = {.arena = past->arena};
    shown_add(&shown, past->path, strlen(past->path));
    shown_add(&shown, "` in `", 6);
    shown_add(&shown, past->folder + 1, strlen(past->folder) - 2);
    fprintf(stderr, "flw: there is no .flw file below `%s`\n",
            buf_string(&shown));
    return false;
}

bool past_open(Past *past, Project *project)
{
    Arena *arena = past->arena;
    bool is_file = has_end(past->path, ".flw");
    const char *folder = is_file ? folder_of(arena, past->path) : past->path;
    RevisionPaths paths = {0};
    if (is_file)
        vec_push(arena, &paths, past->path);
    else
        revision_files(past->revision, past->path, ".flw", &paths);
    if (paths.len == 0)
        return complain_empty(past);
    const char *root = project_folder(past, folder);
    session_init(&project->session,
                 *root ? arena_print(arena, "%s/%s", past->folder, root)
                       : past->folder,
                 &past->files);
    for (uint32_t i = 0; i < paths.len; i++)
        add_file(past, project, paths.at[i]);
    show_paths(past, &project->session);
    return true;
}
