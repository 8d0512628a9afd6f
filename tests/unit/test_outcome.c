#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "spec/wire.h"
#include "tests/unit/suites.h"
#include "tests/unit/tasks.h"

static Tasks tasks;

static void start(void)
{
    tasks_open(&tasks);
}

static void stop(void)
{
    tasks_close(&tasks);
}

static Attempt begun(const IdlTask *task, const IdlLiteralMap *inputs)
{
    Attempt attempt = attempt_of(&tasks, task, inputs);
    AttemptStart out;
    Fault fault = {0};
    bool done = attempt_prepare(&attempt, &out, &fault);
    ck_assert_msg(done, "%s", fault.message);
    return attempt;
}

static void write_message(const Attempt *attempt, const char *name,
                          ProtobufCMessage *message)
{
    size_t len;
    const char *why;
    const char *bytes = (const char *)spec_pack(&tasks.arena, message, &len);
    ck_assert(file_write(
        &tasks.arena,
        at(&tasks, attempt, arena_print(&tasks.arena, "meta/%s", name)),
        (FileText){bytes, len}, &why));
}

/* ---- how it ended ---- */

typedef struct End {
    ChildEnd end;
    const char *code;
    FaultKind kind;
    bool recoverable;
    const char *message; /* a part of it */
} End;

enum { KIB = 1024 };

/* The task's memory limit is 64 KiB. */
static const End ends[] = {
    {{.code = 1}, "Error", FAULT_USER, true, "exited with status 1"},
    {{.code = 3}, "Error", FAULT_USER, true, "exited with status 3"},
    {{.code = 127}, "Error", FAULT_USER, true, "was not found"},
    {{.code = 255}, "Error", FAULT_USER, true, "exited with status 255"},
    {{.code = 139}, "Error", FAULT_USER, true, "exited with status 139"},
    {{.code = -1, .signal = SIGSEGV}, "Error", FAULT_USER, true, "signal 11"},
    {{.code = -1, .signal = SIGTERM}, "Error", FAULT_USER, true, "signal 15"},
    {{.code = -1, .signal = SIGKILL},
     "Interrupted",
     FAULT_SYSTEM,
     true,
     "SIGKILL"},
    {{.code = 137}, "Interrupted", FAULT_SYSTEM, true, "SIGKILL"},
    {{.code = 247}, "Interrupted", FAULT_SYSTEM, true, "SIGKILL"},
    {{.code = 137, .memory_peak = 32 * KIB},
     "Interrupted",
     FAULT_SYSTEM,
     true,
     "SIGKILL"},
    {{.code = 137, .memory_peak = 64 * KIB},
     "OOMKilled",
     FAULT_USER,
     true,
     "memory limit of 65536 bytes"},
    {{.code = -1, .signal = SIGKILL, .memory_peak = 63 * KIB},
     "OOMKilled",
     FAULT_USER,
     true,
     "ask for more memory"},
    {{.code = -1, .signal = SIGTERM, .log_full = true},
     "LogTooLarge",
     FAULT_USER,
     false,
     "100 MiB"},
};

static IdlTask *limited(void)
{
    typedef Flyteidl__Core__Resources__ResourceEntry Entry;
    IdlTask *task = task_python(&tasks, "work", NULL);
    IdlResources *resources =
        make_new(&tasks.arena, IdlResources, FLYTEIDL__CORE__RESOURCES__INIT);
    Entry *entry = make_new(&tasks.arena, Entry,
                            FLYTEIDL__CORE__RESOURCES__RESOURCE_ENTRY__INIT);
    entry->name = FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__MEMORY;
    entry->value = make_text("64Ki");
    make_push(&tasks.arena, resources->limits, resources->n_limits, entry);
    task->container->resources = resources;
    return task;
}

/* error.pb is not looked at when the process failed (4.4). */
START_TEST(an_end_is_a_fault)
{
    const End *row = &ends[_i];
    AttemptResult result;
    Fault fault = {0};
    Attempt attempt = begun(limited(), NULL);
    write_file(&tasks, at(&tasks, &attempt, "meta/error.pb"), "not looked at");
    write_file(&tasks, at(&tasks, &attempt, "log"), "one\ntwo\n");
    ck_assert(!attempt_finish(&attempt, &row->end, &result, &fault));
    ck_assert_str_eq(fault.code, row->code);
    ck_assert_int_eq(fault.kind, row->kind);
    ck_assert_int_eq(fault.recoverable, row->recoverable);
    ck_assert_msg(strstr(fault.message, row->message) != NULL, "%s",
                  fault.message);
    ck_assert_msg(strstr(fault.message, "one\ntwo") != NULL, "%s",
                  fault.message);
}
END_TEST

typedef struct Stranded {
    SandboxKind sandbox;
    int code;
    const char *log;
    bool started; /* then it is the task's own end */
} Stranded;

