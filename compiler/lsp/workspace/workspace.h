/* workspace.h - the documents that are open, and the project around them,
 * checked.
 *
 * Two views: what is open with what that imports, of which diagnostics tell;
 * and all files of the project, for questions about all of it. An edit
 * refreshes what it reaches; a view is made anew when the files change, or
 * when what was replaced in it takes too much memory. Unsaved texts go before
 * what is on disk. */
#ifndef FLW_COMPILER_LSP_WORKSPACE_H
#define FLW_COMPILER_LSP_WORKSPACE_H

#include "base/hash.h"
#include "base/map.h"
#include "compiler/lsp/workspace/occurrence.h"
#include "compiler/lsp/workspace/position.h"
#include "compiler/session/session.h"

typedef struct Document {
    const char *uri;  /* as the client writes it */
    const char *path; /* absolute */
    char *text;       /* malloc'ed: it changes with every key */
    size_t len;
    int64_t version;
    bool open;
    uint32_t *tokens; /* malloc'ed: those that the client was sent last */
    uint32_t tokens_len, tokens_id;
    /* What the client was told of it: a digest, and with which version. */
    bool told, was_open;
    int64_t told_version;
    unsigned char digest[HASH_SHA256_SIZE];
} Document;

typedef Vec(Span) SpanVec;

typedef struct View {
    bool whole; /* all files of the project, or what is open alone */
    Session session;
    bool made;               /* session is one … */
    Vec(Document *) changed; /* …of the texts as they are, but for these */
    size_t size;             /* bytes of the session when it was made */
    bool uses_known;         /* uses.h */
    Map uses;                /* Decl -> SpanVec, in the session's arena */
} View;

typedef struct Workspace {
    Arena arena; /* of documents; lives as long as the server */
    Vec(Document *) documents;
    Encoding encoding;
    const char *root; /* absolute; NULL: that of the first document */
    bool lint;        /* diagnostics are to have what lints find */
    /* What later stages find, and lints if they are wanted; or NULL. */
    void (*check_more)(Session *session, bool lint);
    SessionFiles files; /* how sessions read */
    bool is_watched;    /* the client tells of files that change */
    View opened, project;
} Workspace;

void workspace_init(Workspace *workspace);

/* The path of a file:// URI, and back; NULL when it is none. */
const char *uri_to_path(Arena *arena, const char *uri);
/* The real path, without a `/` at its end. */
const char *path_without_end(Arena *arena, const char *path);
const char *path_to_uri(Arena *arena, const char *path);

Document *workspace_find(Workspace *workspace, const char *uri);
/* The document, made when it is new; and open then. */
Document *workspace_document(Workspace *workspace, const char *uri);
Document *workspace_open(Workspace *workspace, const char *uri);
void document_set(Document *document, const char *text, size_t len);
/* Room for size bytes in the place of what malloc gave before, or NULL. */
void *document_memory(void *before, size_t size);
/* Replaces [start, end) in UTF offsets of the encoding; the whole of it when
 * `range` is not one. */
void document_edit(Workspace *workspace, Document *document,
                   const Json *change);

/* The open document at that path; NULL: none. */
Document *workspace_document_at(const Workspace *workspace, const char *path);

/* The text of the document is another one. */
void workspace_changed(Workspace *workspace, Document *document);
/* The document was opened with its text, or closed. */
void workspace_turned(Workspace *workspace, Document *document);
/* Files have come, gone or changed. */
void workspace_stale(Workspace *workspace);
/* Sessions of the texts as they are; they stay until the next change. */
Session *workspace_opened(Workspace *workspace);
Session *workspace_project(Workspace *workspace);

/* Would what is open have no more errors than it has if the document had this
 * text? */
bool workspace_would_check(Workspace *workspace, Document *document,
                           const char *text);

/* The module of that path in a session; NULL: it is not of it, or could not be
 * read. */
Module *session_module(const Session *session, const char *path);
/* Its URI, whether it is open or not; NULL: it has none. */
const char *module_uri(const Workspace *workspace, Arena *arena,
                       const Module *module);
void workspace_close(Workspace *workspace);

#endif
