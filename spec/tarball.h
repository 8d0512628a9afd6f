/* tarball.h - a flat tar of a few files, in memory.
 *
 * The only module that knows libarchive. What goes out is reproducible:
 * nothing of the machine, the user or the hour is in it. What comes in is not
 * believed: an archive says of itself what its author likes. */
#ifndef FLW_SPEC_TARBALL_H
#define FLW_SPEC_TARBALL_H

#include "base/file.h"
#include "base/vec.h"

typedef struct TarFile {
    const char *name; /* a path without `.`, `..` or a leading `/` */
    FileText bytes;
} TarFile;
typedef Vec(TarFile) TarFileVec;

enum {
    TAR_SIZE_MAX = 64 << 20, /* bytes of all files, as counted */
    TAR_FILES_MAX = 100000,
    TAR_RATIO_MAX = 200, /* unpacked bytes for each byte of an archive */
};

/* A gzip tar. *why as in base/file.h. */
bool tar_pack(Arena *arena, const TarFileVec *files, FileText *out,
              const char **why);
/* Adds the files of a tar, which may be in gzip, in the order found. Refuses
 * links, devices, holes, names that leave the archive or come twice, and what
 * is larger than the above. */
bool tar_unpack(Arena *arena, FileText archive, TarFileVec *files,
                const char **why);

#endif
