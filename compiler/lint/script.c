/* script.c - the scripts and commands of tasks, and where they are written. */
#include <string.h>

#include "compiler/lint/linter.h"

/* ---- places ---- */

/* What lies between the quotes of a literal; an empty span: it is none. */
static Span find_body(const Source *source, Script *script)
{
    const char *text = source->text + (script->span.start - source->base);
    uint32_t len = script->span.end - script->span.start;
    uint32_t raw = text[0] == 'r';
    bool is_block = len >= raw + 6 && memcmp(text + raw, "\"\"\"", 3) == 0;
    uint32_t quotes = is_block ? 3 : 1;
    if (len < raw + 2 || text[raw] != '"')
        return (Span){0, 0};
    script->is_block = raw && is_block;
    return (Span){script->span.start + raw + quotes, script->span.end - quotes};
}

/* The first line of a block is not its text if it is blank. */
static uint32_t first_line(Source *source, Span body)
{
    const char *text = source->text + (body.start - source->base);
    Place place = source_place(source, body.start);
    bool is_blank = strchr("\r\n", text[strspn(text, " \t")]) != NULL;
    return place.line + (is_blank && text[-2] == '"');
}

/* The place of a line of the text: it is the end of its line in the source,
 * whose indentation may have been taken away. 0: it is not. */
static uint32_t place_line(Source *source, uint32_t line, const char *text,
                           uint32_t body_end)
{
    uint32_t from, to, len = (uint32_t)strcspn(text, "\n");
    if (!source_has_line(source, line))
        return 0;
    source_line(source, line, &from, &to);
    if (to > body_end - source->base)
        to = body_end - source->base;
    bool same =
        to >= from + len && memcmp(source->text + to - len, text, len) == 0;
    return same ? source->base + to - len : 0;
}

static void find_lines(Linter *linter, Script *script, uint32_t len)
{
    Source *source =
        sources_find(&linter->session->sources, script->span.start);
    Span body = find_body(source, script);
    if (span_is_nowhere(body))
        return;
    uint32_t line = first_line(source, body);
    for (uint32_t start = 0; start < len; line++) {
        const char *text = script->text + start;
        uint32_t at = place_line(source, line, text, body.end);
        if (!at) { /* then no place of the script is known */
            script->lines.len = 0;
            return;
        }
        vec_push(linter->arena, &script->lines, ((ScriptLine){start, at}));
        start += (uint32_t)strcspn(text, "\n") + 1;
    }
}

static uint32_t position_of(const Script *script, uint32_t offset)
{
    uint32_t first = 0, last = script->lines.len;
    while (last - first > 1) {
        uint32_t middle = first + (last - first) / 2;
        if (script->lines.at[middle].start <= offset)
            first = middle;
        else
            last = middle;
    }
    const ScriptLine *line = &script->lines.at[first];
    return line->at + (offset - line->start);
}

Span script_at(const Script *script, uint32_t start, uint32_t end)
{
    if (!script->text)
        return start < script->words.len ? script->words.at[start].span
                                         : script->span;
    if (!script->lines.len)
        return script->span;
    return (Span){position_of(script, start), position_of(script, end)};
}

Span script_command_at(const Script *script, const ShellCommand *command)
{
    const ShellWord *word = &command->words.at[0];
    return script_at(script, word->start, word->end);
}

/* ---- commands ---- */

static bool is_bash(const char *program)
{
    return strstr(program, "bash") || strstr(program, "zsh");
}

static bool is_shell(const char *program)
{
    static const char *const shells[] = {"sh",  "bash", "ash", "dash",
                                         "zsh", "ksh",  NULL};
    const char *slash = strrchr(program, '/');
    for (const char *const *at = shells; *at; at++)
        if (strcmp(slash ? slash + 1 : program, *at) == 0)
            return true;
    return false;
}

/* Which word is the flags with the `c`, behind which the script stands; 0:
 * the command is no shell with a script. */
static uint32_t find_flag(const CommandWords *words)
{
    if (words->len < 3 || !is_shell(words->at[0].text))
        return 0;
    for (uint32_t i = 1; i + 1 < words->len; i++) {
        const char *word = words->at[i].text;
        if (word[0] != '-' && strcmp(words->at[i - 1].text, "-o") != 0)
            return 0;
        if (word[0] == '-' && word[1] != '-' && strchr(word, 'c'))
            return i;
    }
    return 0;
}

