/* run_folder.c - one run's place on disk, and who drives it. */
#define _DEFAULT_SOURCE /* flock, getrandom */

#include "runtime/store/run_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/store/database.h"

enum { WORDS = 32, PACKAGE_MAX = 256 << 20 };

static const char first_words[WORDS][8] = {
    "amber", "brave",  "brisk", "calm",  "clear", "coral", "crisp", "early",
    "fair",  "fleet",  "fond",  "glad",  "green", "happy", "keen",  "kind",
    "light", "lively", "loyal", "lucky", "merry", "mild",  "neat",  "nimble",
    "proud", "quick",  "quiet", "ready", "sunny", "swift", "tidy",  "warm"};
static const char second_words[WORDS][8] = {
    "badger", "beaver", "bison", "condor", "crane", "dolphin", "eagle",
    "falcon", "ferret", "finch", "fox",    "gecko", "hare",    "heron",
    "ibis",   "jay",    "koala", "lark",   "lemur", "lynx",    "marten",
    "mole",   "newt",   "otter", "owl",    "panda", "puffin",  "raven",
    "robin",  "seal",   "tapir", "wren"};

static bool failed(Arena *arena, const char *what, const char *path,
                   const char **why)
{
    *why =
        arena_print(arena, "cannot %s `%s`: %s", what, path, strerror(errno));
    return false;
}

static const char *folder_of(Home *home, Arena *arena, const char *run_id)
{
    return arena_print(arena, "%s/runs/%s", home_path(home), run_id);
}

/* The folder itself is the claim: who makes it has the id. */
const char *run_id_new(Home *home, Arena *arena, const char **why)
{
    enum { TRIES = 1000 };
    for (unsigned i = 0; i < TRIES; i++) {
        uint16_t dice;
        if (getrandom(&dice, sizeof(dice), 0) != sizeof(dice))
            dice = (uint16_t)(getpid() * 31 + (int)i);
        const char *id = arena_print(
            arena, "%s-%s-%u", first_words[dice % WORDS],
            second_words[dice / WORDS % WORDS], 1 + dice / WORDS / WORDS + i);
        const char *path = folder_of(home, arena, id);
        if (mkdir(path, 0700) == 0)
            return id;
        if (errno != EEXIST) {
            failed(arena, "make", path, why);
            return NULL;
        }
    }
    *why = "too many runs here: remove old ones from its folder `runs`";
    return NULL;
}

/* Field 22 of /proc/PID/stat; the second may hold spaces and brackets. */
int64_t process_start(int64_t pid)
{
    enum { START = 22, STAT_MAX = 4096 };
    Arena arena = {0};
    const char *path = arena_print(&arena, "/proc/%" PRId64 "/stat", pid);
    const char *why;
    FileText text;
    int64_t start = 0;
    if (pid > 0 && file_read(&arena, path, STAT_MAX, &text, &why)) {
        const char *at = strrchr(text.text, ')');
        for (int field = 2; at && field < START; field++)
            at = strchr(at + 1, ' ');
        start = at ? strtoll(at, NULL, 10) : 0;
    }
    arena_release(&arena);
    return start;
}

/* Who holds the lock; 0: nobody says. */
static long long holder(Arena *arena, const char *path, bool *lives)
{
    FileText text;
    const char *why;
    char *rest;
    if (!file_read(arena, path, 100, &text, &why))
        return 0;
    long long pid = strtoll(text.text, &rest, 10);
    *lives = pid > 0 && process_start(pid) == strtoll(rest, NULL, 10);
    return pid;
}

static bool is_held(Arena *arena, const char *run_id, long long pid,
                    const char **why)
{
    *why = arena_print(arena, "run `%s` is being run by process %lld", run_id,
                       pid);
    return false;
}

/* What a driver was about to start when it was killed shares its lock until
 * it is another program: a moment. */
