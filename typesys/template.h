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

/* Has it a text in a command: of Flyte's templates, the same each time, or the
 * path in place of a file? */
bool template_has_text(const Type *type);

/* Does the word stand in the text, or in one of the templates' texts? */
bool template_text_has(const char *text, const Sym *word);
bool template_list_has(const TemplateVec *templates, const Sym *word);
/* Every word of the text, or of the templates' texts, as a key of the map. */
void template_add_text(Checker *checker, const char *text, Map *words);
void template_add_words(Checker *checker, const TemplateVec *templates,
                        Map *words);

#endif
