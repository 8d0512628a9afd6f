/* flat_folder.h - a folder as flytecopilot uploads it: every file of its tree
 * side by side, by its last name. */
#ifndef FLW_RUNTIME_TASK_FLAT_FOLDER_H
#define FLW_RUNTIME_TASK_FLAT_FOLDER_H

#include <stdbool.h>

#include "base/arena.h"

/* Moves files up and removes the folders below. False with a reason when two
 * files have one name, of which Flyte would lose one in silence; or when the
 * system refuses. */
bool flat_folder(Arena *arena, const char *path, const char **why);

#endif
