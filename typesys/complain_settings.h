/* complain_settings.h - what can be wrong with options: one function each.
 *
 * The codes: E0370-E0399 (what is written), E0450-E0452 (where), E0520-E0523
 * (Kubernetes and Flyte), W0421-W0422. */
#ifndef FLW_TYPESYS_COMPLAIN_SETTINGS_H
#define FLW_TYPESYS_COMPLAIN_SETTINGS_H

#include "typesys/checker.h"
#include "typesys/named.h"
#include "typesys/quantity.h"

/* An option where it was written. */
typedef struct OptionUse {
    const Sym *name;
    Span span;       /* of the name */
    Span value_span; /* of what stands behind its colon */
} OptionUse;

/* "a task", "a call of a task" … */
const char *setting_place_text(SettingPlace place);

void complain_unknown_option(Checker *checker, const Named *entry);
void complain_repeated_name(Checker *checker, const Named *entry, Span first);
void complain_option_type(Checker *checker, const OptionUse *option,
                          const char *wanted, const Type *found);
/* limits: "from 0 to 1000" */
void complain_option_range(Checker *checker, const OptionUse *option,
                           const char *limits, const char *found);
/* words: "`auto` or `off`" */
void complain_option_word(Checker *checker, const OptionUse *option,
                          const char *words);
void complain_quantity(Checker *checker, const OptionUse *option,
                       Dimension dimension, const Value *found,
                       QuantityFault fault);
void complain_range_reversed(Checker *checker, const OptionUse *option,
                             const char *first, const char *last);
void complain_gpu_range(Checker *checker, const OptionUse *option);
/* why: what Flyte does without it. */
void complain_needs_option(Checker *checker, const OptionUse *option,
                           const char *needed, const char *why);
void complain_image_twice(Checker *checker, Span span, Span kind);
void complain_options_clash(Checker *checker, const OptionUse *option,
                            const char *other, Span other_span);
/* task NULL: in `defaults`. */
void complain_cache_ignore(Checker *checker, Span span, const Sym *name,
                           const Decl *task);
void complain_secret_field(Checker *checker, const Named *entry);
void complain_secret_lacks(Checker *checker, Span span, const char *field);
void complain_variable_clash(Checker *checker, const OptionUse *option,
                             const char *variable, Span other);
void complain_not_named(Checker *checker, Span span, const Sym *name,
                        const Type *found);
void complain_not_list(Checker *checker, const OptionUse *option,
                       const char *example);
/* places: where it is honoured. */
void complain_no_effect(Checker *checker, const OptionUse *option,
                        SettingPlace place, unsigned places);
void complain_cache_of_nothing(Checker *checker, const OptionUse *option);
/* what: "a label"; fault as kube_name.h gives it. */
void complain_name_fault(Checker *checker, Span span, const char *what,
                         const char *found, const char *fault);
void complain_image(Checker *checker, Span span, const char *found,
                    const char *fault);
void warn_accelerator(Checker *checker, Span span, const char *found);
void warn_secret_group(Checker *checker, Span span, const char *found,
                       const char *fault);

#endif
