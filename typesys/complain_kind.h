/* complain_kind.h - what can be wrong with kinds: one function each.
 *
 * The codes: E0451-E0479, W0420. */
#ifndef FLW_TYPESYS_COMPLAIN_KIND_H
#define FLW_TYPESYS_COMPLAIN_KIND_H

#include "typesys/checker.h"
#include "typesys/complain_settings.h"
#include "typesys/named.h"

/* ---- a task and its kind ---- */

/* why: what the kind has instead; as help. */
void complain_kind_ignores(Checker *checker, const OptionUse *option,
                           const Decl *task, const char *why);
void complain_no_image(Checker *checker, const Decl *task);
void complain_unknown_kind(Checker *checker, Name name,
                           const char *const *built_in);
/* The first fields, FIELDS_SHOWN_MAX at most; ends with NULL. */
enum { FIELDS_SHOWN_MAX = 256 };
void complain_unknown_kind_field(Checker *checker, const Named *field,
                                 const Sym *kind, const Sym *const *fields);
void complain_kind_lacks(Checker *checker, const Decl *task, const Sym *field);
void complain_record_lacks(Checker *checker, Span span, const Sym *record,
                           const Sym *field);
void complain_no_command(Checker *checker, const Decl *task);
void complain_output_not_carried(Checker *checker, const Decl *task,
                                 const Local *output);
void complain_input_not_carried(Checker *checker, const Decl *task,
                                const Local *input);
/* A map comes as a directory, with a file of this name in it. */
void complain_key(Checker *checker, Name key, const Decl *task);
void complain_echo_count(Checker *checker, const Decl *task);
void complain_echo_type(Checker *checker, const Local *input,
                        const Local *output);
/* The kind says what its tasks give, and this is none of it. */
void complain_not_given(Checker *checker, const Decl *task, const Decl *kind,
                        const Local *output);
/* The kind gives one of that name, of another type. */
void complain_given_type(Checker *checker, const Decl *task, const Param *given,
                         const Local *output);
/* fault: "a word of Python's own" */
void complain_python_word(Checker *checker, const Decl *task,
                          const Local *local, const char *fault);
void warn_output_unnamed(Checker *checker, const Decl *task,
                         const Local *output);

/* ---- texts and placeholders ---- */

void complain_unknown_placeholder(Checker *checker, const Expr *name,
                                  const Decl *task);
void complain_no_text_form(Checker *checker, Span span, const Local *input);
void complain_constant_form(Checker *checker, Span span, const Value *value);
void complain_placeholder_path(Checker *checker, Span span, const Local *local);
void complain_output_in_query(Checker *checker, Span span, const Local *output);
void complain_bare_param(Checker *checker, Span span, const Local *local);
void complain_flyte_template(Checker *checker, Span span);
void complain_empty_script(Checker *checker, Span span);
void complain_script_placeholder(Checker *checker, Span span);
/* wanted: "a Python module, as in eta.train" */
void complain_kind_text(Checker *checker, Span span, const Sym *field,
                        const char *wanted, const char *found);

/* ---- pods ---- */

/* what: "a container's `name`"; fault: "must be …". */
void complain_pod(Checker *checker, Span span, const char *fault, ...)
    PRINTF_LIKE(3, 4);

/* ---- kind declarations ---- */

void complain_plugin_name(Checker *checker, const Decl *kind);
void complain_plugin_version(Checker *checker, const Decl *kind);
void complain_field_place(Checker *checker, const Field *field);
/* names: "`statement` and `dialect`" */
void complain_field_name(Checker *checker, const Field *field,
                         const char *names);
void complain_field_path(Checker *checker, const Field *field);
void complain_field_taken(Checker *checker, const Field *field,
                          const char *path, const Field *first);
void complain_field_type(Checker *checker, const Field *field, const Type *type,
                         const char *wanted);

#endif
