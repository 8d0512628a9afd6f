/* copilot_out.c - outputs after a command ended well (flyte-spec 4.3). */
#include "runtime/task/copilot_out.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "runtime/task/flat_folder.h"
#include "runtime/task/places.h"
#include "runtime/task/signature.h"
#include "runtime/task/uptake.h"
#include "runtime/value/literal_text.h"

typedef struct Output {
    const Attempt *attempt;
    const char *folder;
    const char *name;
    const char *path; /* as found */
    struct stat status;
} Output;

static bool fail(const Attempt *attempt, Fault *fault, const char *why)
{
    return fault_set(attempt->arena, fault,
                     (Fault){.kind = FAULT_UNKNOWN,
                             .recoverable = true,
                             .code = "OutputUploadFailed"},
                     "%s", why);
}

/* The same, after something that set errno where the system refused. */
static bool fail_reading(const Attempt *attempt, Fault *fault, const char *why)
{
    return place_refused(errno) ? place_fault(attempt, fault, why)
                                : fail(attempt, fault, why);
}

/* ---- what the type says ---- */

static bool is_none(const IdlType *type)
{
    return type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__NONE;
}

/* The one variant of T | none that is not none; NULL for any other type. */
static IdlType *optional_of(const IdlType *type)
{
    if (type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE ||
        type->union_type->n_variants != 2)
        return NULL;
    IdlType **variants = type->union_type->variants;
    if (is_none(variants[0]) == is_none(variants[1]))
        return NULL;
    return is_none(variants[0]) ? variants[1] : variants[0];
}

static bool is_plain(const IdlType *type)
{
    return type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE ||
           type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB;
}

bool copilot_out_can(const IdlType *type, bool element)
{
    const IdlType *inner = element ? optional_of(type) : NULL;
    return is_plain(inner ? inner : type);
}

/* ---- which file it is ---- */

static bool is_named(const char *file, const char *name)
{
    size_t len = strlen(name);
    return strncmp(file, name, len) == 0 && file[len] == '.';
}

/* The only NAME.* of the folder; how many there are. */
static unsigned find_extended(Output *output)
{
    unsigned count = 0;
    DIR *folder = opendir(output->folder);
    const struct dirent *entry;
    while (folder && (errno = 0, entry = readdir(folder))) {
        if (!is_named(entry->d_name, output->name))
            continue;
        count++;
        output->path = arena_print(output->attempt->arena, "%s/%s",
                                   output->folder, entry->d_name);
    }
    int error = errno;
    if (folder)
        closedir(folder);
    errno = error;
    return count;
}

static bool missing(const Output *output, unsigned count, Fault *fault)
{
    const Attempt *attempt = output->attempt;
    const char *name = output->name;
    if (count > 1)
        return fail(attempt, fault,
                    arena_print(attempt->arena,
                                "its output `%s` could be any of %u files "
                                "`%s.*`: it wants exactly one",
                                name, count, name));
    return fail_reading(
        attempt, fault,
        arena_print(attempt->arena,
                    "its output `%s` is missing: the task ended "
                    "without writing `%s/%s`",
                    name, output->folder, name));
}

static bool find(Output *output, Fault *fault)
{
    const Attempt *attempt = output->attempt;
    output->path =
        arena_print(attempt->arena, "%s/%s", output->folder, output->name);
    if (lstat(output->path, &output->status) == 0)
        return true;
    if (errno != ENOENT)
        return place_fault(attempt, fault,
                           arena_print(attempt->arena, "cannot read `%s`: %s",
                                       output->path, strerror(errno)));
    unsigned count = find_extended(output);
    if (count == 1 && lstat(output->path, &output->status) == 0)
        return true;
    return missing(output, count, fault);
}

/* ---- what it holds ---- */

static bool not_a_file(const Output *output, Fault *fault)
{
    const char *what = "a special file";
    if (S_ISDIR(output->status.st_mode))
        what = "a folder";
    else if (S_ISLNK(output->status.st_mode))
        what = "a symbolic link";
    return fail(output->attempt, fault,
                arena_print(output->attempt->arena,
                            "its output `%s` wants a file, found %s",
                            output->name, what));
}

static const IdlLiteral *take_simple(const Output *output, const IdlType *type,
                                     Fault *fault)
{
    Arena *arena = output->attempt->arena;
    FileText file;
    const char *why;
    if (!S_ISREG(output->status.st_mode)) {
        not_a_file(output, fault);
        return NULL;
    }
    if (output->status.st_size > COPILOT_OUTPUT_MAX) {
        fail(output->attempt, fault,
             arena_print(arena,
                         "its output `%s` has %lld bytes, and Flyte takes at "
                         "most %d of a simple type: give it as a file",
                         output->name, (long long)output->status.st_size,
                         COPILOT_OUTPUT_MAX));
        return NULL;
    }
    const IdlLiteral *literal = NULL;
    errno = 0;
    if (file_read(arena, output->path, COPILOT_OUTPUT_MAX, &file, &why))
        literal = literal_of_file_text(arena, type, file.text, file.len, &why);
    if (!literal)
        fail_reading(
            output->attempt, fault,
            arena_print(arena, "its output `%s`: %s", output->name, why));
    return literal;
}