static bool lock_now(Arena *arena, const char *run_id, const char *path,
                     int lock, const char **why)
{
    enum { LOOKS = 200 };
    static const struct timespec rest = {0, 10000000};
    for (int i = 0; flock(lock, LOCK_EX | LOCK_NB) != 0; i++) {
        bool lives = false;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failed(arena, "lock", path, why);
        long long pid = holder(arena, path, &lives);
        if (lives || i == LOOKS)
            return is_held(arena, run_id, pid, why);
        nanosleep(&rest, NULL);
    }
    return true;
}

static bool take_lock(Arena *arena, const char *run_id, RunFolder *folder,
                      const char **why)
{
    const char *path = arena_print(arena, "%s/lock", folder->path);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0)
        return failed(arena, "open", path, why);
    if (!lock_now(arena, run_id, path, lock, why)) {
        close(lock);
        return false;
    }
    const char *who = arena_print(arena, "%ld %" PRId64 "\n", (long)getpid(),
                                  process_start(getpid()));
    ssize_t len = (ssize_t)strlen(who);
    if (ftruncate(lock, 0) != 0 || write(lock, who, (size_t)len) != len) {
        failed(arena, "write", path, why);
        close(lock);
        return false;
    }
    folder->lock = lock;
    return true;
}

/* Opened for both ends, so that it never is at its end. */
static bool open_control(Arena *arena, RunFolder *folder, const char **why)
{
    const char *path = arena_print(arena, "%s/control", folder->path);
    if (mkfifo(path, 0600) != 0 && errno != EEXIST)
        return failed(arena, "make", path, why);
    int control = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    if (control < 0 || fstat(control, &status) != 0)
        failed(arena, "open", path, why);
    else if (!S_ISFIFO(status.st_mode))
        *why = arena_print(arena, "`%s` is no pipe: remove it", path);
    else {
        folder->control = control;
        return true;
    }
    if (control >= 0)
        close(control);
    return false;
}

bool run_folder_open(Home *home, Arena *arena, const char *run_id,
                     RunFolder *folder, const char **why)
{
    *folder = (RunFolder){folder_of(home, arena, run_id), -1, -1};
    if (mkdir(folder->path, 0700) != 0 && errno != EEXIST)
        return failed(arena, "make", folder->path, why);
    /* Who drove it before may have died since we opened the home. */
    if (take_lock(arena, run_id, folder, why) &&
        open_control(arena, folder, why) && log_recover(home, why))
        return true;
    run_folder_close(folder);
    return false;
}

void run_folder_close(RunFolder *folder)
{
    if (folder->control >= 0)
        close(folder->control);
    if (folder->lock >= 0)
        close(folder->lock);
    folder->control = folder->lock = -1;
}

void run_folder_drain(const RunFolder *folder)
{
    char bytes[512];
    ssize_t got;
    do
        got = read(folder->control, bytes, sizeof(bytes));
    while (got > 0 || (got < 0 && errno == EINTR));
}

bool run_folder_poke(Home *home, const char *run_id)
{
    Arena arena = {0};
    const char *path =
        arena_print(&arena, "%s/runs/%s/control", home_path(home), run_id);
    int control = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    /* A full pipe is a driver that will look anyway. */
    bool told =
        control >= 0 && (write(control, "!", 1) == 1 || errno == EAGAIN);
    if (control >= 0)
        close(control);
    arena_release(&arena);
    return told;
}

bool run_package_write(Home *home, const char *run_id, FileText bytes,
                       const char **why)
{
    Arena *arena = home->arena;
    const char *path =
        arena_print(arena, "%s/runs/%s/package", home_path(home), run_id);
    if (file_write(arena, path, bytes, why))
        return true;
    *why = arena_print(arena, "cannot write `%s`: %s", path, *why);
    return false;
}

bool run_package_read(Home *home, Arena *arena, const char *run_id,
                      FileText *bytes, const char **why)
{
    const char *path =
        arena_print(arena, "%s/runs/%s/package", home_path(home), run_id);
    if (file_read(arena, path, PACKAGE_MAX, bytes, why))
        return true;
    *why = arena_print(arena, "cannot read `%s`: %s", path, *why);
    return false;
}
