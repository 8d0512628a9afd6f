/* children.c - N children of the loop, W at once, each with a folder and a
 * log of its own: what a task costs before there is any engine. Prints ms.
 *
 *   children N W FOLDER COMMAND...
 */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "runtime/process/loop.h"

static void start(Loop *loop, Arena *arena, const char *folder,
                  const char *const *argv)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    const char *why;
    bool retry;
    mkdir(folder, 0700);
    ChildPlan plan = {.argv = argv,
                      .env = env,
                      .folder = folder,
                      .log = arena_print(arena, "%s/log", folder)};
    if (loop_start(loop, &plan, NULL, &retry, &why))
        return;
    fprintf(stderr, "children: %s\n", why);
    exit(1);
}

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    int left = atoi(argv[1]), width = atoi(argv[2]);
    Arena arena = {0};
    const char *why;
    Loop *loop = loop_new(&arena, &why);
    if (!loop)
        return 1;
    int64_t began = loop_now();
    for (int done = 0, all = left; done < all;) {
        while (left > 0 && loop_children(loop) < (uint32_t)width)
            start(loop, &arena, arena_print(&arena, "%s/%d", argv[3], left--),
                  (const char *const *)argv + 4);
        LoopEvent event = loop_next(loop, INT64_MAX);
        if (event.what != LOOP_CHILD || event.end.code != 0)
            return 1;
        done++;
    }
    printf("%.1f\n", (double)(loop_now() - began) / 1e6);
    loop_close(loop);
    arena_release(&arena);
    return 0;
}
