/* objects.h - contents by their digest.
 *
 * A file is `flw://sha256/HEX`, a folder `flw://tree/HEX` (of its sorted
 * names, kinds and digests; that a file may be run is a kind). Such a uri is
 * what literals hold, so equal contents are equal values on any machine.
 * Objects are read-only; whoever needs a file gets a copy or a read-only
 * mount, never the object itself to write to. The first to finish an object
 * wins; the others drop theirs. */
#ifndef FLW_RUNTIME_STORE_OBJECTS_H
#define FLW_RUNTIME_STORE_OBJECTS_H

#include "runtime/store/home.h"

/* Takes a regular file, or a folder with everything in it, as an object, and
 * gives its uri. `move`: the source is ours and may be renamed away. Symbolic
 * links, devices and pipes are refused, named in the reason: what a task left
 * behind is not to be trusted. So is a file that changes meanwhile. Nothing is
 * left behind after a failure, and what was to be moved is where it was.
 * errno tells then what the system said; 0: what was found is at fault. */
const char *object_take(Home *home, Arena *arena, const char *path, bool move,
                        const char **why);
/* The same for bytes. */
const char *object_take_bytes(Home *home, Arena *arena, const void *bytes,
                              size_t len, const char **why);
bool object_is(const char *uri);
/* Where the object lies, for reading; NULL with a reason when it is not there
 * (any more), was changed, or `uri` is none of ours. Costs one look: it is
 * read again when that shows that somebody wrote to it. */
const char *object_path(Home *home, Arena *arena, const char *uri,
                        const char **why);
/* A writable copy at `to`, which must not exist: by reflink where the file
 * system can, else by copying. errno as above. */
bool object_copy(Home *home, const char *uri, const char *to, const char **why);
/* Reads it all again: false with a reason when it is not what its name
 * says. */
bool object_verify(Home *home, const char *uri, const char **why);

#endif
