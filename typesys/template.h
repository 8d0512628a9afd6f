/* template.h - texts with placeholders: `{name}` of an input or output of the
 * task, filled in when it runs. */
#ifndef FLW_TYPESYS_TEMPLATE_H
#define FLW_TYPESYS_TEMPLATE_H

#include "typesys/checker.h"

typedef enum TemplatePlace {
    TEMPLATE_COMMAND, /* a file is its local path; outputs may be named */
    TEMPLATE_QUERY    /* a file is its address; there are only inputs */
} TemplatePlace;

/* Reads a text, or one text after another of a list. What is constant becomes
 * text at once. False: complained of. */
bool template_read(Checker *checker, Expr *expr, TemplatePlace place,
                   const Sym *field, Template *out);
bool template_read_list(Checker *checker, Expr *expr, TemplatePlace place,
                        const Sym *field, TemplateVec *out);

/* Is the local named anywhere in them, as a placeholder or as a word? */
bool template_names(const TemplateVec *templates, const Local *local);
/* Does the word stand in the text, with no letter, digit or _ beside it? */
bool template_has_word(const char *text, const char *word);

#endif
