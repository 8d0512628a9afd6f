#include "typesys/complain_kind.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/near.h"
#include "typesys/complain.h"
#include "typesys/scope.h"

/* Names that are looked at for one suggestion: ten thousand mistakes beside
 * ten thousand names must stay cheap. */
enum { OFFERS_MAX = 256 };

static void suggest(Checker *checker, Diag *diag, Span span, const Sym *name)
{
    if (name)
        diag_fix(checker->diags, diag, FIX_UNSAFE, span, name->text,
                 "did you mean `%s`?", name->text);
}

static const char *text_of(Checker *checker, const Type *type)
{
    return type_text(checker->arena, type);
}

/* ---- a task and its kind ---- */

void complain_kind_ignores(Checker *checker, const OptionUse *option,
                           const Decl *task, const char *why)
{
    Diag *diag = diag_add(checker->diags, "E0451", option->span,
                          "Flyte ignores `%s` on a task of kind `%s`",
                          option->name->text, task->as.task.kind.sym->text);
    diag_also(checker->diags, diag, task->as.task.kind.span, "its kind");
    diag_help(checker->diags, diag, "%s", why);
}

void complain_no_image(Checker *checker, const Decl *task)
{
    Diag *diag = diag_add(checker->diags, "E0452", task->as.task.kind.span,
                          "task `%s` runs in a container but has no image",
                          task->name.sym->text);
    diag_help(checker->diags, diag,
              "write `image: \"...\"` in its `using` or `with`, or for the "
              "whole module `defaults { image: \"...\" }`");
}

/* The module that has a kind of this name and is called otherwise. */
static Import *import_of_kind(const Checker *checker, const Sym *name)
{
    for (uint32_t i = 0; i < checker->module->imports.len; i++) {
        Import *import = checker->module->imports.at[i];
        const Entry *entry = module_entry(import->module, name);
        if (entry && entry->kind == ENTRY_DECL &&
            entry->as.decl->kind == DECL_KIND && import->alias.sym)
            return import;
    }
    return NULL;
}

void complain_unknown_kind(Checker *checker, Name name,
                           const char *const *built_in)
{
    Near near = {.wanted = name.sym};
    for (; *built_in; built_in++)
        near_offer(&near, sym_of(checker->syms, *built_in));
    if (complain_may_suggest(checker, scope_size(&checker->scopes)))
        scope_offer(&checker->scopes, &near);
    Diag *diag = diag_add(checker->diags, "E0453", name.span,
                          "there is no kind of task `%s`", name.sym->text);
    Import *import = import_of_kind(checker, name.sym);
    if (import) {
        import->uses++;
        diag_fix(checker->diags, diag, FIX_SAFE, name.span,
                 arena_print(checker->arena, "%s.%s", import->alias.sym->text,
                             name.sym->text),
                 "its module is called `%s` here", import->alias.sym->text);
        return;
    }
    suggest(checker, diag, name.span, near.best);
    diag_help(checker->diags, diag,
              "built in are container, shell, python, pod, sql and echo; "
              "others come with `import std.spark` and its like, or from a "
              "`kind` declaration");
}

void complain_unknown_kind_field(Checker *checker, const Named *field,
                                 const Sym *kind, const Sym *const *fields)
{
    Near near = {.wanted = field->name};
    Buf buf = {.arena = checker->arena};
    for (int i = 0; fields[i]; i++) {
        near_offer(&near, fields[i]);
        buf_print(&buf, "%s%s", i ? ", " : "", fields[i]->text);
    }
    Diag *diag =
        diag_add(checker->diags, "E0454", field->span,
                 "kind `%s` has no field `%s`", kind->text, field->name->text);
    suggest(checker, diag, field->span, near.best);
    if (!near.best && buf.len > 0)
        diag_help(checker->diags, diag, "its fields are %s", buf_string(&buf));
    else if (buf.len == 0)
        diag_help(checker->diags, diag, "it has no fields");
}

void complain_kind_lacks(Checker *checker, const Decl *task, const Sym *field)
{
    diag_add(checker->diags, "E0455", task->as.task.kind.span,
             "kind `%s` of task `%s` needs the field `%s`",
             task->as.task.kind.sym->text, task->name.sym->text, field->text);
}

