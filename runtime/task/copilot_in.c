/* copilot_in.c - inputs before a command begins (flyte-spec 4.3). */
#include "runtime/task/copilot_in.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "runtime/task/inputs_index.h"
#include "runtime/task/intake.h"
#include "runtime/task/signature.h"
#include "spec/wire.h"

typedef struct Given {
    const Attempt *attempt;
    const Container *container;
    const char *folder; /* where all of it is written */
    const char *inside;
    Mounts *mounts; /* NULL: everything is copied */
    const char *why;
} Given;

static bool write_pb(Given *given, const char *path, const IdlLiteralMap *map)
{
    size_t len;
    const uint8_t *bytes =
        spec_pack(given->attempt->arena, (ProtobufCMessage *)&map->base, &len);
    return place_write(given->attempt->arena, path, bytes, len, &given->why);
}

static bool write_text(Given *given, const char *path, const Buf *text)
{
    return place_write(given->attempt->arena, path, buf_string(text), text->len,
                       &given->why);
}

/* inputs.pb always, and what the task wants to have besides. */
static bool write_index(Given *given, const char *inputs,
                        const IdlLiteralMap *seen)
{
    Arena *arena = given->attempt->arena;
    Buf text = {.arena = arena};
    if (!write_pb(given, arena_print(arena, "%s/inputs.pb", inputs), seen))
        return false;
    switch ((int)given->container->data->format) {
    case FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__JSON:
        inputs_index_json(&text, seen);
        return write_text(given, arena_print(arena, "%s/inputs.json", inputs),
                          &text);
    case FLYTEIDL__CORE__DATA_LOADING_CONFIG__LITERAL_MAP_FORMAT__YAML:
        inputs_index_yaml(&text, seen);
        return write_text(given, arena_print(arena, "%s/inputs.yaml", inputs),
                          &text);
    default:
        return true;
    }
}

static bool write_all(Given *given)
{
    Arena *arena = given->attempt->arena;
    const char *inputs = arena_print(arena, "%s/inputs", given->folder);
    bool copilot = given->container->data != NULL;
    Intake intake = {
        .home = given->attempt->setting->home,
        .arena = arena,
        .outside = inputs,
        .inside = given->inside,
        .copilot = copilot,
        .mounts = given->mounts,
    };
    if (!file_make_folder(arena, inputs, &given->why))
        return false;
    const IdlLiteralMap *seen = intake_map(&intake, given->attempt->all_inputs);
    if (!seen) {
        given->why = intake.why;
        return false;
    }
    if (copilot)
        return write_index(given, inputs, seen);
    return write_pb(given, arena_print(arena, "%s/inputs.pb", given->folder),
                    seen);
}

/* A folder that all elements share takes its name when it is whole, so that
 * one left half by a killed driver is not taken for it. */
static bool write_shared(Given *given, const char *ready)
{
    Arena *arena = given->attempt->arena;
    given->folder =
        arena_print(arena, "%s/given-%lld-%u", given->attempt->shared,
                    (long long)given->attempt->index, given->attempt->number);
    if (!write_all(given))
        return false;
    if (rename(given->folder, ready) == 0)
        return true;
    given->why = arena_print(arena, "cannot rename `%s`: %s", given->folder,
                             strerror(errno));
    return false;
}

bool copilot_in(const Attempt *attempt, const Container *container,
                const Places *places, const char *inside, Mounts *mounts,
                Fault *fault)
{
    bool mounted = container->data && !attempt->shared &&
                   attempt->setting->sandbox != SANDBOX_HOST;
    Given given = {
        .attempt = attempt,
        .container = container,
        .folder = places->given,
        .inside = inside,
        .mounts = mounted ? mounts : NULL,
    };
    errno = 0;
    if (attempt->shared
            ? file_exists(places->given) || write_shared(&given, places->given)
            : write_all(&given))
        return true;
    const char *why =
        arena_print(attempt->arena, "cannot give its inputs: %s", given.why);
    if (place_refused(errno))
        return place_fault(attempt, fault, why);
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_UNKNOWN,
                             .recoverable = true,
                             .code = "InputDownloadFailed"},
                     "%s", why);
}

const IdlLiteral *copilot_in_seen(const Attempt *attempt,
                                  const Container *container,
                                  const char *inside, const char *name,
                                  const char **why)
{
    const IdlLiteral *literal = literal_find(attempt->inputs, name);
    if (!literal) {
        *why = "the task has no such input";
        return NULL;
    }
    Intake intake = {
        .home = attempt->setting->home,
        .arena = attempt->arena,
        .inside = inside,
        .copilot = container->data != NULL,
        .dry = true,
    };
    const char *path = name;
    if (signature_is_mapped(attempt, name))
        path = arena_print(attempt->arena, "%s/%lld", name,
                           (long long)attempt->index);
    const IdlLiteral *seen = intake_literal(&intake, literal, path);
    *why = intake.why;
    return seen;
}
