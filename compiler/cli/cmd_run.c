/* cmd_run.c - flw run: a workflow, here and now. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "compiler/cli/run_options.h"
#include "compiler/cli/run_session.h"
#include "compiler/cli/target.h"
#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"
#include "runtime/store/take.h"

/* Files that inputs and fallbacks name become objects. */
static const IdlLiteralMap *take_inputs(const CommandInput *input, Home *home,
                                        const IdlLiteralMap *inputs)
{
    IdlLiteralMap *taken = literal_map_new(input->arena);
    char here[4096];
    const char *why = NULL;
    if (!getcwd(here, sizeof(here)))
        here[0] = 0;
    for (size_t i = 0; i < inputs->n_literals; i++) {
        const char *name = inputs->literals[i]->key;
        const IdlLiteral *value = take_files(home, input->arena, here,
                                             inputs->literals[i]->value, &why);
        if (!value) {
            fprintf(stderr, "error: input `%s`: cannot take %s\n", name,
                    plain_words(input->arena, why));
            return NULL;
        }
        literal_map_put(input->arena, taken, name, value);
    }
    return taken;
}

static bool check_obstacles(const RunJob *job)
{
    const char *obstacles = run_obstacles(job);
    if (obstacles)
        fprintf(stderr, "error: %s cannot run here\n%s\n",
                plain_words(job->arena, job->entity->name), obstacles);
    return !obstacles;
}

static int start(const CommandInput *input, RunJob *job,
                 const IdlLiteralMap *inputs)
{
    const char *why = NULL;
    job->home = home_of(input);
    if (!job->home)
        return EXIT_USAGE;
    job->options.tasks.home = job->home;
    int status = EXIT_USAGE;
    job->inputs = take_inputs(input, job->home, inputs);
    if (job->inputs && check_obstacles(job)) {
        job->id = run_id_new(job->home, job->arena, &why);
        if (job->id)
            status = run_session(input, job, NULL);
        else
            fprintf(stderr, "error: cannot start a run: %s\n", why);
    }
    if (!home_close(job->home, &why)) {
        fprintf(stderr, "error: the platform failed: %s\n", why);
        return EXIT_PLATFORM;
    }
    return status;
}

static int run_run(const CommandInput *input)
{
    Target target;
    RunJob job = {.arena = input->arena};
    int status = target_open(input, &target);
    if (status != EXIT_FINE)
        return status;
    const IdlLiteralMap *inputs = target_inputs(input, &target);
    if (!inputs || !run_options_read(input, &job.options))
        return EXIT_USAGE;
    job.package = &target.package;
    job.bytes = target.bytes;
    job.entity = target.entity;
    job.options.kept = run_options_kept(input, target.folder);
    job.options.source = target.path;
    job.options.tasks.source = target.folder;
    if (target.package.sources.len)
        job.options.tasks.code = &target.package.sources.at[0].bytes;
    job.options.tasks.entity = target.entity->name;
    return start(input, &job, inputs);
}

static const Option options[] = {
    {"inputs", 0, "FILE", NULL, "a JSON object of inputs; -: standard input"},
    {"input", 'i', "NAME=VALUE", NULL,
     "one input, whatever its name; again for more"},
    RUN_OPTIONS,
    SHOW_OPTIONS,
    {"root", 0, "DIR", NULL, "the project's root"},
    {"max-errors", 0, "N", NULL, "show at most N; 0: all (50)"},
    {"deny-warnings", 0, NULL, NULL, "run nothing on warnings either"},
    {0},
};

const Command cmd_run = {
    .name = "run",
    .summary = "execute a workflow here, without a cluster",
    .usage = "FILE [ENTITY] [--INPUT VALUE]... [OPTIONS]",
    .text =
        "Executes the protobuf that `flw build` writes, or that another SDK\n"
        "wrote, on this machine and as Flyte would. FILE is a .flw file, a\n"
        "folder of such, or a package; ENTITY a workflow, launch plan or task\n"
        "of it, in full or by its last part.\n"
        "\n"
        "Inputs are flags of their own (`--region sf --days "
        "'[\"2026-01-01\"]'`:\n"
        "texts, times and paths as they stand, everything else as JSON), or\n"
        "come from --inputs; `flw inputs` prints a file to fill in. What is\n"
        "missing, extra or ill-typed is refused before anything starts.\n"
        "\n"
        "Everything of a run is kept below .flw: see flw runs, flw show, flw\n"
        "logs; flw signal answers a gate, flw resume goes on after a failure\n"
        "or a kill. Exit status: 0 succeeded, 1 the user's part failed, 2 it\n"
        "could not be started, 3 the platform's part failed, 130 cancelled.\n",
    .options = options,
    .takes_inputs = true,
    .run = run_run,
};
