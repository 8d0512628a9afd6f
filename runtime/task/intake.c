/* intake.c - inputs brought to where a command can read them. */
#include "runtime/task/intake.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "runtime/task/places.h"
#include "runtime/value/literal_text.h"

static const IdlLiteral *refuse(Intake *intake, const char *why)
{
    intake->why = why;
    return NULL;
}

static const char *outside(const Intake *intake, const char *path)
{
    return arena_print(intake->arena, "%s/%s", intake->outside, path);
}

/* The path of a uri without a scheme or with file://; NULL: elsewhere. */
static const char *path_of_uri(const char *uri)
{
    static const char scheme[] = "file://";
    if (strncmp(uri, scheme, sizeof(scheme) - 1) == 0)
        uri += sizeof(scheme) - 1;
    return *uri == '/' ? uri : NULL;
}

/* Is it worth a mount of its own? Of a folder nobody knows without a walk. */
static bool is_large(Intake *intake, const char *object)
{
    struct stat status;
    return intake->mounts && intake->mounts->len < INTAKE_MOUNTS_MAX &&
           stat(object, &status) == 0 &&
           (S_ISDIR(status.st_mode) || status.st_size >= INTAKE_LARGE);
}

/* Something has to be there for a mount to cover. */
static bool bring_mount(Intake *intake, const char *object, const char *to,
                        const char *path)
{
    struct stat status;
    if (stat(object, &status) == 0 && S_ISDIR(status.st_mode)) {
        if (!file_make_folder(intake->arena, to, &intake->why))
            return false;
    } else if (!place_write(intake->arena, to, "", 0, &intake->why)) {
        return false;
    }
    mount_add(intake->arena, intake->mounts,
              arena_print(intake->arena, "%s/%s", intake->inside, path), object,
              false);
    return true;
}

static bool bring(Intake *intake, const char *uri, const char *path)
{
    const char *local = path_of_uri(uri);
    if (local)
        uri = object_take(intake->home, intake->arena, local, false,
                          &intake->why);
    const char *to = outside(intake, path);
    const char *slash = strrchr(to, '/');
    const char *parent = arena_copy(intake->arena, to, (size_t)(slash - to));
    const char *object =
        uri ? object_path(intake->home, intake->arena, uri, &intake->why)
            : NULL;
    if (!object || !file_make_folder(intake->arena, parent, &intake->why))
        return false;
    if (is_large(intake, object))
        return bring_mount(intake, object, to, path);
    return object_copy(intake->home, uri, to, &intake->why);
}

static const char *change_uri(void *self, const IdlLiteral *holder,
                              const char *uri)
{
    (void)holder;
    (void)uri;
    return self;
}

/* A blob, schema or table. One in a store of the cloud is for the command to
 * fetch, when it can. */
static const IdlLiteral *intake_file(Intake *intake, const IdlLiteral *literal,
                                     const char *uri, const char *path)
{
    if (!*uri)
        return refuse(
            intake,
            arena_print(intake->arena, "`%s` has a file without a uri", path));
    if (!object_is(uri) && !path_of_uri(uri)) {
        if (!intake->copilot)
            return literal;
        return refuse(intake,
                      arena_print(intake->arena,
                                  "`%s` lies at %s, which is not on this "
                                  "machine: fetch it and give its path",
                                  path, uri));
    }
    if (!intake->dry && !bring(intake, uri, path))
        return NULL;
    char *seen = arena_print(intake->arena, "%s/%s", intake->inside, path);
    return literal_change_uris(intake->arena, literal, change_uri, seen);
}

static bool write_scalar(Intake *intake, const IdlLiteral *literal,
                         const char *path)
{
    Buf text = {.arena = intake->arena};
    return literal_file_text(&text, literal, &intake->why) &&
           place_write(intake->arena, outside(intake, path), buf_string(&text),
                       text.len, &intake->why);
}

