/* lint_script.c - what scripts do that their authors may not know of. */
#include <string.h>

#include "compiler/lint/linter.h"

typedef bool CommandTest(const ShellCommand *command);

/* The first command that passes the test; NULL: none. */
static const ShellCommand *find_command(const Shell *shell, CommandTest *passes)
{
    for (uint32_t i = 0; !shell->broken && i < shell->commands.len; i++)
        if (passes(&shell->commands.at[i]))
            return &shell->commands.at[i];
    return NULL;
}

static bool is_program(const ShellCommand *command, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(shell_program(command), *names) == 0)
            return true;
    return false;
}

/* ---- W0450 ---- */

/* Flags such as -e and -euo, of `set` and of the shell itself. */
static bool has_flag(const char *word, char sign, char flag)
{
    return word[0] == sign && word[1] != sign && strchr(word, flag);
}

static bool sets(const ShellCommand *command, char sign)
{
    if (strcmp(shell_program(command), "set") != 0)
        return false;
    for (uint32_t i = 1; i < command->words.len; i++) {
        const char *word = command->words.at[i].text;
        bool is_named = strcmp(word, "errexit") == 0 && i > 1 &&
                        command->words.at[i - 1].text[0] == sign;
        if (has_flag(word, sign, 'e') || is_named)
            return true;
    }
    return false;
}

static bool sets_e(const ShellCommand *command)
{
    return sets(command, '-');
}

static bool unsets_e(const ShellCommand *command)
{
    return sets(command, '+');
}

/* A failure among these would go unseen. */
static uint32_t count_ignored(const Shell *shell)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < shell->commands.len; i++)
        count += !shell->commands.at[i].is_condition &&
                 !shell->commands.at[i].writes_pipe;
    return count;
}

static bool flags_stop(const Script *script)
{
    for (uint32_t i = 1; i <= script->flag; i++)
        if (has_flag(script->words.at[i].text, '-', 'e') ||
            strcmp(script->words.at[i].text, "errexit") == 0)
            return true;
    return false;
}

/* "-c" becomes "-ec", unless the script looks at what failed by itself. */
static void fix_flags(Linter *linter, Diag *diag, const Script *script)
{
    const CommandWord *word = &script->words.at[script->flag];
    const Source *source =
        sources_find(&linter->session->sources, word->span.start);
    const char *text = source->text + (word->span.start - source->base);
    uint32_t len = word->span.end - word->span.start;
    if (len != strlen(word->text) + 2 || text[0] != '"' ||
        memcmp(text + 1, word->text, len - 2) != 0)
        return;
    bool looks = strstr(script->text, "$?") || strstr(script->text, "trap ");
    const char *fixed = arena_print(linter->arena, "\"-e%s\"", word->text + 1);
    diag_fix(linter->diags, diag, looks ? FIX_UNSAFE : FIX_SAFE, word->span,
             fixed, "let the shell stop at the first failure");
}

static void judge_container_script(Linter *linter, const Script *script)
{
    if (flags_stop(script) || find_command(script->shell, sets_e) ||
        count_ignored(script->shell) < 2)
        return;
    Diag *diag =
        diag_add(linter->diags, "W0450", script->words.at[script->flag].span,
                 "this shell goes on when a command fails");
    fix_flags(linter, diag, script);
}

void lint_errors_ignored(Linter *linter, const Script *script)
{
    const ShellCommand *off = find_command(script->shell, unsets_e);
    if (!script->text || script->shell->broken)
        return;
    if (script->flag)
        judge_container_script(linter, script);
    if (off && !find_command(script->shell, sets_e))
        diag_add(linter->diags, "W0450", script_command_at(script, off),
                 "from here on the script goes on when a command fails");
}

/* ---- W0451 ---- */

static bool is_same(const char *name, const char *text, uint32_t len)
{
    return strlen(name) == len && memcmp(name, text, len) == 0;
}

typedef enum Content {
    CONTENT_SAFE, /* a number, a word: it stays in one piece */
    CONTENT_PATH, /* a path that Flyte made */
    CONTENT_ANY
} Content;

static Content content_of(const Local *param)
{
    if (param->kind == LOCAL_OUTPUT)
        return CONTENT_PATH;
    TypeKind kind = type_base(param->type)->kind;
    if (kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_BOOL ||
        kind == TYPE_DATETIME || kind == TYPE_ENUM)
        return CONTENT_SAFE;
    return kind == TYPE_STRING ? CONTENT_ANY : CONTENT_PATH;
}

