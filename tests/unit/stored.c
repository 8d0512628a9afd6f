#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "tests/unit/stored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tests/unit/suites.h"

Arena stored_arena;
const char *stored_why = "";
/* In memory where that is possible: a commit waits for the disk. */
static char folder[] = "/dev/shm/flw-store-XXXXXX";

void stored_start(void)
{
    if (!mkdtemp(folder)) {
        strcpy(folder, "/tmp/flw-store-XXXXXX");
        ck_assert_ptr_nonnull(mkdtemp(folder));
    }
}

void stored_stop(void)
{
    char *command = arena_print(&stored_arena, "chmod -R u+w '%s'; rm -rf '%s'",
                                folder, folder);
    ck_assert_int_eq(system(command), 0);
    arena_release(&stored_arena);
}

const char *stored_path(const char *name)
{
    return arena_print(&stored_arena, "%s/%s", folder, name);
}

Home *stored_open(void)
{
    Home *home = home_open(&stored_arena, stored_path("home"), &stored_why);
    ck_assert_msg(home != NULL, "%s", stored_why);
    return home;
}

void stored_close(Home *home)
{
    ck_assert_msg(home_close(home, &stored_why), "%s", stored_why);
}

void stored_write(const char *path, const char *text)
{
    ck_assert(file_write(&stored_arena, path, (FileText){text, strlen(text)},
                         &stored_why));
}

const char *stored_text(const char *path)
{
    FileText text;
    bool done = file_read(&stored_arena, path, 1 << 24, &text, &stored_why);
    ck_assert_msg(done, "%s: %s", path, stored_why);
    return text.text;
}

int stored_count(const char *path)
{
    char *command =
        arena_print(&stored_arena, "find '%s' -mindepth 1 | wc -l", path);
    FILE *output = popen(command, "r");
    int count = -1;
    ck_assert_int_eq(fscanf(output, "%d", &count), 1);
    pclose(output);
    return count;
}

IdlLiteralMap *stored_map(const char *name, int64_t value)
{
    IdlLiteralMap *map = make_new(&stored_arena, IdlLiteralMap,
                                  FLYTEIDL__CORE__LITERAL_MAP__INIT);
    IdlLiteral *literal = make_literal(
        &stored_arena,
        make_scalar(&stored_arena, make_int(&stored_arena, value)));
    make_put(&stored_arena, map->literals, map->n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, name, literal);
    return map;
}

int64_t stored_int(const IdlLiteralMap *map, const char *name)
{
    ck_assert_ptr_nonnull(map);
    for (size_t i = 0; i < map->n_literals; i++)
        if (strcmp(map->literals[i]->key, name) == 0)
            return map->literals[i]->value->scalar->primitive->integer;
    ck_abort_msg("no `%s`", name);
}
