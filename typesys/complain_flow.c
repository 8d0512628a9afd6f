/* complain_flow.c - bodies, rings, ids, and what nobody uses. */
#include "typesys/complain.h"
#include "typesys/flyte_name.h"

static const char *name_of(const Decl *decl)
{
    return decl->name.sym ? decl->name.sym->text : "?";
}

/* ---- rings ---- */

enum { RING_SHOWN = 8 };

static const char *ring_text(Checker *checker, const RingStep *steps,
                             uint32_t len)
{
    Buf buf = {.arena = checker->arena};
    for (uint32_t i = 0; i < len && i < RING_SHOWN; i++)
        buf_print(&buf, "%s -> ", steps[i].name.sym->text);
    if (len > RING_SHOWN)
        buf_text(&buf, "... -> ");
    buf_text(&buf, steps[0].name.sym->text);
    return buf_string(&buf);
}

static void note_ring(Checker *checker, Diag *diag, const RingStep *steps,
                      uint32_t len, const char *verb)
{
    for (uint32_t i = 0; i < len && i < 3; i++) {
        const RingStep *next = &steps[(i + 1) % len];
        diag_note(checker->diags, diag, next->at, "`%s` %s `%s` here",
                  steps[i].name.sym->text, verb, next->name.sym->text);
    }
}

void complain_binding_ring(Checker *checker, const RingStep *steps,
                           uint32_t len)
{
    Diag *diag = diag_add(checker->diags, "E0401", steps[0].name.span,
                          "these bindings need each other: %s",
                          ring_text(checker, steps, len));
    note_ring(checker, diag, steps, len, "needs");
}

void complain_recursion(Checker *checker, const RingStep *steps, uint32_t len)
{
    Diag *diag = diag_add(checker->diags, "E0402", steps[0].name.span,
                          "a workflow cannot lead to itself: %s",
                          ring_text(checker, steps, len));
    note_ring(checker, diag, steps, len, "leads to");
    diag_help(checker->diags, diag,
              "Flyte unrolls workflows before it runs them, so this would "
              "never end");
}

/* ---- nodes ---- */

void complain_no_nodes(Checker *checker, const Decl *workflow)
{
    Diag *diag = diag_add(checker->diags, "E0403", workflow->name.span,
                          "the workflow `%s` runs nothing", name_of(workflow));
    diag_help(checker->diags, diag,
              "Flyte refuses a workflow without nodes: call a task");
}

void complain_same_id(Checker *checker, Name name, Name other, const Sym *id)
{
    Diag *diag = diag_add(checker->diags, "E0404", name.span,
                          "`%s` and `%s` become the same node id `%s`",
                          other.sym->text, name.sym->text, id->text);
    diag_note(checker->diags, diag, other.span, "`%s` is bound here",
              other.sym->text);
    diag_help(checker->diags, diag,
              "in an id `_` is `-`, ends are trimmed, and it is cut at 63");
}

void complain_taken_id(Checker *checker, Name name, const Sym *id)
{
    diag_add(checker->diags, "E0405", name.span,
             "`%s` becomes the node id `%s`, which is Flyte's own",
             name.sym->text, id->text);
}

/* ---- return ---- */

void complain_unreachable(Checker *checker, const Stmt *stmt, const Stmt *exit)
{
    Diag *diag = diag_add(checker->diags, "E0406", stmt->span,
                          "nothing may follow `return`");
    diag_note(checker->diags, diag, exit->span, "the workflow returns here");
}

void complain_missing_outputs(Checker *checker, Span span, const Decl *workflow,
                              const ParamVec *missing)
{
    Buf buf = {.arena = checker->arena};
    for (uint32_t i = 0; i < missing->len && i < 8; i++)
        buf_print(&buf, "%s`%s: %s`", i ? ", " : "",
                  missing->at[i]->name.sym ? missing->at[i]->name.sym->text
                                           : "?",
                  type_text(checker->arena, missing->at[i]->found));
    if (missing->len > 8)
        buf_print(&buf, " and %u more", missing->len - 8);
    Diag *diag =
        diag_add(checker->diags, "E0407", span, "`%s` does not return %s",
                 name_of(workflow), buf_string(&buf));
    diag_note(checker->diags, diag, missing->at[0]->span,
              "it is declared here");
}

