/* take.c - values from outside, with the files they name taken in. */
#include "runtime/store/take.h"

#include <string.h>

typedef struct Taking {
    Home *home;
    Arena *arena;
    const char *folder;
    const char *why;
} Taking;

static const char *path_of(Taking *taking, const char *uri)
{
    static const char scheme[] = "file://";
    if (strncmp(uri, scheme, sizeof(scheme) - 1) == 0)
        return uri + sizeof(scheme) - 1;
    if (strstr(uri, "://"))
        return NULL;
    return *uri == '/'
               ? uri
               : arena_print(taking->arena, "%s/%s", taking->folder, uri);
}

static const char *take(void *self, const IdlLiteral *holder, const char *uri)
{
    Taking *taking = self;
    (void)holder;
    const char *path = path_of(taking, uri);
    if (!path)
        return uri;
    const char *why = NULL;
    const char *taken =
        object_take(taking->home, taking->arena, path, false, &why);
    if (!taken)
        taking->why = arena_print(taking->arena, "`%s`: %s", uri, why);
    return taken;
}

const IdlLiteral *take_files(Home *home, Arena *arena, const char *folder,
                             const IdlLiteral *value, const char **why)
{
    Taking taking = {home, arena, folder, NULL};
    const IdlLiteral *taken = literal_change_uris(arena, value, take, &taking);
    *why = taking.why;
    return taken;
}
