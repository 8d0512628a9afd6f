/* project.c - from the words of a command to a checked session. */
#include "compiler/cli/project.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"

static void add_file(Project *project, const char *path)
{
    Module *module = session_add_file(&project->session, path);
    if (module)
        vec_push(&project->session.arena, &project->modules, module);
    else
        project->unreadable = true;
}

static bool add_folder(Project *project, const char *folder)
{
    Arena *arena = &project->session.arena;
    FlwFiles paths = {0};
    /* Read as if it were a file, a folder says why it cannot be listed. */
    flw_files_below(arena, folder, &paths, &paths);
    if (paths.len == 0) {
        fprintf(stderr, "flw: there is no .flw file below `%s`\n", folder);
        return false;
    }
    for (uint32_t i = 0; i < paths.len; i++)
        add_file(project, paths.at[i]);
    return true;
}

static bool add_input(const CommandInput *input, const ProjectTexts *texts,
                      Project *project)
{
    const char *shown = command_option(input, "stdin-filename");
    FileText text = texts->input ? *texts->input : (FileText){0};
    const char *why = NULL;
    if (!texts->input &&
        !file_read_from(&project->session.arena, 0, SOURCE_MAX, &text, &why)) {
        fprintf(stderr, "flw: cannot read standard input: %s\n", why);
        return false;
    }
    Module *module = session_add_text(
        &project->session, shown ? shown : "<stdin>", text.text, text.len);
    if (module)
        vec_push(&project->session.arena, &project->modules, module);
    return true;
}

static bool add_word(const CommandInput *input, const ProjectTexts *texts,
                     Project *project, const char *word)
{
    if (strcmp(word, "-") == 0)
        return add_input(input, texts, project);
    if (path_is_folder(word))
        return add_folder(project, word);
    add_file(project, word);
    return true;
}

/* The folder that all words have in common; NULL when a word is no path. */
static const char *common_folder(Arena *arena, const CommandInput *input)
{
    const char *common = NULL;
    for (size_t i = 0; i < input->word_count; i++) {
        const char *word = input->words[i];
        const char *real =
            strcmp(word, "-") == 0 ? NULL : path_real(arena, word);
        if (!real)
            continue;
        if (!path_is_folder(real))
            real = path_folder(arena, real);
        if (!common)
            common = real;
        while (!path_is_below(real, common))
            common = path_folder(arena, common);
    }
    return common;
}

static bool find_root(const CommandInput *input, const char **root)
{
    const char *given = command_option(input, "root");
    if (given) {
        *root = path_real(input->arena, given);
        if (!*root || !path_is_folder(*root)) {
            fprintf(stderr, "flw: --root: `%s` is no folder\n", given);
            return false;
        }
        return true;
    }
    const char *folder = input->word_count ? common_folder(input->arena, input)
                                           : path_real(input->arena, ".");
    *root = folder ? path_project(input->arena, folder) : NULL;
    return true;
}

bool project_open_texts(const CommandInput *input, const ProjectTexts *texts,
                        Project *project)
{
    *project = (Project){0};
    const char *root = NULL;
    if (!find_root(input, &root))
        return false;
    session_init(&project->session, root, texts->files);
    if (input->word_count == 0)
        return add_folder(project, ".");
    for (size_t i = 0; i < input->word_count; i++)
        if (!add_word(input, texts, project, input->words[i]))
            return false;
    return true;
}

bool project_open(const CommandInput *input, Project *project)
{
    return project_open_texts(input, &(ProjectTexts){0}, project);
}

void project_check(Project *project)
{
    session_check(&project->session);
}

void project_close(Project *project)
{
    session_release(&project->session);
}
