/* git.c - libgit2, loaded and tamed. */
#include "base/git.h"

#include <dlfcn.h>
#include <stddef.h>

typedef struct Symbol {
    const char *name;
    size_t offset;
} Symbol;

#define GIT_FUNCTION(name) {"git_" #name, offsetof(Git, name)},

static const Symbol symbols[] = {
    {"git_libgit2_init", offsetof(Git, init)},
    {"git_libgit2_opts", offsetof(Git, opts)},
    {"git_libgit2_shutdown", offsetof(Git, shutdown)},
#include "base/git.def"
};

#undef GIT_FUNCTION

static bool find_symbols(Git *git)
{
    for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++) {
        void *found = dlsym(git->library, symbols[i].name);
        if (!found)
            return false;
        *(void **)(void *)((char *)git + symbols[i].offset) = found;
    }
    return true;
}

/* No settings of the machine or the user, which lie outside of the project. An
 * owner is of no concern to who executes nothing: CI often clones as another
 * user. Two extensions that concern neither objects nor references. */
static bool tame(const Git *git)
{
    static const int levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA,
                                 GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                                 GIT_CONFIG_LEVEL_GLOBAL};
    const char *extensions[] = {"worktreeconfig", "partialclone"};
    bool fine = git->opts(GIT_OPT_SET_OWNER_VALIDATION, 0) == 0 &&
                git->opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)2) == 0;
    for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
        fine = fine && git->opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "") == 0;
    return fine;
}

bool git_load(Arena *arena, Git *git, const char **why)
{
    *git = (Git){.library = dlopen("libgit2.so." LIBGIT2_SOVERSION,
                                   RTLD_NOW | RTLD_LOCAL)};
    if (!git->library || !find_symbols(git)) {
        *why = arena_print(arena,
                           "revisions need libgit2 (package libgit2-%s on "
                           "Debian): %s",
                           LIBGIT2_SOVERSION, dlerror());
        return false;
    }
    if (git->init() > 0 && tame(git))
        return true;
    *why = git_reason(arena, git);
    return false;
}

void git_unload(Git *git)
{
    git->shutdown();
}

const char *git_reason(Arena *arena, const Git *git)
{
    const git_error *error = git->error_last();
    return error ? arena_print(arena, "%s", error->message) : "it failed";
}
