/* complain_unknown.c - names, cases and fields that nobody knows, and what was
 * probably meant. */
#include <string.h>

#include "base/panic.h"
#include "grammar/walk.h"
#include "typesys/complain.h"

/* A suggestion is a search through all names that can be seen: the first
 * hundred errors get one, or fewer where there are very many names. */
enum { SUGGEST_UP_TO = 100, SOUGHT_MAX = 100000 };

bool complain_may_suggest(Checker *checker, size_t names)
{
    bool may = checker->diags->errors <= SUGGEST_UP_TO &&
               checker->sought <= SOUGHT_MAX;
    checker->sought += names;
    return may;
}

/* ---- what was probably meant ---- */

typedef enum Sort { SORT_VALUE, SORT_CALLABLE, SORT_TYPE, SORT_MODULE } Sort;

static bool decl_is(DeclKind kind, Sort sort)
{
    if (sort == SORT_TYPE)
        return kind == DECL_TYPE || kind == DECL_ENUM;
    if (sort == SORT_CALLABLE)
        return kind == DECL_TASK || kind == DECL_EXTERN ||
               kind == DECL_WORKFLOW || kind == DECL_LAUNCH;
    return sort == SORT_VALUE && (kind == DECL_CONST || kind == DECL_ENUM);
}

static bool entry_is(const Entry *entry, Sort sort)
{
    switch (entry->kind) {
    case ENTRY_DECL:
        return decl_is(entry->as.decl->kind, sort);
    case ENTRY_IMPORT:
        return sort == SORT_MODULE || sort == SORT_VALUE;
    case ENTRY_LOCAL:
        return sort == SORT_VALUE;
    case ENTRY_BUILTIN:
        return sort == SORT_CALLABLE;
    }
    UNREACHABLE("entry kind");
}

static void offer_scopes(Near *near, const Scopes *scopes, Sort sort)
{
    for (const Scope *scope = scopes->inner; scope; scope = scope->outer) {
        const EntryVec entries = scope_entries(scopes, scope);
        for (uint32_t i = 0; i < entries.len; i++)
            if (entry_is(&entries.at[i], sort))
                near_offer(near, entries.at[i].name);
    }
}

/* The imported module that has exactly this name. */
static const Import *find_exporter(const Checker *checker, const Sym *name,
                                   Sort sort)
{
    for (uint32_t i = 0; i < checker->module->imports.len; i++) {
        const Import *import = checker->module->imports.at[i];
        const Entry *entry = module_entry(import->module, name);
        if (entry && entry->kind == ENTRY_DECL && entry_is(entry, sort))
            return import;
    }
    return NULL;
}

typedef struct Word {
    const char *foreign;
    const char *ours;
} Word;

static const Word type_words[] = {
    {"str", "string"},      {"String", "string"},
    {"Str", "string"},      {"text", "string"},
    {"integer", "int"},     {"Int", "int"},
    {"Integer", "int"},     {"long", "int"},
    {"i64", "int"},         {"number", "float"},
    {"Number", "float"},    {"double", "float"},
    {"Float", "float"},     {"f64", "float"},
    {"boolean", "bool"},    {"Boolean", "bool"},
    {"Bool", "bool"},       {"array", "list"},
    {"Array", "list"},      {"vec", "list"},
    {"List", "list"},       {"dict", "map"},
    {"Dict", "map"},        {"Map", "map"},
    {"object", "json"},     {"any", "json"},
    {"Any", "json"},        {"path", "file"},
    {"Path", "file"},       {"File", "file"},
    {"FlyteFile", "file"},  {"directory", "dir"},
    {"Directory", "dir"},   {"FlyteDirectory", "dir"},
    {"DataFrame", "table"}, {"dataframe", "table"},
    {"date", "datetime"},   {"timestamp", "datetime"},
    {"time", "datetime"},   {"timedelta", "duration"},
    {"null", "none"},       {"None", "none"},
    {"void", "none"},       {"unit", "none"},
    {"binary", "bytes"},
};

static const char *our_word(const Sym *name)
{
    for (size_t i = 0; i < sizeof(type_words) / sizeof(*type_words); i++)
        if (!strcmp(type_words[i].foreign, name->text))
            return type_words[i].ours;
    return NULL;
}

