/* complain_launch.h - what can be wrong with launch plans: one function each.
 *
 * The codes: E0480-E0489, E0524-E0529. */
#ifndef FLW_TYPESYS_COMPLAIN_LAUNCH_H
#define FLW_TYPESYS_COMPLAIN_LAUNCH_H

#include "typesys/checker.h"
#include "typesys/cron.h"
#include "typesys/named.h"

void complain_unknown_item(Checker *checker, Name name);
void complain_repeated_item(Checker *checker, Name name, Span first);
/* form: how it is written, a sentence. */
void complain_item_form(Checker *checker, Span span, const Sym *name,
                        const char *form);
void complain_unknown_input(Checker *checker, const Named *named,
                            const Decl *workflow);
void complain_input_twice(Checker *checker, const Named *named, Span first);
void complain_input_missing(Checker *checker, const Decl *launch, Span schedule,
                            const Param *input);
void complain_kickoff_type(Checker *checker, Span span, const Param *input);
void complain_kickoff_fixed(Checker *checker, Span span, const Param *input);
void complain_kickoff_unknown(Checker *checker, Span span, const Sym *name,
                              const Decl *workflow);
void complain_phase(Checker *checker, const Expr *phase);
void complain_cron(Checker *checker, Span span, const char *found,
                   const CronFault *fault);
void complain_rate(Checker *checker, Span span, const char *found);
void complain_address(Checker *checker, Span span, const char *found,
                      const char *fault);
void complain_label_count(Checker *checker, Span span, uint32_t found);
/* wanted: "a place such as s3://bucket/folder" */
void complain_launch_text(Checker *checker, Span span, const Sym *name,
                          const char *wanted, const char *found);

#endif