/* A word without blanks and patterns, a number, a length, a sum. */
static bool is_plain_value(const char *value, uint32_t len)
{
    bool is_sum = len > 4 && memcmp(value, "$((", 3) == 0;
    bool is_length = len > 3 && memcmp(value, "${#", 3) == 0;
    if (is_sum || is_length)
        return true;
    for (uint32_t i = 0; i < len; i++)
        if (strchr(" \t\n*?[$`\\\"'~", value[i]))
            return false;
    return len > 0;
}

/* What is known of a script's variables. */
typedef struct Variables {
    SymTable *syms;
    Arena *arena;
    Map params; /* Sym -> Local: inputs and outputs */
    Map plain;  /* Sym -> plain_mark, or mixed_mark once it got another value */
} Variables;

static const char plain_mark[1], mixed_mark[1];

static void know_value(Variables *variables, const char *name, uint32_t len,
                       bool is_plain)
{
    const Sym *sym = sym_intern(variables->syms, name, len);
    if (!is_plain || !map_find(&variables->plain, sym))
        map_put(variables->arena, &variables->plain, sym,
                (void *)(is_plain ? plain_mark : mixed_mark));
}

static void know_params(Variables *variables, const ParamVec *params,
                        Local *locals)
{
    for (uint32_t i = 0; locals && i < params->len; i++)
        map_put(variables->arena, &variables->params, params->at[i]->name.sym,
                &locals[i]);
}

static Variables variables_of(Linter *linter, const Script *script)
{
    static const char *const numbers[] = {"RANDOM", "SECONDS", "LINENO", "PPID",
                                          "UID",    "EUID",    "OPTIND", NULL};
    Variables variables = {.syms = &linter->session->syms,
                           .arena = linter->arena};
    const Decl *task = script->task;
    const Shell *shell = script->shell;
    if (!script->words.len) {
        know_params(&variables, &task->as.task.signature.inputs,
                    task->as.task.inputs);
        know_params(&variables, &task->as.task.signature.outputs,
                    task->as.task.outputs);
    }
    for (const char *const *at = numbers; *at; at++)
        know_value(&variables, *at, (uint32_t)strlen(*at), true);
    for (uint32_t i = 0; i < shell->assignments.len; i++) {
        const ShellAssignment *at = &shell->assignments.at[i];
        know_value(&variables, at->name, at->name_len,
                   is_plain_value(at->value, at->value_len));
    }
    return variables;
}

/* May quotes be put around it? Not where they would end the literal. */
static bool can_quote(const Linter *linter, const Script *script, Span span)
{
    const Source *source = sources_find(&linter->session->sources, span.start);
    const char *before = source->text + (span.start - source->base) - 1;
    const char *after = source->text + (span.end - source->base);
    return script->is_block && script->lines.len && *before != '"' &&
           *after != '"' && *before != '\\';
}

static void judge_variable(Linter *linter, const Script *script,
                           const Variables *variables, const ShellVar *var)
{
    const Sym *name = sym_intern(variables->syms, var->name, var->name_len);
    const Local *param = map_find(&variables->params, name);
    Content content = param ? content_of(param) : CONTENT_ANY;
    bool is_listed = var->place == SHELL_LIST && !param;
    bool is_plain = !param && map_find(&variables->plain, name) == plain_mark;
    if (content == CONTENT_SAFE || is_plain || is_listed)
        return;
    Span span = script_at(script, var->start, var->end);
    int len = (int)(var->end - var->start);
    const char *text = script->text + var->start;
    Diag *diag = diag_add(linter->diags, "W0451", span,
                          "`%.*s` stands without quotes: the shell splits it",
                          len, text);
    bool is_sure = content == CONTENT_PATH && !var->in_backquotes;
    if (can_quote(linter, script, span))
        diag_fix(linter->diags, diag, is_sure ? FIX_SAFE : FIX_UNSAFE, span,
                 arena_print(linter->arena, "\"%.*s\"", len, text),
                 "put quotes around it");
}

/* Where a list is gone through, what the script made itself is meant to be
 * split; an input is not. */