static const IdlLiteral *intake_union(Intake *intake, const IdlLiteral *literal,
                                      const char *path)
{
    const IdlUnion *from = literal->scalar->union_;
    const IdlLiteral *value =
        from->value ? intake_literal(intake, from->value, path) : NULL;
    if (!value)
        return from->value ? NULL : literal;
    IdlUnion *both = make_copy(intake->arena, from, sizeof(*from));
    both->value = (IdlLiteral *)value;
    IdlScalar *scalar =
        make_copy(intake->arena, literal->scalar, sizeof(*literal->scalar));
    scalar->union_ = both;
    IdlLiteral *copy = make_copy(intake->arena, literal, sizeof(*literal));
    copy->scalar = scalar;
    return copy;
}

static const IdlLiteral *intake_scalar(Intake *intake,
                                       const IdlLiteral *literal,
                                       const char *path)
{
    const char *uri = literal_uri(literal);
    if (literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_UNION)
        return intake_union(intake, literal, path);
    if (uri && (!intake->copilot ||
                literal->scalar->value_case !=
                    FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET))
        return intake_file(intake, literal, uri, path);
    if (intake->copilot && !intake->dry && !write_scalar(intake, literal, path))
        return NULL;
    return literal;
}

/* Lists and maps of the copilot are folders; an empty one is none, as in
 * Flyte. */
static bool make_folder(Intake *intake, const char *path, size_t items)
{
    if (intake->dry || !intake->copilot || items == 0)
        return true;
    return file_make_folder(intake->arena, outside(intake, path), &intake->why);
}

static const IdlLiteral *intake_list(Intake *intake, const IdlLiteral *literal,
                                     const char *path)
{
    const IdlLiterals *from = literal->collection;
    if (!make_folder(intake, path, from->n_literals))
        return NULL;
    const IdlLiteral **items =
        arena_array(intake->arena, const IdlLiteral *, from->n_literals + 1);
    for (size_t i = 0; i < from->n_literals; i++) {
        const char *below = arena_print(intake->arena, "%s/%zu", path, i);
        items[i] = intake_literal(intake, from->literals[i], below);
        if (!items[i])
            return NULL;
    }
    return literal_list(intake->arena, items, from->n_literals);
}

static const IdlLiteral *intake_object(Intake *intake,
                                       const IdlLiteral *literal,
                                       const char *path)
{
    const IdlLiteralMap *from = literal->map;
    if (!make_folder(intake, path, from->n_literals))
        return NULL;
    IdlLiteralMap *map = literal_map_new(intake->arena);
    for (size_t i = 0; i < from->n_literals; i++) {
        const char *key = from->literals[i]->key;
        if (!place_name_fits(key))
            return refuse(intake,
                          arena_print(intake->arena,
                                      "the key `%s` of `%s` cannot be the name "
                                      "of a file",
                                      key, path));
        const char *below = arena_print(intake->arena, "%s/%s", path, key);
        const IdlLiteral *value =
            intake_literal(intake, from->literals[i]->value, below);
        if (!value)
            return NULL;
        literal_map_put(intake->arena, map, key, value);
    }
    IdlLiteral *copy = make_copy(intake->arena, literal, sizeof(*literal));
    copy->map = map;
    return copy;
}

const IdlLiteral *intake_literal(Intake *intake, const IdlLiteral *literal,
                                 const char *path)
{
    switch ((int)literal->value_case) {
    case FLYTEIDL__CORE__LITERAL__VALUE_SCALAR:
        return intake_scalar(intake, literal, path);
    case FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION:
        return intake_list(intake, literal, path);
    case FLYTEIDL__CORE__LITERAL__VALUE_MAP:
        return intake_object(intake, literal, path);
    default:
        if (!intake->copilot)
            return literal;
        return refuse(intake, arena_print(intake->arena,
                                          "`%s` has no value that could be a "
                                          "file",
                                          path));
    }
}

const IdlLiteralMap *intake_map(Intake *intake, const IdlLiteralMap *map)
{
    IdlLiteralMap *seen = literal_map_new(intake->arena);
    for (size_t i = 0; map && i < map->n_literals; i++) {
        const char *name = map->literals[i]->key;
        if (!place_name_fits(name)) {
            intake->why = arena_print(
                intake->arena, "the input `%s` cannot be the name of a file",
                name);
            return NULL;
        }
        const IdlLiteral *value =
            intake_literal(intake, map->literals[i]->value, name);
        if (!value)
            return NULL;
        literal_map_put(intake->arena, seen, name, value);
    }
    return seen;
}
