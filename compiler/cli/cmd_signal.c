/* cmd_signal.c - flw signal: answers a gate from another terminal. */
#include <stdio.h>
#include <string.h>

#include "compiler/cli/run_session.h"
#include "runtime/engine/gates.h"
#include "runtime/report/words.h"
#include "runtime/store/run_folder.h"
#include "runtime/store/take.h"
#include "runtime/value/inputs.h"
#include "runtime/value/literal_text.h"

static int fail(const CommandInput *input, const char *why)
{
    fprintf(stderr, "error: %s\n", plain_words(input->arena, why));
    return EXIT_USAGE;
}

/* The type of the gate of that id in the run's package; NULL: said why. */
static const Gate *find_gate(const CommandInput *input, Home *home,
                             const RunRow *run, const char *id)
{
    const char *why = NULL;
    FileText bytes;
    Package *package = arena_new(input->arena, Package);
    package->arena = input->arena;
    const Gate *gate = NULL;
    if (run_package_read(home, input->arena, run->id, &bytes, &why) &&
        package_read_bytes(package, "package.tgz", bytes, &why))
        gate = gate_find(input->arena, package, id, &why);
    if (!gate)
        fail(input, why);
    return gate;
}

static const IdlLiteral *read_value(const CommandInput *input, Home *home,
                                    const Gate *gate)
{
    const char *text = command_option(input, "value");
    const char *why = NULL;
    InputSlot slot = {.name = gate->id, .type = gate->type, .description = ""};
    InputSlots slots = {&slot, 1};
    InputFaults faults = {0};
    IdlLiteralMap *values = literal_map_new(input->arena);
    inputs_read_flag(input->arena, &slots, gate->id, text, values, &faults);
    if (faults.len) {
        fail(input, faults.at[0].message);
        return NULL;
    }
    const IdlLiteral *value = take_files(home, input->arena, ".",
                                         literal_find(values, gate->id), &why);
    if (!value)
        fail(input, why);
    return value;
}

/* What was given, as the gate wants it. NULL: said why. */
static const IdlLiteral *answer_of(const CommandInput *input, Home *home,
                                   const Gate *gate)
{
    bool approve = command_given(input, "approve");
    if (!gate->is_approval && command_given(input, "value"))
        return read_value(input, home, gate);
    if (gate->is_approval && (approve || command_given(input, "reject")))
        return make_literal(
            input->arena,
            make_scalar(input->arena, make_bool(input->arena, approve)));
    fail(input,
         gate->is_approval
             ? arena_print(input->arena, "`%s` waits for --approve or --reject",
                           gate->id)
             : arena_print(input->arena, "`%s` waits for --value, of type %s",
                           gate->id, type_shown(input->arena, gate->type)));
    return NULL;
}

static int send_signal(const CommandInput *input, Home *home)
{
    const RunRow *run = run_named(input, home, input->words[0]);
    const char *why = NULL;
    if (!run)
        return EXIT_USAGE;
    if (phase_is_final(run->phase) && run->phase == PHASE_SUCCEEDED)
        return fail(input, arena_print(input->arena, "%s has succeeded already",
                                       run->id));
    const Gate *gate = find_gate(input, home, run, input->words[1]);
    const IdlLiteral *answer = gate ? answer_of(input, home, gate) : NULL;
    if (!answer)
        return EXIT_USAGE;
    if (!signal_put(home, run->serial, gate->id, answer, &why) ||
        !home_commit(home, &why)) {
        fail(input, why);
        return EXIT_PLATFORM;
    }
    fprintf(stderr,
            run_folder_poke(home, run->id)
                ? "%s has its answer\n"
                : "%s is not running; the answer is kept for: flw resume %s\n",
            run->id, run->id);
    return EXIT_FINE;
}

static int run_signal(const CommandInput *input)
{
    const char *why = NULL;
    int given = command_given(input, "approve") +
                command_given(input, "reject") + command_given(input, "value");
    if (input->word_count != 2 || given != 1)
        return fail(input, "flw signal wants a run, a gate's id, and one of "
                           "--approve, --reject, --value");
    Home *home = home_of(input);
    if (!home)
        return EXIT_USAGE;
    int status = send_signal(input, home);
    return home_close(home, &why) ? status : EXIT_PLATFORM;
}

static const Option options[] = {
    {"approve", 0, NULL, NULL, "let an approve(...) pass"},
    {"reject", 0, NULL, NULL, "fail it"},
    {"value", 0, "VALUE", NULL, "what a wait_for(...) waits for"},
    {"home", 0, "DIR", NULL, "where runs are kept (FLW_HOME, or .flw)"},
    {0},
};

const Command cmd_signal = {
    .name = "signal",
    .summary = "answer a gate of a run",
    .usage = "RUN GATE --approve|--reject|--value VALUE",
    .text =
        "Answers `approve(\"ship\")` or `wait_for(\"ship\")` by the gate's id. "
        "A\n"
        "value is given as to `flw run`: texts, times and paths as they "
        "stand,\n"
        "everything else as JSON; it must have the gate's type. The answer is\n"
        "kept with the run, also when nobody drives it just now.\n",
    .options = options,
    .run = run_signal,
};
