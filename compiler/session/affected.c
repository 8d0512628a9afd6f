/* affected.c - the part of a session that a change concerns.
 *
 * Imports come before importers, so one walk forward finds who stands on a
 * change, and one walk back finds what those stand on. */
#include "compiler/session/affected.h"

#include <string.h>

#include "base/file.h"
#include "compiler/session/modules.h"
#include "compiler/session/paths.h"

static const char *const project_file = "flw.toml";

/* real: where the path of the revision lies. */
static bool same_file(Arena *arena, const Revision *revision, const char *path,
                      const char *real)
{
    FileText text = {0};
    const char *why = NULL;
    return file_read(arena, real, SOURCE_MAX, &text, &why) &&
           revision_holds(revision, path, text);
}

/* A flw.toml decides where imports are looked up, so it concerns all files
 * below it. */
static bool project_changed(Session *session, const Repo *repo,
                            const Revision *revision)
{
    Arena *arena = &session->arena;
    const char *root = session->root ? session->root : repo_root(repo);
    const char *here = path_join(arena, root, project_file);
    const char *path = repo_relative(repo, here);
    if (!path)
        return true;
    if (file_exists(here) && !revision_has(revision, path))
        return true;
    RevisionPaths paths = {0};
    revision_files(revision, "", project_file, &paths);
    for (uint32_t i = 0; i < paths.len; i++) {
        const char *real = path_join(arena, repo_root(repo), paths.at[i]);
        const char *folder = path_folder(arena, real);
        if (!path_is_below(folder, root) && !path_is_below(root, folder))
            continue;
        if (!same_file(arena, revision, paths.at[i], real))
            return true;
    }
    return false;
}

static bool is_changed(const Repo *repo, const Revision *revision,
                       const Module *module)
{
    if (module->is_library)
        return false;
    const Source *source = module->source;
    const char *path = module->path ? repo_relative(repo, module->path) : NULL;
    return !path || !revision_holds(revision, path,
                                    (FileText){source->text, source->len});
}

static bool imports_such(const Module *module, const Affected *affected)
{
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Module *imported = module->imports.at[i]->module;
        if (!imported || map_find(&affected->modules, imported))
            return true;
    }
    return false;
}

void affected_find(Session *session, const Repo *repo, const Revision *revision,
                   Affected *out)
{
    Arena *arena = &session->arena;
    *out = (Affected){0};
    bool all = project_changed(session, repo, revision);
    modules_order(session);
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        bool changed = is_changed(repo, revision, module);
        out->changed += changed;
        if (!changed && !imports_such(module, out) && !all)
            continue;
        map_put(arena, &out->modules, module, module);
        map_put(arena, &out->sources, module->source, module);
    }
}

void affected_keep(Session *session, const Affected *affected)
{
    Map needed = {0};
    uint32_t len = session->modules.len;
    for (uint32_t i = len; i-- > 0;) {
        Module *module = session->modules.at[i];
        if (!map_find(&affected->modules, module) && !map_find(&needed, module))
            continue;
        map_put(&session->arena, &needed, module, module);
        for (uint32_t j = 0; j < module->imports.len; j++) {
            Module *imported = module->imports.at[j]->module;
            if (imported)
                map_put(&session->arena, &needed, imported, imported);
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < len; i++)
        if (map_find(&needed, session->modules.at[i]))
            session->modules.at[kept++] = session->modules.at[i];
    session->modules.len = kept;
}

typedef struct Filter {
    const Sources *sources;
    const Affected *affected;
} Filter;

static bool is_about(const void *context, const Diag *diag)
{
    const Filter *filter = context;
    const Source *source = sources_find(filter->sources, diag->span.start);
    return !source || map_find(&filter->affected->sources, source);
}

uint32_t affected_filter(Session *session, const Affected *affected)
{
    Filter filter = {&session->sources, affected};
    uint32_t before = session->diags.at.len;
    diags_filter(&session->diags, is_about, &filter);
    return before - session->diags.at.len;
}
