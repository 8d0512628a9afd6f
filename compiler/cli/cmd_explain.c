/* cmd_explain.c - flw explain CODE: why an error is one, wrong and right. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "compiler/cli/command.h"
#include "compiler/cli/explain_page.h"
#include "compiler/diff/rule.h"
#include "stdlib/stdlib.h"

/* "# E0301: title" -> the title's first line. */
static void list_pages(void)
{
    for (const EmbeddedText *page = explain_texts; page->name; page++)
        if (strncmp(page->text, "# ", 2) == 0 && page->name[0] != 'R')
            printf("%.*s\n", (int)strcspn(page->text + 2, "\n"),
                   page->text + 2);
}

static const char *upper_case(Arena *arena, const char *code)
{
    char *copy = arena_copy(arena, code, strlen(code));
    for (char *c = copy; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return copy;
}

static int run_explain(const CommandInput *input)
{
    if (input->word_count == 0) {
        list_pages();
        return EXIT_FINE;
    }
    for (size_t i = 0; i < input->word_count; i++) {
        const char *code = upper_case(input->arena, input->words[i]);
        const Rule *rule = rule_find(code);
        const char *page =
            rule ? rule_page(input->arena, rule) : explain_page(code);
        if (!page) {
            fprintf(stderr,
                    "flw explain: there is no diagnostic `%s`; "
                    "`flw explain` lists all\n",
                    input->words[i]);
            return EXIT_USAGE;
        }
        fputs(page, stdout);
    }
    return EXIT_FINE;
}

static const Option options[] = {{0}};

const Command cmd_explain = {
    .name = "explain",
    .summary = "what a diagnostic means, with a wrong and a right example",
    .usage = "[CODE...]",
    .text = "Prints the page of each code, such as E0301; without one, the\n"
            "list of all codes. Also those of changes, such as B110, which\n"
            "`flw diff --list` lists.\n",
    .options = options,
    .run = run_explain,
};
