/* `using KIND { … }`: the built-in kinds, field by field. */
#include <string.h>

#include "base/panic.h"
#include "typesys/complain_kind.h"
#include "typesys/kind_use.h"
#include "typesys/option.h"
#include "typesys/pod_spec.h"
#include "typesys/python_name.h"
#include "typesys/scope.h"
#include "typesys/template.h"

typedef enum BuiltinField {
    FIELD_IMAGE,
    FIELD_COMMAND,
    FIELD_ARGS,
    FIELD_ENV,
    FIELD_INPUT_PATH,
    FIELD_OUTPUT_PATH,
    FIELD_FORMAT,
    FIELD_SCRIPT,
    FIELD_SHELL,
    FIELD_MODULE,
    FIELD_FUNCTION,
    FIELD_SPEC,
    FIELD_PRIMARY,
    FIELD_STATEMENT,
    FIELD_DIALECT,
    FIELD_COUNT
} BuiltinField;

static const char *const field_names[FIELD_COUNT] = {
    "image",       "command", "args",    "env",       "input_path",
    "output_path", "format",  "script",  "shell",     "module",
    "function",    "spec",    "primary", "statement", "dialect",
};

#define BIT(field) (1u << FIELD_##field)

typedef struct BuiltinKind {
    const char *name;
    KindTag tag;
    unsigned fields;
    unsigned required;
} BuiltinKind;

static const BuiltinKind built_in[] = {
    {"container", KIND_CONTAINER,
     BIT(IMAGE) | BIT(COMMAND) | BIT(ARGS) | BIT(ENV) | BIT(INPUT_PATH) |
         BIT(OUTPUT_PATH) | BIT(FORMAT),
     0},
    {"shell", KIND_SHELL, BIT(IMAGE) | BIT(SCRIPT) | BIT(SHELL), BIT(SCRIPT)},
    {"python", KIND_PYTHON, BIT(IMAGE) | BIT(MODULE) | BIT(FUNCTION),
     BIT(MODULE) | BIT(FUNCTION)},
    {"pod", KIND_POD, BIT(SPEC) | BIT(PRIMARY), BIT(SPEC) | BIT(PRIMARY)},
    {"sql", KIND_SQL, BIT(STATEMENT) | BIT(DIALECT), BIT(STATEMENT)},
    {"echo", KIND_ECHO, 0, 0},
};
enum { BUILT_IN_COUNT = sizeof(built_in) / sizeof(*built_in) };

typedef struct Work {
    Checker *checker;
    Decl *task;
    KindUse *use;
    const BuiltinKind *kind;
    Span spec_span;
    Span output_path_span;
    bool written[FIELD_COUNT];
    bool misnamed; /* a field that is unknown may be the one that is missing */
} Work;

/* ---- fields ---- */

static const char *read_text(const Option *option, const char *wanted,
                             bool (*is_fine)(const char *))
{
    const char *text = named_text(option->checker, option->entry, &option->why);
    if (!text || is_fine(text))
        return text;
    complain_kind_text(option->checker, option->use.value_span,
                       option->use.name, wanted, text);
    return NULL;
}

/* Copilot mounts a volume there. */
static bool is_data_path(const char *text)
{
    size_t len = strlen(text);
    return len > 1 && *text == '/' && text[len - 1] != '/' &&
           !strstr(text, "//") && !strstr(text, "..") && !strchr(text, ' ') &&
           !strchr(text, '{');
}

static bool is_program(const char *text)
{
    return *text != '\0' && text[strcspn(text, " \t\n")] == '\0';
}

static bool is_name(const char *text)
{
    return *text != '\0';
}

static void read_format(Work *work, const Option *option)
{
    static const char *const words[] = {
        [FORMAT_JSON] = "json",
        [FORMAT_YAML] = "yaml",
        [FORMAT_PROTO] = "proto",
        NULL,
    };
    int word = option_word(option, words);
    if (word >= 0)
        work->use->format = (DataFormat)word;
}

static void read_dialect(Work *work, const Option *option)
{
    static const char *const words[] = {"ansi", "hive", "other", NULL};
    int word = option_word(option, words);
    if (word >= 0)
        work->use->dialect = words[word];
}

