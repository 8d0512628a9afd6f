/* table.h - a run as a table on a terminal, drawn again as it goes on.
 *
 *     eta.train_region  swift-otter-1                             0:12
 *     [##############----------------]  7 of 15   3 running, 1 failed
 *       running    days/3     2   0:04   fetched 400 rows
 *
 * What is drawn is erased by the next drawing; table_end leaves the screen as
 * if nothing had been. */
#ifndef FLW_RUNTIME_REPORT_TABLE_H
#define FLW_RUNTIME_REPORT_TABLE_H

#include <stdio.h>

#include "runtime/event/change.h"

typedef struct Table Table;

/* `run_folder`: where logs lie. */
Table *table_new(Arena *arena, FILE *out, bool colour, uint32_t width,
                 uint32_t height, const char *run_folder);
Listener table_listener(Table *table);
/* Draws the question below the table, where an answer is typed; NULL: it was
 * answered, by a line that the terminal has echoed. */
void table_ask(Table *table, const char *question);
void table_end(Table *table);

#endif
