/* diff_side.c - one side of `flw diff`. */
#include "compiler/cli/diff_side.h"

#include <stdio.h>
#include <string.h>

#include "base/shown.h"
#include "compiler/cli/origins.h"
#include "compiler/cli/package_make.h"
#include "compiler/cli/report.h"
#include "compiler/cli/side.h"
#include "compiler/session/paths.h"
#include "spec/wire.h"

static const char *shown(const CommandInput *input, const char *text)
{
    Buf out = {.arena = input->arena};
    shown_add(&out, text, strlen(text));
    return buf_string(&out);
}

/* ---- where it leads ---- */

static bool complain_nowhere(const CommandInput *input, const char *word,
                             const char *why)
{
    fprintf(stderr,
            "flw diff: `%s` is neither a file or folder nor a revision of git: "
            "%s\n",
            shown(input, word), shown(input, why));
    return false;
}

/* The path of a revision that a path on the disk stands for; NULL: none. */
static const char *relative_path(const CommandInput *input, Repo *repo,
                                 const char *path)
{
    const char *here = path_real(input->arena, ".");
    const char *real = path_real(input->arena, path);
    if (!real && here)
        real = path_join(input->arena, here, path);
    return real ? repo_relative(repo, real) : NULL;
}

/* After the colon: from the root, or from here after "./". */
static const char *given_path(const CommandInput *input, Repo *repo,
                              const char *path)
{
    if (path[0] == '.' && (path[1] == '/' || !path[1] || path[1] == '.'))
        return relative_path(input, repo, path);
    size_t len = strlen(path);
    while (len && path[len - 1] == '/')
        len--;
    return arena_copy(input->arena, path, len);
}

static bool find_revision(const CommandInput *input, const char *word,
                          const char *beside, DiffInput *out)
{
    const char *why = NULL;
    const char *colon = strchr(word, ':');
    const char *name =
        colon ? arena_copy(input->arena, word, (size_t)(colon - word)) : word;
    out->repo = repo_open(input->arena, ".", &why);
    if (!out->repo)
        return complain_nowhere(input, word, why);
    name = *name ? name : "HEAD";
    Revision *revision = repo_find(out->repo, name, &why);
    if (!revision)
        return complain_nowhere(input, word, why);
    out->path = colon ? given_path(input, out->repo, colon + 1)
                      : relative_path(input, out->repo, beside);
    if (!out->path)
        return complain_nowhere(input, word,
                                "the path is outside of the repository");
    past_init(&out->past, input->arena, revision, name, out->path);
    return true;
}

bool diff_side_find(const CommandInput *input, const char *word,
                    const char *beside, DiffInput *out)
{
    *out = (DiffInput){.side.label = word};
    if (file_exists(word)) {
        out->path = word;
        return true;
    }
    /* A side that is a revision itself has no path on the disk. */
    bool on_disk = beside && file_exists(beside);
    return find_revision(input, word, on_disk ? beside : ".", out);
}

/* On the disk: as the user would write it, if it is below this folder. */
static const char *path_from_here(const CommandInput *input,
                                  const DiffInput *revision)
{
    const char *here = relative_path(input, revision->repo, ".");
    size_t len = here ? strlen(here) : 0;
    if (here && strcmp(revision->path, here) == 0)
        return ".";
    if (here && len == 0)
        return revision->path;
    if (here && strncmp(revision->path, here, len) == 0 &&
        revision->path[len] == '/')
        return revision->path + len + 1;
    return arena_print(input->arena, "%s/%s", repo_root(revision->repo),
                       revision->path);
}

bool diff_side_beside(const CommandInput *input, const DiffInput *revision,
                      DiffInput *out)
{
    if (!revision->repo) {
        fprintf(stderr,
                "flw diff: `%s` is no revision of git: name what to "
                "compare it with\n",
                shown(input, revision->side.label));
        return false;
    }
    const char *path = path_from_here(input, revision);
    *out = (DiffInput){.side.label = "the working tree", .path = path};
    if (file_exists(path))
        return true;
    fprintf(stderr, "flw diff: there is no `%s`\n", shown(input, path));
    return false;
}

/* ---- sources ---- */

static bool open_folder(const CommandInput *input, DiffInput *side)
{
    const char *const words[] = {side->path, NULL};
    CommandInput one = *input;
    one.words = words;
    one.word_count = 1;
    return project_open(&one, &side->project);
}

/* Its warnings are for `flw check`. */
static bool compile(const CommandInput *input, DiffInput *side)
{
    side->has_project = true;
    if (!(side->repo ? past_open(&side->past, &side->project)
                     : open_folder(input, side)))
        return false;
    Session *session = &side->project.session;
    side->package = (Package){.arena = &session->arena};
    const Plan *plan = package_make(&side->project, &side->package);
    if (!plan || side->project.unreadable) {
        diags_sort(&session->diags);
        report(input, &side->project, stderr);
        fprintf(stderr, "flw diff: `%s` cannot be compared: it is wrong\n",
                shown(input, side->side.label));
        return false;
    }
    origins_init(&side->origins, &session->arena, &session->sources);
    origins_read(&side->origins, &side->project, plan);
    side->side.origins = &side->origins;
    return true;
}

/* ---- packages ---- */

static bool complain_package(const CommandInput *input, const DiffInput *side,
                             const char *why)
{
    fprintf(stderr,
            "error[E0107]: cannot read `%s` as a package: %s\n"
            "  = explain: flw explain E0107\n",
            shown(input, side->side.label), shown(input, why));
    return false;
}

static bool read_package(const CommandInput *input, DiffInput *side)
{
    const char *why = NULL;
    side->package = (Package){.arena = input->arena};
    if (!side->repo)
        return package_read(&side->package, side->path, &why) ||
               complain_package(input, side, why);
    FileText bytes;
    return (revision_read(side->past.revision, side->path, SPEC_SIZE_MAX,
                          &bytes, &why) &&
            package_read_bytes(&side->package, side->path, bytes, &why)) ||
           complain_package(input, side, why);
}

bool diff_side_open(const CommandInput *input, DiffInput *side)
{
    bool is_source = side->repo ? !past_is_package(&side->past)
                                : side_is_source(input->arena, side->path);
    side->side.package = &side->package;
    return is_source ? compile(input, side) : read_package(input, side);
}

void diff_side_close(DiffInput *side)
{
    if (side->has_project)
        project_close(&side->project);
    if (side->repo)
        repo_close(side->repo);
}
