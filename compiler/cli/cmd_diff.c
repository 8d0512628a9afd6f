/* cmd_diff.c - flw diff: what has changed for those who use it. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/formats/formats.h"
#include "compiler/cli/command.h"
#include "compiler/cli/diff_side.h"
#include "compiler/cli/terminal.h"
#include "compiler/diff/report.h"

static bool is(const char *text, const char *wanted)
{
    return text && strcmp(text, wanted) == 0;
}

static int list_rules(void)
{
    for (int id = 0; id < RULE_COUNT; id++) {
        const Rule *rule = rule_at((RuleId)id);
        printf("%s  %-8s  %-5s  %s\n", rule->code, class_name(rule_class(rule)),
               step_name(rule->step), rule->name);
    }
    return EXIT_FINE;
}

/* ---- formats ---- */

static ChangeClass class_of(const char *word, ChangeClass usual)
{
    for (int class = CLASS_SAFE; class <= CLASS_BREAKING; class ++)
        if (is(word, class_name((ChangeClass) class)))
            return (ChangeClass) class;
    return usual;
}

static RuleText rule_text(Arena *arena, const char *code)
{
    const Rule *rule = rule_find(code);
    return (RuleText){rule->name, rule_page(arena, rule)};
}

static const char *summary_of(const Comparison *comparison)
{
    return arena_print(comparison->arena, "version step: %s; %s",
                       step_name(comparison->step), report_counts(comparison));
}

/* GitHub's marks are few, and for what somebody must look at. */
static void put_diags(Buf *out, const Comparison *comparison,
                      const char *format, ChangeClass least)
{
    Arena *arena = comparison->arena;
    Sources sources;
    Diags diags;
    char here[4096];
    sources_init(&sources, arena);
    diags_init(&diags, arena);
    bool is_sarif = is(format, "sarif");
    if (!is_sarif && least == CLASS_SAFE)
        least = CLASS_RISKY;
    report_diags(&diags, &sources, comparison, least);
    if (is_sarif)
        format_sarif(out, &diags, &sources,
                     &(SarifRun){.rule = rule_text,
                                 .root = getcwd(here, sizeof(here)),
                                 .summary = summary_of(comparison)});
    else
        format_github(out, &diags, &sources);
}

static void print(const CommandInput *input, const Comparison *comparison)
{
    const char *format = command_option(input, "format");
    ChangeClass least = class_of(command_option(input, "show"), CLASS_SAFE);
    Buf out = {.arena = input->arena};
    if (is(format, "json"))
        report_json(&out, comparison, least);
    else if (is(format, "markdown"))
        report_markdown(&out, comparison, least);
    else if (is(format, "sarif") || is(format, "github"))
        put_diags(&out, comparison, format, least);
    else
        report_text(&out, comparison, least, terminal_colour(input, stdout));
    fwrite(buf_string(&out), 1, out.len, stdout);
}

/* ---- the command ---- */

static int status_of(const CommandInput *input, const Comparison *comparison)
{
    const char *fail_on = command_option(input, "fail-on");
    if (is(fail_on, "never"))
        return EXIT_FINE;
    uint32_t bad = comparison->counts[CLASS_BREAKING];
    if (is(fail_on, "risky"))
        bad += comparison->counts[CLASS_RISKY];
    return bad ? EXIT_WRONG : EXIT_FINE;
}

static const char *module_file(const DiffInput *side)
{
    const char *slash = strrchr(side->path, '/');
    const char *name = slash ? slash + 1 : side->path;
    size_t len = strlen(name);
    return len > 4 && strcmp(name + len - 4, ".flw") == 0 ? name : NULL;
}

/* A file is a module, and its name a part of all names in it. */
static void warn_of_names(const DiffInput *old, const DiffInput *new)
{
    const char *was = module_file(old);
    const char *now = module_file(new);
    if (was && now && strcmp(was, now) != 0)
        fprintf(stderr, "note: these are modules of two names, so all that is "
                        "in them has another name\n"
                        "help: to compare two versions of one file, give them "
                        "the same name in two folders\n");
}

static int compare(const CommandInput *input, DiffInput *old, DiffInput *new)
{
    if (!diff_side_open(input, old) || !diff_side_open(input, new))
        return EXIT_USAGE;
    warn_of_names(old, new);
    const Comparison *comparison =
        packages_compare(input->arena, &old->side, &new->side);
    print(input, comparison);
    return status_of(input, comparison);
}

static int run_diff(const CommandInput *input)
{
    if (command_given(input, "list"))
        return list_rules();
    if (input->word_count == 0 || input->word_count > 2) {
        fprintf(stderr, "flw diff: name what was and what is, such as: flw "
                        "diff main, or: flw diff old.tgz new.tgz\n");
        return EXIT_USAGE;
    }
    const char *was = input->words[0];
    const char *now = input->word_count == 2 ? input->words[1] : NULL;
    DiffInput old = {0};
    DiffInput new = {0};
    int status = EXIT_USAGE;
    if (diff_side_find(input, was, now, &old) &&
        (now ? diff_side_find(input, now, was, &new)
             : diff_side_beside(input, &old, &new)))
        status = compare(input, &old, &new);
    diff_side_close(&old);
    diff_side_close(&new);
    return status;
}

static const Option options[] = {
    {"format", 'f', "FORMAT", "text|json|sarif|markdown|github",
     "what to print (text)"},
    {"fail-on", 0, "CLASS", "breaking|risky|never",
     "exit with 1 from this class on (breaking)"},
    {"show", 0, "CLASS", "breaking|risky|safe",
     "leave out what is less than that (safe)"},
    {"list", 0, NULL, NULL, "list all changes that are told apart"},
    {"root", 0, "DIR", NULL, "the project's root"},
    {"color", 0, "WHEN", "auto|always|never", "colour in the text"},
    {"max-errors", 0, "N", NULL, "of sources: show at most N; 0: all (50)"},
    {0},
};

const Command cmd_diff = {
    .name = "diff",
    .summary = "what a new version changes for those who use it",
    .usage = "[OPTIONS] OLD [NEW]",
    .text =
        "Compares the interfaces of two versions and says of each change\n"
        "whether it is breaking, risky or safe for callers: inputs may take\n"
        "more, outputs may give less. Proposes the step of the version.\n"
        "\n"
        "OLD and NEW are each a .flw file or a folder of such, a package of\n"
        "any SDK (.tgz, .tar, .pb, a folder of .pb), or a git revision: REV,\n"
        "or REV:PATH. Without NEW, a revision is compared with the same path\n"
        "on the disk. Exit status: 1 when something breaks, 2 when the two\n"
        "cannot be compared.\n",
    .options = options,
    .run = run_diff,
};
