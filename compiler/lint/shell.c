/* shell.c - a shell script, read as far as lints want to know it: its commands,
 * their words by shell_word.c. */
#include "compiler/lint/shell.h"

#include <string.h>

#include "compiler/lint/shell_reader.h"

enum { DEPTH_MAX = 40 };

static void skip_line(Reader *reader)
{
    while (reader->at < reader->len && reader_peek(reader, 0) != '\n')
        reader->at++;
}

/* ---- commands ---- */

static void end_command(Reader *reader, bool writes_pipe, bool is_condition)
{
    List *list = reader->list;
    if (!list->command.words.len && !writes_pipe)
        return; /* an empty line, perhaps behind a `|` */
    list->command.writes_pipe = writes_pipe;
    list->command.is_condition = is_condition || list->in_condition;
    if (list->command.words.len)
        vec_push(reader->arena, &reader->shell->commands, list->command);
    list->command = (ShellCommand){.reads_pipe = writes_pipe};
}

/* ---- redirections ---- */

static void read_redirection(Reader *reader)
{
    bool is_here = reader_is_at(reader, "<<") && !reader_is_at(reader, "<<<");
    HereDoc here = {.strips_tabs = is_here && reader_peek(reader, 2) == '-'};
    if (reader_is_at(reader, "<(") || reader_is_at(reader, ">(")) {
        reader->at += 2;
        shell_read_list(reader, ')');
        return;
    }
    while (reader_peek(reader, 0) == '<' || reader_peek(reader, 0) == '>')
        reader->at++;
    if (here.strips_tabs || reader_peek(reader, 0) == '&' ||
        reader_peek(reader, 0) == '|')
        reader->at++;
    reader_skip_blanks(reader);
    here.end =
        shell_read_word(reader, is_here ? SHELL_WHOLE : SHELL_SPLIT).text;
    if (is_here)
        vec_push(reader->arena, &reader->here, here);
}

static void skip_here_document(Reader *reader, const HereDoc *here)
{
    size_t len = strlen(here->end);
    while (reader->at < reader->len) {
        while (here->strips_tabs && reader_peek(reader, 0) == '\t')
            reader->at++;
        uint32_t line = reader->at;
        skip_line(reader);
        bool ends = reader->at - line == len &&
                    memcmp(reader->text + line, here->end, len) == 0;
        reader->at += reader->at < reader->len;
        if (ends)
            return;
    }
}

static void read_newline(Reader *reader)
{
    end_command(reader, false, false);
    reader->at++;
    for (uint32_t i = 0; i < reader->here.len; i++)
        skip_here_document(reader, &reader->here.at[i]);
    reader->here.len = 0;
}

/* ---- words of the shell itself ---- */

