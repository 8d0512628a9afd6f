/* shell_reader.h - the state of reading a script (private to shell*.c). */
#ifndef FLW_COMPILER_LINT_SHELL_READER_H
#define FLW_COMPILER_LINT_SHELL_READER_H

#include <string.h>

#include "base/vec.h"
#include "compiler/lint/shell.h"

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

/* A word with all its quotes and expansions; what these hold is noted. */
ShellWord shell_read_word(Reader *reader, ShellPlace place);
/* Does the next character belong to no word? */
bool shell_ends_word(const Reader *reader);
/* From an opening bracket to the one that closes it, over quotes. */
void shell_skip_brackets(Reader *reader, char open, char close);
/* Commands up to the closer: 0 (the end), `)` or a backquote. */
void shell_read_list(Reader *reader, char closer);

static inline char reader_peek(const Reader *reader, uint32_t ahead)
{
    uint32_t at = reader->at + ahead;
    return at < reader->len ? reader->text[at] : '\0';
}

static inline bool reader_is_at(const Reader *reader, const char *what)
{
    size_t len = strlen(what);
    return reader->at < reader->len && reader->len - reader->at >= len &&
           memcmp(reader->text + reader->at, what, len) == 0;
}

static inline bool reader_is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

static inline bool reader_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool reader_at_end(const Reader *reader)
{
    return reader->at >= reader->len || reader->shell->broken;
}

static inline void reader_give_up(Reader *reader)
{
    reader->shell->broken = true;
}

static inline void reader_skip_blanks(Reader *reader)
{
    for (;;) {
        char c = reader_peek(reader, 0);
        if (c == ' ' || c == '\t' || c == '\r')
            reader->at++;
        else if (c == '\\' && reader_peek(reader, 1) == '\n')
            reader->at += 2;
        else
            return;
    }
}

#endif
