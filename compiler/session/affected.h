/* affected.h - the part of a session that a change concerns. */
#ifndef FLW_COMPILER_SESSION_AFFECTED_H
#define FLW_COMPILER_SESSION_AFFECTED_H

#include "base/repo.h"
#include "compiler/session/session.h"

typedef struct Affected {
    Map modules;      /* those that changed, or import such: Module -> itself */
    Map sources;      /* theirs: Source -> Module */
    uint32_t changed; /* how many of them changed themselves */
} Affected;

/* Modules whose text is not the one in the revision, and, step by step, all
 * that import them; an import that leads nowhere may have been deleted, and is
 * a change of the importer. All of them, when a flw.toml changed. Between
 * reading and session_check: orders the modules. */
void affected_find(Session *session, const Repo *repo, const Revision *revision,
                   Affected *out);
/* The session goes on with these and what they import. */
void affected_keep(Session *session, const Affected *affected);
/* Drops what was found in other files; how many that were. */
uint32_t affected_filter(Session *session, const Affected *affected);

#endif