void complain_returned_twice(Checker *checker, const Arg *arg,
                             const Param *output, Span other)
{
    Diag *diag =
        diag_add(checker->diags, "E0408", arg->value->span,
                 "output `%s` is returned twice", output->name.sym->text);
    diag_note(checker->diags, diag, other, "it is returned first here");
}

void complain_unknown_output(Checker *checker, const Arg *arg,
                             const Decl *workflow)
{
    const ParamVec *outputs = &workflow->as.workflow.signature.outputs;
    if (!arg->name.sym) {
        diag_add(checker->diags, "E0409", arg->value->span,
                 "`%s` has %u outputs, so this one is too many",
                 name_of(workflow), outputs->len);
        return;
    }
    Diag *diag = diag_add(checker->diags, "E0409", arg->name.span,
                          "`%s` has no output `%s`", name_of(workflow),
                          arg->name.sym->text);
    Near near = {.wanted = arg->name.sym};
    for (uint32_t i = 0; i < outputs->len; i++)
        if (outputs->at[i]->name.sym)
            near_offer(&near, outputs->at[i]->name.sym);
    if (near.best)
        diag_fix(checker->diags, diag, FIX_UNSAFE, arg->name.span,
                 near.best->text, "did you mean `%s`?", near.best->text);
}

void complain_return_place(Checker *checker, const Stmt *stmt)
{
    Diag *diag = diag_add(checker->diags, "E0416", stmt->span,
                          "`return` stands at the end of the workflow, not in "
                          "a block");
    diag_help(checker->diags, diag,
              "a block gives the value of its last line: "
              "`x = if c { f() } else { g() }`");
}

/* ---- failure ---- */

void complain_handler_place(Checker *checker, const Stmt *stmt)
{
    diag_add(checker->diags, "E0410", stmt->span,
             "`on failure` stands in the body of a workflow, not in a block");
}

void complain_second_handler(Checker *checker, const Stmt *stmt,
                             const Stmt *first)
{
    Diag *diag = diag_add(checker->diags, "E0410", stmt->span,
                          "a workflow has one failure handler");
    diag_note(checker->diags, diag, first->span, "the first is here");
}

void complain_empty_handler(Checker *checker, const Stmt *stmt)
{
    diag_add(checker->diags, "E0410", stmt->span,
             "this failure handler runs nothing");
}

void complain_empty_block(Checker *checker, const Block *block)
{
    diag_add(checker->diags, "E0412", block->span, "this block does nothing");
}

void complain_fail_place(Checker *checker, const Stmt *stmt)
{
    Diag *diag = diag_add(checker->diags, "E0413", stmt->span,
                          "`fail` stands in a branch of `if` or `match`");
    diag_help(checker->diags, diag, "elsewhere the workflow would always fail");
}

void complain_fail_alone(Checker *checker, const Stmt *stmt, const Block *block)
{
    const Stmt *other =
        block->stmts.at[0] == stmt ? block->stmts.at[1] : block->stmts.at[0];
    Diag *diag = diag_add(checker->diags, "E0414", stmt->span,
                          "`fail` stands alone in its block");
    diag_note(checker->diags, diag, other->span, "this stands beside it");
    diag_help(checker->diags, diag,
              "Flyte's branch ends in nodes or in an error, not in both: do "
              "the work before the `if`, or in `on failure`");
}

void complain_only_fails(Checker *checker, const Expr *expr)
{
    diag_add(checker->diags, "E0415", expr->span, "every branch fails");
}

void complain_many_fails(Checker *checker, const Expr *expr)
{
    Diag *diag = diag_add(checker->diags, "E0415", expr->span,
                          "the last two branches fail, Flyte's branch has "
                          "room for one error at its end");
    diag_help(checker->diags, diag,
              "put one of them first, or join them into one message");
}

/* ---- declarations ---- */

