/* stored.h - a home in a folder of its own, for the suites of the store. */
#ifndef FLW_TESTS_UNIT_STORED_H
#define FLW_TESTS_UNIT_STORED_H

#include "runtime/store/home.h"
#include "runtime/store/runs.h"

extern Arena stored_arena;
extern const char *stored_why;

/* Checked fixtures: a fresh folder, gone afterwards. */
void stored_start(void);
void stored_stop(void);
/* Opens the home of this test, fails the test when that fails. */
Home *stored_open(void);
void stored_close(Home *home);
/* "FOLDER/name". */
const char *stored_path(const char *name);
void stored_write(const char *path, const char *text);
/* All of a file, which must be there. */
const char *stored_text(const char *path);
/* How many names are below the folder, itself not counted. */
int stored_count(const char *path);
/* A map of one integer. */
IdlLiteralMap *stored_map(const char *name, int64_t value);
int64_t stored_int(const IdlLiteralMap *map, const char *name);

#endif