static const Stranded stranded[] = {
    {SANDBOX_BWRAP, 1, "bwrap: Can't mkdir /x: Read-only file system\n", false},
    {SANDBOX_BWRAP, 1, "bwrap: execvp nope: No such file\n", true},
    {SANDBOX_BWRAP, 1, "begun\nbwrap: of its own\n", true},
    {SANDBOX_BWRAP, 2, "bwrap: of its own\n", true},
    {SANDBOX_HOST, 1, "bwrap: of its own\n", true},
    {SANDBOX_PODMAN, 125, "Error: no such image\n", false},
    {SANDBOX_PODMAN, 126,
     "Trying to pull it...\nError: crun: setrlimit: Operation not permitted: "
     "OCI permission denied\n",
     false},
    {SANDBOX_PODMAN, 127, "Error: OCI runtime error: crun: cgroups\n", false},
    {SANDBOX_PODMAN, 127,
     "Error: crun: executable file `x` not found in $PATH: OCI runtime "
     "attempted to invoke a command that was not found\n",
     true},
    {SANDBOX_PODMAN, 126, "sh: x: Permission denied\n", true},
    {SANDBOX_PODMAN, 1, "Error: OCI, says the task\n", true},
};

START_TEST(who_could_not_start_it_is_to_blame)
{
    const Stranded *row = &stranded[_i];
    AttemptResult result;
    Fault fault = {0};
    Attempt attempt = begun(limited(), NULL);
    tasks.setting.sandbox = row->sandbox;
    write_file(&tasks, at(&tasks, &attempt, "log"), row->log);
    ChildEnd end = {.code = row->code};
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_str_eq(fault.code,
                     row->started ? "Error" : "ContainerNotStarted");
    ck_assert_int_eq(fault.kind, row->started ? FAULT_USER : FAULT_SYSTEM);
}
END_TEST

/* ---- error.pb ---- */

typedef struct ErrorRow {
    int kind, origin;
    FaultKind wanted;
    bool recoverable;
} ErrorRow;

static const ErrorRow errors[] = {
    {0, 0, FAULT_UNKNOWN, false}, {1, 0, FAULT_UNKNOWN, true},
    {0, 1, FAULT_USER, false},    {1, 1, FAULT_USER, true},
    {0, 2, FAULT_SYSTEM, false},  {1, 2, FAULT_SYSTEM, true},
};

/* Even when there are outputs, or none are wanted. */
START_TEST(an_error_document_comes_first)
{
    const ErrorRow *row = &errors[_i];
    AttemptResult result;
    ChildEnd end = {0};
    Fault fault = {0};
    Attempt attempt = begun(task_python(&tasks, "work", NULL), NULL);
    IdlContainerError error = FLYTEIDL__CORE__CONTAINER_ERROR__INIT;
    IdlErrorDocument document = FLYTEIDL__CORE__ERROR_DOCUMENT__INIT;
    IdlLiteralMap none = FLYTEIDL__CORE__LITERAL_MAP__INIT;
    error.code = make_text("USER:Wrong");
    error.message = make_text("it is wrong");
    error.kind = (Flyteidl__Core__ContainerError__Kind)row->kind;
    error.origin = (Flyteidl__Core__ExecutionError__ErrorKind)row->origin;
    document.error = &error;
    write_message(&attempt, "error.pb", &document.base);
    write_message(&attempt, "outputs.pb", &none.base);
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_str_eq(fault.code, "USER:Wrong");
    ck_assert_str_eq(fault.message, "it is wrong");
    ck_assert_int_eq(fault.kind, row->wanted);
    ck_assert_int_eq(fault.recoverable, row->recoverable);
}
END_TEST

START_TEST(an_error_document_without_an_error)
{
    static const char *const texts[] = {"", "\xff\xff\xff"};
    for (size_t i = 0; i < 2; i++) {
        AttemptResult result;
        ChildEnd end = {0};
        Fault fault = {0};
        Attempt attempt = begun(task_python(&tasks, "work", NULL), NULL);
        write_file(&tasks, at(&tasks, &attempt, "meta/error.pb"), texts[i]);
        ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
        ck_assert_str_eq(fault.code, "ErrorFileBadFormat");
        ck_assert_int_eq(fault.kind, FAULT_SYSTEM);
        ck_assert(fault.recoverable);
    }
}
END_TEST

/* ---- outputs.pb ---- */

