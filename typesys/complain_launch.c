#include "typesys/complain_launch.h"

#include <string.h>

#include "base/near.h"

/* Names that are looked at for one suggestion: ten thousand mistakes beside
 * ten thousand names must stay cheap. */
enum { OFFERS_MAX = 256 };

static const char *const item_words[] = {
#define LAUNCH_ITEM(item, text) text,
#include "typesys/launch_items.def"
#undef LAUNCH_ITEM
};

static const char *const phase_words[] = {"succeeded", "failed", "aborted",
                                          "timed_out"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void suggest(Checker *checker, Diag *diag, Span span, const Near *near)
{
    if (near->best)
        diag_fix(checker->diags, diag, FIX_UNSAFE, span, near->best->text,
                 "did you mean `%s`?", near->best->text);
}

static void suggest_word(Checker *checker, Diag *diag, Name found,
                         const char *const *words, size_t count)
{
    Near near = {.wanted = found.sym};
    for (size_t i = 0; i < count; i++)
        near_offer(&near, sym_of(checker->syms, words[i]));
    suggest(checker, diag, found.span, &near);
}

void complain_unknown_item(Checker *checker, Name name)
{
    Diag *diag = diag_add(checker->diags, "E0480", name.span,
                          "a launch plan has no `%s`", name.sym->text);
    if (strcmp(name.sym->text, "kickoff") == 0)
        diag_help(checker->diags, diag,
                  "it stands behind the time: `schedule cron(\"0 3 * * *\", "
                  "kickoff: day)`");
    else
        suggest_word(checker, diag, name, item_words, COUNT(item_words));
}

void complain_repeated_item(Checker *checker, Name name, Span first)
{
    Diag *diag = diag_add(checker->diags, "E0371", name.span,
                          "`%s` is given twice", name.sym->text);
    diag_also(checker->diags, diag, first, "first given here");
}

void complain_item_form(Checker *checker, Span span, const Sym *name,
                        const char *form)
{
    Diag *diag =
        diag_add(checker->diags, "E0481", span,
                 "`%s` of a launch plan is written otherwise", name->text);
    diag_help(checker->diags, diag, "%s", form);
}

static void suggest_input(Checker *checker, Diag *diag, Span span,
                          const Sym *found, const Decl *workflow)
{
    Near near = {.wanted = found};
    const ParamVec *inputs = &workflow->as.workflow.signature.inputs;
    for (uint32_t i = 0; i < inputs->len && i < OFFERS_MAX; i++)
        if (inputs->at[i]->name.sym)
            near_offer(&near, inputs->at[i]->name.sym);
    suggest(checker, diag, span, &near);
}

void complain_unknown_input(Checker *checker, const Named *named,
                            const Decl *workflow)
{
    Diag *diag = diag_add(checker->diags, "E0482", named->span,
                          "workflow `%s` has no input `%s`",
                          workflow->name.sym->text, named->name->text);
    suggest_input(checker, diag, named->span, named->name, workflow);
}

void complain_input_twice(Checker *checker, const Named *named, Span first)
{
    Diag *diag =
        diag_add(checker->diags, "E0483", named->span,
                 "`%s` is in `inputs` and in `fixed`", named->name->text);
    diag_also(checker->diags, diag, first, "first given here");
    diag_help(checker->diags, diag,
              "`inputs` may be changed by whoever starts a run, `fixed` may "
              "not; Flyte refuses every run of a plan that has both");
}

void complain_input_missing(Checker *checker, const Decl *launch, Span schedule,
                            const Param *input)
{
    Diag *diag = diag_add(checker->diags, "E0484", schedule,
                          "launch plan `%s` starts by itself, but nobody gives "
                          "the input `%s`",
                          launch->name.sym->text, input->name.sym->text);
    diag_note(checker->diags, diag, input->name.span,
              "`%s` is declared here, without a default",
              input->name.sym->text);
    diag_help(checker->diags, diag,
              "give it in `inputs` or `fixed`, or, for the time of the start, "
              "as `kickoff`");
}

void complain_kickoff_type(Checker *checker, Span span, const Param *input)
{
    const char *type = type_text(checker->arena, input->found);
    Diag *diag = diag_add(checker->diags, "E0485", span,
                          "the time of the start wants an input of type "
                          "datetime, found %s",
                          type);
    diag_note(checker->diags, diag, input->name.span, "`%s` is declared here",
              input->name.sym->text);
}

void complain_kickoff_fixed(Checker *checker, Span span, const Param *input)
{
    diag_add(checker->diags, "E0485", span,
             "`%s` is fixed, so the schedule cannot set it",
             input->name.sym->text);
}

void complain_kickoff_unknown(Checker *checker, Span span, const Sym *name,
                              const Decl *workflow)
{
    Diag *diag = diag_add(checker->diags, "E0485", span,
                          "workflow `%s` has no input `%s` for the time of the "
                          "start",
                          workflow->name.sym->text, name->text);
    suggest_input(checker, diag, span, name, workflow);
}

void complain_phase(Checker *checker, const Expr *phase)
{
    Diag *diag = diag_add(checker->diags, "E0486", phase->span,
                          "a notification is sent when a run has succeeded, "
                          "failed, aborted or timed_out");
    if (phase->kind == EXPR_NAME)
        suggest_word(checker, diag, (Name){phase->as.name.sym, phase->span},
                     phase_words, COUNT(phase_words));
}

void complain_cron(Checker *checker, Span span, const char *found,
                   const CronFault *fault)
{
    Diag *diag = diag_add(checker->diags, "E0524", span,
                          "\"%s\" is no schedule: %s", found, fault->why);
    if (fault->hint)
        diag_help(checker->diags, diag, "%s", fault->hint);
}

void complain_rate(Checker *checker, Span span, const char *found)
{
    Diag *diag =
        diag_add(checker->diags, "E0525", span,
                 "`every` wants whole minutes, at least one, found %s", found);
    diag_help(checker->diags, diag, "Flyte counts minutes, hours and days");
}

void complain_address(Checker *checker, Span span, const char *found,
                      const char *fault)
{
    Diag *diag = diag_add(checker->diags, "E0526", span,
                          "\"%s\" is no mail address: it %s", found, fault);
    diag_help(checker->diags, diag,
              "Slack and PagerDuty are reached by mail too: give the address "
              "of the channel or service");
}

void complain_label_count(Checker *checker, Span span, uint32_t found)
{
    diag_add(checker->diags, "E0527", span,
             "a launch plan has at most 16 labels, found %u", found);
}

void complain_launch_text(Checker *checker, Span span, const Sym *name,
                          const char *wanted, const char *found)
{
    diag_add(checker->diags, "E0529", span, "`%s` wants %s, found \"%s\"",
             name->text, wanted, found);
}
