/* kind_use.h - the parts of check_kind.c's work (private to typesys). */
#ifndef FLW_TYPESYS_KIND_USE_H
#define FLW_TYPESYS_KIND_USE_H

#include "typesys/accept.h"
#include "typesys/checker.h"

/* ---- check_plugin.c ---- */

/* Fills task->as.task.use from a kind that is declared in flw. */
void check_plugin_use(Checker *checker, Decl *task, const Decl *kind);
/* Does a task of this kind have a container? */
bool plugin_has_container(const Decl *kind);

/* ---- kind_gives.c ---- */

/* The types of the outputs that a declared kind states. */
void declare_kind_outputs(Checker *checker, const Decl *kind);
/* The task's inputs and outputs: does its kind give these, and can Python name
 * them? */
void check_kind_gives(Checker *checker, const Decl *task);

/* ---- check_keys.c ---- */

/* Complains of a key that names no file, in the default of an input. */
void check_default_keys(Checker *checker, const Param *param, const Decl *task);

/* ---- kind_fits.c ---- */

/* The task's kind against its interface and its options: what copilot cannot
 * carry, what Flyte ignores, an image that is missing. is_clean: its fields
 * are right, so that it is worth looking for outputs that they never name. */
void check_kind_fits(Checker *checker, Decl *task, bool is_clean);

#endif
