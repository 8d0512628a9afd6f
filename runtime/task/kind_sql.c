/* kind_sql.c - sql tasks against the SQLite file of --sql, in this process.
 *
 * The statement's templates are rendered as Flyte does, but for one thing: a
 * value within '...' has its quotes doubled, so that it stays a value. */
#include <string.h>

#include "base/file.h"
#include "runtime/store/sql_file.h"
#include "runtime/task/kind.h"
#include "runtime/task/places.h"
#include "runtime/task/signature.h"
#include "runtime/task/template.h"
#include "runtime/task/uptake.h"
#include "runtime/value/literal_text.h"

static bool is_sql(const TaskSetting *setting, const IdlTask *task)
{
    (void)setting;
    return task->target_case == FLYTEIDL__CORE__TASK_TEMPLATE__TARGET_SQL;
}

/* ---- before a run ---- */

static bool is_csv(const char *format)
{
    return !*format || strcmp(format, "csv") == 0;
}

static bool can_give(const IdlType *type)
{
    switch ((int)type->type_case) {
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE:
        return true;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB:
        return is_csv(type->blob->format) &&
               type->blob->dimensionality ==
                   FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__SINGLE;
    case FLYTEIDL__CORE__LITERAL_TYPE__TYPE_STRUCTURED_DATASET_TYPE:
        return is_csv(type->structured_dataset_type->format);
    default:
        return false;
    }
}

static bool outputs_fit(Arena *arena, const IdlVariableMap *outputs,
                        const char **why)
{
    if (outputs->n_variables > 1) {
        *why = arena_print(arena,
                           "a query has one result, and this sql task has "
                           "%zu outputs",
                           outputs->n_variables);
        return false;
    }
    if (outputs->n_variables == 0 ||
        can_give(outputs->variables[0]->value->type))
        return true;
    *why = arena_print(arena,
                       "SQLite gives a table as csv, a file<csv> or one value, "
                       "and its output `%s` is none of these: give it with "
                       "--mock",
                       outputs->variables[0]->key);
    return false;
}

static bool can_run(const TaskSetting *setting, const IdlTask *task,
                    Arena *arena, const char **why)
{
    if (!setting->sql) {
        *why = arena_print(arena, "an sql task wants a database: give "
                                  "--sql sqlite:FILE, or its outputs with "
                                  "--mock");
        return false;
    }
    if (!file_exists(setting->sql)) {
        *why = arena_print(arena, "there is no database `%s`", setting->sql);
        return false;
    }
    return outputs_fit(arena, signature_declared(task, true), why);
}

/* ---- the statement ---- */

typedef struct Statement {
    const Attempt *attempt;
    bool quoted;
} Statement;

static const IdlLiteral *doubled(Arena *arena, const char *text)
{
    Buf out = {.arena = arena};
    for (; *text; text++) {
        if (*text == '\'')
            buf_char(&out, '\'');
        buf_char(&out, *text);
    }
    return make_literal(
        arena, make_scalar(arena, make_string(arena, buf_string(&out))));
}

static const IdlLiteral *fetch(void *self, const char *name, const char **why)
{
    const Statement *statement = self;
    Arena *arena = statement->attempt->arena;
    const IdlLiteral *literal = literal_find(statement->attempt->inputs, name);
    if (!literal)
        *why = "the task has no such input";
    if (!literal || !statement->quoted)
        return literal;
    Buf text = {.arena = arena};
    if (!literal_template_text(&text, literal, why))
        return NULL;
    return doubled(arena, buf_string(&text));
}

/* Piece by piece, each within quotes or without. */
static bool render(const Attempt *attempt, const char *text, Buf *out,
                   const char **why)
{
    Places places = places_of(attempt);
    Statement statement = {.attempt = attempt};
    TemplateScope scope = {
        .arena = attempt->arena,
        .value =
            {
                [TEMPLATE_INPUT] = places.inputs_pb,
                [TEMPLATE_INPUT_PREFIX] = places.given,
                [TEMPLATE_OUTPUT_PREFIX] = places.meta,
                [TEMPLATE_RAW_OUTPUT_DATA_PREFIX] = places.raw,
            },
        .fetch = attempt->inputs && attempt->inputs->n_literals ? fetch : NULL,
        .self = &statement,
    };
    while (*text) {
        size_t len = strcspn(text, "'");
        if (!template_render(&scope, out, arena_copy(attempt->arena, text, len),
                             why))
            return false;
        text += len;
        if (*text == '\'') {
            buf_char(out, *text++);
            statement.quoted = !statement.quoted;
        }
    }
    return true;
}

