/* content.h - bytes of files and folders: hashed, copied, sealed.
 *
 * A sealed file is 0444 (0555 where it may be run), a sealed folder 0555, and
 * both are of the first second of 1970: whoever changes one later shows it in
 * its time, so that one look at each says whether to read it again.
 *
 * Reasons continue "cannot keep `x`: ..." */
#ifndef FLW_RUNTIME_STORE_CONTENT_H
#define FLW_RUNTIME_STORE_CONTENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/hash.h"

enum { CONTENT_NAMES_MAX = 1 << 20, CONTENT_DEPTH_MAX = 64 };
#define CONTENT_BYTES_MAX (INT64_C(1) << 40) /* of one file */

typedef enum ContentDo {
    CONTENT_LOOK, /* digest alone */
    CONTENT_SEAL, /* digest, and seal it where it is */
    CONTENT_COPY, /* digest, and a sealed copy */
    CONTENT_GIVE  /* a copy to be written to; no digest */
} ContentDo;

typedef struct Content {
    ContentDo what;
    Arena *arena;
    const char *path; /* of the whole, for reasons */
    const char *why;
    int error;      /* the system's; 0: what was found is at fault */
    uint64_t bytes; /* met so far */
    uint32_t names;
} Content;

/* The file or folder `name` in `folder` (a descriptor, or AT_FDCWD), to
 * `to_name` in `to`; the digest of a folder is that of its sorted kinds, names
 * and digests. False with content->why. The top folder of what is sealed stays
 * writable, so that it can be renamed: content_seal_top does that. */
typedef struct ContentPlace {
    int folder;
    const char *name;
} ContentPlace;

bool content_file(Content *content, ContentPlace from, ContentPlace to,
                  unsigned char digest[HASH_SHA256_SIZE]);
bool content_tree(Content *content, ContentPlace from, ContentPlace to,
                  unsigned char digest[HASH_SHA256_SIZE]);
bool content_seal_top(const char *path);
/* By one look at each name: nothing was changed since it was sealed. */
bool content_is_sealed(const struct stat *status);
bool content_tree_is_sealed(Arena *arena, const char *path);
/* Removes a file or a folder, sealed or not; how many bytes it had. */
uint64_t content_remove(const char *path);

#endif
