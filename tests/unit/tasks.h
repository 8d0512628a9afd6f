/* tasks.h - tasks made by hand, and a home to try them in. */
#ifndef FLW_TESTS_UNIT_TASKS_H
#define FLW_TESTS_UNIT_TASKS_H

#include <check.h>

#include "runtime/task/attempt.h"

typedef struct Tasks {
    Arena arena;
    const char *folder; /* of this test */
    Home *home;
    TaskSetting setting;
    uint32_t attempts;
} Tasks;

/* A fresh home in a folder of its own; and away with it. */
void tasks_open(Tasks *tasks);
void tasks_close(Tasks *tasks);

/* ---- types ---- */

IdlType *idl_type_simple(Tasks *tasks, int simple);
IdlType *idl_type_file(Tasks *tasks, const char *format);
IdlType *idl_type_folder(Tasks *tasks);
IdlType *idl_type_list(Tasks *tasks, IdlType *item);
IdlType *idl_type_map(Tasks *tasks, IdlType *item);
IdlType *idl_type_optional(Tasks *tasks, IdlType *item);
IdlType *idl_type_table(Tasks *tasks);

/* ---- values ---- */

const IdlLiteral *idl_value_int(Tasks *tasks, int64_t number);
const IdlLiteral *idl_value_text(Tasks *tasks, const char *text);
const IdlLiteral *idl_value_list(Tasks *tasks, size_t n, ...);
/* An object with that text, as a file. */
const IdlLiteral *idl_value_file(Tasks *tasks, const char *text);
/* An object with the files name, text, name, text, NULL; as a folder. */
const IdlLiteral *idl_value_folder(Tasks *tasks, ...);
const IdlLiteral *idl_value_union(Tasks *tasks, const IdlLiteral *value,
                                  IdlType *type);

/* ---- tasks ---- */

IdlTask *task_new(Tasks *tasks, const char *type);
void task_input(Tasks *tasks, IdlTask *task, const char *name, IdlType *type);
void task_output(Tasks *tasks, IdlTask *task, const char *name, IdlType *type);
/* A raw container at /in and /out, of the words up to a NULL. */
IdlTask *task_raw(Tasks *tasks, ...);
/* The same without a copilot, as flytekit's are. */
IdlTask *task_python(Tasks *tasks, ...);
void task_secret(Tasks *tasks, IdlTask *task, const char *group,
                 const char *key, int mount, const char *variable);

/* ---- attempts ---- */

/* One that is ready to be prepared; inputs may be NULL. */
Attempt attempt_of(Tasks *tasks, const IdlTask *task,
                   const IdlLiteralMap *inputs);
IdlLiteralMap *inputs_of(Tasks *tasks, size_t n, ...); /* name, literal, … */

/* Both under the test's folder for a name without '/' in front. */
void write_file(Tasks *tasks, const char *path, const char *text);
const char *read_file(Tasks *tasks, const char *path);
bool is_there(Tasks *tasks, const char *path);
/* A path of the attempt. */
const char *at(Tasks *tasks, const Attempt *attempt, const char *name);

#endif
