/* command.c - a container's words and variables, ready to be started. */
#include "runtime/task/command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "runtime/task/copilot_in.h"

typedef struct Rendering {
    const Attempt *attempt;
    const Container *container;
    const Places *places;
    const char *inputs; /* as the command calls them */
    TemplateMove moves[2];
    size_t move_count;
    Environment environment;
} Rendering;

const char *command_inputs(const Attempt *attempt, const Container *container,
                           const Places *places)
{
    if (container->data && attempt->setting->sandbox != SANDBOX_HOST)
        return container->input_path;
    return places->inputs;
}

const char *command_source(const Attempt *attempt)
{
    if (!attempt->setting->source || attempt->setting->sandbox == SANDBOX_HOST)
        return attempt->setting->source;
    return "/run/flw/code";
}

static bool bad_task(const Attempt *attempt, Fault *fault, const char *why)
{
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_USER, .code = "BadTaskDefinition"},
                     "%s", why);
}

static const IdlLiteral *fetch(void *self, const char *name, const char **why)
{
    const Rendering *r = self;
    return copilot_in_seen(r->attempt, r->container, r->inputs, name, why);
}

/* ---- values of templates ---- */

static bool is_of_identifier(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Flyte's generated name as an identifier: what leads up to the first letter
 * is an a, any other run of odd characters a _. */
static const char *unique_key(const Attempt *attempt)
{
    Buf key = {.arena = attempt->arena};
    const char *at =
        arena_print(attempt->arena, "%s-%s-%u", attempt->setting->run_id,
                    attempt->node, attempt->number);
    const char *first = at;
    while (*first && !isalpha((unsigned char)*first) && *first != '_')
        first++;
    if (first > at)
        buf_char(&key, 'a');
    for (at = first; *at; at++) {
        if (is_of_identifier(*at))
            buf_char(&key, *at);
        else if (is_of_identifier(at[-1]))
            buf_char(&key, '_');
    }
    return buf_string(&key);
}

/* Flyte's two quotes when there is none. */
static const char *previous_checkpoint(const Attempt *attempt)
{
    if (!attempt->checkpoint)
        return "\"\"";
    const char *path = arena_print(attempt->arena, "%s/raw/_flytecheckpoints",
                                   attempt->checkpoint);
    return file_exists(path) ? path : "\"\"";
}

static const char *namespace(const TaskSetting *setting, Arena *arena)
{
    if (!*setting->project || !*setting->domain)
        return "default";
    return arena_print(arena, "%s-%s", setting->project, setting->domain);
}

static TemplateScope scope_of(Rendering *r)
{
    Arena *arena = r->attempt->arena;
    const Places *places = r->places;
    const char *input = places->inputs_pb;
    if (r->container->data)
        input = arena_print(arena, "%s/inputs.pb", r->inputs);
    return (TemplateScope){
        .arena = arena,
        .value =
            {
                [TEMPLATE_INPUT] = input,
                [TEMPLATE_INPUT_PREFIX] = places->given,
                [TEMPLATE_OUTPUT_PREFIX] = places->meta,
                [TEMPLATE_RAW_OUTPUT_DATA_PREFIX] = places->raw,
                [TEMPLATE_PER_RETRY_UNIQUE_KEY] = unique_key(r->attempt),
                [TEMPLATE_TASK_TEMPLATE_PATH] = places->task_pb,
                [TEMPLATE_PREV_CHECKPOINT_PREFIX] =
                    previous_checkpoint(r->attempt),
                [TEMPLATE_CHECKPOINT_OUTPUT_PREFIX] = places->checkpoint,
                [TEMPLATE_NAMESPACE] = namespace(r->attempt->setting, arena),
            },
        .fetch =
            r->attempt->inputs && r->attempt->inputs->n_literals ? fetch : NULL,
        .self = r,
        .environment = &r->environment,
        .moves = r->moves,
        .move_count = r->move_count,
    };
}

/* ---- variables ---- */

/* Those of the task, each of which may name earlier ones. */
static bool add_own(Rendering *r, const char **why)
{
    Arena *arena = r->attempt->arena;
    TemplateScope scope = {
        .arena = arena,
        .environment = &r->environment,
        .moves = r->moves,
        .move_count = r->move_count,
    };
    const Environment *own = &r->container->environment;
    for (uint32_t i = 0; i < own->entries.len; i++) {
        Buf value = {.arena = arena};
        if (!template_render(&scope, &value, own->entries.at[i].value, why))
            return false;
        environment_put(arena, &r->environment, own->entries.at[i].name,
                        buf_string(&value));
    }
    return true;
}

static void add_flyte(Rendering *r)
{
    const Attempt *attempt = r->attempt;
    const TaskSetting *setting = attempt->setting;
    const IdlId *id = attempt->task->id;
    Arena *arena = attempt->arena;
    const struct {
        const char *name;
        const char *value;
    } all[] = {
        {"FLYTE_INTERNAL_EXECUTION_WORKFLOW",
         arena_print(arena, "%s:%s:%s", setting->project, setting->domain,
                     setting->entity)},
        {"FLYTE_INTERNAL_EXECUTION_ID", setting->run_id},
        {"FLYTE_INTERNAL_EXECUTION_PROJECT", setting->project},
        {"FLYTE_INTERNAL_EXECUTION_DOMAIN", setting->domain},
        {"FLYTE_ATTEMPT_NUMBER", arena_print(arena, "%u", attempt->number)},
        {"FLYTE_INTERNAL_TASK_PROJECT", id ? id->project : ""},
        {"FLYTE_INTERNAL_TASK_DOMAIN", id ? id->domain : ""},
        {"FLYTE_INTERNAL_TASK_NAME", id ? id->name : ""},
        {"FLYTE_INTERNAL_TASK_VERSION", id ? id->version : ""},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        environment_put(arena, &r->environment, all[i].name, all[i].value);
    if (attempt->index < 0)
        return;
    environment_put(arena, &r->environment, "BATCH_JOB_ARRAY_INDEX_VAR_NAME",
                    "FLYTE_K8S_ARRAY_INDEX");
    environment_put(arena, &r->environment, "FLYTE_K8S_ARRAY_INDEX",
                    arena_print(arena, "%lld", (long long)attempt->index));
}

/* Python finds modules where the task says, then beside the program, then where
 * our caller has them. */
static void add_modules(Rendering *r)
{
    static const char name[] = "PYTHONPATH";
    Buf path = {.arena = r->attempt->arena};
    const EnvironmentEntry *own =
        environment_find(&r->environment, name, sizeof(name) - 1);
    const char *const folders[] = {own ? own->value : NULL,
                                   command_source(r->attempt), getenv(name)};
    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
        if (folders[i] && *folders[i])
            buf_print(&path, "%s%s", path.len ? ":" : "", folders[i]);
    if (!r->container->data && path.len)
        environment_put(r->attempt->arena, &r->environment, name,
                        buf_string(&path));
}

/* ---- words ---- */

/* Linux gives no more to a program in one word, its end included. */
enum { WORD_MAX = 128 << 10 };

static bool fits(Arena *arena, const Buf *word, const char *text,
                 const char **why)
{
    if (word->len < WORD_MAX)
        return true;
    *why = arena_print(arena,
                       "the word `%.40s` of its command has %zu bytes, and no "
                       "program takes more than %d: let it read the file of "
                       "the input",
                       text, word->len, WORD_MAX - 1);
    return false;
}

static bool add_words(TemplateScope *scope, const char *const *words,
                      size_t count, const char **argv, const char **why)
{
    for (size_t i = 0; i < count; i++) {
        Buf word = {.arena = scope->arena};
        if (!template_render(scope, &word, words[i], why) ||
            !fits(scope->arena, &word, words[i], why))
            return false;
        argv[i] = buf_string(&word);
    }
    return true;
}

static bool render(Rendering *r, Command *out, const char **why)
{
    const Container *container = r->container;
    TemplateScope scope = scope_of(r);
    size_t count = container->command_count + container->arg_count;
    const char **argv = arena_array(r->attempt->arena, const char *, count + 1);
    out->argv = argv;
    bool fine = add_words(&scope, container->command, container->command_count,
                          argv, why) &&
                add_words(&scope, container->args, container->arg_count,
                          argv + container->command_count, why);
    out->used = scope.used;
    return fine;
}

/* On the host the folders of the contract are the attempt's own. */
static void add_moves(Rendering *r)
{
    if (!r->container->data || r->attempt->setting->sandbox != SANDBOX_HOST)
        return;
    r->moves[0] = (TemplateMove){r->container->input_path, r->places->inputs};
    r->moves[1] = (TemplateMove){r->container->output_path, r->places->outputs};
    r->move_count = 2;
}

bool command_make(const Attempt *attempt, const Container *container,
                  const Places *places, SecretMounts *secrets, Command *out,
                  Fault *fault)
{
    const char *why;
    Rendering r = {
        .attempt = attempt,
        .container = container,
        .places = places,
        .inputs = command_inputs(attempt, container, places),
    };
    add_moves(&r);
    if (!add_own(&r, &why))
        return bad_task(attempt, fault, why);
    add_flyte(&r);
    add_modules(&r);
    if (!secret_mounts_make(attempt, &r.environment, secrets, fault))
        return false;
    if (!render(&r, out, &why))
        return bad_task(attempt, fault, why);
    out->env = environment_list(attempt->arena, &r.environment);
    return true;
}

static bool names(const char *const *texts, const char *path)
{
    for (; *texts; texts++)
        if (strstr(*texts, path))
            return true;
    return false;
}

bool command_names(const Command *command, const char *path)
{
    return names(command->argv, path) || names(command->env, path);
}
