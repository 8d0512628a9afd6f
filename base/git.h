/* git.h - the functions of libgit2 that base/repo calls.
 *
 * libgit2 is loaded when a revision is asked for: mapping it and what it stands
 * on takes longer than checking a thousand lines. */
#ifndef FLW_BASE_GIT_H
#define FLW_BASE_GIT_H

#include <git2.h>
#include <stdbool.h>

#include "base/arena.h"

#define GIT_FUNCTION(name) __typeof__(git_##name) *name;

typedef struct Git {
    void *library;
    __typeof__(git_libgit2_init) *init;
    __typeof__(git_libgit2_opts) *opts;
    __typeof__(git_libgit2_shutdown) *shutdown;
#include "base/git.def"
} Git;

#undef GIT_FUNCTION

/* False: it is not there or does not start; *why says so. */
bool git_load(Arena *arena, Git *git, const char **why);
void git_unload(Git *git);
/* What the last call that failed had to say. */
const char *git_reason(Arena *arena, const Git *git);

#endif
