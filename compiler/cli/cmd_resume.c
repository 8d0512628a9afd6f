/* cmd_resume.c - flw resume: the rest of a run. */
#include <stdio.h>

#include "compiler/cli/run_options.h"
#include "compiler/cli/run_session.h"
#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"

static bool read_package(const CommandInput *input, RunJob *job,
                         const RunRow *run, Package *package)
{
    const char *why = NULL;
    *package = (Package){.arena = input->arena};
    if (run_package_read(job->home, input->arena, run->id, &job->bytes, &why) &&
        package_read_bytes(package, "package.tgz", job->bytes, &why)) {
        job->package = package;
        job->entity = entity_find(input->arena, package, run->entity, &why);
    }
    if (!job->entity)
        fprintf(stderr, "error: cannot read the package of %s: %s\n", run->id,
                plain_words(input->arena, why));
    return job->entity != NULL;
}

static int resume(const CommandInput *input, RunJob *job)
{
    RunRow *run = run_named(input, job->home, input->words[0]);
    Package package;
    if (!run)
        return EXIT_USAGE;
    CommandInput all = *input;
    const char *folder = NULL;
    if (!run_options_restore(&all, run->options, &folder)) {
        fprintf(stderr, "error: the options of %s are damaged\n", run->id);
        return EXIT_PLATFORM;
    }
    job->id = run->id;
    if (run->phase == PHASE_SUCCEEDED)
        return run_send_events(&all, job);
    if (!run_options_read(&all, &job->options) ||
        !read_package(input, job, run, &package))
        return EXIT_USAGE;
    job->inputs = run->inputs;
    job->options.kept = run_options_kept(&all, folder);
    job->options.source = run->source;
    job->options.tasks.home = job->home;
    job->options.tasks.source = folder;
    if (job->package->sources.len)
        job->options.tasks.code = &job->package->sources.at[0].bytes;
    job->options.tasks.entity = job->entity->name;
    return run_session(&all, job, run);
}

static int run_resume(const CommandInput *input)
{
    RunJob job = {.arena = input->arena};
    const char *why = NULL;
    if (input->word_count != 1) {
        fprintf(stderr, "flw resume: name a run, or `last`; see: flw runs\n");
        return EXIT_USAGE;
    }
    job.home = home_of(input);
    if (!job.home)
        return EXIT_USAGE;
    int status = resume(input, &job);
    if (!home_close(job.home, &why)) {
        fprintf(stderr, "error: the platform failed: %s\n", why);
        return EXIT_PLATFORM;
    }
    return status;
}

static const Option options[] = {
    RUN_OPTIONS,
    SHOW_OPTIONS,
    {0},
};

const Command cmd_resume = {
    .name = "resume",
    .summary = "go on with a run that failed or was killed",
    .usage = "RUN|last [OPTIONS]",
    .text =
        "Runs what is left of a run: after a kill, a failure, a fix of what\n"
        "was outside. Nodes that succeeded keep their outputs and are not run\n"
        "again; the package and the inputs are those of the run. Options are\n"
        "as they were given to `flw run`, unless they are given here. To run\n"
        "a changed program, start a new run: what is cached is not repeated.\n"
        "Of a run that succeeded, events that could not be sent go out.\n",
    .options = options,
    .run = run_resume,
};
