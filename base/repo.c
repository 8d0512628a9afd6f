/* repo.c - what git knows of a project. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/repo.h"

#include <stdlib.h>
#include <string.h>

#include "base/git.h"

struct Repo {
    Arena *arena;
    Git git;
    git_repository *handle;
    git_odb *odb;
    const char *root;
    Vec(Revision *) revisions;
};

struct Revision {
    Repo *repo;
    git_object *object; /* what the name stands for: a commit, or a tree */
    git_object *tree;
};

static const char *real_folder(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? arena_print(arena, "%s", real) : NULL;
    free(real);
    return copy;
}

static bool open_handle(Repo *repo, const char *folder, const char **why)
{
    const Git *git = &repo->git;
    int status = git->repository_open_ext(&repo->handle, folder, 0, NULL);
    if (status == GIT_ENOTFOUND) {
        *why = arena_print(repo->arena, "`%s` is in no git repository", folder);
        return false;
    }
    if (status != 0 || git->repository_odb(&repo->odb, repo->handle) != 0) {
        *why = git_reason(repo->arena, git);
        return false;
    }
    const char *root = git->repository_workdir(repo->handle);
    repo->root = root ? real_folder(repo->arena, root) : NULL;
    if (!repo->root)
        *why = "the git repository has no files checked out";
    return repo->root != NULL;
}

Repo *repo_open(Arena *arena, const char *folder, const char **why)
{
    Repo *repo = arena_new(arena, Repo);
    repo->arena = arena;
    if (!git_load(arena, &repo->git, why))
        return NULL;
    if (open_handle(repo, folder, why))
        return repo;
    repo_close(repo);
    return NULL;
}

void repo_close(Repo *repo)
{
    const Git *git = &repo->git;
    for (uint32_t i = 0; i < repo->revisions.len; i++) {
        git->object_free(repo->revisions.at[i]->tree);
        git->object_free(repo->revisions.at[i]->object);
    }
    git->odb_free(repo->odb);
    git->repository_free(repo->handle);
    git_unload(&repo->git);
}

const char *repo_root(const Repo *repo)
{
    return repo->root;
}

const char *repo_relative(const Repo *repo, const char *path)
{
    size_t len = strcmp(repo->root, "/") == 0 ? 0 : strlen(repo->root);
    if (strncmp(path, repo->root, len) != 0)
        return NULL;
    if (path[len] == '\0')
        return "";
    return path[len] == '/' ? path + len + 1 : NULL;
}

/* Owns object from here on. */
static Revision *add_revision(Repo *repo, git_object *object, const char **why)
{
    Revision *revision = arena_new(repo->arena, Revision);
    *revision = (Revision){.repo = repo, .object = object};
    vec_push(repo->arena, &repo->revisions, revision);
    const Git *git = &repo->git;
    if (git->object_peel(&revision->tree, object, GIT_OBJECT_TREE) == 0)
        return revision;
    *why = git_reason(repo->arena, git);
    return NULL;
}

/* What the name stands for; a commit if there is one behind it. */
static git_object *look_up(Repo *repo, const char *name, const char **why)
{
    const Git *git = &repo->git;
    git_object *named = NULL;
    int status = git->revparse_single(&named, repo->handle, name);
    if (status != 0) {
        *why = status == GIT_ENOTFOUND ? "the repository has no such revision"
                                       : git_reason(repo->arena, git);
        return NULL;
    }
    git_object *commit = NULL;
    if (git->object_peel(&commit, named, GIT_OBJECT_COMMIT) != 0)
        return named;
    git->object_free(named);
    return commit;
}

Revision *repo_find(Repo *repo, const char *name, const char **why)
{
    git_object *object = look_up(repo, name, why);
    return object ? add_revision(repo, object, why) : NULL;
}

Revision *repo_find_fork(Repo *repo, const char *name, const char **why)
{
    const Git *git = &repo->git;
    git_object *object = look_up(repo, name, why);
    if (!object)
        return NULL;
    git_oid head;
    git_oid fork;
    git_object *base = NULL;
    if (git->reference_name_to_id(&head, repo->handle, "HEAD") == 0 &&
        git->merge_base(&fork, repo->handle, git->object_id(object), &head) ==
            0 &&
        git->object_lookup(&base, repo->handle, &fork, GIT_OBJECT_COMMIT) ==
            0) {
        git->object_free(object);
        object = base;
    }
    return add_revision(repo, object, why);
}

const char *revision_id(const Revision *revision)
{
    const Git *git = &revision->repo->git;
    char hex[GIT_OID_HEXSZ + 1];
    git->oid_tostr(hex, sizeof(hex), git->object_id(revision->object));
    return arena_print(revision->repo->arena, "%s", hex);
}

