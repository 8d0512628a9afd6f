#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "runtime/process/sandbox_parts.h"

/* May this byte go on a file's name? */
static bool is_name(char c)
{
    return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) ||
           (c && strchr("_-.~+@%", c));
}

/* May a path begin at `at`, or does it go on one that begins before: `a/x`,
 * `$D/x`, `${D}/x`, `*` `/x`? An option's letter before it is none of it: -I/x;
 * nor is a scheme: file:///x. */
static bool begins_path(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] == '/')
        at--;
    if (at == 0)
        return true;
    char before = text[at - 1];
    if (at >= 2 && text[at - 2] == '-' && isalpha((unsigned char)before))
        return at == 2 || !is_name(text[at - 3]);
    return !is_name(before) && !strchr("})]*?$", before);
}

static int by_length(const void *a, const void *b)
{
    size_t one = strlen(((const SandboxMount *)a)->inside);
    size_t two = strlen(((const SandboxMount *)b)->inside);
    return (one < two) - (one > two);
}

/* The longest first, so that what lies in another one is found. */
static const SandboxMount *sorted(Arena *arena, const SandboxPlan *plan)
{
    SandboxMount *mounts = arena_array(arena, SandboxMount, plan->mount_count);
    if (plan->mount_count)
        memcpy(mounts, plan->mounts, plan->mount_count * sizeof *mounts);
    qsort(mounts, plan->mount_count, sizeof *mounts, by_length);
    return mounts;
}

static const SandboxMount *mount_at(const SandboxMount *mounts, uint32_t n,
                                    const char *text, size_t at)
{
    for (uint32_t i = 0; i < n; i++) {
        size_t len = strlen(mounts[i].inside);
        if (!strncmp(text + at, mounts[i].inside, len) &&
            !is_name(text[at + len]) && begins_path(text, at))
            return mounts + i;
    }
    return NULL;
}

static const char *rewrite(Arena *arena, const char *text,
                           const SandboxMount *mounts, uint32_t n)
{
    Buf buf = {.arena = arena};
    size_t told = 0;
    for (size_t at = 0; text[at]; at++) {
        const SandboxMount *mount =
            text[at] == '/' ? mount_at(mounts, n, text, at) : NULL;
        if (!mount)
            continue;
        buf_add(&buf, text + told, at - told);
        buf_text(&buf, mount->outside);
        told = at + strlen(mount->inside);
        at = told - 1;
    }
    if (told == 0)
        return text;
    buf_text(&buf, text + told);
    return buf_string(&buf);
}

static const char *const *rewrite_all(Arena *arena, const char *const *words,
                                      const SandboxMount *mounts, uint32_t n)
{
    Words out = {0};
    for (; words && *words; words++)
        vec_push(arena, &out, rewrite(arena, *words, mounts, n));
    vec_push(arena, &out, NULL);
    return out.at;
}

void host_wrap(Arena *arena, const SandboxPlan *plan, ChildPlan *out)
{
    const SandboxMount *mounts = sorted(arena, plan);
    SandboxPlan there = *plan;
    there.env = rewrite_all(arena, plan->env, mounts, plan->mount_count);
    const char *base[] = {
        sandbox_path(arena), arena_print(arena, "HOME=%s", out->folder),
        arena_print(arena, "TMPDIR=%s", out->folder), "LANG=C.UTF-8", NULL};
    out->env = sandbox_env(arena, &there, base);
    out->argv = rewrite_all(arena, plan->argv, mounts, plan->mount_count);
}
