/* file.h - files read with care and written whole.
 *
 * Every function gives false on failure and sets *why to words that continue
 * "cannot read `x`: ..."; they live in the arena. */
#ifndef FLW_BASE_FILE_H
#define FLW_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct FileText {
    const char *text; /* NUL-terminated, may hold NULs before that */
    size_t len;
} FileText;

/* A regular file of at most limit bytes. Never waits, as opening a pipe
 * would. */
bool file_read(Arena *arena, const char *path, size_t limit, FileText *out,
               const char **why);
/* All that comes from an open descriptor (0: standard input), at most limit
 * bytes; may wait. */
bool file_read_from(Arena *arena, int descriptor, size_t limit, FileText *out,
                    const char **why);
/* Puts text where path says, wholly or not at all: a temporary file in the
 * same folder takes the name when it is complete. Keeps the permissions of a
 * file that was there, follows a symbolic link to it, and refuses what is not
 * a regular file. */
bool file_write(Arena *arena, const char *path, FileText text,
                const char **why);
/* Makes the folder and those above it; fine when they exist. */
bool file_make_folder(Arena *arena, const char *path, const char **why);
/* Does the path lead to something of any kind? */
bool file_exists(const char *path);

#endif
