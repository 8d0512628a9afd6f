/* cmd_completion.c - flw completion: scripts for bash, zsh and fish. */
#include <stdio.h>
#include <string.h>

#include "compiler/cli/command.h"

static void print_commands(char between)
{
    for (const Command *const *at = commands; *at; at++)
        printf("%s%c", (*at)->name, between);
}

static void print_options(const Command *command)
{
    for (const Option *option = command->options; option->name; option++)
        printf("--%s ", option->name);
    printf("--help");
}

/* "tgz dir json text" */
static void print_choices(const Option *option)
{
    for (const char *c = option->choices; *c; c++)
        putchar(*c == '|' ? ' ' : *c);
}

/* What may follow an option that takes one of a few words. */
static void bash_choices(void)
{
    printf("  case \"${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}\" in\n");
    for (const Command *const *at = commands; *at; at++)
        for (const Option *one = (*at)->options; one->name; one++) {
            if (!one->choices)
                continue;
            printf("    '%s --%s') choices='", (*at)->name, one->name);
            print_choices(one);
            printf("' ;;\n");
        }
    printf("  esac\n");
}

static void bash(void)
{
    printf("# bash completion of flw: source this file\n"
           "_flw() {\n"
           "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options= choices=\n"
           "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "    COMPREPLY=($(compgen -W '");
    print_commands(' ');
    printf("--help --version' -- \"$word\"))\n    return\n  fi\n"
           "  case \"${COMP_WORDS[1]}\" in\n");
    for (const Command *const *at = commands; *at; at++) {
        printf("    %s) options='", (*at)->name);
        print_options(*at);
        printf("' ;;\n");
    }
    printf("  esac\n");
    bash_choices();
    printf("  if [ -n \"$choices\" ]; then\n"
           "    COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
           "    return\n  fi\n"
           "  case \"$word\" in\n"
           "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
           "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
           "  esac\n"
           "}\n"
           "complete -o filenames -F _flw flw\n");
}

static void zsh_choices(void)
{
    printf("  case \"$words[2] $words[CURRENT-1]\" in\n");
    for (const Command *const *at = commands; *at; at++)
        for (const Option *one = (*at)->options; one->name; one++) {
            if (!one->choices)
                continue;
            printf("    '%s --%s') compadd -- ", (*at)->name, one->name);
            print_choices(one);
            printf("; return ;;\n");
        }
    printf("  esac\n");
}

static void zsh(void)
{
    printf("#compdef flw\n"
           "_flw() {\n"
           "  if (( CURRENT == 2 )); then\n    compadd -- ");
    print_commands(' ');
    printf("--help --version\n    return\n  fi\n");
    zsh_choices();
    printf("  case $words[2] in\n");
    for (const Command *const *at = commands; *at; at++) {
        printf("    %s) [[ $PREFIX == -* ]] && compadd -- ", (*at)->name);
        print_options(*at);
        printf(" ;;\n");
    }
    /* Loaded from fpath, the file is the function's first call. */
    printf("  esac\n  [[ $PREFIX == -* ]] || _files\n}\n"
           "if [[ $funcstack[1] == _flw ]]; then _flw \"$@\"\n"
           "else compdef _flw flw; fi\n");
}

/* A text between fish's single quotes. */
static void print_fish(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

static void fish_option(const Command *command, const Option *option)
{
    printf("complete -c flw -n '__fish_seen_subcommand_from %s' -l %s",
           command->name, option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    if (option->choices) {
        printf(" -x -a '");
        print_choices(option);
        printf("'");
    } else if (option->value) {
        printf(" -r");
    }
    printf(" -d '");
    print_fish(option->help);
    printf("'\n");
}

static void fish(void)
{
    printf("# fish completion of flw\n");
    for (const Command *const *at = commands; *at; at++) {
        printf("complete -c flw -n __fish_use_subcommand -a %s -d '",
               (*at)->name);
        print_fish((*at)->summary);
        printf("'\n");
        for (const Option *one = (*at)->options; one->name; one++)
            fish_option(*at, one);
    }
}

static int run_completion(const CommandInput *input)
{
    const char *shell = input->word_count == 1 ? input->words[0] : "";
    if (strcmp(shell, "bash") == 0) {
        bash();
    } else if (strcmp(shell, "zsh") == 0) {
        zsh();
    } else if (strcmp(shell, "fish") == 0) {
        fish();
    } else {
        fprintf(stderr, "flw completion: name a shell: bash, zsh or fish\n");
        return EXIT_USAGE;
    }
    return EXIT_FINE;
}

static const Option options[] = {{0}};

const Command cmd_completion = {
    .name = "completion",
    .summary = "print a completion script for a shell",
    .usage = "bash|zsh|fish",
    .text = "Prints the script; for bash: source <(flw completion bash)\n",
    .options = options,
    .run = run_completion,
};