/* ---- the result ---- */

static bool bad_result(const Attempt *attempt, Fault *fault, const char *why)
{
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "BadSqlResult"}, "%s",
                     why);
}

static const IdlLiteral *value_of(const Attempt *attempt, const IdlType *type,
                                  const SqlResult *result, Fault *fault)
{
    const char *why = "the query gave no value";
    const IdlLiteral *literal = NULL;
    if (result->rows != 1 || result->columns != 1)
        why = arena_print(attempt->arena,
                          "the query gave %llu rows of %u columns, and its "
                          "output is one value",
                          (unsigned long long)result->rows, result->columns);
    else if (result->cell)
        literal = literal_of_file_text(attempt->arena, type, result->cell,
                                       strlen(result->cell), &why);
    if (!literal)
        bad_result(attempt, fault, why);
    return literal;
}

static const IdlLiteral *table_of(Arena *arena, const IdlType *type,
                                  const char *uri)
{
    Flyteidl__Core__StructuredDatasetType *table =
        make_copy(arena, type->structured_dataset_type,
                  sizeof(*type->structured_dataset_type));
    table->format = make_text("csv");
    return make_literal(arena, make_table(arena, table, uri));
}

/* flytekit looks for a table's csv at `.csv` in the folder of its uri. */
static const IdlLiteral *result_of(const Attempt *attempt, const IdlType *type,
                                   const SqlResult *result, const char *folder,
                                   const char *csv, Fault *fault)
{
    const char *uri;
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE)
        return value_of(attempt, type, result, fault);
    if (result->columns == 0) {
        bad_result(attempt, fault, "the statement has no result");
        return NULL;
    }
    bool table = type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB;
    if (!uptake_path(attempt, table ? folder : csv, true, &uri, fault))
        return NULL;
    return table ? table_of(attempt->arena, type, uri)
                 : make_literal(attempt->arena,
                                make_blob(attempt->arena, type->blob, uri));
}

/* ---- an attempt ---- */

static bool run_query(const Attempt *attempt, const SqlQuery *query,
                      AttemptStart *start, SqlResult *result, Fault *fault)
{
    const char *why;
    if (sql_file_run(attempt->arena, query, result, &why))
        return true;
    start->late = result->late;
    start->stopped = result->stopped;
    Fault like = {.kind = FAULT_USER,
                  .recoverable = result->retry,
                  .code = "QueryFailed"};
    return fault_set(attempt->arena, fault, like, "its query failed: %s", why);
}

static bool prepare(const Attempt *attempt, AttemptStart *start, Fault *fault)
{
    const char *why;
    SqlResult result;
    Arena *arena = attempt->arena;
    Buf text = {.arena = arena};
    const char *folder = arena_print(arena, "%s/result", attempt->folder);
    const char *csv = arena_print(arena, "%s/.csv", folder);
    if (!can_run(attempt->setting, attempt->task, arena, &why) ||
        !render(attempt, attempt->task->sql->statement, &text, &why))
        return fault_set(
            arena, fault,
            (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"}, "%s",
            why);
    start->command = buf_string(&text);
    if (!place_make(attempt, folder, fault))
        return false;
    SqlQuery query = {.database = attempt->setting->sql,
                      .statements = start->command,
                      .csv = csv,
                      .until = attempt->until ? attempt->until : INT64_MAX,
                      .stopped = attempt->setting->stopped,
                      .self = attempt->setting->stopped_self};
    if (!run_query(attempt, &query, start, &result, fault))
        return false;
    const IdlVariableMap *outputs = signature_outputs(attempt);
    IdlLiteralMap *map = literal_map_new(arena);
    start->outputs = map;
    if (outputs->n_variables == 0)
        return true;
    const IdlLiteral *literal =
        result_of(attempt, outputs->variables[0]->value->type, &result, folder,
                  csv, fault);
    if (literal)
        literal_map_put(arena, map, outputs->variables[0]->key, literal);
    return literal != NULL;
}

const TaskKind kind_sql = {
    .name = "sql",
    .is_for = is_sql,
    .can_run = can_run,
    .prepare = prepare,
};
