/* complain_names.c - names that are taken, of another sort, or in a ring. */
#include <string.h>

#include "base/panic.h"
#include "typesys/complain.h"

/* ---- what a name is ---- */

const char *complain_decl_noun(DeclKind kind)
{
    switch (kind) {
    case DECL_ERROR:
        return "declaration";
    case DECL_TYPE:
        return "type";
    case DECL_ENUM:
        return "enum";
    case DECL_CONST:
        return "const";
    case DECL_DEFAULTS:
        return "defaults";
    case DECL_KIND:
        return "kind";
    case DECL_TASK:
        return "task";
    case DECL_EXTERN:
        return "extern task";
    case DECL_WORKFLOW:
        return "workflow";
    case DECL_LAUNCH:
        return "launch plan";
    case DECL_TEST:
        return "test";
    }
    UNREACHABLE("declaration kind");
}

static const char *local_noun(const Local *local)
{
    switch (local->kind) {
    case LOCAL_INPUT:
        return "input";
    case LOCAL_OUTPUT:
        return "output";
    case LOCAL_BINDING:
        return "binding";
    case LOCAL_ITEM:
        return "loop variable";
    case LOCAL_ERROR:
        return "error";
    case LOCAL_UNKNOWN:
        break;
    }
    UNREACHABLE("local kind");
}

static const char *entry_noun(const Entry *entry)
{
    switch (entry->kind) {
    case ENTRY_DECL:
        return complain_decl_noun(entry->as.decl->kind);
    case ENTRY_IMPORT:
        return "module";
    case ENTRY_LOCAL:
        return local_noun(entry->as.local);
    case ENTRY_BUILTIN:
        return "built-in function";
    }
    UNREACHABLE("entry kind");
}

static const char *article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

static const char *entry_text(const Entry *entry)
{
    if (entry->kind == ENTRY_DECL)
        return entry->as.decl->name.sym->text;
    if (entry->kind == ENTRY_IMPORT)
        return entry->as.import->alias.sym->text;
    if (entry->kind == ENTRY_LOCAL)
        return entry->as.local->name.sym->text;
    static const char *const builtins[] = {
        [BUILTIN_NONE] = "?",
        [BUILTIN_APPROVE] = "approve",
        [BUILTIN_WAIT_FOR] = "wait_for",
        [BUILTIN_SLEEP] = "sleep",
        [BUILTIN_ZIP] = "zip",
        [BUILTIN_LEN] = "len",
    };
    return builtins[entry->as.builtin];
}

static void note_entry(Checker *checker, Diag *diag, const Entry *entry)
{
    if (!span_is_nowhere(entry_span(entry)))
        diag_note(checker->diags, diag, entry_span(entry),
                  "`%s` is declared here", entry_text(entry));
}

/* ---- E0201: taken ---- */

void complain_twice(Checker *checker, const char *what, Name name, Span other)
{
    Diag *diag =
        diag_add(checker->diags, "E0201", name.span,
                 "the %s `%s` is declared twice", what, name.sym->text);
    diag_note(checker->diags, diag, other, "it is declared first here");
}

void complain_shadow(Checker *checker, Name name, const Entry *other)
{
    if (other->kind == ENTRY_BUILTIN) {
        complain_builtin_name(checker, name);
        return;
    }
    Diag *diag = diag_add(checker->diags, "E0202", name.span,
                          "`%s` is the name of %s %s already", name.sym->text,
                          article(entry_noun(other)), entry_noun(other));
    diag_note(checker->diags, diag, entry_span(other),
              "the %s is declared here", entry_noun(other));
    diag_help(checker->diags, diag,
              "no name may hide another: choose a different one");
}

void complain_builtin_name(Checker *checker, Name name)
{
    diag_add(checker->diags, "E0203", name.span,
             "`%s` is a built-in function, the name is taken", name.sym->text);
}

/* ---- E0210 ...: another sort ---- */