void complain_record_lacks(Checker *checker, Span span, const Sym *record,
                           const Sym *field)
{
    diag_add(checker->diags, "E0455", span, "`%s` needs the field `%s`",
             record->text, field->text);
}

void complain_no_command(Checker *checker, const Decl *task)
{
    Diag *diag = diag_add(checker->diags, "E0460", task->as.task.kind.span,
                          "task `%s` has inputs or outputs, but neither "
                          "`command` nor `args`",
                          task->name.sym->text);
    diag_help(checker->diags, diag,
              "Flyte's compiler wants one of the two, even where the image "
              "has an entry point");
}

void complain_output_not_carried(Checker *checker, const Decl *task,
                                 const Local *output)
{
    const char *type = text_of(checker, output->type);
    Diag *diag =
        diag_add(checker->diags, "E0461", output->name.span,
                 "a `%s` task cannot give the output `%s` of type %s",
                 task->as.task.kind.sym->text, output->name.sym->text, type);
    diag_label(checker->diags, diag, "%s", type);
    bool is_enum = type_base(output->type)->kind == TYPE_ENUM;
    diag_help(checker->diags, diag, "%s",
              is_enum ? "declare it as string, and convert it with `as` where "
                        "the enum is wanted"
                      : "Flyte's copilot carries simple values, records, files "
                        "and dirs; write it to a file");
}

void complain_input_not_carried(Checker *checker, const Decl *task,
                                const Local *input)
{
    const char *type = text_of(checker, input->type);
    Diag *diag =
        diag_add(checker->diags, "E0462", input->name.span,
                 "a `%s` task cannot take the input `%s` of type %s",
                 task->as.task.kind.sym->text, input->name.sym->text, type);
    diag_label(checker->diags, diag, "%s", type);
    diag_help(checker->diags, diag,
              "Flyte's copilot has no form for tables; take a file<parquet> "
              "or dir<parquet>");
}

void complain_key(Checker *checker, Name key, const Decl *task)
{
    Diag *diag =
        diag_add(checker->diags, "E0462", key.span,
                 "`%s` runs in a container, where the key \"%s\" would have "
                 "to be a file",
                 task->name.sym->text, key.sym->text);
    diag_help(checker->diags, diag,
              "a map comes as a directory, with a file for each key: take "
              "`json`, or keys without `/`");
}

void complain_echo_count(Checker *checker, const Decl *task)
{
    Diag *diag =
        diag_add(checker->diags, "E0466", task->as.task.kind.span,
                 "an `echo` task has one input and one output, `%s` "
                 "has %u and %u",
                 task->name.sym->text, task->as.task.signature.inputs.len,
                 task->as.task.signature.outputs.len);
    diag_help(checker->diags, diag,
              "Flyte's echo fails when it runs with any other number");
}

void complain_echo_type(Checker *checker, const Local *input,
                        const Local *output)
{
    Diag *diag =
        diag_add(checker->diags, "E0466", output->name.span,
                 "an `echo` task gives what it takes: output `%s` is %s, "
                 "input `%s` is %s",
                 output->name.sym->text, text_of(checker, output->type),
                 input->name.sym->text, text_of(checker, input->type));
    diag_also(checker->diags, diag, input->name.span, "%s",
              text_of(checker, input->type));
}

static const char *outputs_text(Checker *checker, const ParamVec *outputs)
{
    Buf buf = {.arena = checker->arena};
    for (uint32_t i = 0; i < outputs->len; i++)
        buf_print(&buf, "%s%s: %s", i ? ", " : "",
                  outputs->at[i]->name.sym->text,
                  text_of(checker, outputs->at[i]->found));
    return buf_string(&buf);
}

void complain_not_given(Checker *checker, const Decl *task, const Decl *kind,
                        const Local *output)
{
    const char *given = outputs_text(checker, &kind->as.kind.outputs);
    Diag *diag = diag_add(checker->diags, "E0474", output->name.span,
                          "a task of kind `%s` gives %s: there is no `%s`",
                          task->as.task.kind.sym->text,
                          *given ? given : "nothing", output->name.sym->text);
    diag_also(checker->diags, diag, kind->as.kind.outputs_span,
              "what the kind gives");
    diag_help(checker->diags, diag,
              "write `-> (%s)`: under another name nothing would be found "
              "when it runs",
              given);
}