void lint_unquoted_variable(Linter *linter, const Script *script)
{
    const Shell *shell = script->shell;
    if (!script->text || shell->broken)
        return;
    Variables variables = variables_of(linter, script);
    for (uint32_t i = 0; i < shell->vars.len; i++)
        if (shell->vars.at[i].place != SHELL_WHOLE)
            judge_variable(linter, script, &variables, &shell->vars.at[i]);
}

/* ---- W0452 ---- */

/* What cannot fail, or whose failure says something else. */
static bool may_fail(const ShellCommand *command)
{
    static const char *const safe[] = {"echo", "printf", "seq",  "yes",
                                       "date", "pwd",    "true", NULL};
    return command->writes_pipe && !command->is_condition &&
           !is_program(command, safe);
}

/* A line of its own before the first, with its indentation. */
static void advise_pipefail(Linter *linter, const Script *script, Diag *diag)
{
    uint32_t offset = (uint32_t)strspn(script->text, " \t\n");
    if (!script->is_block || !script->lines.len) {
        diag_help(linter->diags, diag,
                  "begin the script with `set -o pipefail`");
        return;
    }
    Span at = script_at(script, offset, offset);
    const Source *source = sources_find(&linter->session->sources, at.start);
    uint32_t end = at.start - source->base, start = end;
    while (start > 0 && strchr(" \t", source->text[start - 1]))
        start--;
    bool begins = start > 0 && source->text[start - 1] == '\n';
    diag_fix(linter->diags, diag, FIX_UNSAFE, at,
             begins ? arena_print(linter->arena, "set -o pipefail\n%.*s",
                                  (int)(end - start), source->text + start)
                    : "set -o pipefail; ",
             "let a pipe fail with any of its commands");
}

void lint_hidden_pipe_failure(Linter *linter, const Script *script)
{
    const ShellCommand *command = find_command(script->shell, may_fail);
    if (!script->text || !script->is_bash || !command ||
        strstr(script->text, "pipefail"))
        return;
    for (uint32_t i = 1; i < script->flag; i++)
        if (strcmp(script->words.at[i].text, "pipefail") == 0)
            return;
    Diag *diag = diag_add(
        linter->diags, "W0452", script_command_at(script, command),
        "when `%s` fails here, the script goes on", shell_program(command));
    advise_pipefail(linter, script, diag);
}

/* ---- W0453 ---- */

static bool is_unchecked_curl(const ShellCommand *command)
{
    if (strcmp(shell_program(command), "curl") != 0)
        return false;
    for (uint32_t i = 1; i < command->words.len; i++) {
        const char *word = command->words.at[i].text;
        bool is_short = word[0] == '-' && word[1] != '-';
        if (strncmp(word, "--fail", 6) == 0 ||
            strcmp(word, "--write-out") == 0 ||
            strcmp(word, "--version") == 0 ||
            (is_short && strpbrk(word, "fwV")))
            return false;
    }
    return true;
}

void lint_curl_without_fail(Linter *linter, const Script *script)
{
    const ShellCommand *command =
        find_command(script->shell, is_unchecked_curl);
    if (!command)
        return;
    Span span = script_command_at(script, command);
    Diag *diag = diag_add(linter->diags, "W0453", span,
                          "this `curl` is content with an error's page");
    if (script->text && script->lines.len)
        diag_fix(linter->diags, diag, FIX_UNSAFE, (Span){span.end, span.end},
                 " --fail", "let it fail when the server does");
    else
        diag_help(linter->diags, diag, "add `--fail`");
}

/* ---- W0454 ---- */

typedef struct Installer {
    const char *program;
    const char *verb;
} Installer;

static bool installs(const ShellCommand *command)
{
    static const Installer installers[] = {
        {"pip", "install"},   {"pip3", "install"}, {"apt-get", "install"},
        {"apt", "install"},   {"apk", "add"},      {"yum", "install"},
        {"dnf", "install"},   {"npm", "install"},  {"conda", "install"},
        {"mamba", "install"}, {"gem", "install"},  {"cargo", "install"},
        {"go", "install"},    {"brew", "install"}, {"uv", "pip"},
        {"python", "pip"},    {"python3", "pip"},
    };
    for (size_t i = 0; i < sizeof(installers) / sizeof(*installers); i++)
        if (strcmp(shell_program(command), installers[i].program) == 0 &&
            shell_has_word(command, installers[i].verb))
            return true;
    return false;
}

