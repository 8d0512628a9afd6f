/* lint_secret.c - what must not stand in a source. */
#include <ctype.h>
#include <string.h>

#include "compiler/lint/linter.h"

/* ---- W0432 ---- */

static bool ends_in(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* By the last words of its name. */
static bool names_secret(const char *name)
{
    static const char *const ends[] = {
        "PASSWORD",    "PASSWD",     "SECRET",     "TOKEN",
        "API_KEY",     "APIKEY",     "ACCESS_KEY", "PRIVATE_KEY",
        "CREDENTIALS", "SECRET_KEY", "AUTH",       NULL};
    char upper[64];
    size_t len = strlen(name);
    if (len >= sizeof(upper))
        return false;
    for (size_t i = 0; i <= len; i++)
        upper[i] = (char)toupper((unsigned char)name[i]);
    for (const char *const *at = ends; *at; at++)
        if (ends_in(upper, *at))
            return true;
    return false;
}

static void judge_variable(Linter *linter, const char *name, const Value *value)
{
    bool is_text = value && value->kind == VALUE_STRING;
    if (!is_text || !names_secret(name) || !*value->as.string.at ||
        *value->as.string.at == '/')
        return;
    Diag *diag =
        diag_add(linter->diags, "W0432", value->span,
                 "the variable `%s` has its secret in the source", name);
    diag_help(linter->diags, diag,
              "let Flyte give it: `secrets: [{ group: \"db\", key: "
              "\"password\", env: \"%s\" }]`",
              name);
}

static void judge_variables(Linter *linter, const Expr *env)
{
    const Args *args = record_args(env);
    for (uint32_t i = 0; args && i < args->len; i++)
        if (args_name(args, i).sym)
            judge_variable(linter, args_name(args, i).sym->text,
                           text_of(linter, args->values[i]));
}

/* env: [{ name: "X", value: "y" }] of a pod's container. */
static void judge_container(Linter *linter, const Value *container)
{
    const Value *env = value_member(linter, container, "env");
    for (uint32_t i = 0; i < value_count(env); i++) {
        const Value *name = value_member(linter, env->as.list.at[i], "name");
        if (name && name->kind == VALUE_STRING)
            judge_variable(linter, name->as.string.at,
                           value_member(linter, env->as.list.at[i], "value"));
    }
}

static void judge_task(Linter *linter, const Decl *task)
{
    const Value *containers =
        value_member(linter, task->as.task.use->pod_spec, "containers");
    judge_variables(linter, record_value(task->as.task.with, "env"));
    judge_variables(linter, record_value(task->as.task.using, "env"));
    for (uint32_t i = 0; i < value_count(containers); i++)
        judge_container(linter, containers->as.list.at[i]);
}

void lint_secret_in_env(Linter *linter, Decl *decl)
{
    if (decl->kind == DECL_TASK && decl->as.task.use)
        judge_task(linter, decl);
    if (decl->kind == DECL_DEFAULTS)
        judge_variables(linter, record_value(decl->as.defaults.with, "env"));
    for (uint32_t i = 0;
         decl->kind == DECL_LAUNCH && i < decl->as.launch.items.len; i++) {
        const LaunchItem *item = &decl->as.launch.items.at[i];
        if (item->name.sym && strcmp(item->name.sym->text, "env") == 0)
            judge_variables(linter, item->value);
    }
}

/* ---- W0433 ---- */

typedef struct Mark {
    const char *start;
    const char *letters; /* of what follows: A, a, 0 stand for their kinds */
    size_t len;          /* at least so many of them */
    const char *what;
} Mark;

static const Mark marks[] = {
    {"AKIA", "A0", 16, "an access key of AWS"},
    {"ASIA", "A0", 16, "an access key of AWS"},
    {"ghp_", "Aa0", 36, "a token of GitHub"},
    {"gho_", "Aa0", 36, "a token of GitHub"},
    {"github_pat_", "Aa0_", 36, "a token of GitHub"},
    {"glpat-", "Aa0_-", 20, "a token of GitLab"},
    {"hf_", "Aa0", 30, "a token of Hugging Face"},
    {"xoxb-", "Aa0-", 20, "a token of Slack"},
    {"xoxp-", "Aa0-", 20, "a token of Slack"},
    {"AIza", "Aa0_-", 35, "a key of Google"},
    {"sk_live_", "Aa0", 20, "a key of Stripe"},
    {"PRIVATE KEY-----", "", 0, "a private key"},
};

static bool is_of(char c, const char *letters)
{
    if (c >= 'A' && c <= 'Z')
        return strchr(letters, 'A') != NULL;
    if (c >= 'a' && c <= 'z')
        return strchr(letters, 'a') != NULL;
    if (c >= '0' && c <= '9')
        return strchr(letters, '0') != NULL;
    return c && strchr(letters, c) != NULL;
}

static bool has_mark(const char *text, const Mark *mark)
{
    size_t start = strlen(mark->start);
    for (const char *at = text; (at = strstr(at, mark->start)); at += start) {
        size_t len = 0;
        while (is_of(at[start + len], mark->letters))
            len++;
        if (len >= mark->len)
            return true;
    }
    return false;
}

/* scheme://user:password@host */
static bool has_password(const char *text)
{
    for (const char *at = text; (at = strstr(at, "://"));) {
        at += 3;
        size_t user = strcspn(at, ":/@$ \t\n\"'");
        const char *colon = at + user;
        size_t len = *colon == ':' ? strcspn(colon + 1, "@/$ \t\n\"'") : 0;
        if (user && len && colon[1 + len] == '@')
            return true;
    }
    return false;
}

void lint_credential_in_text(Linter *linter, Span span, const char *text)
{
    const char *what = has_password(text) ? "a password in an address" : NULL;
    for (size_t i = 0; !what && i < sizeof(marks) / sizeof(*marks); i++)
        if (has_mark(text, &marks[i]))
            what = marks[i].what;
    if (!what)
        return;
    Diag *diag = diag_add(linter->diags, "W0433", span,
                          "this text holds what looks like %s", what);
    diag_help(linter->diags, diag,
              "make it void, and let a task have the new one by `secrets`");
}
