/* options.c - from argv to a CommandInput, by getopt_long. */
#include "compiler/cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/near.h"

enum { HELP_CODE = 'h', LONG_BASE = 256 };

static size_t count_options(const Option *options)
{
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

/* Fills getopt's tables; an option without a letter gets LONG_BASE + index. */
static void make_tables(const Option *options, struct option *longs,
                        Buf *letters)
{
    size_t count = count_options(options);
    buf_text(letters, ":h");
    for (size_t i = 0; i < count; i++) {
        int has_arg = options[i].value ? required_argument : no_argument;
        longs[i] =
            (struct option){options[i].name, has_arg, NULL, LONG_BASE + (int)i};
        if (!options[i].letter)
            continue;
        buf_char(letters, options[i].letter);
        if (options[i].value)
            buf_char(letters, ':');
    }
    longs[count] = (struct option){"help", no_argument, NULL, HELP_CODE};
}

/* Index of the option that getopt's code stands for; -1: none. */
static int option_index(const Option *options, int code)
{
    if (code >= LONG_BASE)
        return code - LONG_BASE;
    for (int i = 0; options[i].name; i++)
        if (options[i].letter && options[i].letter == (char)code)
            return i;
    return -1;
}

static bool is_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);
    for (const char *at = choices; *at;) {
        size_t size = strcspn(at, "|");
        if (size == len && memcmp(at, value, len) == 0)
            return true;
        at += size + (at[size] == '|');
    }
    return false;
}

static bool take(const Command *command, CommandInput *out, int index,
                 const char *value)
{
    const Option *option = &command->options[index];
    if (option->choices && !is_choice(option->choices, value)) {
        fprintf(stderr, "flw %s: --%s is one of %s, not `%s`\n", command->name,
                option->name, option->choices, value);
        return false;
    }
    out->values[index] = value ? value : "";
    return true;
}

/* "--formta=json" is about `--formta`. */
static void suggest(Arena *arena, const Command *command, const char *word)
{
    size_t len = strcspn(word, "=");
    SymTable syms;
    sym_table_init(&syms, arena);
    Near near = {.wanted = sym_intern(&syms, word, len)};
    for (const Option *option = command->options; option->name; option++)
        near_offer(&near,
                   sym_of(&syms, arena_print(arena, "--%s", option->name)));
    fprintf(stderr, "flw %s: there is no option `%.*s`", command->name,
            (int)len, word);
    if (near.best)
        fprintf(stderr, "; did you mean `%s`?", near.best->text);
    fputc('\n', stderr);
}

static void complain(Arena *arena, const Command *command, int code,
                     char **argv)
{
    const char *word = argv[optind - 1];
    if (code == ':')
        fprintf(stderr, "flw %s: `%s` needs a value\n", command->name, word);
    else if (optopt >= LONG_BASE)
        fprintf(stderr, "flw %s: `--%s` takes no value\n", command->name,
                command->options[optopt - LONG_BASE].name);
    else if (optopt)
        fprintf(stderr, "flw %s: there is no option `-%c`\n", command->name,
                optopt);
    else
        suggest(arena, command, word);
    fprintf(stderr, "see: flw %s --help\n", command->name);
}

bool options_parse(Arena *arena, const Command *command, int argc, char **argv,
                   CommandInput *out, bool *wants_help)
{
    struct option longs[OPTIONS_MAX + 2] = {0};
    Buf letters = {.arena = arena};
    make_tables(command->options, longs, &letters);
    *out = (CommandInput){.arena = arena, .options = command->options};
    optind = 1;
    for (;;) {
        int code = getopt_long(argc, argv, buf_string(&letters), longs, NULL);
        if (code == -1)
            break;
        if (code == HELP_CODE) {
            *wants_help = true;
            continue;
        }
        int index = option_index(command->options, code);
        if (code == '?' || code == ':' || index < 0) {
            complain(arena, command, code, argv);
            return false;
        }
        if (!take(command, out, index, optarg))
            return false;
    }
    out->words = (const char *const *)argv + optind;
    out->word_count = (size_t)(argc - optind);
    return true;
}

const char *command_option(const CommandInput *input, const char *name)
{
    for (size_t i = 0; input->options[i].name; i++)
        if (strcmp(input->options[i].name, name) == 0)
            return input->values[i];
    return NULL;
}

bool command_number(const CommandInput *input, const char *name, long least,
                    long *out)
{
    const char *text = command_option(input, name);
    if (!text)
        return true;
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < least) {
        fprintf(stderr, "flw: --%s wants a whole number from %ld, found `%s`\n",
                name, least, text);
        return false;
    }
    *out = value;
    return true;
}
