/* run_folder.h - one run's place on disk, and who drives it.
 *
 * The lock is flock on a file in the folder, held for life, so that a kill
 * frees it. The control pipe is a FIFO: a byte written to it wakes the driver,
 * which then looks into the database. */
#ifndef FLW_RUNTIME_STORE_RUN_FOLDER_H
#define FLW_RUNTIME_STORE_RUN_FOLDER_H

#include <stdint.h>

#include "base/file.h"
#include "runtime/store/home.h"

typedef struct RunFolder {
    const char *path; /* absolute */
    int lock;         /* descriptor; -1: not held */
    int control;      /* descriptor to wait on; -1: none */
} RunFolder;

/* A fresh id that no run of this home has: two words and a number. Its folder
 * is made, so that nobody else gets it. NULL with a reason. */
const char *run_id_new(Home *home, Arena *arena, const char **why);
/* When the process began, in the kernel's ticks, so that a number used again
 * is told apart; 0: there is none. */
int64_t process_start(int64_t pid);
/* Makes or opens the folder of a run and becomes its driver. False with a
 * reason when another one is (its pid is named). */
bool run_folder_open(Home *home, Arena *arena, const char *run_id,
                     RunFolder *folder, const char **why);
void run_folder_close(RunFolder *folder);
/* Empties the control pipe. */
void run_folder_drain(const RunFolder *folder);
/* Wakes the driver of a run; false: there is none. */
bool run_folder_poke(Home *home, const char *run_id);

/* The package that the run executes, as the bytes that were given. */
bool run_package_write(Home *home, const char *run_id, FileText bytes,
                       const char **why);
bool run_package_read(Home *home, Arena *arena, const char *run_id,
                      FileText *bytes, const char **why);

#endif
