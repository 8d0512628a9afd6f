/* cmd_cancel.c - flw cancel: ends a run from another terminal. */
#include <stdio.h>

#include "compiler/cli/run_session.h"
#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"

static int cancel(const CommandInput *input, Home *home)
{
    const RunRow *run = run_named(input, home, input->words[0]);
    const char *reason = command_option(input, "reason");
    const char *why = NULL;
    if (!run)
        return EXIT_USAGE;
    if (phase_is_final(run->phase)) {
        fprintf(stderr, "error: %s has %s already\n", run->id,
                phase_words(run->phase, CACHE_DISABLED));
        return EXIT_USAGE;
    }
    if (!cancel_put(home, run->serial, reason ? reason : "cancelled", &why) ||
        !home_commit(home, &why)) {
        fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
        return EXIT_PLATFORM;
    }
    fprintf(stderr,
            run_folder_poke(home, run->id)
                ? "%s is told to end\n"
                : "%s is not running; a resume would end it at once\n",
            run->id);
    return EXIT_FINE;
}

static int run_cancel(const CommandInput *input)
{
    const char *why = NULL;
    if (input->word_count != 1) {
        fprintf(stderr, "flw cancel: name a run; see: flw runs\n");
        return EXIT_USAGE;
    }
    Home *home = home_of(input);
    if (!home)
        return EXIT_USAGE;
    int status = cancel(input, home);
    return home_close(home, &why) ? status : EXIT_PLATFORM;
}

static const Option options[] = {
    {"reason", 0, "TEXT", NULL, "kept with the run"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {0},
};

const Command cmd_cancel = {
    .name = "cancel",
    .summary = "end a run from another terminal",
    .usage = "RUN [OPTIONS]",
    .text = "Tells the process that drives the run to end its tasks, in order\n"
            "(TERM, a grace period, KILL), and the run as ABORTED.\n",
    .options = options,
    .run = run_cancel,
};
