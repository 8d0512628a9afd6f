/* names.h - names of modules and types (private to typesys). */
#ifndef FLW_TYPESYS_NAMES_H
#define FLW_TYPESYS_NAMES_H

#include "typesys/checker.h"
#include "typesys/scope.h"

/* What the import has under that name; complains and returns NULL when it has
 * nothing (silently when the module itself was not found). */
const Entry *names_exported(Checker *checker, const Import *import, Name name);
/* The type that a `type` declaration stands for. */
const Type *names_declare_type(Checker *checker, Decl *decl);

#endif
