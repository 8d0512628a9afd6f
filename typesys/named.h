/* named.h - the named parts of options, kinds and launch plans.
 *
 * `{ name: value }`, `{"name": value}` or a constant that is one of these:
 * read into one list, so that whoever wants them need not care which. */
#ifndef FLW_TYPESYS_NAMED_H
#define FLW_TYPESYS_NAMED_H

#include "typesys/checker.h"

typedef struct Named {
    const Sym *name;
    Span span;          /* of the name */
    Expr *expr;         /* NULL: `value` */
    const Value *value; /* of an entry of a constant */
} Named;
typedef Vec(Named) NamedVec;

/* Appends the entries that the expression has, each name once: a repetition
 * is complained of and left out. False, with the complaint made, when it has
 * no names at all. `why` says what it is for. */
bool named_read(Checker *checker, Expr *expr, const Why *why, NamedVec *out);
/* The place of the entry's value. */
Span named_span(const Named *entry);
/* The entry's constant as a value of wanted (NULL: its own type). NULL: none,
 * complained of. */
const Value *named_value(Checker *checker, const Named *entry,
                         const Type *wanted, const Why *why);
/* The same for a text. */
const char *named_text(Checker *checker, const Named *entry, const Why *why);
/* A constant text; NULL: none, complained of. */
const char *constant_text(Checker *checker, Expr *expr, const Why *why);
/* The word when the expression is a bare name; else NULL. */
const Sym *bare_word(const Expr *expr);

#endif
