/* home.c - the folder that holds everything of local runs. */
#define _DEFAULT_SOURCE /* flock */

#include "runtime/store/home.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/store/database.h"
#include "runtime/store/objects_inside.h"
#include "runtime/store/run_folder.h"

static bool refuse(Arena *arena, const char *path, const char *what,
                   const char **why)
{
    *why = arena_print(arena, "cannot use `%s` for runs: %s", path, what);
    return false;
}

static bool is_private(Arena *arena, const char *path, const char **why)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return refuse(arena, path, strerror(errno), why);
    if (S_ISLNK(status.st_mode))
        return refuse(arena, path,
                      "it is a symbolic link; give the folder "
                      "itself as FLW_HOME",
                      why);
    if (!S_ISDIR(status.st_mode))
        return refuse(arena, path, "a file is in the way", why);
    if (status.st_uid != geteuid())
        return refuse(arena, path, "it belongs to another user", why);
    if (status.st_mode & 022)
        return refuse(arena, path,
                      "others can write to it; chmod 700 makes it yours alone",
                      why);
    return true;
}

static bool make_folders(Home *home, const char **why)
{
    static const char *const names[] = {"",
                                        "/runs",
                                        "/objects",
                                        "/objects/sha256",
                                        "/objects/tree",
                                        "/objects/tmp",
                                        "/log"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const char *path =
            arena_print(home->arena, "%s%s", home->path, names[i]);
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return refuse(home->arena, path, strerror(errno), why);
        if (i == 0 && !is_private(home->arena, path, why))
            return false;
    }
    return true;
}

static bool find_real(Home *home, const char **why)
{
    char *real = realpath(home->path, NULL);
    if (!real)
        return refuse(home->arena, home->path, strerror(errno), why);
    home->path = arena_copy(home->arena, real, strlen(real));
    free(real);
    return true;
}

static bool take_lock(Home *home, const char **why)
{
    const char *path = arena_print(home->arena, "%s/lock", home->path);
    home->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int failed = home->lock < 0 ? -1 : flock(home->lock, LOCK_SH);
    while (failed && home->lock >= 0 && errno == EINTR)
        failed = flock(home->lock, LOCK_SH);
    return !failed || refuse(home->arena, path, strerror(errno), why);
}

static void drop_lock(Home *home)
{
    if (home->lock >= 0)
        close(home->lock);
    home->lock = -1;
}

static const char *wanted_path(const char *path)
{
    const char *said = path ? path : getenv("FLW_HOME");
    return said && *said ? said : ".flw";
}

Home *home_open(Arena *arena, const char *path, const char **why)
{
    Home *home = arena_new(arena, Home);
    home->arena = arena;
    home->lock = home->log.file = -1;
    home->path = wanted_path(path);
    home->born = process_start(getpid());
    if (make_folders(home, why) && find_real(home, why) &&
        take_lock(home, why) && database_open(home, why)) {
        objects_sweep(home);
        return home;
    }
    const char *ignored;
    database_close(home, &ignored);
    drop_lock(home);
    return NULL;
}

bool home_close(Home *home, const char **why)
{
    bool done = database_close(home, why);
    drop_lock(home);
    arena_release(&home->scratch);
    return done;
}

const char *home_path(const Home *home)
{
    return home->path;
}
