/* program.h - a whole program in a text, as a session checks it. */
#ifndef FLW_TESTS_UNIT_PROGRAM_H
#define FLW_TESTS_UNIT_PROGRAM_H

#include "compiler/session/session.h"

typedef struct Program {
    Session session;
    Module *module;
} Program;

void program_begin(Program *program, const char *text);
/* The codes of all that was found, in order: "E0370 W0420"; "" for nothing. */
const char *program_codes(Program *program);
/* The declaration of that name; fails the test when there is none. */
const Decl *program_decl(const Program *program, const char *name);
void program_end(Program *program);
/* Fails the test unless the program gives exactly these codes. */
void program_gives(const char *text, const char *codes);

#endif
