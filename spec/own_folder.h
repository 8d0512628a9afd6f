/* own_folder.h - files as a folder of their own, whole or not at all.
 *
 * A folder that is there is replaced if it holds just what an earlier call has
 * put there, which a hidden list in it tells; otherwise it is refused, and
 * nothing in it is touched. */
#ifndef FLW_SPEC_OWN_FOLDER_H
#define FLW_SPEC_OWN_FOLDER_H

#include "spec/tarball.h"

/* Names without a slash. list_name is that of the hidden list. *why as in
 * base/file.h. */
bool own_folder_write(Arena *arena, const char *path, const char *list_name,
                      const TarFileVec *files, const char **why);

#endif
