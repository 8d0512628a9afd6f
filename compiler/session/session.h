/* session.h - one project, read and checked; nothing is printed, nothing exits.
 *
 * A session owns one arena: texts, names, types, trees, diagnostics. An edit
 * makes a new session, or refreshes the modules that it reaches (refresh.h).
 * Files are reached through SessionFiles only, so that an editor can serve
 * unsaved buffers. */
#ifndef FLW_COMPILER_SESSION_SESSION_H
#define FLW_COMPILER_SESSION_SESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/source.h"
#include "base/sym.h"
#include "grammar/ast.h"
#include "typesys/type.h"

/* Limits; each is tested at n-1, n and n+1. */
enum { SESSION_FILES_MAX = 10000 };

/* What a read gives: text, or a reason ("no such file"). */
typedef struct SessionText {
    const char *text; /* NUL-terminated; in the arena */
    size_t len;
    const char *why; /* set when the read failed */
} SessionText;

typedef struct SessionFiles {
    /* The text of the file at path, an absolute one without links. */
    bool (*read)(void *context, Arena *arena, const char *path,
                 SessionText *out);
    void *context;
} SessionFiles;

typedef struct Session {
    Arena arena;
    SymTable syms;
    TypeTable types;
    Sources sources;
    Diags diags;
    const SessionFiles *files;
    const char *root;      /* absolute; imports do not leave it; or NULL */
    Map by_path;           /* Sym of the canonical path -> Module */
    Vec(Module *) modules; /* all; after session_check: imports come first */
    bool whole; /* session_check: every import was found, and no ring was */
} Session;

/* root: the project's folder, absolute and without links; NULL: that of the
 * first file that is added. files: NULL for the real ones. Both are kept. */
void session_init(Session *session, const char *root,
                  const SessionFiles *files);
/* Reads and parses the file and all that it imports. path is shown as it is.
 * NULL: it could not be read; the reason is a diagnostic. */
Module *session_add_file(Session *session, const char *path);
/* The same for a text that has no file (standard input), shown as `shown`;
 * its imports are looked up from the current folder. */
Module *session_add_text(Session *session, const char *shown, const char *text,
                         size_t len);
/* Checks every module, imports first, and sorts the diagnostics. */
void session_check(Session *session);
/* Is anything wrong that is more than a warning? */
bool session_failed(const Session *session);
void session_release(Session *session);

#endif
