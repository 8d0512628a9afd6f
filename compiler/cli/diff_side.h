/* diff_side.h - one side of `flw diff`: a .flw file or a folder of such, a
 * package of any SDK, or either of them in a git revision.
 *
 * A word that leads to a file or folder is that; else it is REV, or REV:PATH
 * with the path from the repository's root, or from this folder after `./`. */
#ifndef FLW_COMPILER_CLI_DIFF_SIDE_H
#define FLW_COMPILER_CLI_DIFF_SIDE_H

#include "compiler/cli/past.h"
#include "compiler/diff/comparison.h"

typedef struct DiffInput {
    DiffSide side; /* to be compared; its texts live up to diff_side_close */
    Package package;
    Origins origins;
    Project project;  /* of sources; else zeros */
    Repo *repo;       /* of a revision; NULL: what is on the disk */
    Past past;        /* in the repository */
    const char *path; /* on the disk, or from the repository's root */
    bool has_project;
} DiffInput;

/* Where the word leads, without reading it. beside: the word of the other
 * side, whose path a mere revision is of; NULL: this folder. False: said why
 * on stderr. */
bool diff_side_find(const CommandInput *input, const char *word,
                    const char *beside, DiffInput *out);
/* The same path as that of a revision, on the disk. False: said why on
 * stderr. */
bool diff_side_beside(const CommandInput *input, const DiffInput *revision,
                      DiffInput *out);
/* Reads it; sources are compiled in memory. False: said why on stderr. Options
 * read: root, color, max-errors. */
bool diff_side_open(const CommandInput *input, DiffInput *side);
void diff_side_close(DiffInput *side);

#endif