static void read_script(Work *work, const Option *option)
{
    const Expr *expr = option->entry->expr;
    if (expr && expr->kind == EXPR_INTERPOLATION) {
        complain_script_placeholder(work->checker, expr->span);
        return;
    }
    const char *text = named_text(work->checker, option->entry, &option->why);
    if (text && text[strspn(text, " \t\r\n")] == '\0') {
        complain_empty_script(work->checker, option->use.value_span);
        return;
    }
    work->use->script = text;
}

static void read_statement(Work *work, const Option *option)
{
    Template *statement = arena_new(work->checker->arena, Template);
    Expr *expr = option->entry->expr;
    if (expr && template_read(work->checker, expr, TEMPLATE_QUERY,
                              option->use.name, statement))
        work->use->statement = statement;
}

static void read_words(Work *work, const Option *option, TemplateVec *out)
{
    if (option->entry->expr)
        template_read_list(work->checker, option->entry->expr, TEMPLATE_COMMAND,
                           option->use.name, out);
}

static void read_spec(Work *work, const Option *option)
{
    work->spec_span = option->use.value_span;
    if (option->entry->expr)
        work->use->pod_spec =
            pod_spec_read(work->checker, option->entry->expr, option->use.name);
}

static void read_field(Work *work, BuiltinField field, const Option *option)
{
    KindUse *use = work->use;
    switch (field) {
    case FIELD_IMAGE:
        use->image = option_image(option);
        return;
    case FIELD_COMMAND:
        read_words(work, option, &use->command);
        return;
    case FIELD_ARGS:
        read_words(work, option, &use->args);
        return;
    case FIELD_ENV:
        option_pairs(option, PAIRS_ENV, &use->env);
        return;
    case FIELD_INPUT_PATH:
        use->input_path = read_text(
            option, "an absolute path, as in /var/inputs", is_data_path);
        return;
    case FIELD_OUTPUT_PATH:
        work->output_path_span = option->use.value_span;
        use->output_path = read_text(
            option, "an absolute path, as in /var/outputs", is_data_path);
        return;
    case FIELD_FORMAT:
        read_format(work, option);
        return;
    case FIELD_SCRIPT:
        read_script(work, option);
        return;
    case FIELD_SHELL:
        use->shell =
            read_text(option, "a program, as in /bin/bash", is_program);
        return;
    case FIELD_MODULE:
        use->module = read_text(option, "a Python module, as in eta.train",
                                python_name_is_module);
        return;
    case FIELD_FUNCTION:
        use->function = read_text(option, "the name of a Python function",
                                  python_name_is_function);
        return;
    case FIELD_SPEC:
        read_spec(work, option);
        return;
    case FIELD_PRIMARY:
        use->primary = read_text(option, "the name of a container", is_name);
        return;
    case FIELD_STATEMENT:
        read_statement(work, option);
        return;
    case FIELD_DIALECT:
        read_dialect(work, option);
        return;
    case FIELD_COUNT:
        break;
    }
    UNREACHABLE("field of a built-in kind");
}

static const Sym *const *kind_fields(const Work *work)
{
    const Sym **names =
        arena_array(work->checker->arena, const Sym *, FIELD_COUNT + 1);
    int len = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (work->kind->fields >> i & 1)
            names[len++] = sym_of(work->checker->syms, field_names[i]);
    return names;
}

static void read_named(Work *work, const Named *named)
{
    int field = 0;
    while (field < FIELD_COUNT &&
           (!(work->kind->fields >> field & 1) ||
            strcmp(field_names[field], named->name->text) != 0))
        field++;
    if (field == FIELD_COUNT) {
        complain_unknown_kind_field(work->checker, named,
                                    work->task->as.task.kind.sym,
                                    kind_fields(work));
        work->misnamed = true;
        return;
    }
    Option option =
        option_of(work->checker, named, work->task->as.task.kind.sym);
    work->written[field] = true;
    read_field(work, (BuiltinField)field, &option);
}

/* ---- the whole ---- */

static void check_required(const Work *work)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if ((work->kind->required >> i & 1) && !work->written[i])
            complain_kind_lacks(work->checker, work->task,
                                sym_of(work->checker->syms, field_names[i]));
}

static bool has_variables(const Decl *task)
{
    const Signature *signature = &task->as.task.signature;
    return signature->inputs.len + signature->outputs.len > 0;
}

