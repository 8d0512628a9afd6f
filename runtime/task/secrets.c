/* secrets.c - values that tasks may see and nobody else. */
#include "runtime/task/secrets.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/vec.h"
#include "runtime/task/secret_name.h"

enum { FILE_MAX = 1 << 20 };

typedef struct SecretLine {
    const char *name;
    const char *value;
} SecretLine;

struct Secrets {
    Vec(SecretLine) lines;
};

const char *secret_name(Arena *arena, const IdlSecret *secret)
{
    const char *join = *secret->group && *secret->key ? "_" : "";
    char *name = arena_print(arena, "%s%s%s", secret->group, join, secret->key);
    for (char *at = name; *at; at++)
        *at = isalnum((unsigned char)*at) ? (char)toupper((unsigned char)*at)
                                          : '_';
    return name;
}

/* Lines NAME=value; empty ones and those that begin with # say nothing. */
static bool read_line(Arena *arena, Secrets *secrets, const char *line,
                      size_t len)
{
    if (len == 0 || *line == '#')
        return true;
    const char *equals = memchr(line, '=', len);
    if (!equals || equals == line)
        return false;
    SecretLine secret = {
        .name = arena_copy(arena, line, (size_t)(equals - line)),
        .value =
            arena_copy(arena, equals + 1, (size_t)(line + len - equals - 1)),
    };
    vec_push(arena, &secrets->lines, secret);
    return true;
}

static bool read_lines(Arena *arena, Secrets *secrets, const char *path,
                       const char **why)
{
    struct stat status;
    FileText file;
    if (stat(path, &status) == 0 && status.st_mode & 077) {
        *why = arena_print(arena,
                           "cannot take secrets from `%s`: others can read "
                           "it; chmod 600 it first",
                           path);
        return false;
    }
    if (!file_read(arena, path, FILE_MAX, &file, why)) {
        *why = arena_print(arena, "cannot read `%s`: %s", path, *why);
        return false;
    }
    unsigned number = 1;
    for (const char *line = file.text; line < file.text + file.len; number++) {
        size_t len = strcspn(line, "\n");
        if (!read_line(arena, secrets, line, len)) {
            *why = arena_print(arena,
                               "line %u of `%s` is no secret: it wants "
                               "NAME=value",
                               number, path);
            return false;
        }
        line += len + 1;
    }
    return true;
}

Secrets *secrets_new(Arena *arena, const char *path, const char **why)
{
    Secrets *secrets = arena_new(arena, Secrets);
    if (path && !read_lines(arena, secrets, path, why))
        return NULL;
    return secrets;
}

/* The last line of a name holds; a line comes before our environment. */
const char *secret_value(const Secrets *secrets, const IdlSecret *secret)
{
    Arena scratch = {0};
    const char *name = secret_name(&scratch, secret);
    const char *value = getenv(arena_print(&scratch, "FLW_SECRET_%s", name));
    for (uint32_t i = 0; secrets && i < secrets->lines.len; i++)
        if (strcmp(secrets->lines.at[i].name, name) == 0)
            value = secrets->lines.at[i].value;
    arena_release(&scratch);
    return value;
}