void complain_given_type(Checker *checker, const Decl *task, const Param *given,
                         const Local *output)
{
    const char *type = text_of(checker, given->found);
    Diag *diag = diag_add(checker->diags, "E0474", output->name.span,
                          "the output `%s` of kind `%s` is %s, not %s",
                          output->name.sym->text, task->as.task.kind.sym->text,
                          type, text_of(checker, output->type));
    diag_also(checker->diags, diag, given->span, "what the kind gives");
    diag_help(checker->diags, diag,
              "declare it as %s, and write `as` where more is known of it",
              type);
}

void complain_python_word(Checker *checker, const Decl *task,
                          const Local *local, const char *fault)
{
    Diag *diag = diag_add(checker->diags, "E0475", local->name.span,
                          "no Python function has an %s called `%s`",
                          local->kind == LOCAL_INPUT ? "input" : "output",
                          local->name.sym->text);
    diag_label(checker->diags, diag, "%s", fault);
    diag_also(checker->diags, diag, task->as.task.kind.span, "its kind");
    diag_help(checker->diags, diag,
              "name it as the function of `%s` does: flytekit goes by names",
              task->name.sym->text);
}

void warn_output_unnamed(Checker *checker, const Decl *task,
                         const Local *output)
{
    Diag *diag = diag_add(checker->diags, "W0420", output->name.span,
                          "task `%s` never names its output `%s`",
                          task->name.sym->text, output->name.sym->text);
    diag_help(checker->diags, diag,
              "the run fails unless something writes the file that Flyte "
              "looks for under the output path");
}

/* ---- texts and placeholders ---- */

static void offer_params(Near *near, const ParamVec *params)
{
    for (uint32_t i = 0; i < params->len && i < OFFERS_MAX; i++)
        if (params->at[i]->name.sym)
            near_offer(near, params->at[i]->name.sym);
}

/* What a placeholder may name. */
static void list_names(Checker *checker, Diag *diag, const Signature *signature)
{
    enum { SHOWN = 8 };
    const ParamVec *sides[] = {&signature->inputs, &signature->outputs};
    Buf names = {.arena = checker->arena};
    uint32_t count = 0;
    for (size_t side = 0; side < 2; side++)
        for (uint32_t i = 0; i < sides[side]->len; i++) {
            const Sym *sym = sides[side]->at[i]->name.sym;
            if (sym && count++ < SHOWN)
                buf_print(&names, "%s`%s`", count > 1 ? ", " : "", sym->text);
        }
    if (count)
        diag_help(checker->diags, diag, "it has %s%s", buf_string(&names),
                  count > SHOWN ? " ..." : "");
}

void complain_unknown_placeholder(Checker *checker, const Expr *name,
                                  const Decl *task)
{
    Near near = {.wanted = name->as.name.sym};
    Diag *diag = diag_add(checker->diags, "E0457", name->span,
                          "task `%s` has no input or output `%s`",
                          task->name.sym->text, name->as.name.sym->text);
    offer_params(&near, &task->as.task.signature.inputs);
    offer_params(&near, &task->as.task.signature.outputs);
    suggest(checker, diag, name->span, near.best);
    if (!near.best)
        list_names(checker, diag, &task->as.task.signature);
    diag_help(checker->diags, diag, "for a brace itself write `{{`");
}

void complain_no_text_form(Checker *checker, Span span, const Local *input)
{
    const char *type = text_of(checker, input->type);
    Diag *diag = diag_add(checker->diags, "E0458", span,
                          "input `%s` of type %s has no text form",
                          input->name.sym->text, type);
    diag_label(checker->diags, diag, "%s", type);
    diag_help(checker->diags, diag,
              "simple values, enums, files and dirs have one; a container "
              "finds the others as files under its input path");
}

void complain_constant_form(Checker *checker, Span span, const Value *value)
{
    diag_add(checker->diags, "E0458", span,
             "a constant of type %s has no text form",
             text_of(checker, value->type));
}

void complain_placeholder_path(Checker *checker, Span span, const Local *local)
{
    Diag *diag = diag_add(checker->diags, "E0459", span,
                          "a placeholder is a whole input or output, not a "
                          "part of `%s`",
                          local->name.sym->text);
    diag_help(checker->diags, diag,
              "make the part an input of its own and pass it at the call: "
              "`f(x.field)`");
}

