/* modules.h - finding, reading and ordering the files of a project. */
#ifndef FLW_COMPILER_SESSION_MODULES_H
#define FLW_COMPILER_SESSION_MODULES_H

#include "compiler/session/session.h"

/* The module of the file at path (absolute, without links), read and parsed
 * if it is new. span is where it is asked for. NULL: complained. */
Module *modules_load(Session *session, const char *path, const char *shown,
                     Span span);
/* A text that is not in a file, as a module of that name. */
Module *modules_parse(Session *session, const char *shown, const char *name,
                      const char *text, size_t len);
/* The text at that path as a module in the place of `old`, which is another
 * state of it, with the same imports; its own are not yet found. NULL: the
 * text cannot be read, or imports differently, or there is no more room. */
Module *modules_replace(Session *session, const Module *old);
/* Loads what the modules from index `first` on import, and so on. `folders`
 * of importers are those of their canonical paths. */
void modules_load_imports(Session *session, uint32_t first);
/* Puts imports before importers; complains of rings and cuts them. */
void modules_order(Session *session);

#endif