void complain_handler_name(Checker *checker, Name name, const Entry *found)
{
    Diag *diag = diag_add(checker->diags, "E0411", name.span,
                          "the failure handler cannot use the binding `%s`",
                          name.sym->text);
    note_entry(checker, diag, found);
    diag_help(checker->diags, diag,
              "it may use inputs of the workflow, constants and the error");
}

void complain_other_decl(Checker *checker, Name name, DeclKind kind,
                         const Entry *found)
{
    Diag *diag =
        diag_add(checker->diags, "E0210", name.span,
                 "%s %s is wanted here, `%s` is %s %s",
                 article(complain_decl_noun(kind)), complain_decl_noun(kind),
                 name.sym->text, article(entry_noun(found)), entry_noun(found));
    note_entry(checker, diag, found);
}

void complain_not_a_module(Checker *checker, Name name, const Entry *found)
{
    Diag *diag =
        diag_add(checker->diags, "E0210", name.span,
                 "a module is wanted here, `%s` is %s %s", name.sym->text,
                 article(entry_noun(found)), entry_noun(found));
    note_entry(checker, diag, found);
}

void complain_not_a_type(Checker *checker, Name name, const Entry *found)
{
    Diag *diag = diag_add(checker->diags, "E0210", name.span,
                          "a type is wanted here, `%s` is a %s", name.sym->text,
                          entry_noun(found));
    note_entry(checker, diag, found);
}

void complain_no_value(Checker *checker, Span span, const Entry *found)
{
    Diag *diag = diag_add(
        checker->diags, "E0211", span, "a value is wanted here, `%s` is %s %s",
        entry_text(found), article(entry_noun(found)), entry_noun(found));
    note_entry(checker, diag, found);
    if (complain_is_callable(found))
        diag_help(checker->diags, diag, "write `%s(...)` to call it",
                  entry_text(found));
}

/* ---- fields that change on the way ---- */

void complain_lost_field(Checker *checker, const Expr *expr, const Type *found,
                         const char *as)
{
    const char *text = type_text(checker->arena, found);
    Diag *diag = diag_add(checker->diags, "E0341", expr->span,
                          "Flyte takes the field `%s` out of its record as %s, "
                          "not as %s",
                          expr->as.field.name.sym->text, as, text);
    diag_label(checker->diags, diag, "%s", text);
    diag_help(checker->diags, diag,
              "give the whole record to the task, or let the task that makes "
              "it give this field as an output of its own");
}

void complain_packed_part(Checker *checker, const Expr *arg, const Decl *task)
{
    Diag *diag =
        diag_add(checker->diags, "E0342", arg->span,
                 "`%s` runs in a container, which cannot read %s out "
                 "of a record",
                 task->name.sym->text, type_text(checker->arena, arg->type));
    diag_note(checker->diags, diag, (Span){0, 0},
              "Flyte hands on such a part as packed bytes, which flytekit "
              "reads and a container's files do not show");
    diag_help(checker->diags, diag,
              "let the task that makes the record give this part as an output "
              "of its own");
}

/* ---- rings ---- */

void complain_decl_ring(Checker *checker, const RingStep *steps, uint32_t len,
                        bool has_const)
{
    Buf buf = {.arena = checker->arena};
    for (uint32_t i = 0; i < len && i < 8; i++)
        buf_print(&buf, "%s -> ", steps[i].name.sym->text);
    buf_print(&buf, "%s%s", len > 8 ? "... -> " : "", steps[0].name.sym->text);
    Diag *diag = diag_add(checker->diags, has_const ? "E0215" : "E0214",
                          steps[0].name.span,
                          has_const ? "these constants need each other: %s"
                                    : "this type holds itself: %s",
                          buf_string(&buf));
    diag_note(checker->diags, diag, steps[0].at, "`%s` is needed here",
              steps[0].name.sym->text);
    if (!has_const)
        diag_help(checker->diags, diag,
                  "Flyte's types are finite: use json for what nests without "
                  "end");
}