static void offer_type_words(Checker *checker, Near *near)
{
    static const char *const words[] = {
        "int",      "float", "string", "bool",  "datetime",
        "duration", "bytes", "json",   "list",  "map",
        "file",     "dir",   "table",  "error", "none",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        near_offer(near, sym_of(checker->syms, words[i]));
}

static void say_instead(Checker *checker, Diag *diag, Name name,
                        const char *instead)
{
    diag_fix(checker->diags, diag, FIX_UNSAFE, name.span, instead,
             "did you mean `%s`?", instead);
}

/* `good` for `Quality.good`. */
static bool tell_case(Checker *checker, Diag *diag, Name name)
{
    const DeclVec *decls = &checker->module->decls;
    for (uint32_t i = 0; i < decls->len; i++) {
        const Decl *decl = decls->at[i];
        if (decl->kind == DECL_ENUM && enum_case_named(decl, name.sym)) {
            say_instead(checker, diag, name,
                        arena_print(checker->arena, "%s.%s",
                                    decl->name.sym->text, name.sym->text));
            return true;
        }
    }
    return false;
}

/* Same sort in scope; what imported modules have; words of other languages. */
static void suggest(Checker *checker, Diag *diag, Name name, Sort sort)
{
    const char *word = sort == SORT_TYPE ? our_word(name.sym) : NULL;
    if (!complain_may_suggest(checker, scope_size(&checker->scopes)))
        return;
    if (word) {
        say_instead(checker, diag, name, word);
        return;
    }
    if (sort == SORT_TYPE && !strcmp(name.sym->text, "Optional")) {
        diag_help(checker->diags, diag, "what may be none is written `T?`");
        return;
    }
    if (sort == SORT_TYPE && !strcmp(name.sym->text, "Union")) {
        diag_help(checker->diags, diag, "either of two is written `A | B`");
        return;
    }
    if (sort == SORT_VALUE && tell_case(checker, diag, name))
        return;
    Near near = {.wanted = name.sym};
    offer_scopes(&near, &checker->scopes, sort);
    if (sort == SORT_TYPE)
        offer_type_words(checker, &near);
    const Import *import = find_exporter(checker, name.sym, sort);
    if (import)
        say_instead(checker, diag, name,
                    arena_print(checker->arena, "%s.%s",
                                import->alias.sym->text, name.sym->text));
    else if (near.best)
        say_instead(checker, diag, name, near.best->text);
}

bool complain_is_callable(const Entry *entry)
{
    return entry_is(entry, SORT_CALLABLE);
}

/* ---- where a name is that is not in scope ---- */

typedef struct Seek {
    const Sym *name;
    const Stmt *found; /* the first statement that binds it; or NULL */
} Seek;

static WalkStep seek_binding(Walk *walk, Node node)
{
    Seek *seek = walk->context;
    if (node.kind != NODE_STMT || node.as.stmt->kind != STMT_BIND ||
        node.as.stmt->as.bind.local.name.sym != seek->name)
        return WALK_CONTINUE;
    seek->found = node.as.stmt;
    return WALK_STOP;
}

/* What a block of a branch binds is gone behind the block. */
static bool tell_binding(Checker *checker, Diag *diag, Name name)
{
    enum { BYTES_PER_NAME = 16 };
    if (!checker->body ||
        !complain_may_suggest(
            checker, (checker->decl->span.end - checker->decl->span.start) /
                         BYTES_PER_NAME))
        return false;
    Seek seek = {.name = name.sym};
    Walk walk = {.visit = seek_binding, .context = &seek};
    ast_walk_decl(&walk, checker->decl);
    if (!seek.found)
        return false;
    const char *text = name.sym->text;
    diag_note(checker->diags, diag, seek.found->as.bind.local.name.span,
              "`%s` is bound here and known to the end of its block", text);
    diag_help(checker->diags, diag,
              "bind what the branch gives: `%s = if c { f(x) } else { g(x) }`",
              text);
    return true;
}

/* ---- E0204 ...: unknown ---- */

void complain_unknown_name(Checker *checker, Name name, const Type *wanted)
{
    Diag *diag = diag_add(checker->diags, "E0204", name.span,
                          "there is no value named `%s`", name.sym->text);
    if (!strcmp(name.sym->text, "self"))
        diag_help(checker->diags, diag,
                  "`self` stands in `where` only: the value that is tested");
    else if (!tell_binding(checker, diag, name))
        suggest(checker, diag, name, SORT_VALUE);
    bool is_text = wanted && type_base(wanted)->kind == TYPE_STRING;
    if (is_text && diag->fixes.len == 0)
        diag_fix(checker->diags, diag, FIX_UNSAFE, name.span,
                 arena_print(checker->arena, "\"%s\"", name.sym->text),
                 "a text stands in quotes");
}

void complain_unknown_callee(Checker *checker, Name name)
{
    Diag *diag =
        diag_add(checker->diags, "E0205", name.span,
                 "there is no task or workflow named `%s`", name.sym->text);
    suggest(checker, diag, name, SORT_CALLABLE);
}

void complain_unknown_type(Checker *checker, Name name)
{
    Diag *diag = diag_add(checker->diags, "E0206", name.span,
                          "there is no type named `%s`", name.sym->text);
    const char *word = our_word(name.sym);
    if (word && strcmp(word, "none") == 0)
        diag_help(checker->diags, diag,
                  "a task that gives nothing is written `-> ()`; what may be "
                  "none, `int?`");
    else
        suggest(checker, diag, name, SORT_TYPE);
}

void complain_unknown_module(Checker *checker, Name name)
{
    Diag *diag = diag_add(checker->diags, "E0207", name.span,
                          "there is no module named `%s`", name.sym->text);
    suggest(checker, diag, name, SORT_MODULE);
    diag_help(checker->diags, diag,
              "a module is imported first: `import \"./%s.flw\" as %s`",
              name.sym->text, name.sym->text);
}

static void suggest_decl(Checker *checker, Diag *diag, Name name, DeclKind kind)
{
    if (!complain_may_suggest(checker, checker->module->decls.len))
        return;
    Near near = {.wanted = name.sym};
    for (uint32_t i = 0; i < checker->module->decls.len; i++) {
        const Decl *decl = checker->module->decls.at[i];
        if (decl->kind == kind && decl->name.sym)
            near_offer(&near, decl->name.sym);
    }
    if (near.best)
        say_instead(checker, diag, name, near.best->text);
}

void complain_unknown_decl(Checker *checker, Name name, DeclKind kind)
{
    Diag *diag = diag_add(checker->diags, "E0208", name.span,
                          "there is no %s named `%s`", complain_decl_noun(kind),
                          name.sym->text);
    suggest_decl(checker, diag, name, kind);
}

void complain_not_exported(Checker *checker, const Import *import, Name name)
{
    Diag *diag = diag_add(checker->diags, "E0209", name.span,
                          "the module `%s` has no `%s`",
                          import->alias.sym->text, name.sym->text);
    diag_note(checker->diags, diag, import->span, "`%s` is imported here",
              import->alias.sym->text);
    const ModuleNames *names = import->module->names;
    if (!complain_may_suggest(checker, names->len))
        return;
    Near near = {.wanted = name.sym};
    for (uint32_t i = 0; i < names->len; i++)
        if (names->at[i].kind == ENTRY_DECL)
            near_offer(&near, names->at[i].name);
    if (near.best)
        say_instead(checker, diag, name, near.best->text);
}

/* ---- cases and fields ---- */

void complain_unknown_case(Checker *checker, Name name, const Decl *decl)
{
    Diag *diag = diag_add(checker->diags, "E0212", name.span,
                          "the enum `%s` has no case `%s`",
                          decl->name.sym->text, name.sym->text);
    Near near = {.wanted = name.sym};
    for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
        if (decl->as.enum_.cases.at[i].name.sym)
            near_offer(&near, decl->as.enum_.cases.at[i].name.sym);
    if (near.best)
        say_instead(checker, diag, name, near.best->text);
    diag_note(checker->diags, diag, decl->name.span, "`%s` is declared here",
              decl->name.sym->text);
}

static void suggest_field(Checker *checker, Diag *diag, Name name,
                          const Type *record)
{
    if (checker->diags->errors > SUGGEST_UP_TO)
        return;
    Near near = {.wanted = name.sym};
    for (uint32_t i = 0; i < record->as.record.len; i++)
        near_offer(&near, record->as.record.at[i].name);
    if (near.best)
        say_instead(checker, diag, name, near.best->text);
}

void complain_unknown_field(Checker *checker, Name name, const Type *record)
{
    Diag *diag = diag_add(checker->diags, "E0213", name.span,
                          "the record %s has no field `%s`",
                          type_text(checker->arena, record), name.sym->text);
    suggest_field(checker, diag, name, record);
}

static void advise_field(Checker *checker, Diag *diag, Name name,
                         const Type *base)
{
    const Type *record = type_base(base);
    if (record->kind == TYPE_RECORD || record->kind == TYPE_OUTPUTS)
        suggest_field(checker, diag, name, record);
    else if (type_is_optional(record))
        diag_help(checker->diags, diag,
                  "it may be none: let a task take it whole and decide");
    else if (record->kind == TYPE_JSON)
        diag_help(checker->diags, diag,
                  "json has no known fields: convert it to a record with "
                  "`as`");
    else if (record->kind == TYPE_LIST)
        diag_help(checker->diags, diag,
                  "it is a list: take one item with `[0]`");
}

void complain_no_field(Checker *checker, const Expr *expr, const Type *base)
{
    Name name = expr->as.field.name;
    const char *text = type_text(checker->arena, base);
    if (base->kind == TYPE_UNIT) {
        diag_add(checker->diags, "E0324", expr->as.field.base->span,
                 "this has no value, so it has no field `%s`", name.sym->text);
        return;
    }
    Diag *diag =
        diag_add(checker->diags, "E0213", name.span,
                 base->kind == TYPE_OUTPUTS ? "there is no output `%s` among %s"
                                            : "there is no field `%s` in %s",
                 name.sym->text, text);
    if (base->kind == TYPE_FAILURE)
        diag_help(checker->diags, diag,
                  "a task takes the error as a whole, and reads what it says");
    else
        advise_field(checker, diag, name, base);
}
