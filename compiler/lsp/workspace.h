/* workspace.h - the documents that are open, and the project around them,
 * checked.
 *
 * Every edit makes a new session over the open documents and what they
 * import; a question about the whole project (references, renaming, symbols)
 * makes one over all of its files. Unsaved texts go before what is on disk. */
#ifndef FLW_COMPILER_LSP_WORKSPACE_H
#define FLW_COMPILER_LSP_WORKSPACE_H

#include "base/map.h"
#include "compiler/lsp/occurrence.h"
#include "compiler/lsp/position.h"
#include "compiler/session/session.h"

typedef struct Document {
    const char *uri;  /* as the client writes it */
    const char *path; /* absolute */
    char *text;       /* malloc'ed: it changes with every key */
    size_t len;
    int64_t version;
    bool open;
    bool reported; /* the client shows diagnostics of it */
} Document;

typedef struct Workspace {
    Arena arena; /* of documents; lives as long as the server */
    Vec(Document *) documents;
    Encoding encoding;
    const char *root; /* absolute; NULL: that of the first document */
    void (*check_more)(Session *session); /* what later stages find; or NULL */
    SessionFiles files;                   /* how the session reads */
    Session session;                      /* of the texts as they are */
    bool checked; /* session holds what the texts are now */
    bool whole;   /* …and all files of the project */
} Workspace;

/* The path of a file:// URI, and back; NULL when it is none. */
const char *uri_to_path(Arena *arena, const char *uri);
const char *path_to_uri(Arena *arena, const char *path);

Document *workspace_find(Workspace *workspace, const char *uri);
/* The document, made when it is new. */
Document *workspace_open(Workspace *workspace, const char *uri);
void document_set(Document *document, const char *text, size_t len);
/* Replaces [start, end) in UTF offsets of the encoding; the whole of it when
 * `range` is not one. */
void document_edit(Workspace *workspace, Document *document,
                   const Json *change);

/* Checks what is open, unless nothing has changed. */
void workspace_check(Workspace *workspace);
/* Checks all files of the project. */
void workspace_check_all(Workspace *workspace);
void workspace_touch(Workspace *workspace);

/* The module of a document in the session; NULL: it could not be read. */
Module *workspace_module(Workspace *workspace, const Document *document);
/* Its URI, whether it is open or not. */
const char *module_uri(Workspace *workspace, Arena *arena,
                       const Module *module);
void workspace_close(Workspace *workspace);

#endif
