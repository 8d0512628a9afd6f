/* repo.h - what git knows of a project: the files of its revisions.
 *
 * Objects are read, nothing is written, fetched or executed, and no settings
 * but the repository's own are looked at. Paths of a revision are relative to
 * the repository's root, with `/`. Where a function fails, *why has words that
 * go behind a colon. */
#ifndef FLW_BASE_REPO_H
#define FLW_BASE_REPO_H

#include <stdbool.h>

#include "base/file.h"
#include "base/vec.h"

typedef struct Repo Repo;
typedef struct Revision Revision;

typedef Vec(const char *) RevisionPaths;

/* The repository that the folder lies in; all that it gives lives in the arena,
 * up to repo_close. NULL: there is none, or it cannot be read. */
Repo *repo_open(Arena *arena, const char *folder, const char **why);
void repo_close(Repo *repo);
/* The folder that is checked out: absolute, without links. */
const char *repo_root(const Repo *repo);
/* The relative path of an absolute one; "": the root; NULL: it is outside. */
const char *repo_relative(const Repo *repo, const char *path);

/* The revision that git calls so: v1.2, HEAD~3, origin/main, 1f3a9c2. */
Revision *repo_find(Repo *repo, const char *name, const char **why);
/* Where the history of HEAD has left that of the revision, as `git diff REV...`
 * has it; the revision itself if the two have nothing in common, as in a
 * shallow clone. */
Revision *repo_find_fork(Repo *repo, const char *name, const char **why);

/* The id of its commit or tree, 40 hex digits. */
const char *revision_id(const Revision *revision);
/* The file at path, of at most limit bytes. Links are not followed. */
bool revision_read(const Revision *revision, const char *path, size_t limit,
                   FileText *out, const char **why);
/* Is it there? */
bool revision_has(const Revision *revision, const char *path);
/* Is it there with just this text? */
bool revision_holds(const Revision *revision, const char *path, FileText text);
/* Adds the files below the folder ("": all) with that ending, in git's order;
 * hidden folders are left out. False: there is no such folder. */
bool revision_files(const Revision *revision, const char *folder,
                    const char *ending, RevisionPaths *out);

#endif
