/* run_options.c - how `flw run` and `flw resume` are told to run. */
#include "compiler/cli/run_options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json_out.h"
#include "runtime/task/mocks.h"
#include "runtime/task/secrets.h"

enum { GRACE_USUAL = 10, GRACE_MAX = 600, JOBS_MAX = 1024 };

static const int64_t SECOND = 1000000000;

/* ---- reading ---- */

static bool read_sandbox(const CommandInput *input, RunOptions *options)
{
    const char *name = command_option(input, "in");
    const char *why = NULL;
    if (!name) {
        options->tasks.sandbox = sandbox_default();
        return true;
    }
    SandboxKind kind = strcmp(name, "bwrap") == 0    ? SANDBOX_BWRAP
                       : strcmp(name, "podman") == 0 ? SANDBOX_PODMAN
                                                     : SANDBOX_HOST;
    options->tasks.sandbox = kind;
    if (kind == SANDBOX_HOST || sandbox_works(input->arena, kind, &why))
        return true;
    fprintf(stderr, "error: %s does not work here: %s\n", name, why);
    return false;
}

static bool read_sql(const CommandInput *input, RunOptions *options)
{
    const char *text = command_option(input, "sql");
    static const char scheme[] = "sqlite:";
    if (!text)
        return true;
    if (strncmp(text, scheme, sizeof(scheme) - 1) == 0) {
        options->tasks.sql = text + sizeof(scheme) - 1;
        return true;
    }
    fprintf(stderr, "error: --sql wants sqlite:FILE, found `%s`\n", text);
    return false;
}

static bool read_mocks(const CommandInput *input, RunOptions *options)
{
    Mocks *mocks = mocks_new(input->arena);
    const char *why = NULL;
    uint32_t at = 0;
    for (const char *text; (text = command_next(input, "mock", &at));)
        if (!mocks_add(mocks, text, &why)) {
            fprintf(stderr, "error: --mock %s: %s\n", text, why);
            return false;
        }
    options->tasks.mocks = mocks;
    return true;
}

static bool read_secrets(const CommandInput *input, RunOptions *options)
{
    const char *why = NULL;
    options->tasks.secrets =
        secrets_new(input->arena, command_option(input, "secrets"), &why);
    if (!options->tasks.secrets)
        fprintf(stderr, "error: --secrets: %s\n", why);
    return options->tasks.secrets != NULL;
}

static bool read_numbers(const CommandInput *input, RunOptions *options)
{
    long jobs = 0, parallel = 0, grace = GRACE_USUAL;
    if (!command_number(input, "jobs", 1, &jobs) ||
        !command_number(input, "max-parallelism", 1, &parallel) ||
        !command_number(input, "grace", 0, &grace))
        return false;
    options->jobs = (uint32_t)(jobs > JOBS_MAX ? JOBS_MAX : jobs);
    options->max_parallelism = (uint32_t)parallel;
    options->grace = (grace > GRACE_MAX ? GRACE_MAX : grace) * SECOND;
    return true;
}

bool run_options_read(const CommandInput *input, RunOptions *options)
{
    options->approve_all = command_given(input, "approve-all");
    options->no_cache = command_given(input, "no-cache");
    options->overwrite_cache = command_given(input, "overwrite-cache");
    options->tasks.fake = command_given(input, "fake");
    options->tasks.network = command_given(input, "network");
    options->tasks.project = "";
    options->tasks.domain = "";
    return read_numbers(input, options) && read_sql(input, options) &&
           read_mocks(input, options) && read_secrets(input, options) &&
           read_sandbox(input, options);
}

/* ---- kept for a resume ---- */

/* "mock" "task=a.json" -> "task=/home/x/a.json" */
static const char *with_path(Arena *arena, const char *name, const char *value)
{
    size_t lead = 0;
    if (strcmp(name, "mock") == 0)
        lead = strcspn(value, "=") + 1;
    else if (strcmp(name, "sql") == 0)
        lead = strcspn(value, ":") + 1;
    else if (strcmp(name, "secrets") != 0 && strcmp(name, "events") != 0)
        return value;
    const char *path = lead <= strlen(value) ? value + lead : "";
    char here[4096];
    if (!*path || *path == '/' || strcmp(path, "-") == 0 ||
        strstr(path, "://") || !getcwd(here, sizeof(here)))
        return value;
    return arena_print(arena, "%.*s%s/%s", (int)lead, value, here, path);
}

/* Is it one of RUN_OPTIONS? */
static bool is_kept(const char *name)
{
    static const Option kept[] = {RUN_OPTIONS, {0}};
    for (const Option *option = kept; option->name; option++)
        if (strcmp(option->name, name) == 0)
            return true;
    return false;
}

const char *run_options_kept(const CommandInput *input, const char *folder)
{
    Buf buf = {.arena = input->arena};
    JsonOut out = {.buf = &buf};
    json_open(&out, '{');
    json_name(&out, "folder");
    json_put_string(&out, folder);
    json_name(&out, "options");
    json_open(&out, '[');
    for (uint32_t i = 0; i < input->given.len; i++) {
        const OptionGiven *given = &input->given.at[i];
        const char *name = input->options[given->index].name;
        if (!is_kept(name))
            continue;
        json_open(&out, '[');
        json_put_string(&out, name);
        json_put_string(&out, with_path(input->arena, name, given->value));
        json_close(&out, ']');
    }
    json_close(&out, ']');
    json_close(&out, '}');
    return buf_string(&buf);
}

static int index_of(const CommandInput *input, const char *name)
{
    for (int i = 0; input->options[i].name; i++)
        if (strcmp(input->options[i].name, name) == 0)
            return i;
    return -1;
}

/* What is given now stands in place of all that was given of that name. */
bool run_options_restore(CommandInput *input, const char *kept,
                         const char **folder)
{
    const Json *all =
        kept ? json_parse(input->arena, kept, strlen(kept), NULL, NULL) : NULL;
    const Json *options = json_member(all, "options");
    *folder = json_text(json_member(all, "folder"));
    if (!options || options->kind != JSON_ARRAY || !*folder)
        return false;
    const char *now[OPTIONS_MAX];
    memcpy(now, input->values, sizeof(now));
    for (const Json *pair = options->first; pair; pair = pair->next) {
        const char *name = json_text(pair->first);
        int index = name ? index_of(input, name) : -1;
        const char *value = index < 0 ? NULL : json_text(pair->first->next);
        if (!value)
            return false;
        if (now[index])
            continue;
        input->values[index] = value;
        vec_push(input->arena, &input->given, ((OptionGiven){index, value}));
    }
    return true;
}
