/* project.h - from the words of a command to a checked session. */
#ifndef FLW_COMPILER_CLI_PROJECT_H
#define FLW_COMPILER_CLI_PROJECT_H

#include <stdbool.h>

#include "base/file.h"
#include "compiler/cli/command.h"
#include "compiler/session/session.h"

typedef struct Project {
    Session session;
    Vec(Module *) modules; /* that were asked for */
    bool unreadable;       /* a word of the command led to no file */
} Project;

/* Texts in place of those that are read. */
typedef struct ProjectTexts {
    const SessionFiles *files; /* NULL: the real ones */
    const FileText *input;     /* standard input; NULL: read it */
} ProjectTexts;

/* Reads files, folders (every .flw below, sorted) and `-` (standard input);
 * no word: the folder that one is in. Options read: root, stdin-filename.
 * False: said why on stderr, nothing was read. */
bool project_open(const CommandInput *input, Project *project);
bool project_open_texts(const CommandInput *input, const ProjectTexts *texts,
                        Project *project);
void project_check(Project *project);
void project_close(Project *project);

#endif