START_TEST(outputs_that_are_wanted_and_missing)
{
    IdlTask *task = task_python(&tasks, "work", NULL);
    AttemptResult result;
    ChildEnd end = {0};
    Fault fault = {0};
    Attempt attempt = begun(task, NULL);
    ck_assert(attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_uint_eq(result.outputs->n_literals, 0);
    task_output(&tasks, task, "o",
                idl_type_simple(&tasks, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER));
    attempt = begun(task, NULL);
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_str_eq(fault.code, "OutputsNotFound");
    ck_assert_int_eq(fault.kind, FAULT_UNKNOWN);
    ck_assert(fault.recoverable);
    attempt = begun(task, NULL);
    write_file(&tasks, at(&tasks, &attempt, "meta/outputs.pb"), "\xff");
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_str_eq(fault.code, "OutputsNotFound");
}
END_TEST

static const IdlLiteral *blob_at(const char *uri)
{
    IdlLiteral *literal =
        literal_clone(&tasks.arena, idl_value_file(&tasks, "x"));
    literal->scalar->blob->uri = make_text(uri);
    return literal;
}

static bool has_text(const IdlLiteral *literal, const char *text)
{
    const char *why;
    const char *path =
        object_path(tasks.home, &tasks.arena, literal_uri(literal), &why);
    return path && strcmp(read_file(&tasks, path), text) == 0;
}

START_TEST(files_of_the_attempt_become_objects)
{
    IdlTask *task = task_python(&tasks, "work", NULL);
    AttemptResult result;
    ChildEnd end = {0};
    Fault fault = {0};
    Attempt attempt = begun(task, NULL);
    write_file(&tasks, at(&tasks, &attempt, "raw/a/b.txt"), "from raw");
    write_file(&tasks, at(&tasks, &attempt, "work/c"), "from work");
    write_file(&tasks, "elsewhere", "not yours");
    const char *file =
        arena_print(&tasks.arena, "file://%s", at(&tasks, &attempt, "work/c"));
    IdlLiteralMap *map = inputs_of(
        &tasks, 5, "a", blob_at(at(&tasks, &attempt, "raw/a/b.txt")), "b",
        idl_value_list(&tasks, 1, blob_at(file)), "c",
        blob_at(arena_print(&tasks.arena, "%s/elsewhere", tasks.folder)), "d",
        blob_at("s3://bucket/x"), "e",
        blob_at(at(&tasks, &attempt, "../elsewhere")));
    write_message(&attempt, "outputs.pb", &map->base);
    ck_assert_msg(attempt_finish(&attempt, &end, &result, &fault), "%s",
                  fault.message);
    ck_assert(has_text(literal_find(result.outputs, "a"), "from raw"));
    ck_assert(
        has_text(literal_find(result.outputs, "b")->collection->literals[0],
                 "from work"));
    ck_assert_ptr_nonnull(
        strstr(literal_uri(literal_find(result.outputs, "c")), "/elsewhere"));
    ck_assert_str_eq(literal_uri(literal_find(result.outputs, "d")),
                     "s3://bucket/x");
    ck_assert_ptr_nonnull(
        strstr(literal_uri(literal_find(result.outputs, "e")), "/elsewhere"));
}
END_TEST

START_TEST(a_graph_comes_before_outputs)
{
    IdlTask *task = task_python(&tasks, "work", NULL);
    AttemptResult result;
    ChildEnd end = {0};
    Fault fault = {0};
    Attempt attempt = begun(task, NULL);
    IdlDynamicSpec spec = FLYTEIDL__CORE__DYNAMIC_JOB_SPEC__INIT;
    IdlLiteralMap none = FLYTEIDL__CORE__LITERAL_MAP__INIT;
    spec.min_successes = 3;
    write_message(&attempt, "futures.pb", &spec.base);
    write_message(&attempt, "outputs.pb", &none.base);
    write_file(&tasks, at(&tasks, &attempt, "meta/deck.html"), "<p>");
    ck_assert(attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_ptr_null(result.outputs);
    ck_assert_int_eq(result.dynamic->min_successes, 3);
    ck_assert_str_eq(read_file(&tasks, result.deck), "<p>");
    attempt = begun(task, NULL);
    write_file(&tasks, at(&tasks, &attempt, "meta/futures.pb"), "\xff");
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_str_eq(fault.code, "DynamicWorkflowBuildFailed");
    ck_assert(!fault.recoverable);
}
END_TEST

Suite *outcome_suite(void)
{
    Suite *suite = suite_create("outcome");
    TCase *test = tcase_create("outcome");
    tcase_add_checked_fixture(test, start, stop);
    tcase_add_loop_test(test, who_could_not_start_it_is_to_blame, 0,
                        sizeof(stranded) / sizeof(*stranded));
    tcase_add_loop_test(test, an_end_is_a_fault, 0,
                        (int)(sizeof(ends) / sizeof(*ends)));
    tcase_add_loop_test(test, an_error_document_comes_first, 0,
                        (int)(sizeof(errors) / sizeof(*errors)));
    tcase_add_test(test, an_error_document_without_an_error);
    tcase_add_test(test, outputs_that_are_wanted_and_missing);
    tcase_add_test(test, files_of_the_attempt_become_objects);
    tcase_add_test(test, a_graph_comes_before_outputs);
    suite_add_tcase(suite, test);
    return suite;
}