void lint_installs_when_it_runs(Linter *linter, const Script *script)
{
    const ShellCommand *command = find_command(script->shell, installs);
    if (!command)
        return;
    Diag *diag =
        diag_add(linter->diags, "W0454", script_command_at(script, command),
                 "`%s` installs something each time the task runs",
                 shell_program(command));
    diag_help(linter->diags, diag, "put it into the image");
}

/* ---- W0455 ---- */

static bool runs_input(const ShellCommand *command)
{
    static const char *const names[] = {"sh",     "bash",    "ash", "dash",
                                        "python", "python3", NULL};
    bool has_script = command->words.len > 1 &&
                      strcmp(command->words.at[1].text, "-") != 0 &&
                      strcmp(command->words.at[1].text, "-s") != 0 &&
                      strcmp(command->words.at[1].text, "-eu") != 0 &&
                      strcmp(command->words.at[1].text, "-e") != 0;
    return command->reads_pipe && is_program(command, names) && !has_script;
}

static bool downloads(const ShellCommand *command)
{
    static const char *const names[] = {"curl", "wget", NULL};
    return command->writes_pipe && is_program(command, names);
}

void lint_download_executed(Linter *linter, const Script *script)
{
    const Shell *shell = script->shell;
    for (uint32_t i = 1; !shell->broken && i < shell->commands.len; i++) {
        const ShellCommand *command = &shell->commands.at[i];
        if (!runs_input(command) || !downloads(command - 1))
            continue;
        Diag *diag = diag_add(
            linter->diags, "W0455", script_command_at(script, command),
            "`%s` runs what was just downloaded", shell_program(command));
        diag_help(linter->diags, diag,
                  "put the program into the image, or compare its checksum "
                  "before it runs");
    }
}

/* ---- W0456 ---- */

void lint_input_in_script(Linter *linter, const Script *script)
{
    const CommandWord *word =
        script->flag ? &script->words.at[script->flag + 1] : NULL;
    if (!word || !word->pasted)
        return;
    const char *name = word->pasted->name.sym->text;
    Diag *diag = diag_add(linter->diags, "W0456", word->span,
                          "the input `%s` is pasted into a script: `; rm -rf "
                          "/` in it would be run",
                          name);
    diag_help(linter->diags, diag,
              "`using shell` gives it as a variable, `\"$%s\"`; or give `{%s}` "
              "as an argument behind the script, which is `\"$1\"` in it",
              name, name);
}

/* ---- W0457 ---- */

static bool tells_time(const ShellCommand *command)
{
    static const char *const names[] = {"uuidgen", "shuf", NULL};
    if (is_program(command, names))
        return !shell_has_word(command, "--random-source");
    if (strcmp(shell_program(command), "date") != 0)
        return false;
    for (uint32_t i = 1; i < command->words.len; i++) {
        const char *word = command->words.at[i].text;
        bool is_short = word[0] == '-' && word[1] != '-';
        if ((is_short && strpbrk(word, "drf")) ||
            strncmp(word, "--date", 6) == 0)
            return false;
    }
    return true;
}

static bool names_random(const ShellVar *var)
{
    return is_same("RANDOM", var->name, var->name_len) ||
           is_same("EPOCHSECONDS", var->name, var->name_len);
}

static void complain_chance(Linter *linter, const Script *script, Span span,
                            const char *what)
{
    Diag *diag = diag_add(linter->diags, "W0457", span,
                          "`%s` is cached, and its result depends on %s",
                          name_of(script->task), what);
    diag_help(linter->diags, diag,
              "make it an input, which is then a part of the cache's key");
}

void lint_cached_chance(Linter *linter, const Script *script)
{
    const Settings *settings = script->task->as.task.settings;
    const Shell *shell = script->shell;
    if (!settings_has(settings, SETTING_CACHE) || shell->broken)
        return;
    const ShellCommand *command = find_command(shell, tells_time);
    if (command)
        complain_chance(linter, script, script_command_at(script, command),
                        "when or how often it runs");
    for (uint32_t i = 0; i < shell->vars.len; i++)
        if (names_random(&shell->vars.at[i]))
            complain_chance(linter, script,
                            script_at(script, shell->vars.at[i].start,
                                      shell->vars.at[i].end),
                            "chance");
}
