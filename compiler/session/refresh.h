/* refresh.h - a checked session, after some of its files have changed.
 *
 * Modules that changed, and those that import them, are read and checked
 * anew; all others stay as they are. What is replaced stays in the arena, so
 * whoever refreshes a session makes a new one when it has grown. */
#ifndef FLW_COMPILER_SESSION_REFRESH_H
#define FLW_COMPILER_SESSION_REFRESH_H

#include "compiler/session/session.h"

/* paths: absolute, without links. True: the session is as if it had been made
 * anew, but for the order of its sources. False: it is spoiled, and must be
 * made anew: a file is not of it, imports differ, or an import was wrong. */
bool session_refresh(Session *session, const char *const *paths, uint32_t len);

/* ---- for session.c alone ---- */

/* Checks one module, whose imports were checked. */
void session_check_module(Session *session, Module *module);
/* Adds what all modules say to the diagnostics, and sorts them. */
void session_gather(Session *session);

#endif
