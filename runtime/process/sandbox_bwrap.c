/* What bwrap is told costs: each mount some 50 µs, a network namespace more
 * than all of them. Its own --new-session is left out: the child leads a
 * session without a terminal already, and a second one would keep TERM from
 * the command. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/process/sandbox_parts.h"

typedef struct Bwrap {
    Arena *arena;
    Words argv;
    Words empty; /* new folders: nothing of this machine is seen in them */
    Words laid;  /* folders put together anew from what they have */
} Bwrap;

static void say(Bwrap *to, const char *word)
{
    vec_push(to->arena, &to->argv, word);
}

static void say_two(Bwrap *to, const char *word, const char *one)
{
    say(to, word);
    say(to, one);
}

static void say_three(Bwrap *to, const char *word, const char *one,
                      const char *two)
{
    say_two(to, word, one);
    say(to, two);
}

static bool lies_in(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return !strncmp(path, folder, len) &&
           (path[len] == '/' || path[len] == '\0');
}

static bool is_hidden(const Bwrap *to, const char *path)
{
    for (uint32_t i = 0; i < to->empty.len; i++)
        if (lies_in(path, to->empty.at[i]))
            return true;
    return false;
}

static bool is_laid(const Bwrap *to, const char *path)
{
    for (uint32_t i = 0; i < to->laid.len; i++)
        if (!strcmp(path, to->laid.at[i]))
            return true;
    return false;
}

static void say_entry(Bwrap *to, const char *folder, const char *name)
{
    const char *path =
        arena_print(to->arena, "%s/%s", folder[1] ? folder : "", name);
    struct stat status;
    if (is_hidden(to, path) || lstat(path, &status) != 0)
        return;
    if (!S_ISLNK(status.st_mode)) {
        say_three(to, "--ro-bind", path, path);
        return;
    }
    char *target = arena_alloc(to->arena, (size_t)status.st_size + 1);
    ssize_t len = readlink(path, target, (size_t)status.st_size);
    if (len > 0)
        say_three(to, "--symlink", target, path);
}

static void say_entries(Bwrap *to, const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            say_entry(to, path, entry->d_name);
    if (folder)
        closedir(folder);
}

/* The deepest folder above `path` that is there; "/" when none is. */
static const char *folder_above(Arena *arena, const char *path)
{
    char *above = arena_copy(arena, path, strlen(path));
    do
        *strrchr(above, '/') = '\0';
    while (*above && !file_exists(above));
    return *above ? above : "/";
}

/* A mount needs a place, and what this machine has is read-only: the folder
 * that it would be made in is put together anew. */
static void make_place(Bwrap *to, const char *path)
{
    if (is_hidden(to, path) || file_exists(path))
        return;
    const char *above = folder_above(to->arena, path);
    if (is_laid(to, above))
        return;
    vec_push(to->arena, &to->laid, above);
    say_two(to, "--tmpfs", above);
    say_entries(to, above);
}

static bool needs_root(const SandboxPlan *plan)
{
    Arena scratch = {0};
    bool found = false;
    for (uint32_t i = 0; i < plan->mount_count && !found; i++) {
        const char *inside = plan->mounts[i].inside;
        found = !file_exists(inside) && !folder_above(&scratch, inside)[1];
    }
    arena_release(&scratch);
    return found;
}

/* Names are asked for where systemd, resolvconf or NetworkManager say. */
static void say_network(Bwrap *to)
{
    static const char *const names[] = {
        "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        say_three(to, "--ro-bind-try", names[i], names[i]);
}

static bool is_below_empty(const char *path)
{
    return strncmp(path, "/tmp/", 5) == 0 || strncmp(path, "/run/", 5) == 0;
}

/* Programs of PATH that lie where the sandbox has a folder of its own stay
 * reachable, with what is beside their `bin`: a virtual environment below
 * /tmp, for one. */
static void say_programs(Bwrap *to)
{
    const char *at = sandbox_path(to->arena) + strlen("PATH=");
    while (*at) {
        size_t len = strcspn(at, ":");
        char *folder = arena_copy(to->arena, at, len);
        char *slash = strrchr(folder, '/');
        bool is_bin = slash && strcmp(slash, "/bin") == 0;
        if (is_bin) {
            *slash = '\0';
            if (!is_below_empty(folder))
                *slash = '/';
        }
        if (is_below_empty(folder))
            say_three(to, "--ro-bind-try", folder, folder);
        at += len + (at[len] == ':');
    }
}

static void say_root(Bwrap *to, const SandboxPlan *plan)
{
    static const char *const made[] = {"/dev", "/proc", "/tmp", "/run"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        vec_push(to->arena, &to->empty, made[i]);
    if (needs_root(plan)) {
        vec_push(to->arena, &to->laid, "/");
        say_entries(to, "/");
    } else {
        say_three(to, "--ro-bind", "/", "/");
    }
    say_two(to, "--dev", "/dev");
    say_two(to, "--proc", "/proc");
    say_two(to, "--tmpfs", "/tmp");
    say_two(to, "--tmpfs", "/run");
    say_programs(to);
    if (plan->network)
        say_network(to);
}

static void say_mounts(Bwrap *to, const SandboxPlan *plan, const char *work)
{
    for (uint32_t i = 0; i < plan->mount_count; i++)
        make_place(to, plan->mounts[i].inside);
    say_three(to, "--ro-bind", plan->folder, plan->folder);
    say_three(to, "--bind", work, work);
    for (uint32_t i = 0; i < plan->mount_count; i++) {
        const SandboxMount *mount = plan->mounts + i;
        say_three(to, mount->writable ? "--bind" : "--ro-bind", mount->outside,
                  mount->inside);
    }
    for (uint32_t i = 0; i < to->laid.len; i++)
        say_two(to, "--remount-ro", to->laid.at[i]);
}

void bwrap_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out)
{
    Bwrap to = {.arena = arena};
    say(&to, "bwrap");
    say(&to, "--unshare-pid");
    say(&to, "--unshare-ipc");
    if (!plan->network)
        say(&to, "--unshare-net");
    say(&to, "--die-with-parent");
    say_two(&to, "--cap-drop", "ALL");
    say_root(&to, plan);
    say_mounts(&to, plan, out->folder);
    say_two(&to, "--chdir", out->folder);
    say(&to, "--");
    for (const char *const *word = plan->argv; *word; word++)
        say(&to, *word);
    say(&to, NULL);
    const char *base[] = {sandbox_path(arena),
                          arena_print(arena, "HOME=%s", out->folder),
                          "TMPDIR=/tmp", "LANG=C.UTF-8", NULL};
    out->env = sandbox_env(arena, plan, base);
    out->argv = to.argv.at;
    out->needs = strchr(plan->argv[0], '/') ? NULL : plan->argv[0];
    out->may_gain = true;
    out->first_stays = true;
}
