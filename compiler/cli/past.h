/* past.h - what a git revision has at a path: sources, or a package. */
#ifndef FLW_COMPILER_CLI_PAST_H
#define FLW_COMPILER_CLI_PAST_H

#include "base/repo.h"
#include "compiler/cli/project.h"

typedef struct Past {
    Arena *arena;
    Revision *revision;
    const char *path;   /* from the repository's root; "" is that */
    const char *folder; /* where a session finds the revision's files, which are
                           not on the disk: "/main:" */
    SessionFiles files;
} Past;

/* name: of the revision, as it was asked for. It stays where it is: sessions
 * hold on to it. */
void past_init(Past *past, Arena *arena, Revision *revision, const char *name,
               const char *path);
/* By its name: an archive or a message. */
bool past_is_package(const Past *past);
/* Reads the .flw file or the folder of such; imports are of the revision, too,
 * and files are shown as git calls them: "main:eta.flw". False: there is no
 * such file, which was said on stderr. */
bool past_open(Past *past, Project *project);

#endif
