/* effects.c - does a task write outside of Flyte? */
#include "compiler/lint/effects.h"

#include <ctype.h>
#include <string.h>

/* A program with the words that make it write, one of which is there. */
typedef struct Writer {
    const char *program;
    const char *words; /* separated by blanks; "" : always */
    const char *what;
} Writer;

static const Writer writers[] = {
    {"curl",
     "POST PUT PATCH DELETE -d --data --data-raw --data-binary "
     "--data-urlencode --json -F --form -T --upload-file",
     "sends something with `curl`"},
    {"wget", "--post-data --post-file --body-data --body-file",
     "sends something with `wget`"},
    {"gsutil", "rm mv", "changes a bucket"},
    {"git", "push", "pushes to a repository"},
    {"docker", "push", "pushes an image"},
    {"podman", "push", "pushes an image"},
    {"skopeo", "copy delete", "pushes an image"},
    {"twine", "upload", "publishes a package"},
    {"npm", "publish", "publishes a package"},
    {"huggingface-cli", "upload", "uploads a model"},
    {"hf", "upload", "uploads a model"},
    {"kubectl", "apply create delete patch replace scale",
     "changes the cluster"},
    {"helm", "install upgrade uninstall", "changes the cluster"},
    {"terraform", "apply destroy", "changes infrastructure"},
    {"rclone", "copy copyto move moveto sync delete", "changes a remote"},
    {"azcopy", "copy sync remove", "changes a container of blobs"},
    {"scp", "", "copies to another machine"},
    {"sftp", "", "copies to another machine"},
    {"mail", "", "sends mail"},
    {"mailx", "", "sends mail"},
    {"sendmail", "", "sends mail"},
};

static bool is_word_of(const char *word, const char *words)
{
    size_t len = strlen(word);
    for (const char *at = words; *at;) {
        size_t size = strcspn(at, " ");
        if (size == len && memcmp(at, word, len) == 0)
            return true;
        at += size + (at[size] == ' ');
    }
    return false;
}

static bool writes(const ShellCommand *command, const Writer *writer)
{
    if (strcmp(shell_program(command), writer->program) != 0)
        return false;
    if (!*writer->words)
        return true;
    for (uint32_t i = 1; i < command->words.len; i++) {
        const char *word = command->words.at[i].text;
        size_t option = strcspn(word, "=");
        bool is_long = strncmp(word, "--", 2) == 0 && word[option];
        char start[32] = "";
        if (is_long && option < sizeof(start))
            memcpy(start, word, option);
        if (is_word_of(is_long ? start : word, writer->words) ||
            strncmp(word, "-XP", 3) == 0)
            return true;
    }
    return false;
}

/* aws s3 cp x s3://…, gsutil cp x gs://…: what is written to comes last. */
static const char *copies_out(const ShellCommand *command)
{
    const char *program = shell_program(command);
    bool copies =
        strcmp(program, "gsutil") == 0 || strcmp(program, "gcloud") == 0 ||
        (strcmp(program, "aws") == 0 && shell_has_word(command, "s3"));
    if (!copies)
        return NULL;
    if (shell_has_word(command, "rm"))
        return "deletes from a bucket";
    for (uint32_t i = command->words.len; i-- > 1;) {
        const char *word = command->words.at[i].text;
        if (word[0] == '-')
            continue;
        bool is_bucket =
            strncmp(word, "s3://", 5) == 0 || strncmp(word, "gs://", 5) == 0;
        return is_bucket && !shell_has_word(command, "ls")
                   ? "writes to a bucket"
                   : NULL;
    }
    return NULL;
}

static bool has_statement(const char *text)
{
    static const char *const verbs[] = {"insert ",   "update ", "delete ",
                                        "merge ",    "drop ",   "create ",
                                        "truncate ", "alter ",  NULL};
    char start[10] = "";
    text += strspn(text, " \t\r\n(");
    for (size_t i = 0; i + 1 < sizeof(start) && text[i]; i++)
        start[i] = isspace((unsigned char)text[i])
                       ? ' '
                       : (char)tolower((unsigned char)text[i]);
    for (const char *const *at = verbs; *at; at++)
        if (strncmp(start, *at, strlen(*at)) == 0)
            return true;
    return false;
}

static const char *changes_tables(const ShellCommand *command)
{
    const char *program = shell_program(command);
    if (strcmp(program, "psql") != 0 && strcmp(program, "mysql") != 0)
        return NULL;
    for (uint32_t i = 1; i < command->words.len; i++)
        if (has_statement(command->words.at[i].text))
            return "changes a database";
    return NULL;
}

static const char *command_effect(const ShellCommand *command)
{
    for (size_t i = 0; i < sizeof(writers) / sizeof(*writers); i++)
        if (writes(command, &writers[i]))
            return writers[i].what;
    const char *what = copies_out(command);
    return what ? what : changes_tables(command);
}

static bool script_effect(const Script *script, Effect *out)
{
    const Shell *shell = script->shell;
    for (uint32_t i = 0; !shell->broken && i < shell->commands.len; i++) {
        const ShellCommand *command = &shell->commands.at[i];
        const char *what = command_effect(command);
        if (!what)
            continue;
        *out = (Effect){script_command_at(script, command), what};
        return true;
    }
    return false;
}

/* A query that changes tables; what stands before its first placeholder is
 * enough to tell. */
static bool query_effect(const Decl *task, Effect *out)
{
    const Template *statement = task->as.task.use->statement;
    if (!statement || !statement->parts.len || !statement->parts.at[0].text ||
        !has_statement(statement->parts.at[0].text))
        return false;
    *out = (Effect){statement->span, "changes tables"};
    return true;
}

bool effect_of(const Linter *linter, const Decl *task, Effect *out)
{
    for (uint32_t i = 0; i < linter->scripts.len; i++)
        if (script_effect(&linter->scripts.at[i], out))
            return true;
    if (query_effect(task, out))
        return true;
    *out = (Effect){
        {0, 0},
        "gives nothing back, so whatever it does, it does outside of Flyte"};
    return task->as.task.signature.outputs.len == 0 &&
           task->as.task.use->tag != KIND_ECHO;
}