void complain_input_and_output(Checker *checker, const Param *output,
                               const Param *input)
{
    Diag *diag =
        diag_add(checker->diags, "E0429", output->name.span,
                 "`%s` is an input and an output", output->name.sym->text);
    diag_note(checker->diags, diag, input->name.span, "the input is here");
    diag_help(checker->diags, diag,
              "a placeholder `{%s}` could mean either: rename one",
              output->name.sym->text);
}

void complain_extern(Checker *checker, const Decl *decl)
{
    Diag *diag = diag_add(checker->diags, "E0433", decl->as.extern_.at_span,
                          "\"project/domain/name@version\" is wanted, found "
                          "\"%s\"",
                          decl->as.extern_.at);
    diag_help(checker->diags, diag, "such as \"ml/production/eta.train@v3\"");
}

void complain_second_defaults(Checker *checker, const Decl *decl,
                              const Decl *first)
{
    Diag *diag = diag_add(checker->diags, "E0434", decl->span,
                          "a module has one `defaults`");
    diag_note(checker->diags, diag, first->span, "the first is here");
}

void complain_long_name(Checker *checker, const Decl *decl, size_t found,
                        size_t most)
{
    diag_add(checker->diags, "E0502", decl->name.span,
             "the name of `%.40s...` in Flyte has %zu bytes, at most %zu are "
             "possible",
             name_of(decl), found, most);
}

void complain_module_name(Checker *checker, const Decl *decl, const char *fault)
{
    const char *name = checker->module->name;
    Diag *diag = diag_add(checker->diags, "E0503", decl->name.span,
                          "`%s.%s` cannot be a name in Flyte: `%s` %s", name,
                          name_of(decl), name, fault);
    diag_help(checker->diags, diag,
              "the name begins with the path of the file: rename the file, or "
              "its folder, so that it is `%s`",
              flyte_name_repair(checker->arena, name));
}

/* ---- warnings ---- */

void complain_unused_binding(Checker *checker, const Local *local)
{
    if (local->name.sym->text[0] == '_')
        return;
    Diag *diag = diag_add(checker->diags, "W0401", local->name.span,
                          "nobody uses `%s`", local->name.sym->text);
    if (!local_origin(local).node)
        return;
    bool is_map = local->value && local->value->kind == EXPR_COMPREHENSION;
    diag_help(checker->diags, diag,
              is_map ? "begin its name with `_` if only its effect is wanted"
                     : "write the call alone if only its effect is wanted");
}

void complain_unused_input(Checker *checker, const Local *local,
                           const Decl *workflow)
{
    if (local->name.sym->text[0] == '_')
        return;
    diag_add(checker->diags, "W0402", local->name.span,
             "`%s` does not use its input `%s`", name_of(workflow),
             local->name.sym->text);
}

void complain_unused_import(Checker *checker, const Import *import)
{
    Diag *diag =
        diag_add(checker->diags, "W0403", import->span,
                 "nobody uses the module `%s`", import->alias.sym->text);
    Span lines;
    if (!import->doc &&
        source_own_lines(checker->module->source, import->span, &lines))
        diag_fix(checker->diags, diag, FIX_SAFE, lines, "",
                 "remove the import");
}

void complain_no_doc(Checker *checker, const Decl *launch, const Decl *workflow)
{
    Diag *diag = diag_add(checker->diags, "W0404", workflow->name.span,
                          "the workflow `%s` has a launch plan and no "
                          "description",
                          name_of(workflow));
    diag_note(checker->diags, diag, launch->name.span, "`%s` launches it",
              name_of(launch));
    diag_help(checker->diags, diag, "write a line `## what it does` above it");
}

void complain_many_nodes(Checker *checker, const Decl *workflow, uint32_t found,
                         uint32_t advised)
{
    Diag *diag = diag_add(checker->diags, "W0405", workflow->name.span,
                          "the workflow `%s` has %u nodes, Flyte's servers "
                          "take %u unless told otherwise",
                          name_of(workflow), found, advised);
    diag_help(checker->diags, diag,
              "move parts into workflows of their own: those count for "
              "themselves");
}

void complain_constant_condition(Checker *checker, const Expr *condition,
                                 bool truth)
{
    diag_add(checker->diags, "W0406", condition->span,
             "this condition is always %s", truth ? "true" : "false");
}
