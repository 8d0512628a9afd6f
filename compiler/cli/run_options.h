/* run_options.h - how `flw run` and `flw resume` are told to run. */
#ifndef FLW_COMPILER_CLI_RUN_OPTIONS_H
#define FLW_COMPILER_CLI_RUN_OPTIONS_H

#include "compiler/cli/command.h"
#include "runtime/engine/run.h"

/* Those of both commands, one row each; they are kept with the run. */
#define RUN_OPTIONS                                                            \
    {"in", 0, "WHERE", "host|bwrap|podman",                                    \
     "where tasks run (bwrap where it works)"},                                \
        {"network", 0, NULL, NULL,                                             \
         "let tasks in bwrap and podman use the network"},                     \
        {"jobs", 'j', "N", NULL, "processes at once (as many as cores)"},      \
        {"max-parallelism", 0, "N", NULL,                                      \
         "Flyte's limit on running nodes (the launch plan's)"},                \
        {"approve-all", 0, NULL, NULL, "approve every approve(...)"},          \
        {"mock", 0, "TASK=FILE", NULL,                                         \
         "outputs of a task, from a JSON file; again for more"},               \
        {"fake", 0, NULL, NULL,                                                \
         "make outputs up for tasks that cannot run here"},                    \
        {"sql", 0, "sqlite:FILE", NULL, "where sql tasks run"},                \
        {"secrets", 0, "FILE", NULL, "secrets, GROUP_KEY=value a line"},       \
        {"no-cache", 0, NULL, NULL, "neither read the cache nor fill it"},     \
        {"overwrite-cache", 0, NULL, NULL, "run cached tasks, and keep that"}, \
        {"grace", 0, "SECONDS", NULL,                                          \
         "between asking a task to end and killing it (10)"},                  \
    {                                                                          \
        "events", 0, "TARGET", NULL,                                           \
            "Flyte's events as JSON lines: -, a file, http://..., "            \
            "nats://..., "                                                     \
            "kafka://...; again for more"                                      \
    }

/* Those about what is shown. */
#define SHOW_OPTIONS                                                         \
    {"report", 0, "FILE", NULL, "write a page about the run"},               \
        {"quiet", 'q', NULL, NULL, "tell no changes, just how it ended"},    \
        {"json", 0, NULL, NULL, "print the run as one JSON object"},         \
        {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"}, \
    {                                                                        \
        "color", 0, "WHEN", "auto|always|never", "colour"                    \
    }

/* Fills job->options from what was given; paths become absolute, so that a
 * resume from elsewhere finds them. False: said why on stderr. */
bool run_options_read(const CommandInput *input, RunOptions *options);
/* What was given, and the folder of what is run, as JSON for the run's row. */
const char *run_options_kept(const CommandInput *input, const char *folder);
/* And back, under what is given now. False: the row's text is damaged. */
bool run_options_restore(CommandInput *input, const char *kept,
                         const char **folder);

#endif
