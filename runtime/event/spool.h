/* spool.h - events.jsonl in a run's folder: what there is to be sent.
 *
 * One CloudEvent a line, appended with one write each; the end of a line that
 * a kill cut is dropped when it is opened again. One process has it open. */
#ifndef FLW_RUNTIME_EVENT_SPOOL_H
#define FLW_RUNTIME_EVENT_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Spool {
    int file;
    uint64_t size; /* of whole lines */
} Spool;

bool spool_open(Spool *spool, Arena *arena, const char *path, const char **why);
/* The text has its line end; false: the disk is full or failing, and nothing
 * of it is there. */
bool spool_add(Spool *spool, const char *text, size_t len);
/* The line at the offset, without its end, NUL-terminated; NULL when it cannot
 * be read. Fit for any thread: takes nothing but the descriptor. */
const char *spool_line(int file, Arena *arena, uint64_t offset, uint64_t size,
                       size_t *len);
/* The last line, with its end; NULL: there is none. */
const char *spool_last(const Spool *spool, Arena *arena);
uint64_t spool_count(int file, uint64_t offset, uint64_t size);
void spool_close(Spool *spool);

#endif
