/* site.h - a static site about a project: what it declares, in the words of
 * its doc comments.
 *
 * Files without folders, so that the site works from anywhere, also from a
 * disk; equal projects give equal bytes. Nothing is loaded from elsewhere. */
#ifndef FLW_COMPILER_DOC_SITE_H
#define FLW_COMPILER_DOC_SITE_H

#include "compiler/session/session.h"
#include "spec/package.h"
#include "spec/tarball.h"

typedef struct SiteInput {
    Arena *arena;
    Module *const *modules; /* checked; those that the site is about */
    uint32_t module_count;
    const Package *package; /* what they become */
    const char *title;
    const char *source_url; /* "https://.../{path}#L{line}"; NULL: the sources
                               are pages of the site */
} SiteInput;

/* Adds the files. *no_graphviz: the graphs are text, for it is not there. */
void site_make(const SiteInput *input, TarFileVec *files, bool *no_graphviz);
/* The same as one JSON object, for other tools. */
void site_json(Buf *out, const SiteInput *input);

#endif