/* As if a shell had read it: each word is one. */
static const Shell *single_command(Linter *linter, const CommandWords *words)
{
    Shell *shell = arena_new(linter->arena, Shell);
    ShellCommand command = {0};
    for (uint32_t i = 0; i < words->len; i++) {
        ShellWord word = {words->at[i].text, i, i};
        vec_push(linter->arena, &command.words, word);
    }
    vec_push(linter->arena, &shell->commands, command);
    return shell;
}

static void add_command(Linter *linter, const Decl *task, CommandWords words,
                        Scripts *out)
{
    Script script = {.task = task, .words = words};
    if (!words.len)
        return;
    script.flag = find_flag(&words);
    if (script.flag) {
        const CommandWord *word = &words.at[script.flag + 1];
        uint32_t len = (uint32_t)strlen(word->text);
        script.text = word->text;
        script.span = word->span;
        script.is_bash = is_bash(words.at[0].text);
        script.shell = shell_read(linter->arena, script.text, len);
        find_lines(linter, &script, len);
    } else {
        script.span = words.at[0].span;
        script.shell = single_command(linter, &words);
    }
    vec_push(linter->arena, out, script);
}

/* ---- by kind ---- */

static void add_script(Linter *linter, const Decl *task, Scripts *out)
{
    const KindUse *use = task->as.task.use;
    const Value *value =
        text_of(linter, record_value(task->as.task.using, "script"));
    if (!value || !use->script)
        return;
    uint32_t len = (uint32_t)strlen(use->script);
    Script script = {.task = task,
                     .text = use->script,
                     .span = value->span,
                     .is_bash = use->shell && is_bash(use->shell)};
    script.shell = shell_read(linter->arena, use->script, len);
    find_lines(linter, &script, len);
    vec_push(linter->arena, out, script);
}

static bool is_free_text(const Local *param)
{
    return param->kind == LOCAL_INPUT &&
           type_base(param->type)->kind == TYPE_STRING;
}

static void add_templates(Linter *linter, const TemplateVec *templates,
                          CommandWords *words)
{
    for (uint32_t i = 0; i < templates->len; i++) {
        const Template *template = &templates->at[i];
        CommandWord word = {.span = template->span};
        Buf text = {.arena = linter->arena};
        for (uint32_t j = 0; j < template->parts.len; j++) {
            const TemplatePart *part = &template->parts.at[j];
            buf_text(&text,
                     part->text ? part->text : part->param->name.sym->text);
            if (!part->text && !word.pasted && is_free_text(part->param))
                word.pasted = part->param;
        }
        word.text = buf_string(&text);
        vec_push(linter->arena, words, word);
    }
}

static void add_values(Linter *linter, const Value *list, CommandWords *words)
{
    for (uint32_t i = 0; i < value_count(list); i++) {
        const Value *item = list->as.list.at[i];
        CommandWord word = {item->as.string.at, item->span, NULL};
        if (item->kind == VALUE_STRING)
            vec_push(linter->arena, words, word);
    }
}

static void add_pod(Linter *linter, const Decl *task, Scripts *out)
{
    const Value *containers =
        value_member(linter, task->as.task.use->pod_spec, "containers");
    for (uint32_t i = 0; i < value_count(containers); i++) {
        const Value *container = containers->as.list.at[i];
        CommandWords words = {0};
        add_values(linter, value_member(linter, container, "command"), &words);
        add_values(linter, value_member(linter, container, "args"), &words);
        add_command(linter, task, words, out);
    }
}

void scripts_of(Linter *linter, const Decl *task, Scripts *out)
{
    const KindUse *use = task->as.task.use;
    CommandWords words = {0};
    if (use->tag == KIND_SHELL) {
        add_script(linter, task, out);
    } else if (use->tag == KIND_CONTAINER) {
        add_templates(linter, &use->command, &words);
        add_templates(linter, &use->args, &words);
        add_command(linter, task, words, out);
    } else if (use->tag == KIND_POD && use->pod_spec) {
        add_pod(linter, task, out);
    }
}