void complain_output_in_query(Checker *checker, Span span, const Local *output)
{
    diag_add(checker->diags, "E0457", span,
             "a query can name inputs only, and `%s` is an output",
             output->name.sym->text);
}

void complain_bare_param(Checker *checker, Span span, const Local *local)
{
    Diag *diag = diag_add(checker->diags, "E0471", span,
                          "`%s` is only known when the task runs",
                          local->name.sym->text);
    diag_fix(checker->diags, diag, FIX_SAFE, span,
             arena_print(checker->arena, "\"{%s}\"", local->name.sym->text),
             "name it in a text");
}

void complain_flyte_template(Checker *checker, Span span)
{
    Diag *diag = diag_add(checker->diags, "E0472", span,
                          "this text names an input in Flyte's own way, which "
                          "flw cannot check");
    diag_help(checker->diags, diag,
              "write `{name}` in a plain text, where flytekit has "
              "`{{.inputs.name}}`");
}

void complain_empty_script(Checker *checker, Span span)
{
    diag_add(checker->diags, "E0464", span, "the script is empty");
}

void complain_script_placeholder(Checker *checker, Span span)
{
    Diag *diag = diag_add(checker->diags, "E0465", span,
                          "a script takes no placeholders");
    diag_help(checker->diags, diag,
              "inputs and outputs are variables of the shell: write \"$name\" "
              "in a raw text, r\"\"\"...\"\"\"");
}

void complain_kind_text(Checker *checker, Span span, const Sym *field,
                        const char *wanted, const char *found)
{
    diag_add(checker->diags, "E0473", span, "`%s` wants %s, found \"%s\"",
             field->text, wanted, found);
}

/* ---- pods ---- */

void complain_pod(Checker *checker, Span span, const char *fault, ...)
{
    va_list args;
    va_start(args, fault);
    const char *title = arena_vprint(checker->arena, fault, args);
    va_end(args);
    Diag *diag = diag_add(checker->diags, "E0463", span, "%s", title);
    diag_help(checker->diags, diag,
              "`spec` is a Kubernetes PodSpec, its field names in quotes");
}

/* ---- kind declarations ---- */

void complain_plugin_name(Checker *checker, const Decl *kind)
{
    diag_add(checker->diags, "E0470", kind->as.kind.plugin_span,
             "a task type has letters, digits, `_`, `-` and `.`, found \"%s\"",
             kind->as.kind.plugin);
}

void complain_plugin_version(Checker *checker, const Decl *kind)
{
    diag_add(checker->diags, "E0373", kind->as.kind.option.span,
             "`version` must be from 0 to 2147483647, found %" PRId64,
             kind->as.kind.version);
}

void complain_field_place(Checker *checker, const Field *field)
{
    Diag *diag = diag_add(checker->diags, "E0467", field->name.span,
                          "field `%s` has no place called `%s` to go to",
                          field->name.sym->text, field->place->text);
    diag_help(checker->diags, diag,
              "`as \"x\"` goes into the task's custom part; `as config`, `as "
              "sql` and `as container` go elsewhere");
}

void complain_field_name(Checker *checker, const Field *field,
                         const char *names)
{
    diag_add(checker->diags, "E0467", field->name.span,
             "field `%s` goes into %s, which has %s", field->name.sym->text,
             field->place->text, names);
}

void complain_field_path(Checker *checker, const Field *field)
{
    diag_add(checker->diags, "E0467", field->span,
             "field `%s` goes to \"%s\", which has an empty part",
             field->name.sym->text, field->rename);
}

void complain_field_taken(Checker *checker, const Field *field,
                          const char *path, const Field *first)
{
    Diag *diag = diag_add(checker->diags, "E0468", field->span,
                          "fields `%s` and `%s` both go to \"%s\"",
                          first->name.sym->text, field->name.sym->text, path);
    diag_also(checker->diags, diag, first->name.span, "the first one");
}

void complain_field_type(Checker *checker, const Field *field, const Type *type,
                         const char *wanted)
{
    const char *text = text_of(checker, type);
    Diag *diag = diag_add(checker->diags, "E0469", field->type->span,
                          "field `%s` of a kind wants %s, found %s",
                          field->name.sym->text, wanted, text);
    diag_label(checker->diags, diag, "%s", text);
}