/* A blob of no format, as flytecopilot gives it: it fits any. */
static const IdlLiteral *blob_literal(Arena *arena, const char *uri, bool many)
{
    Flyteidl__Core__BlobType *type = make_new(arena, Flyteidl__Core__BlobType,
                                              FLYTEIDL__CORE__BLOB_TYPE__INIT);
    if (many)
        type->dimensionality =
            FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART;
    return make_literal(arena, make_blob(arena, type, uri));
}

/* Flyte would hand a folder on as a file, for the next task to fail. */
static const IdlLiteral *take_blob(const Output *output, const IdlType *type,
                                   Fault *fault)
{
    const Attempt *attempt = output->attempt;
    bool many = type->blob->dimensionality ==
                FLYTEIDL__CORE__BLOB_TYPE__BLOB_DIMENSIONALITY__MULTIPART;
    const char *path = output->path;
    const char *why;
    const char *uri;
    if (many && S_ISREG(output->status.st_mode)) {
        fail(attempt, fault,
             arena_print(attempt->arena,
                         "its output `%s` wants a folder, found a file",
                         output->name));
        return NULL;
    }
    if (!many && !S_ISREG(output->status.st_mode)) {
        not_a_file(output, fault);
        return NULL;
    }
    errno = 0;
    if (many && !flat_folder(attempt->arena, path, &why)) {
        fail_reading(attempt, fault,
                     arena_print(attempt->arena, "its output `%s`: %s",
                                 output->name, why));
        return NULL;
    }
    if (!uptake_path(attempt, path, true, &uri, fault))
        return NULL;
    return blob_literal(attempt->arena, uri, many);
}

static const IdlLiteral *wrap(Arena *arena, const IdlType *type,
                              const IdlLiteral *value)
{
    IdlUnion *both = make_new(arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    both->value = (IdlLiteral *)value;
    both->type = (IdlType *)type;
    IdlScalar *scalar =
        make_new(arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = FLYTEIDL__CORE__SCALAR__VALUE_UNION;
    scalar->union_ = both;
    return make_literal(arena, scalar);
}

static const IdlLiteral *take(Output *output, const IdlType *type, Fault *fault)
{
    const Attempt *attempt = output->attempt;
    const IdlType *inner = attempt->index >= 0 ? optional_of(type) : NULL;
    const IdlType *plain = inner ? inner : type;
    if (!is_plain(plain)) {
        fail(attempt, fault,
             arena_print(attempt->arena,
                         "its output `%s` is a %s, which Flyte's copilot "
                         "cannot take: give it as a file",
                         output->name, type_shown(attempt->arena, type)));
        return NULL;
    }
    if (!find(output, fault))
        return NULL;
    const IdlLiteral *literal =
        plain->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_BLOB
            ? take_blob(output, plain, fault)
            : take_simple(output, plain, fault);
    return literal && inner ? wrap(attempt->arena, inner, literal) : literal;
}

/* ---- all of them ---- */

/* True when there is none. */
static bool check_error(const Attempt *attempt, const char *outputs,
                        Fault *fault)
{
    const char *path = arena_print(attempt->arena, "%s/_ERROR", outputs);
    struct stat status;
    FileText file;
    const char *why;
    if (lstat(path, &status) != 0)
        return errno == ENOENT ||
               place_fault(attempt, fault,
                           arena_print(attempt->arena, "cannot read `%s`: %s",
                                       path, strerror(errno)));
    errno = 0;
    if (!file_read(attempt->arena, path, COPILOT_ERROR_MAX, &file, &why))
        return fail_reading(
            attempt, fault,
            arena_print(attempt->arena, "cannot read `%s`: %s", path, why));
    return fail(attempt, fault,
                arena_print(attempt->arena, "User Error: %s", file.text));
}

bool copilot_out(const Attempt *attempt, const char *outputs,
                 AttemptResult *result, Fault *fault)
{
    const IdlVariableMap *variables = signature_outputs(attempt);
    IdlLiteralMap *map = literal_map_new(attempt->arena);
    result->outputs = map;
    if (variables->n_variables == 0)
        return true;
    if (!check_error(attempt, outputs, fault))
        return false;
    for (size_t i = 0; i < variables->n_variables; i++) {
        Output output = {
            .attempt = attempt,
            .folder = outputs,
            .name = variables->variables[i]->key,
        };
        if (!place_name_fits(output.name))
            return fail(attempt, fault,
                        arena_print(attempt->arena,
                                    "its output `%s` cannot be the name of a "
                                    "file",
                                    output.name));
        const IdlLiteral *literal =
            take(&output, variables->variables[i]->value->type, fault);
        if (!literal)
            return false;
        literal_map_put(attempt->arena, map, output.name, literal);
    }
    return true;
}