/* The entry at path; NULL: there is none. */
static git_tree_entry *find_entry(const Revision *revision, const char *path)
{
    git_tree_entry *entry = NULL;
    const git_tree *tree = (const git_tree *)revision->tree;
    return revision->repo->git.tree_entry_bypath(&entry, tree, path) == 0
               ? entry
               : NULL;
}

static bool is_file(const Git *git, const git_tree_entry *entry)
{
    git_filemode_t mode = git->tree_entry_filemode(entry);
    return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

/* *id of the file at path. */
static bool find_file(const Revision *revision, const char *path, git_oid *id,
                      const char **why)
{
    const Git *git = &revision->repo->git;
    git_tree_entry *entry = find_entry(revision, path);
    bool fine = entry && is_file(git, entry);
    if (fine)
        *id = *git->tree_entry_id(entry);
    *why = entry ? "it is not a regular file there" : "no such file there";
    git->tree_entry_free(entry);
    return fine;
}

/* The size comes first, so that nothing large is unpacked in vain. */
static bool fits(const Revision *revision, const git_oid *id, size_t limit,
                 const char **why)
{
    Repo *repo = revision->repo;
    size_t size = 0;
    git_object_t type;
    if (repo->git.odb_read_header(&size, &type, repo->odb, id) != 0) {
        *why = git_reason(repo->arena, &repo->git);
        return false;
    }
    if (size > limit)
        *why = arena_print(repo->arena, "larger than %zu bytes", limit);
    return size <= limit;
}

bool revision_read(const Revision *revision, const char *path, size_t limit,
                   FileText *out, const char **why)
{
    Repo *repo = revision->repo;
    const Git *git = &repo->git;
    git_oid id;
    git_blob *blob = NULL;
    if (!find_file(revision, path, &id, why) ||
        !fits(revision, &id, limit, why))
        return false;
    if (git->blob_lookup(&blob, repo->handle, &id) != 0) {
        *why = git_reason(repo->arena, git);
        return false;
    }
    out->len = (size_t)git->blob_rawsize(blob);
    out->text = arena_copy(repo->arena, git->blob_rawcontent(blob), out->len);
    git->blob_free(blob);
    return true;
}

bool revision_has(const Revision *revision, const char *path)
{
    git_tree_entry *entry = find_entry(revision, path);
    revision->repo->git.tree_entry_free(entry);
    return entry != NULL;
}

bool revision_holds(const Revision *revision, const char *path, FileText text)
{
    const Git *git = &revision->repo->git;
    const char *why = NULL;
    git_oid held;
    git_oid found;
    return find_file(revision, path, &held, &why) &&
           git->odb_hash(&found, text.text, text.len, GIT_OBJECT_BLOB) == 0 &&
           git->oid_equal(&held, &found);
}

typedef struct Walk {
    const Git *git;
    Arena *arena;
    const char *folder;
    const char *ending;
    RevisionPaths *out;
} Walk;

static bool ends_so(const char *name, const char *ending)
{
    size_t len = strlen(name);
    size_t end_len = strlen(ending);
    return len >= end_len && strcmp(name + len - end_len, ending) == 0;
}

/* above: the folders from the walk's own on, with a `/` at the end. */
static int visit(const char *above, const git_tree_entry *entry, void *context)
{
    enum { GO_ON = 0, LEAVE_OUT = 1 };
    const Walk *walk = context;
    const char *name = walk->git->tree_entry_name(entry);
    if (walk->git->tree_entry_filemode(entry) == GIT_FILEMODE_TREE)
        return name[0] == '.' ? LEAVE_OUT : GO_ON;
    if (!is_file(walk->git, entry) || !ends_so(name, walk->ending))
        return GO_ON;
    const char *slash = walk->folder[0] ? "/" : "";
    vec_push(
        walk->arena, walk->out,
        arena_print(walk->arena, "%s%s%s%s", walk->folder, slash, above, name));
    return GO_ON;
}

bool revision_files(const Revision *revision, const char *folder,
                    const char *ending, RevisionPaths *out)
{
    Repo *repo = revision->repo;
    const Git *git = &repo->git;
    Walk walk = {git, repo->arena, folder, ending, out};
    const git_tree *root = (const git_tree *)revision->tree;
    if (folder[0] == '\0')
        return git->tree_walk(root, GIT_TREEWALK_PRE, visit, &walk) == 0;
    git_tree_entry *entry = find_entry(revision, folder);
    git_object *below = NULL;
    bool fine = entry && git->tree_entry_filemode(entry) == GIT_FILEMODE_TREE &&
                git->tree_entry_to_object(&below, repo->handle, entry) == 0 &&
                git->tree_walk((const git_tree *)below, GIT_TREEWALK_PRE, visit,
                               &walk) == 0;
    git->object_free(below);
    git->tree_entry_free(entry);
    return fine;
}
