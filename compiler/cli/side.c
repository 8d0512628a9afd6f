/* side.c - a package, from whatever a word of a command leads to. */
#include "compiler/cli/side.h"

#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/report.h"
#include "compiler/session/flw_files.h"
#include "spec/wire.h"

static const char *shown(Arena *arena, const char *text)
{
    Buf out = {.arena = arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

static bool has_end(const char *path, const char *end)
{
    size_t len = strlen(path), size = strlen(end);
    return len >= size && strcmp(path + len - size, end) == 0;
}

/* A folder of messages was unpacked from an archive; any other holds .flw. */
static bool is_source(Arena *arena, const char *path)
{
    if (!path_is_folder(path))
        return has_end(path, ".flw");
    Package package = {.arena = arena};
    const char *why = NULL;
    return !package_read(&package, path, &why) || package.entries.len == 0;
}

static int complain_package(Arena *arena, const char *path, const char *why)
{
    fprintf(stderr,
            "error[E0107]: cannot read `%s` as a package: %s\n"
            "  = explain: flw explain E0107\n",
            shown(arena, path), shown(arena, why));
    return EXIT_USAGE;
}

static int compile(const CommandInput *input, Side *side)
{
    const char *const words[] = {side->path, NULL};
    CommandInput one = *input;
    one.words = words;
    one.word_count = 1;
    Project project;
    if (!project_open(&one, &project)) {
        project_close(&project);
        return EXIT_USAGE;
    }
    Package made = {.arena = &project.session.arena};
    bool fine = package_make(&project, &made) != NULL;
    diags_sort(&project.session.diags);
    int status = report_status(&one, &project);
    bool say = status != EXIT_FINE || !side->quiet;
    if (say && !report(&one, &project, stderr))
        status = EXIT_USAGE;
    const char *why = NULL;
    if (fine && status == EXIT_FINE) {
        FileText bytes;
        if (!package_pack(&made, &bytes, &why))
            status = complain_package(input->arena, side->path, why);
        else
            side->bytes = (FileText){
                arena_copy(input->arena, bytes.text, bytes.len), bytes.len};
    }
    project_close(&project);
    return status;
}

/* A folder of messages has no bytes of its own: it gets those of an archive. */
static bool read_bytes(const CommandInput *input, Side *side, const char **why)
{
    if (!path_is_folder(side->path))
        return file_read(input->arena, side->path, SPEC_SIZE_MAX, &side->bytes,
                         why);
    Package package = {.arena = input->arena};
    return package_read(&package, side->path, why) &&
           package_pack(&package, &side->bytes, why);
}

int side_open(const CommandInput *input, const char *path, Side *side)
{
    *side = (Side){.path = path, .quiet = side->quiet};
    const char *why = NULL;
    int status = EXIT_FINE;
    bool is_made = is_source(input->arena, path);
    if (is_made)
        status = compile(input, side);
    else if (!read_bytes(input, side, &why))
        return complain_package(input->arena, side->path, why);
    if (status != EXIT_FINE)
        return status;
    side->package = (Package){.arena = input->arena};
    const char *name = is_made ? "package.tgz" : side->path;
    if (!package_read_bytes(&side->package, name, side->bytes, &why))
        return complain_package(input->arena, side->path, why);
    return EXIT_FINE;
}
