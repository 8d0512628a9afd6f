/* script.c - shell tasks: a script, and its inputs beside it.
 *
 *     command: /bin/sh -euc
 *     args:    "rows=$1 n=$2\n" SCRIPT, flw, /var/inputs/rows, /var/outputs/n
 *
 * What an input says never becomes part of the script, so nothing in it can be
 * taken for a command. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "compiler/emit/command.h"
#include "compiler/emit/complain.h"

/* What Flyte replaces in every word of a command (spec 4.2). */
static const char *const flyte_names[] = {
    "input",
    "inputPrefix",
    "outputPrefix",
    "rawOutputDataPrefix",
    "perRetryUniqueKey",
    "taskTemplatePath",
    "prevCheckpointPrefix",
    "checkpointOutputPrefix",
    "namespace",
};

static bool is_flyte_name(const char *at, size_t len)
{
    if (len > 7 && strncasecmp(at, "inputs.", 7) == 0)
        return true;
    for (size_t i = 0; i < sizeof(flyte_names) / sizeof(*flyte_names); i++)
        if (strlen(flyte_names[i]) == len &&
            strncasecmp(at, flyte_names[i], len) == 0)
            return true;
    return false;
}

static const char *skip_blanks(const char *at)
{
    while (isspace((unsigned char)*at))
        at++;
    return at;
}

/* The length of the template of Flyte's at `at`, which starts with "{{"; 0: it
 * is none. */
static size_t template_len(const char *at)
{
    const char *name = skip_blanks(at + 2);
    if (*name != '.' && *name != '$')
        return 0;
    const char *end = ++name;
    while (*end && *end != '}' && !isspace((unsigned char)*end))
        end++;
    const char *close = skip_blanks(end);
    if (!is_flyte_name(name, (size_t)(end - name)) ||
        strncmp(close, "}}", 2) != 0)
        return 0;
    return (size_t)(close + 2 - at);
}

static void check_script(Emitter *e, const PlanTask *task)
{
    const char *at = strstr(task->use->script, "{{");
    for (; at; at = strstr(at + 1, "{{")) {
        size_t len = template_len(at);
        if (!len)
            continue;
        complain_script_template(e->diags, task->span,
                                 arena_copy(e->arena, at, len));
        return;
    }
}

/* Kubernetes makes `$` of `$$` and replaces `$(NAME)`: the shell is to see
 * both as they were written. */
static void add_escaped(Buf *buf, const char *text)
{
    for (const char *at = text; *at; at++) {
        buf_char(buf, *at);
        if (*at == '$' && (at[1] == '$' || at[1] == '('))
            buf_char(buf, '$');
    }
}

static void add_name(Buf *buf, const char *name, size_t place)
{
    if (place > 9)
        buf_print(buf, "%s=${%zu} ", name, place);
    else
        buf_print(buf, "%s=$%zu ", name, place);
}

typedef struct Script {
    Emitter *e;
    const PlanTask *task;
    IdlContainer *out;
    Buf names; /* "rows=$1 n=$2 " */
    size_t words;
} Script;

static void add_param(Script *script, const Local *param)
{
    script->words++;
    add_name(&script->names, param->name.sym->text, script->words);
    command_add(script->e, &script->out->args, &script->out->n_args,
                command_word(script->e, script->task, param));
}

void script_add(Emitter *e, const PlanTask *task, IdlContainer *out)
{
    check_script(e, task);
    const char *shell = task->use->shell ? task->use->shell : "/bin/sh";
    command_add(e, &out->command, &out->n_command, shell);
    command_add(e, &out->command, &out->n_command, "-euc");
    command_add(e, &out->args, &out->n_args, "");
    command_add(e, &out->args, &out->n_args, "flw");
    Script script = {e, task, out, {.arena = e->arena}, 0};
    const Signature *signature = &task->decl->as.task.signature;
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        add_param(&script, &task->decl->as.task.inputs[i]);
    for (uint32_t i = 0; i < signature->outputs.len; i++)
        add_param(&script, &task->decl->as.task.outputs[i]);
    Buf text = {.arena = e->arena};
    if (script.words) {
        buf_add(&text, script.names.at, script.names.len - 1);
        buf_char(&text, '\n');
    }
    add_escaped(&text, task->use->script);
    text_spend(e, buf_string(&text));
    out->args[0] = make_text(buf_string(&text));
}