static void check_echo(const Work *work)
{
    Checker *checker = work->checker;
    const Signature *signature = &work->task->as.task.signature;
    if (signature->inputs.len != 1 || signature->outputs.len != 1) {
        complain_echo_count(checker, work->task);
        return;
    }
    const Local *input = &work->task->as.task.inputs[0];
    const Local *output = &work->task->as.task.outputs[0];
    if (accept_type(checker->types, output->type, input->type, NULL) !=
        ACCEPT_YES)
        complain_echo_type(checker, input, output);
}

/* Two volumes in one place are refused by Kubernetes. */
static void check_paths(const Work *work)
{
    const char *inputs = work->use->input_path;
    const char *outputs = work->use->output_path;
    if (inputs && outputs && strcmp(inputs, outputs) == 0)
        complain_kind_text(work->checker, work->output_path_span,
                           sym_of(work->checker->syms, "output_path"),
                           "another path than that of the inputs", outputs);
}

static void check_built_in(const Work *work)
{
    const KindUse *use = work->use;
    check_paths(work);
    if (!work->misnamed)
        check_required(work);
    if (use->tag == KIND_CONTAINER && !work->misnamed &&
        has_variables(work->task) && !work->written[FIELD_COMMAND] &&
        !work->written[FIELD_ARGS])
        complain_no_command(work->checker, work->task);
    if (use->tag == KIND_ECHO)
        check_echo(work);
    if (use->tag == KIND_POD && use->pod_spec && use->primary)
        pod_spec_check_primary(work->checker, use->pod_spec, use->primary,
                               work->spec_span);
}

static void check_built_in_use(Checker *checker, Decl *task,
                               const BuiltinKind *kind)
{
    KindUse *use = arena_new(checker->arena, KindUse);
    Work work = {.checker = checker, .task = task, .use = use, .kind = kind};
    Named few[FIELD_COUNT];
    NamedVec fields = {.at = few, .cap = FIELD_COUNT};
    Why why = {.kind = WHY_FIELD, .name = task->as.task.kind.sym};
    use->tag = kind->tag;
    if (task->as.task.using)
        named_read(checker, task->as.task.using, &why, &fields);
    for (uint32_t i = 0; i < fields.len; i++)
        read_named(&work, &fields.at[i]);
    check_built_in(&work);
    task->as.task.use = use;
}

/* ---- which kind ---- */

/* `import std.spark` and then `using spark`: the module's name stands for the
 * kind of that name in it. */
static Decl *find_declared(Checker *checker, const Decl *task)
{
    Name module = task->as.task.kind_module;
    Name name = task->as.task.kind;
    const Entry *entry =
        module.sym ? NULL : scope_find(&checker->scopes, name.sym);
    if (!module.sym && !entry) {
        const char *names[BUILT_IN_COUNT + 1] = {NULL};
        for (int i = 0; i < BUILT_IN_COUNT; i++)
            names[i] = built_in[i].name;
        complain_unknown_kind(checker, name, names);
        return NULL;
    }
    if (!entry || entry->kind != ENTRY_IMPORT)
        return resolve_decl(checker, module, name, DECL_KIND);
    const Module *imported = entry->as.import->module;
    const char *path = imported ? imported->name : NULL;
    const char *dot = path ? strrchr(path, '.') : NULL;
    Name inner = {path ? sym_of(checker->syms, dot ? dot + 1 : path) : name.sym,
                  name.span};
    return resolve_decl(checker, name, inner, DECL_KIND);
}

static const BuiltinKind *find_built_in(const Decl *task)
{
    if (task->as.task.kind_module.sym)
        return NULL;
    for (int i = 0; i < BUILT_IN_COUNT; i++)
        if (strcmp(built_in[i].name, task->as.task.kind.sym->text) == 0)
            return &built_in[i];
    return NULL;
}

void check_kind_use(Checker *checker, Decl *task)
{
    uint32_t errors = checker->diags->errors;
    if (!task->as.task.kind.sym)
        return;
    const BuiltinKind *kind = find_built_in(task);
    if (kind) {
        check_built_in_use(checker, task, kind);
    } else {
        const Decl *declared = find_declared(checker, task);
        if (declared)
            check_plugin_use(checker, task, declared);
    }
    if (!task->as.task.use)
        return;
    check_kind_fits(checker, task, checker->diags->errors == errors);
    check_kind_gives(checker, task);
}
