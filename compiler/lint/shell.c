/* shell.c - a shell script, read as far as lints want to know it. */
#include "compiler/lint/shell.h"

#include <string.h>

#include "base/buf.h"

enum { DEPTH_MAX = 40 };

typedef struct HereDoc {
    const char *end; /* the line that ends it */
    bool strips_tabs;
} HereDoc;

/* The list of commands at work: the script, or one in brackets. */
typedef struct List {
    ShellCommand command; /* under construction */
    char closer;          /* 0, `)` or a backquote */
    uint32_t cases;       /* `case … esac` around */
    bool wants_pattern;   /* of a case */
    bool in_condition;
} List;

typedef struct Reader {
    Arena *arena;
    Shell *shell;
    const char *text;
    uint32_t at;
    uint32_t len;
    uint32_t depth;
    List *list;
    Vec(HereDoc) here; /* begun in this line */
} Reader;

static void read_list(Reader *reader, char closer);

/* ---- characters ---- */

static char peek(const Reader *reader, uint32_t ahead)
{
    uint32_t at = reader->at + ahead;
    return at < reader->len ? reader->text[at] : '\0';
}

static bool is_at(const Reader *reader, const char *what)
{
    size_t len = strlen(what);
    return reader->len - reader->at >= len &&
           memcmp(reader->text + reader->at, what, len) == 0;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool at_end(const Reader *reader)
{
    return reader->at >= reader->len || reader->shell->broken;
}

static void give_up(Reader *reader)
{
    reader->shell->broken = true;
}

static void skip_blanks(Reader *reader)
{
    for (;;) {
        char c = peek(reader, 0);
        if (c == ' ' || c == '\t' || c == '\r')
            reader->at++;
        else if (c == '\\' && peek(reader, 1) == '\n')
            reader->at += 2;
        else
            return;
    }
}

static void skip_line(Reader *reader)
{
    while (reader->at < reader->len && peek(reader, 0) != '\n')
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

/* ---- expansions ---- */

static void add_var(Reader *reader, uint32_t start, uint32_t name, uint32_t len,
                    ShellPlace place)
{
    ShellVar var = {reader->text + name, len,   start,
                    reader->at,          place, reader->list->closer == '`'};
    vec_push(reader->arena, &reader->shell->vars, var);
}

/* From an opening bracket to the one that closes it, over quotes. */
static void skip_brackets(Reader *reader, char open, char close)
{
    uint32_t depth = 0;
    for (; !at_end(reader); reader->at++) {
        char c = peek(reader, 0);
        if (c == '\\')
            reader->at++;
        else if (c == '\'' && close != '}')
            while (++reader->at < reader->len && peek(reader, 0) != '\'') {
            }
        else if (c == open)
            depth++;
        else if (c == close && --depth == 0)
            break;
    }
    if (at_end(reader))
        give_up(reader);
    reader->at++;
}

/* ${x}, ${x:-y}; the length ${#x} is a number. */
static void read_braced(Reader *reader, ShellPlace place)
{
    uint32_t start = reader->at;
    uint32_t name = start + 2;
    reader->at++;
    skip_brackets(reader, '{', '}');
    bool is_length = name < reader->len && reader->text[name] == '#';
    uint32_t len = 0;
    while (name + len < reader->at && is_name_char(reader->text[name + len]))
        len++;
    if (len && !is_length && !reader->shell->broken)
        add_var(reader, start, name, len, place);
}

static void read_plain(Reader *reader, ShellPlace place)
{
    uint32_t start = reader->at++;
    uint32_t name = reader->at;
    if (is_digit(peek(reader, 0)) || peek(reader, 0) == '@' ||
        peek(reader, 0) == '*')
        reader->at++;
    else
        while (is_name_char(peek(reader, 0)))
            reader->at++;
    if (reader->at > name)
        add_var(reader, start, name, reader->at - name, place);
    else if (strchr("#?!$-", peek(reader, 0)) && peek(reader, 0))
        reader->at++;
}

static void read_ansi_quotes(Reader *reader)
{
    for (reader->at += 2; !at_end(reader); reader->at++) {
        if (peek(reader, 0) == '\\')
            reader->at++;
        else if (peek(reader, 0) == '\'')
            break;
    }
    reader->at++;
}

static void read_dollar(Reader *reader, ShellPlace place)
{
    if (is_at(reader, "$((")) {
        reader->at++;
        skip_brackets(reader, '(', ')');
    } else if (is_at(reader, "$(")) {
        reader->at += 2;
        read_list(reader, ')');
    } else if (is_at(reader, "${")) {
        read_braced(reader, place);
    } else if (is_at(reader, "$'") && place != SHELL_WHOLE) {
        read_ansi_quotes(reader);
    } else {
        read_plain(reader, place);
    }
}

/* ---- words ---- */

static void read_backquotes(Reader *reader)
{
    reader->at++;
    read_list(reader, '`');
}

static void read_double_quotes(Reader *reader, Buf *out)
{
    for (reader->at++; !at_end(reader) && peek(reader, 0) != '"';) {
        uint32_t from = reader->at;
        char c = peek(reader, 0);
        if (c == '$')
            read_dollar(reader, SHELL_WHOLE);
        else if (c == '`')
            read_backquotes(reader);
        else
            reader->at += c == '\\' ? 2 : 1;
        if (reader->at <= reader->len)
            buf_add(out, reader->text + from, reader->at - from);
    }
    if (at_end(reader))
        give_up(reader);
    reader->at++;
}

static void read_single_quotes(Reader *reader, Buf *out)
{
    uint32_t from = ++reader->at;
    while (reader->at < reader->len && peek(reader, 0) != '\'')
        reader->at++;
    if (reader->at >= reader->len)
        give_up(reader);
    else
        buf_add(out, reader->text + from, reader->at - from);
    reader->at++;
}

static bool ends_word(const Reader *reader)
{
    char c = peek(reader, 0);
    return strchr(" \t\r\n;&|<>()", c) != NULL ||
           (c == '`' && reader->list->closer == '`');
}

static void read_piece(Reader *reader, ShellPlace place, Buf *out)
{
    uint32_t from = reader->at;
    switch (peek(reader, 0)) {
    case '\\':
        reader->at += 2;
        if (reader->at <= reader->len && reader->text[from + 1] != '\n')
            buf_char(out, reader->text[from + 1]);
        return;
    case '\'':
        read_single_quotes(reader, out);
        return;
    case '"':
        read_double_quotes(reader, out);
        return;
    case '$':
        read_dollar(reader, place);
        break;
    case '`':
        read_backquotes(reader);
        break;
    default:
        reader->at++;
    }
    if (reader->at <= reader->len)
        buf_add(out, reader->text + from, reader->at - from);
}

static ShellWord read_word(Reader *reader, ShellPlace place)
{
    ShellWord word = {.start = reader->at};
    Buf text = {.arena = reader->arena};
    while (!at_end(reader) && !ends_word(reader))
        read_piece(reader, place, &text);
    word.end = reader->at;
    word.text = buf_string(&text);
    if (word.end == word.start && !at_end(reader))
        give_up(reader);
    return word;
}

/* ---- redirections ---- */

static void read_redirection(Reader *reader)
{
    bool is_here = is_at(reader, "<<") && !is_at(reader, "<<<");
    HereDoc here = {.strips_tabs = is_here && peek(reader, 2) == '-'};
    if (is_at(reader, "<(") || is_at(reader, ">(")) {
        reader->at += 2;
        read_list(reader, ')');
        return;
    }
    while (peek(reader, 0) == '<' || peek(reader, 0) == '>')
        reader->at++;
    if (here.strips_tabs || peek(reader, 0) == '&' || peek(reader, 0) == '|')
        reader->at++;
    skip_blanks(reader);
    here.end = read_word(reader, is_here ? SHELL_WHOLE : SHELL_SPLIT).text;
    if (is_here)
        vec_push(reader->arena, &reader->here, here);
}

static void skip_here_document(Reader *reader, const HereDoc *here)
{
    size_t len = strlen(here->end);
    while (reader->at < reader->len) {
        while (here->strips_tabs && peek(reader, 0) == '\t')
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
    skip_blanks(reader);
    if (is_at(reader, "((")) {
        skip_brackets(reader, '(', ')');
        return;
    }
    ShellWord name = read_word(reader, SHELL_WHOLE);
    skip_blanks(reader);
    if (!is_at(reader, "in") || is_name_char(peek(reader, 2)))
        return;
    reader->at += 2;
    for (skip_blanks(reader); !at_end(reader) && !ends_word(reader);
         skip_blanks(reader)) {
        ShellWord item = read_word(reader, SHELL_LIST);
        assign(reader, name.start, name.end, item.start);
    }
}

static void read_case(Reader *reader)
{
    skip_blanks(reader);
    read_word(reader, SHELL_WHOLE);
    while (skip_blanks(reader), peek(reader, 0) == '\n')
        reader->at++;
    if (!is_at(reader, "in"))
        give_up(reader);
    reader->at += 2;
    reader->list->cases++;
    reader->list->wants_pattern = true;
}

/* `a | b)` of a case, or its end. */
static void read_pattern(Reader *reader)
{
    while (!at_end(reader) && strchr(" \t\r\n(", peek(reader, 0)))
        reader->at++;
    if (peek(reader, 0) == '#') {
        skip_line(reader);
        return;
    }
    reader->list->wants_pattern = false;
    if (is_at(reader, "esac") && !is_name_char(peek(reader, 4))) {
        reader->at += 4;
        reader->list->cases--;
        return;
    }
    while (!at_end(reader) && peek(reader, 0) != ')') {
        if (strchr(" \t|", peek(reader, 0)))
            reader->at++;
        else
            read_word(reader, SHELL_WHOLE);
    }
    reader->at++;
}

static void read_test(Reader *reader)
{
    while (!at_end(reader) && !is_at(reader, "]]")) {
        if (strchr(" \t\r\n;&|<>()", peek(reader, 0)))
            reader->at++;
        else
            read_word(reader, SHELL_WHOLE);
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
    while (is_name_char(peek(reader, len)))
        len++;
    uint32_t name = len;
    len += peek(reader, len) == '+';
    return name && !is_digit(peek(reader, 0)) && peek(reader, len) == '='
               ? len + 1
               : 0;
}

static void read_assignment(Reader *reader, uint32_t len)
{
    uint32_t name = reader->at, name_end = name;
    while (is_name_char(reader->text[name_end]))
        name_end++;
    reader->at += len;
    uint32_t value = reader->at;
    if (peek(reader, 0) == '(')
        skip_brackets(reader, '(', ')');
    else if (!at_end(reader) && !ends_word(reader))
        read_word(reader, SHELL_WHOLE);
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
    ShellWord word = read_word(reader, SHELL_SPLIT);
    bool is_bare = word.end - word.start == strlen(word.text);
    bool is_number = is_bare && word.text[0] &&
                     word.text[strspn(word.text, "0123456789")] == '\0';
    if (is_number && strchr("<>", peek(reader, 0)) && peek(reader, 0))
        return; /* 2>&1 */
    if (is_first && is_bare && is_keyword(reader, word.text))
        return;
    vec_push(reader->arena, &command->words, word);
}

/* A subshell, `((…))`, or the brackets of a function's name. */
static void read_opening(Reader *reader)
{
    ShellCommand *command = &reader->list->command;
    if (command->words.len == 1 && peek(reader, 1) == ')') {
        command->words.len = 0;
        reader->at += 2;
    } else if (command->words.len) {
        give_up(reader);
    } else if (peek(reader, 1) == '(') {
        skip_brackets(reader, '(', ')');
    } else {
        reader->at++;
        read_list(reader, ')');
    }
}

static void read_operator(Reader *reader)
{
    char c = peek(reader, 0);
    bool is_double = peek(reader, 1) == c;
    end_command(reader, c == '|' && !is_double, is_double && c != ';');
    reader->at += is_double ? 2 : 1;
    if (c == '|' && !is_double && peek(reader, 0) == '&')
        reader->at++;
    if (c == ';' && is_double && reader->list->cases)
        reader->list->wants_pattern = true;
}

static void read_step(Reader *reader)
{
    switch (peek(reader, 0)) {
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
        give_up(reader);
        break;
    case '<':
    case '>':
        read_redirection(reader);
        break;
    default:
        read_command_word(reader);
    }
}

static void read_list(Reader *reader, char closer)
{
    List list = {.closer = closer};
    List *outer = reader->list;
    reader->list = &list;
    if (++reader->depth > DEPTH_MAX)
        give_up(reader);
    while (skip_blanks(reader), !at_end(reader)) {
        if (list.wants_pattern)
            read_pattern(reader);
        else if (closer && peek(reader, 0) == closer)
            break;
        else
            read_step(reader);
    }
    end_command(reader, false, false);
    if ((closer && at_end(reader)) || list.cases)
        give_up(reader);
    reader->at += closer != '\0';
    reader->depth--;
    reader->list = outer;
}

Shell *shell_read(Arena *arena, const char *text, uint32_t len)
{
    Shell *shell = arena_new(arena, Shell);
    Reader reader = {.arena = arena, .shell = shell, .text = text, .len = len};
    read_list(&reader, '\0');
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
