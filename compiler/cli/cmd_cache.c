/* cmd_cache.c - flw cache: why it hit or missed, whether it is whole, and room
 * made. */
#include <stdio.h>
#include <string.h>

#include "compiler/cli/run_session.h"
#include "runtime/process/loop.h"
#include "runtime/report/words.h"
#include "runtime/store/cache.h"

enum { DAYS_USUAL = 30, DAYS_MAX = 36500 };

static int fail(const CommandInput *input, const char *why)
{
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_USAGE;
}

static int explain(const CommandInput *input, Home *home)
{
    if (input->word_count != 3)
        return fail(input, "flw cache explain wants a run and a node");
    const RunRow *run = run_named(input, home, input->words[1]);
    const char *why = NULL;
    if (!run)
        return EXIT_USAGE;
    const char *text =
        cache_explain(home, input->arena, run->serial, input->words[2], &why);
    if (!text)
        return fail(input, why);
    fputs(text, stdout);
    return EXIT_FINE;
}

static int verify(const CommandInput *input, Home *home)
{
    CacheCount count = {0};
    const char *why = NULL;
    if (!cache_verify(home, &count, &why))
        return fail(input, why);
    printf("%s, %llu spoilt and removed\n",
           count_words(input->arena, count.entries, "cached result"),
           (unsigned long long)count.bad);
    return count.bad ? EXIT_WRONG : EXIT_FINE;
}

static int prune(const CommandInput *input, Home *home)
{
    static const int64_t day = 86400ll * 1000000000;
    CacheCount count = {0};
    const char *why = NULL;
    long days = DAYS_USUAL;
    if (!command_number(input, "days", 0, &days))
        return EXIT_USAGE;
    if (days > DAYS_MAX)
        days = DAYS_MAX;
    if (!cache_prune(home, clock_now() - days * day, &count, &why))
        return fail(input, why);
    printf("removed %s and %s, %.1f MB\n",
           count_words(input->arena, count.removed, "cached result"),
           count_words(input->arena, count.objects, "object"),
           (double)count.bytes / 1e6);
    return EXIT_FINE;
}

static int run_cache(const CommandInput *input)
{
    static const struct {
        const char *name;
        int (*run)(const CommandInput *, Home *);
    } verbs[] = {{"explain", explain}, {"verify", verify}, {"prune", prune}};
    const char *why = NULL;
    const char *verb = input->word_count ? input->words[0] : "";
    for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
        if (strcmp(verbs[i].name, verb) != 0)
            continue;
        Home *home = home_of(input);
        if (!home)
            return EXIT_USAGE;
        int status = verbs[i].run(input, home);
        return home_close(home, &why) ? status : fail(input, why);
    }
    return fail(input, "flw cache wants explain, verify or prune");
}

static const Option options[] = {
    {"days", 0, "N", NULL, "prune: not used for N days (30); 0: everything"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {0},
};

const Command cmd_cache = {
    .name = "cache",
    .summary = "explain, verify or prune what is cached",
    .usage = "explain RUN NODE | verify | prune [--days N]",
    .text =
        "explain: why a node hit the cache or missed it, part by part of its\n"
        "key, and the input that differs. verify: reads everything that is\n"
        "cached again and drops what is spoilt; exit status 1 when something\n"
        "was. prune: removes what was not used for some days, and contents\n"
        "that neither the cache nor a run holds.\n",
    .options = options,
    .run = run_cache,
};
