/* flw_files.h - the sources below a folder. */
#ifndef FLW_COMPILER_SESSION_FLW_FILES_H
#define FLW_COMPILER_SESSION_FLW_FILES_H

#include <stdbool.h>

#include "base/vec.h"

typedef Vec(const char *) FlwFiles;

bool path_is_folder(const char *path);
/* Adds every .flw file below the folder, sorted; hidden folders and links to
 * folders are left out. Folders that cannot be listed go to *closed, which may
 * be NULL. */
void flw_files_below(Arena *arena, const char *folder, FlwFiles *files,
                     FlwFiles *closed);

#endif
