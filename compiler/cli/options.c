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
    vec_push(out->arena, &out->given,
             ((OptionGiven){index, out->values[index]}));
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

/* ---- inputs among the options ---- */

static bool is_option(const Option *options, const char *name, size_t len)
{
    if (len == 4 && memcmp(name, "help", 4) == 0)
        return true;
    for (; options->name; options++)
        if (strlen(options->name) == len && !memcmp(options->name, name, len))
            return true;
    return false;
}

/* Takes the input that argv[i] names, and the word after it where that is its
 * value; how many words, 0 without a value. */
static int take_input(CommandInput *out, int argc, char **argv, int i)
{
    const char *name = argv[i] + 2;
    size_t len = strcspn(name, "=");
    InputFlag flag = {arena_copy(out->arena, name, len), NULL};
    if (name[len] == '=')
        flag.value = name + len + 1;
    else if (i + 1 < argc)
        flag.value = argv[i + 1];
    else
        return 0;
    vec_push(out->arena, &out->flags, flag);
    return name[len] == '=' ? 1 : 2;
}

/* Moves inputs from argv, whose new length is given; -1: one lacks a value. */
static int take_inputs(const Command *command, CommandInput *out, int argc,
                       char **argv)
{
    int kept = 1;
    for (int i = 1; i < argc;) {
        const char *word = argv[i];
        if (strcmp(word, "--") == 0) {
            while (i < argc)
                argv[kept++] = argv[i++];
        } else if (strncmp(word, "--", 2) != 0 ||
                   is_option(command->options, word + 2,
                             strcspn(word + 2, "="))) {
            argv[kept++] = argv[i++];
        } else {
            int taken = take_input(out, argc, argv, i);
            if (taken == 0) {
                fprintf(stderr, "flw %s: input `%s` needs a value\n",
                        command->name, word);
                return -1;
            }
            i += taken;
        }
    }
    argv[kept] = NULL;
    return kept;
}

bool options_parse(Arena *arena, const Command *command, int argc, char **argv,
                   CommandInput *out, bool *wants_help)
{
    struct option longs[OPTIONS_MAX + 2] = {0};
    Buf letters = {.arena = arena};
    make_tables(command->options, longs, &letters);
    *out = (CommandInput){.arena = arena, .options = command->options};
    if (command->takes_inputs)
        argc = take_inputs(command, out, argc, argv);
    if (argc < 0)
        return false;
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

bool command_given(const CommandInput *input, const char *name)
{
    return command_option(input, name) != NULL;
}

const char *command_next(const CommandInput *input, const char *name,
                         uint32_t *at)
{
    while (*at < input->given.len) {
        const OptionGiven *given = &input->given.at[(*at)++];
        if (strcmp(input->options[given->index].name, name) == 0)
            return given->value;
    }
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
