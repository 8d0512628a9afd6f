#define _XOPEN_SOURCE 700 /* setenv */

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "runtime/task/mocks.h"
#include "runtime/task/secrets.h"
#include "spec/struct.h"
#include "tests/unit/suites.h"
#include "tests/unit/tasks.h"

#define SIMPLE(name) \
    idl_type_simple(&tasks, FLYTEIDL__CORE__SIMPLE_TYPE__##name)

static Tasks tasks;
static const char *why;

static void start(void)
{
    tasks_open(&tasks);
    why = "";
}

static void stop(void)
{
    tasks_close(&tasks);
}

static bool can_run(const IdlTask *task)
{
    return task_can_run(&tasks.setting, task, &tasks.arena, &why);
}

static void is_refused(const IdlTask *task, const char *part)
{
    ck_assert(!can_run(task));
    ck_assert_msg(strstr(why, part) != NULL, "%s", why);
}

/* The outputs at once; NULL with *fault. */
static const IdlLiteralMap *outputs_of(const IdlTask *task,
                                       const IdlLiteralMap *inputs,
                                       int64_t index, Fault *fault)
{
    Attempt attempt = attempt_of(&tasks, task, inputs);
    AttemptStart begun;
    attempt.index = index;
    *fault = (Fault){0};
    return attempt_prepare(&attempt, &begun, fault) ? begun.outputs : NULL;
}

static int64_t int_of(const IdlLiteralMap *map, const char *name)
{
    ck_assert_ptr_nonnull(map);
    return literal_find(map, name)->scalar->primitive->integer;
}

/* ---- echo ---- */

START_TEST(an_echo_gives_its_input)
{
    Fault fault;
    IdlTask *task = task_new(&tasks, "echo");
    ck_assert(can_run(task));
    ck_assert_uint_eq(outputs_of(task, NULL, -1, &fault)->n_literals, 0);
    task_input(&tasks, task, "x", SIMPLE(INTEGER));
    is_refused(task, "1 inputs and 0 outputs");
    task_output(&tasks, task, "y", SIMPLE(INTEGER));
    ck_assert(can_run(task));
    const IdlLiteralMap *map = outputs_of(
        task, inputs_of(&tasks, 1, "x", idl_value_int(&tasks, 7)), -1, &fault);
    ck_assert_int_eq(int_of(map, "y"), 7);
    task_input(&tasks, task, "z", SIMPLE(INTEGER));
    task_output(&tasks, task, "w", SIMPLE(INTEGER));
    is_refused(task, "2 inputs and 2 outputs");
}
END_TEST

/* ---- what cannot run here ---- */

START_TEST(a_foreign_task_says_what_to_do)
{
    Fault fault;
    IdlTask *task = task_new(&tasks, "spark");
    task_output(&tasks, task, "o", SIMPLE(INTEGER));
    is_refused(task, "type `spark`");
    is_refused(task, "--mock 'wf.work=outputs.json'");
    is_refused(task, "--fake");
    ck_assert_ptr_null(outputs_of(task, NULL, -1, &fault));
    ck_assert_str_eq(fault.code, "BadTaskDefinition");
    tasks.setting.fake = true;
    ck_assert(can_run(task));
    const IdlLiteralMap *map = outputs_of(task, NULL, -1, &fault);
    ck_assert_int_eq(int_of(map, "o"),
                     int_of(outputs_of(task, NULL, -1, &fault), "o"));
}
END_TEST

START_TEST(a_fake_stands_in_for_what_cannot_run_only)
{
    IdlTask *here = task_raw(&tasks, "sh", NULL);
    IdlTask *nowhere = task_raw(&tasks, "flw-no-such-program", NULL);
    ck_assert(!task_is_made_up(&tasks.setting, nowhere));
    tasks.setting.fake = true;
    ck_assert(!task_is_made_up(&tasks.setting, here));
    ck_assert(task_is_made_up(&tasks.setting, nowhere));
    ck_assert(can_run(nowhere));
}
END_TEST

/* A container with a plugin's settings is the plugin's, not ours. */
START_TEST(a_container_for_a_plugin_is_foreign)
{
    IdlTask *task = task_python(&tasks, "sh", NULL);
    task->type = make_text("ray");
    ck_assert(can_run(task));
    task->custom = struct_new(&tasks.arena);
    struct_put(&tasks.arena, task->custom, "workers",
               struct_number(&tasks.arena, 2));
    is_refused(task, "type `ray`");
}
END_TEST

START_TEST(a_program_must_be_there)
{
    is_refused(task_raw(&tasks, "flw-no-such-program", NULL),
               "`flw-no-such-program` is not on this machine");
    is_refused(task_raw(&tasks, "/no/such/program", NULL), "--in podman");
    is_refused(task_python(&tasks, "pyflyte-no-such", NULL), "flytekit");
    is_refused(task_raw(&tasks, NULL), "--in podman");
    ck_assert(can_run(task_raw(&tasks, "{{.inputs.program}}", NULL)));
    ck_assert(can_run(task_raw(&tasks, "sh", NULL)));
    ck_assert(can_run(task_raw(&tasks, "/bin/sh", NULL)));
}
END_TEST

START_TEST(code_in_an_archive_must_be_here)
{
    const char *path = arena_print(&tasks.arena, "%s/code.tgz", tasks.folder);
    is_refused(task_python(&tasks, "sh", "--additional-distribution",
                           "{{ .remote_package_path }}", "--", "x", NULL),
               "which is not on this machine");
    is_refused(task_python(&tasks, "sh", "--additional-distribution",
                           "s3://b/c.tgz", "--", "x", NULL),
               "s3://b/c.tgz");
    IdlTask *task = task_python(&tasks, "sh", "--additional-distribution", path,
                                "--", "x", NULL);
    is_refused(task, path);
    write_file(&tasks, path, "x");
    ck_assert(can_run(task));
    FileText code = {"code", 4};
    tasks.setting.code = &code;
    task = task_python(&tasks, "sh", "--additional-distribution",
                       "{{ .remote_package_path }}", "--dest-dir", "/root",
                       "--", "{{.input}}", NULL);
    ck_assert(can_run(task));
    write_file(&tasks, "home/runs/swift-otter-1/x", "");
    Attempt attempt = attempt_of(&tasks, task, NULL);
    AttemptStart begun;
    Fault fault = {0};
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
    ck_assert_str_eq(read_file(&tasks, begun.child.argv[2]), "code");
    ck_assert_str_eq(begun.child.argv[4], ".");
    ck_assert(can_run(task_python(&tasks, "sh", "--",
                                  "--additional-distribution", "x", NULL)));
}
END_TEST

/* ---- mocks ---- */

static bool mock(const char *text)
{
    if (!tasks.setting.mocks)
        tasks.setting.mocks = mocks_new(&tasks.arena);
    return mocks_add((Mocks *)tasks.setting.mocks, text, &why);
}

static bool mock_json(const char *name, const char *json)
{
    write_file(&tasks, "mock.json", json);
    return mock(
        arena_print(&tasks.arena, "%s=%s/mock.json", name, tasks.folder));
}

START_TEST(a_mock_gives_outputs)
{
    Fault fault;
    IdlTask *task = task_new(&tasks, "spark");
    task_output(&tasks, task, "n", SIMPLE(INTEGER));
    task_output(&tasks, task, "f", idl_type_file(&tasks, ""));
    write_file(&tasks, "rows.csv", "a,b");
    ck_assert(mock_json("work", "{\"n\": 5, \"f\": \"rows.csv\"}"));
    ck_assert_str_eq(mocks_unused(tasks.setting.mocks), "work");
    ck_assert_msg(can_run(task), "%s", why);
    ck_assert_ptr_null(mocks_unused(tasks.setting.mocks));
    const IdlLiteralMap *map = outputs_of(task, NULL, -1, &fault);
    ck_assert_int_eq(int_of(map, "n"), 5);
    ck_assert_str_eq(literal_uri(literal_find(map, "f")),
                     literal_uri(idl_value_file(&tasks, "a,b")));
}
END_TEST

typedef struct MockRow {
    const char *name, *json, *message;
} MockRow;

static const MockRow bad_mocks[] = {
    {"work", "{}", "lacks the output `n`"},
    {"work", "{\"n\": \"x\"}", "the output `n`"},
    {"work", "{\"n\": 1, \"m\": 2}", "has `m`, which is no output"},
    {"other", "{\"n\": 1}", "has no meaning on this machine"},
    {"ork", "{\"n\": 1}", "has no meaning on this machine"},
};

START_TEST(a_mock_must_fit)
{
    const MockRow *row = &bad_mocks[_i];
    IdlTask *task = task_new(&tasks, "spark");
    task_output(&tasks, task, "n", SIMPLE(INTEGER));
    ck_assert(mock_json(row->name, row->json));
    is_refused(task, row->message);
}
END_TEST

START_TEST(a_mock_must_be_json)
{
    ck_assert(!mock("work"));
    ck_assert_ptr_nonnull(strstr(why, "wants TASK=outputs.json"));
    ck_assert(!mock("work="));
    ck_assert(!mock("=x"));
    ck_assert(!mock("work=/no/such/file"));
    ck_assert_ptr_nonnull(strstr(why, "cannot read"));
    ck_assert(!mock_json("work", "{"));
    ck_assert_ptr_nonnull(strstr(why, "is no JSON"));
    ck_assert(!mock_json("work", "[1]"));
    ck_assert_ptr_nonnull(strstr(why, "wants an object"));
}
END_TEST

/* One value for all, or a list of one for each. */
START_TEST(a_mapped_task_is_mocked_by_its_own_name)
{
    static const char *const names[] = {"wf.work.map-some",
                                        "wf.map_work_0f3-arraynode"};
    Fault fault;
    for (size_t i = 0; i < 2; i++) {
        IdlTask *task = task_new(&tasks, "spark");
        task->id->name = make_text(names[i]);
        task->task_type_version = 1;
        task_output(&tasks, task, "n", idl_type_list(&tasks, SIMPLE(INTEGER)));
        tasks.setting.mocks = NULL;
        ck_assert(mock_json("work", "{\"n\": 5}"));
        ck_assert_msg(can_run(task), "%s", why);
        ck_assert_int_eq(int_of(outputs_of(task, NULL, 3, &fault), "n"), 5);
        tasks.setting.mocks = NULL;
        ck_assert(mock_json("work", "{\"n\": [7, 8]}"));
        ck_assert_msg(can_run(task), "%s", why);
        ck_assert_int_eq(int_of(outputs_of(task, NULL, 1, &fault), "n"), 8);
        ck_assert_ptr_null(outputs_of(task, NULL, 2, &fault));
        ck_assert_ptr_nonnull(strstr(fault.message, "has 2 items"));
    }
}
END_TEST

/* ---- sql ---- */

static IdlTask *sql_task(const char *statement)
{
    const char *path = arena_print(&tasks.arena, "%s/db", tasks.folder);
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_exec(db,
                     "create table if not exists t (a integer, b text);"
                     "delete from t;"
                     "insert into t values (1, 'x'), (2, 'y,z'), "
                     "(3, 'it''s \"q\"'), (4, null)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    tasks.setting.sql = path;
    IdlTask *task = task_new(&tasks, "sql_task");
    task->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL;
    task->sql =
        make_new(&tasks.arena, Flyteidl__Core__Sql, FLYTEIDL__CORE__SQL__INIT);
    task->sql->statement = make_text(statement);
    return task;
}

static const char *sql_text(IdlTask *task, const IdlLiteralMap *inputs)
{
    Fault fault;
    const IdlLiteralMap *map = outputs_of(task, inputs, -1, &fault);
    ck_assert_msg(map != NULL, "%s", fault.message);
    const IdlLiteral *rows = literal_find(map, "rows");
    const char *path =
        object_path(tasks.home, &tasks.arena, literal_uri(rows), &why);
    bool table = rows->scalar->value_case ==
                 FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET;
    return read_file(
        &tasks, arena_print(&tasks.arena, "%s%s", path, table ? "/.csv" : ""));
}

START_TEST(a_query_gives_a_table)
{
    static const char wanted[] =
        "a,b\n1,x\n2,\"y,z\"\n3,\"it's \"\"q\"\"\"\n4,\n";
    IdlTask *task = sql_task("select a, b from t order by a");
    task_output(&tasks, task, "rows", idl_type_table(&tasks));
    ck_assert_msg(can_run(task), "%s", why);
    ck_assert_str_eq(sql_text(task, NULL), wanted);
    task->interface->outputs->variables[0]->value->type =
        idl_type_file(&tasks, "csv");
    ck_assert_str_eq(sql_text(task, NULL), wanted);
}
END_TEST

START_TEST(a_query_gives_one_value)
{
    Fault fault;
    IdlTask *task = sql_task("insert into t values (9, 'w'); "
                             "select count(*) from t; ");
    task_output(&tasks, task, "n", SIMPLE(INTEGER));
    ck_assert_msg(can_run(task), "%s", why);
    ck_assert_int_eq(int_of(outputs_of(task, NULL, -1, &fault), "n"), 5);
    task->sql->statement = make_text("select a from t");
    ck_assert_ptr_null(outputs_of(task, NULL, -1, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "5 rows of 1 columns"));
    task->sql->statement = make_text("select b from t where a = 4");
    ck_assert_ptr_null(outputs_of(task, NULL, -1, &fault));
    ck_assert_str_eq(fault.code, "BadSqlResult");
}
END_TEST

/* S1: within quotes a value stays one. */
START_TEST(a_value_in_quotes_is_a_value)
{
    static const char evil[] = "x' or '1'='1'; delete from t; --";
    IdlTask *task =
        sql_task("select '{{.inputs.s}}' as s, count(*) as n from t where b = "
                 "'{{ .Inputs.s }}' or a = {{.inputs.i}}");
    task_output(&tasks, task, "rows", idl_type_file(&tasks, ""));
    ck_assert_str_eq(
        sql_text(task, inputs_of(&tasks, 2, "s", idl_value_text(&tasks, evil),
                                 "i", idl_value_int(&tasks, 2))),
        "s,n\nx' or '1'='1'; delete from t; --,1\n");
}
END_TEST

START_TEST(a_query_that_fails)
{
    Fault fault;
    static const char *const bad[] = {"select nothing from t", "selec 1",
                                      "attach 'x.db' as x",
                                      "select {{.inputs.s}}"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        IdlTask *task = sql_task(bad[i]);
        ck_assert_ptr_null(outputs_of(
            task, inputs_of(&tasks, 1, "i", idl_value_int(&tasks, 1)), -1,
            &fault));
        ck_assert_int_eq(fault.kind, FAULT_USER);
        ck_assert(!fault.recoverable);
    }
    ck_assert(!is_there(&tasks, "x.db"));
}
END_TEST

START_TEST(a_query_wants_a_database)
{
    IdlTask *task = sql_task("select 1");
    tasks.setting.sql = NULL;
    is_refused(task, "--sql sqlite:FILE");
    tasks.setting.sql = "/no/such.db";
    is_refused(task, "there is no database");
    task = sql_task("select 1");
    task_output(&tasks, task, "l", idl_type_list(&tasks, SIMPLE(INTEGER)));
    is_refused(task, "`l` is none of these");
    task_output(&tasks, task, "m", SIMPLE(INTEGER));
    is_refused(task, "has 2 outputs");
}
END_TEST

/* ---- secrets ---- */

static const char *variable(const ChildPlan *plan, const char *name)
{
    size_t len = strlen(name);
    for (const char *const *at_env = plan->env; *at_env; at_env++)
        if (strncmp(*at_env, name, len) == 0 && (*at_env)[len] == '=')
            return *at_env + len + 1;
    return NULL;
}

START_TEST(secrets_are_variables_and_files)
{
    IdlTask *task = task_raw(&tasks, "sh", NULL);
    AttemptStart begun;
    Fault fault = {0};
    task_secret(&tasks, task, "Db", "Pass-word", 0, "PGPASSWORD");
    task_secret(&tasks, task, "s3", "key", 1, "");
    task_secret(&tasks, task, "tls", "cert", 2, "CERT");
    is_refused(task, "FLW_SECRET_DB_PASS_WORD");
    write_file(&tasks, "secrets",
               "# ours\n\nDB_PASS_WORD=p=w\nS3_KEY=k\nTLS_CERT=c\n");
    const char *path = arena_print(&tasks.arena, "%s/secrets", tasks.folder);
    ck_assert_int_eq(chmod(path, 0644), 0);
    ck_assert_ptr_null(secrets_new(&tasks.arena, path, &why));
    ck_assert_ptr_nonnull(strstr(why, "chmod 600"));
    ck_assert_int_eq(chmod(path, 0600), 0);
    tasks.setting.secrets = secrets_new(&tasks.arena, path, &why);
    ck_assert_msg(can_run(task), "%s", why);
    Attempt attempt = attempt_of(&tasks, task, NULL);
    ck_assert_msg(attempt_prepare(&attempt, &begun, &fault), "%s",
                  fault.message);
    ck_assert_str_eq(variable(&begun.child, "PGPASSWORD"), "p=w");
    ck_assert_str_eq(variable(&begun.child, "_FSEC_DB_PASS-WORD"), "p=w");
    ck_assert_str_eq(variable(&begun.child, "_FSEC_S3_KEY"), "k");
    ck_assert_ptr_null(variable(&begun.child, "_FSEC_TLS_CERT"));
    const char *folder = variable(&begun.child, "FLYTE_SECRETS_DEFAULT_DIR");
    const char *file = arena_print(&tasks.arena, "%s/db/pass-word", folder);
    struct stat status;
    ck_assert_int_eq(stat(file, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    ck_assert_str_eq(read_file(&tasks, file), "p=w");
    ck_assert_str_eq(read_file(&tasks, variable(&begun.child, "CERT")), "c");
    ck_assert(!is_there(&tasks, arena_print(&tasks.arena, "%s/s3", folder)));
    ck_assert_str_eq(begun.child.secrets[0], "p=w");
    ck_assert_str_eq(begun.child.secrets[2], "c");
    ck_assert_ptr_null(begun.child.secrets[3]);
    attempt_drop(&attempt);
    ck_assert(!is_there(&tasks, folder));
}
END_TEST

START_TEST(a_secret_is_no_word_of_a_command)
{
    IdlTask *task = task_raw(&tasks, "sh", "$(TOKEN)", NULL);
    AttemptStart begun;
    Fault fault = {0};
    task_secret(&tasks, task, "g", "token", 0, "TOKEN");
    ck_assert_int_eq(setenv("FLW_SECRET_G_TOKEN", "hush", 1), 0);
    Attempt attempt = attempt_of(&tasks, task, NULL);
    ck_assert(!attempt_prepare(&attempt, &begun, &fault));
    ck_assert_int_eq(unsetenv("FLW_SECRET_G_TOKEN"), 0);
    ck_assert_ptr_nonnull(strstr(fault.message, "$(TOKEN) would put"));
    ck_assert_ptr_null(strstr(fault.message, "hush"));
}
END_TEST

START_TEST(a_secret_is_no_part_of_a_fault)
{
    IdlTask *task = task_raw(&tasks, "sh", NULL);
    AttemptStart begun;
    AttemptResult result;
    ChildEnd end = {0};
    Fault fault = {0};
    task_secret(&tasks, task, "g", "token", 1, "TOKEN");
    task_output(&tasks, task, "o", SIMPLE(INTEGER));
    ck_assert_int_eq(setenv("FLW_SECRET_G_TOKEN", "hush-hush", 1), 0);
    Attempt attempt = attempt_of(&tasks, task, NULL);
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
    write_file(&tasks, at(&tasks, &attempt, "outputs/_ERROR"),
               "it is hush-hush, they say");
    ck_assert(!attempt_finish(&attempt, &end, &result, &fault));
    ck_assert_int_eq(unsetenv("FLW_SECRET_G_TOKEN"), 0);
    ck_assert_str_eq(fault.message, "User Error: it is ***, they say");
}
END_TEST

START_TEST(a_word_that_no_program_takes)
{
    IdlTask *task = task_raw(&tasks, "sh", "{{.inputs.s}}", NULL);
    AttemptStart begun;
    Fault fault = {0};
    char *text = arena_alloc(&tasks.arena, 131073);
    memset(text, 'x', 131072);
    Attempt attempt = attempt_of(
        &tasks, task, inputs_of(&tasks, 1, "s", idl_value_text(&tasks, text)));
    ck_assert(!attempt_prepare(&attempt, &begun, &fault));
    ck_assert_ptr_nonnull(strstr(fault.message, "has 131072 bytes"));
    text[131071] = '\0';
    attempt = attempt_of(
        &tasks, task, inputs_of(&tasks, 1, "s", idl_value_text(&tasks, text)));
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
}
END_TEST

START_TEST(a_file_of_secrets_has_lines)
{
    write_file(&tasks, "secrets", "A=1\nnothing\n");
    const char *path = arena_print(&tasks.arena, "%s/secrets", tasks.folder);
    ck_assert_int_eq(chmod(path, 0600), 0);
    ck_assert_ptr_null(secrets_new(&tasks.arena, path, &why));
    ck_assert_ptr_nonnull(strstr(why, "line 2 of"));
    ck_assert_ptr_null(strstr(why, "nothing"));
    ck_assert_ptr_null(secrets_new(&tasks.arena, "/no/such", &why));
    ck_assert_ptr_nonnull(secrets_new(&tasks.arena, NULL, &why));
}
END_TEST

/* ---- variables ---- */

START_TEST(variables_of_a_container)
{
    IdlTask *task = task_python(&tasks, "sh", "$(B)", NULL);
    AttemptStart begun;
    Fault fault = {0};
    static const char *const own[][2] = {
        {"A", "1"},
        {"B", "$(A)-$(C)"},
        {"C", "$$x"},
        {"PYTHONPATH", "/lib"},
        {"FLYTE_ATTEMPT_NUMBER", "99"},
        {"T", "{{.input}}"},
    };
    for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
        Flyteidl__Core__KeyValuePair *pair =
            make_new(&tasks.arena, Flyteidl__Core__KeyValuePair,
                     FLYTEIDL__CORE__KEY_VALUE_PAIR__INIT);
        pair->key = make_text(own[i][0]);
        pair->value = make_text(own[i][1]);
        make_push(&tasks.arena, task->container->env, task->container->n_env,
                  pair);
    }
    tasks.setting.source = "/src";
    Attempt attempt = attempt_of(&tasks, task, NULL);
    attempt.number = 2;
    attempt.index = 4;
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
    static const char *const wanted[][2] = {
        {"A", "1"},
        {"B", "1-$(C)"},
        {"C", "$x"},
        {"T", "{{.input}}"},
        {"PYTHONPATH", "/lib:/src"},
        {"FLYTE_ATTEMPT_NUMBER", "2"},
        {"FLYTE_INTERNAL_EXECUTION_ID", "swift-otter-1"},
        {"FLYTE_INTERNAL_EXECUTION_PROJECT", "p"},
        {"FLYTE_INTERNAL_EXECUTION_DOMAIN", "d"},
        {"FLYTE_INTERNAL_EXECUTION_WORKFLOW", "p:d:wf.main"},
        {"FLYTE_INTERNAL_TASK_NAME", "wf.work"},
        {"FLYTE_K8S_ARRAY_INDEX", "4"},
        {"BATCH_JOB_ARRAY_INDEX_VAR_NAME", "FLYTE_K8S_ARRAY_INDEX"},
    };
    for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
        ck_assert_str_eq(variable(&begun.child, wanted[i][0]), wanted[i][1]);
    ck_assert_str_eq(begun.child.argv[1], "1-$(C)");
}
END_TEST

START_TEST(a_python_task_has_its_places)
{
    IdlTask *task = task_python(
        &tasks, "sh", "{{.input}}", "{{.outputPrefix}}",
        "{{.rawOutputDataPrefix}}", "{{.checkpointOutputPrefix}}",
        "{{.prevCheckpointPrefix}}", "{{.perRetryUniqueKey}}",
        "{{.taskTemplatePath}}", "{{.namespace}}", "{{.inputPrefix}}", NULL);
    AttemptStart begun;
    Fault fault = {0};
    Attempt attempt = attempt_of(&tasks, task, NULL);
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
    const char *const wanted[] = {
        at(&tasks, &attempt, "inputs.pb"),
        at(&tasks, &attempt, "meta"),
        at(&tasks, &attempt, "raw"),
        at(&tasks, &attempt, "raw/_flytecheckpoints"),
        "\"\"",
        "swift_otter_1_sub_work_0",
        at(&tasks, &attempt, "task.pb"),
        "p-d",
        attempt.folder,
    };
    for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
        ck_assert_str_eq(begun.child.argv[i + 1], wanted[i]);
    ck_assert(is_there(&tasks, wanted[0]));
    ck_assert(is_there(&tasks, wanted[6]));
    Attempt next = attempt_of(&tasks, task, NULL);
    next.checkpoint = attempt.folder;
    write_file(&tasks, at(&tasks, &attempt, "raw/_flytecheckpoints/x"), "1");
    ck_assert(attempt_prepare(&next, &begun, &fault));
    ck_assert_str_eq(begun.child.argv[5], wanted[3]);
}
END_TEST

/* ---- pods ---- */

static StructValue *text_value(const char *text)
{
    return struct_string(&tasks.arena, text);
}

static Struct *pod_container_of(const char *name)
{
    Arena *arena = &tasks.arena;
    Struct *container = struct_new(arena);
    Struct *variable_of = struct_new(arena);
    StructList *words = struct_list_new(arena);
    StructList *env = struct_list_new(arena);
    struct_push(arena, words, text_value("sh"));
    struct_push(arena, words, text_value("{{.inputs.n}}"));
    struct_put(arena, variable_of, "name", text_value("V"));
    struct_put(arena, variable_of, "value", text_value("w"));
    struct_push(arena, env, struct_object(arena, variable_of));
    struct_put(arena, container, "name", text_value(name));
    struct_put(arena, container, "image", text_value("alpine"));
    struct_put(arena, container, "command", struct_list(arena, words));
    struct_put(arena, container, "env", struct_list(arena, env));
    return container;
}

static IdlTask *pod_task(StructList **containers)
{
    Arena *arena = &tasks.arena;
    IdlTask *task = task_new(&tasks, "sidecar");
    task->target_case = FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_K8S_POD;
    task->k8s_pod =
        make_new(arena, Flyteidl__Core__K8sPod, FLYTEIDL__CORE__K8S_POD__INIT);
    task->k8s_pod->primary_container_name = make_text("main");
    task->k8s_pod->pod_spec = struct_new(arena);
    *containers = struct_list_new(arena);
    struct_put(arena, task->k8s_pod->pod_spec, "containers",
               struct_list(arena, *containers));
    return task;
}

START_TEST(a_pod_of_one_container_runs)
{
    StructList *containers;
    AttemptStart begun;
    Fault fault = {0};
    IdlTask *task = pod_task(&containers);
    is_refused(task, "0 containers");
    struct_push(&tasks.arena, containers,
                struct_object(&tasks.arena, pod_container_of("main")));
    ck_assert_msg(can_run(task), "%s", why);
    Attempt attempt = attempt_of(
        &tasks, task, inputs_of(&tasks, 1, "n", idl_value_int(&tasks, 3)));
    ck_assert(attempt_prepare(&attempt, &begun, &fault));
    ck_assert_str_eq(begun.child.argv[0], "sh");
    ck_assert_str_eq(begun.child.argv[1], "3");
    ck_assert_str_eq(variable(&begun.child, "V"), "w");
    task->k8s_pod->primary_container_name = make_text("other");
    is_refused(task, "no container `other`");
    struct_push(&tasks.arena, containers,
                struct_object(&tasks.arena, pod_container_of("side")));
    is_refused(task, "2 containers");
}
END_TEST

Suite *task_kind_suite(void)
{
    Suite *suite = suite_create("task_kind");
    TCase *test = tcase_create("task_kind");
    tcase_add_checked_fixture(test, start, stop);
    tcase_add_test(test, an_echo_gives_its_input);
    tcase_add_test(test, a_foreign_task_says_what_to_do);
    tcase_add_test(test, a_fake_stands_in_for_what_cannot_run_only);
    tcase_add_test(test, a_container_for_a_plugin_is_foreign);
    tcase_add_test(test, a_program_must_be_there);
    tcase_add_test(test, code_in_an_archive_must_be_here);
    tcase_add_test(test, a_mock_gives_outputs);
    tcase_add_loop_test(test, a_mock_must_fit, 0,
                        (int)(sizeof(bad_mocks) / sizeof(*bad_mocks)));
    tcase_add_test(test, a_mock_must_be_json);
    tcase_add_test(test, a_mapped_task_is_mocked_by_its_own_name);
    tcase_add_test(test, a_query_gives_a_table);
    tcase_add_test(test, a_query_gives_one_value);
    tcase_add_test(test, a_value_in_quotes_is_a_value);
    tcase_add_test(test, a_query_that_fails);
    tcase_add_test(test, a_query_wants_a_database);
    tcase_add_test(test, secrets_are_variables_and_files);
    tcase_add_test(test, a_secret_is_no_word_of_a_command);
    tcase_add_test(test, a_secret_is_no_part_of_a_fault);
    tcase_add_test(test, a_word_that_no_program_takes);
    tcase_add_test(test, a_file_of_secrets_has_lines);
    tcase_add_test(test, variables_of_a_container);
    tcase_add_test(test, a_python_task_has_its_places);
    tcase_add_test(test, a_pod_of_one_container_runs);
    suite_add_tcase(suite, test);
    return suite;
}
