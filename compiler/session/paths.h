/* paths.h - from an import as written to a file of the project. */
#ifndef FLW_COMPILER_SESSION_PATHS_H
#define FLW_COMPILER_SESSION_PATHS_H

#include <stdbool.h>

#include "base/arena.h"

/* "a/b" of a/b/c.flw. */
const char *path_folder(Arena *arena, const char *path);
/* folder/rest, with "." and ".." resolved by their text; folder is absolute. */
const char *path_join(Arena *arena, const char *folder, const char *rest);
/* The absolute path without links; NULL when there is no such file. */
const char *path_real(Arena *arena, const char *path);
/* Is path the folder, or inside it? Both absolute. */
bool path_is_below(const char *path, const char *folder);
/* imported as people see it, beside an importer that is shown as
 * importer_shown: pipelines/tasks.flw next to pipelines/main.flw. */
const char *path_shown(Arena *arena, const char *importer_shown,
                       const char *importer, const char *imported);
/* The file as an import in that folder writes it: ./x.flw, ../a/x.flw. Both
 * absolute. */
const char *path_relative(Arena *arena, const char *folder, const char *file);
/* The nearest folder at or above folder with a flw.toml in it; else folder. */
const char *path_project(Arena *arena, const char *folder);
/* Dotted name of a module: pipelines.main for ROOT/pipelines/main.flw. */
const char *path_module_name(Arena *arena, const char *root, const char *path);

#endif