/* The variable gets what stands from `value` up to the reader. */
static void assign(Reader *reader, uint32_t name, uint32_t name_end,
                   uint32_t value)
{
    ShellAssignment assignment = {reader->text + name, name_end - name,
                                  reader->text + value, reader->at - value};
    vec_push(reader->arena, &reader->shell->assignments, assignment);
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static void read_for(Reader *reader)
{
    reader_skip_blanks(reader);
    if (reader_is_at(reader, "((")) {
        shell_skip_brackets(reader, '(', ')');
        return;
    }
    ShellWord name = shell_read_word(reader, SHELL_WHOLE);
    reader_skip_blanks(reader);
    if (!reader_is_at(reader, "in") ||
        reader_is_name_char(reader_peek(reader, 2)))
        return;
    reader->at += 2;
    for (reader_skip_blanks(reader);
         !reader_at_end(reader) && !shell_ends_word(reader);
         reader_skip_blanks(reader)) {
        ShellWord item = shell_read_word(reader, SHELL_LIST);
        assign(reader, name.start, name.end, item.start);
    }
}

static void read_case(Reader *reader)
{
    reader_skip_blanks(reader);
    shell_read_word(reader, SHELL_WHOLE);
    while (reader_skip_blanks(reader), reader_peek(reader, 0) == '\n')
        reader->at++;
    if (!reader_is_at(reader, "in"))
        reader_give_up(reader);
    reader->at += 2;
    reader->list->cases++;
    reader->list->wants_pattern = true;
}

/* `a | b)` of a case, or its end. */
static void read_pattern(Reader *reader)
{
    while (!reader_at_end(reader) && strchr(" \t\r\n(", reader_peek(reader, 0)))
        reader->at++;
    if (reader_peek(reader, 0) == '#') {
        skip_line(reader);
        return;
    }
    reader->list->wants_pattern = false;
    if (reader_is_at(reader, "esac") &&
        !reader_is_name_char(reader_peek(reader, 4))) {
        reader->at += 4;
        reader->list->cases--;
        return;
    }
    while (!reader_at_end(reader) && reader_peek(reader, 0) != ')') {
        if (strchr(" \t|", reader_peek(reader, 0)))
            reader->at++;
        else
            shell_read_word(reader, SHELL_WHOLE);
    }
    reader->at++;
}

static void read_test(Reader *reader)
{
    while (!reader_at_end(reader) && !reader_is_at(reader, "]]")) {
        if (strchr(" \t\r\n;&|<>()", reader_peek(reader, 0)))
            reader->at++;
        else
            shell_read_word(reader, SHELL_WHOLE);
    }
    reader->at += 2;
}

/* True: the word belongs to the shell, and a command may follow. */
static bool is_keyword(Reader *reader, const char *word)
{
    static const char *const conditions[] = {"if", "while", "until", "elif",
                                             NULL};
    static const char *const bodies[] = {"then", "do", NULL};
    static const char *const others[] = {"else", "fi", "done", "{",
                                         "}",    "!",  "time", NULL};
    if (is_one_of(word, conditions))
        reader->list->in_condition = true;
    else if (is_one_of(word, bodies))
        reader->list->in_condition = false;
    else if (strcmp(word, "for") == 0 || strcmp(word, "select") == 0)
        read_for(reader);
    else if (strcmp(word, "case") == 0)
        read_case(reader);
    else if (strcmp(word, "[[") == 0)
        read_test(reader);
    else if (strcmp(word, "esac") == 0 && reader->list->cases)
        reader->list->cases--, reader->list->wants_pattern = false;
    else
        return is_one_of(word, others);
    return true;
}

/* ---- a command, word by word ---- */

/* How long the `name=` or `name+=` at the reader is; 0: it is none. */
static uint32_t assignment_len(const Reader *reader)
{
    uint32_t len = 0;
    while (reader_is_name_char(reader_peek(reader, len)))
        len++;
    uint32_t name = len;
    len += reader_peek(reader, len) == '+';
    return name && !reader_is_digit(reader_peek(reader, 0)) &&
                   reader_peek(reader, len) == '='
               ? len + 1
               : 0;
}

static void read_assignment(Reader *reader, uint32_t len)
{
    uint32_t name = reader->at, name_end = name;
    while (reader_is_name_char(reader->text[name_end]))
        name_end++;
    reader->at += len;
    uint32_t value = reader->at;
    if (reader_peek(reader, 0) == '(')
        shell_skip_brackets(reader, '(', ')');
    else if (!reader_at_end(reader) && !shell_ends_word(reader))
        shell_read_word(reader, SHELL_WHOLE);
    assign(reader, name, name_end, value);
}

static bool declares(const ShellCommand *command)
{
    static const char *const words[] = {"export",  "local",   "readonly",
                                        "declare", "typeset", NULL};
    return command->words.len && is_one_of(command->words.at[0].text, words);
}

static void read_command_word(Reader *reader)
{
    ShellCommand *command = &reader->list->command;
    uint32_t assigned = assignment_len(reader);
    if (assigned && (!command->words.len || declares(command))) {
        read_assignment(reader, assigned);
        return;
    }
    bool is_first = command->words.len == 0;
    ShellWord word = shell_read_word(reader, SHELL_SPLIT);
    bool is_bare = word.end - word.start == strlen(word.text);
    bool is_number = is_bare && word.text[0] &&
                     word.text[strspn(word.text, "0123456789")] == '\0';
    if (is_number && strchr("<>", reader_peek(reader, 0)) &&
        reader_peek(reader, 0))
        return; /* 2>&1 */
    if (is_first && is_bare && is_keyword(reader, word.text))
        return;
    vec_push(reader->arena, &command->words, word);
}

/* A subshell, `((…))`, or the brackets of a function's name. */
static void read_opening(Reader *reader)
{
    ShellCommand *command = &reader->list->command;
    if (command->words.len == 1 && reader_peek(reader, 1) == ')') {
        command->words.len = 0;
        reader->at += 2;
    } else if (command->words.len) {
        reader_give_up(reader);
    } else if (reader_peek(reader, 1) == '(') {
        shell_skip_brackets(reader, '(', ')');
    } else {
        reader->at++;
        shell_read_list(reader, ')');
    }
}

static void read_operator(Reader *reader)
{
    char c = reader_peek(reader, 0);
    bool is_double = reader_peek(reader, 1) == c;
    end_command(reader, c == '|' && !is_double, is_double && c != ';');
    reader->at += is_double ? 2 : 1;
    if (c == '|' && !is_double && reader_peek(reader, 0) == '&')
        reader->at++;
    if (c == ';' && is_double && reader->list->cases)
        reader->list->wants_pattern = true;
}

static void read_step(Reader *reader)
{
    switch (reader_peek(reader, 0)) {
    case '#':
        skip_line(reader);
        break;
    case '\n':
        read_newline(reader);
        break;
    case ';':
    case '&':
    case '|':
        read_operator(reader);
        break;
    case '(':
        read_opening(reader);
        break;
    case ')':
        reader_give_up(reader);
        break;
    case '<':
    case '>':
        read_redirection(reader);
        break;
    default:
        read_command_word(reader);
    }
}

void shell_read_list(Reader *reader, char closer)
{
    List list = {.closer = closer};
    List *outer = reader->list;
    reader->list = &list;
    if (++reader->depth > DEPTH_MAX)
        reader_give_up(reader);
    while (reader_skip_blanks(reader), !reader_at_end(reader)) {
        if (list.wants_pattern)
            read_pattern(reader);
        else if (closer && reader_peek(reader, 0) == closer)
            break;
        else
            read_step(reader);
    }
    end_command(reader, false, false);
    if ((closer && reader_at_end(reader)) || list.cases)
        reader_give_up(reader);
    reader->at += closer != '\0';
    reader->depth--;
    reader->list = outer;
}

Shell *shell_read(Arena *arena, const char *text, uint32_t len)
{
    Shell *shell = arena_new(arena, Shell);
    Reader reader = {.arena = arena, .shell = shell, .text = text, .len = len};
    shell_read_list(&reader, '\0');
    shell->broken |= reader.at > reader.len;
    return shell;
}

const char *shell_program(const ShellCommand *command)
{
    const char *text = command->words.len ? command->words.at[0].text : "";
    const char *slash = strrchr(text, '/');
    return slash ? slash + 1 : text;
}

bool shell_has_word(const ShellCommand *command, const char *word)
{
    for (uint32_t i = 0; i < command->words.len; i++)
        if (strcmp(command->words.at[i].text, word) == 0)
            return true;
    return false;
}
