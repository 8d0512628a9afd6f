/* answer_typing.c - completion and signature help: what may be typed here.
 *
 * The text before the cursor tells the place (after a dot, inside brackets),
 * because what is half typed is in no tree; names and their parts come from
 * the tree around it, which a mistake costs no more than its statement. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/around.h"
#include "compiler/lsp/answers/describe.h"
#include "typesys/call.h"
#include "typesys/settings.h"
#include "typesys/type.h"

/* The protocol's numbers. */
enum {
    ITEM_FUNCTION = 3,
    ITEM_FIELD = 5,
    ITEM_VARIABLE = 6,
    ITEM_CLASS = 7,
    ITEM_MODULE = 9,
    ITEM_PROPERTY = 10,
    ITEM_ENUM = 13,
    ITEM_KEYWORD = 14,
    ITEM_SNIPPET = 15,
    ITEM_ENUM_MEMBER = 20,
    ITEM_CONSTANT = 21
};

/* ---- items ---- */

static void put_item(Request *request, const char *label, int kind,
                     const char *detail)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    put_text(out, "label", label);
    json_name(out, "kind");
    json_put_int64(out, kind);
    if (detail)
        put_text(out, "detail", detail);
    json_close(out, '}');
}

static void put_snippet(Request *request, const char *label, const char *text)
{
    enum { SNIPPET = 2 };
    JsonOut *out = request->out;
    json_open(out, '{');
    put_text(out, "label", label);
    json_name(out, "kind");
    json_put_int64(out, ITEM_SNIPPET);
    put_text(out, "insertText", text);
    json_name(out, "insertTextFormat");
    json_put_int64(out, SNIPPET);
    json_close(out, '}');
}

static void put_decl(Request *request, const Decl *decl)
{
    int kind = ITEM_FUNCTION;
    if (!decl->name.sym)
        return;
    if (decl->kind == DECL_TYPE || decl->kind == DECL_KIND)
        kind = ITEM_CLASS;
    if (decl->kind == DECL_ENUM)
        kind = ITEM_ENUM;
    if (decl->kind == DECL_CONST)
        kind = ITEM_CONSTANT;
    put_item(request, decl->name.sym->text, kind,
             decl_text(request->arena, decl));
}

static void put_decls(Request *request, const Module *module)
{
    for (uint32_t i = 0; module && i < module->decls.len; i++)
        put_decl(request, module->decls.at[i]);
}

/* ---- after a dot ---- */

static void put_fields(Request *request, const Type *type)
{
    if (!type || (type->kind != TYPE_RECORD && type->kind != TYPE_OUTPUTS))
        return;
    for (uint32_t i = 0; i < type->as.record.len; i++)
        put_item(request, type->as.record.at[i].name->text, ITEM_FIELD,
                 type_text(request->arena, type->as.record.at[i].type));
}

static void put_cases(Request *request, const Decl *decl)
{
    for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
        put_item(request, decl->as.enum_.cases.at[i].name.sym->text,
                 ITEM_ENUM_MEMBER, decl->name.sym->text);
}

/* Can its name be used in the declaration? A workflow's outputs cannot. */
static bool is_value_of(const Occurrence *one, const Decl *decl)
{
    return one->defines && one->decl == decl &&
           (one->kind == TARGET_LOCAL || one->kind == TARGET_PARAM) &&
           !(one->is_output && decl->kind == DECL_WORKFLOW);
}

/* The binding of that name whose declaration holds the position. */
static const Type *type_of_local(const Occurrences *names, const Decl *decl,
                                 const Sym *name)
{
    for (uint32_t i = 0; i < names->len; i++) {
        const Occurrence *one = &names->at[i];
        bool is_value = one->kind == TARGET_LOCAL || one->kind == TARGET_PARAM;
        if (!one->defines || !is_value || one->decl != decl)
            continue;
        const Sym *sym = one->kind == TARGET_LOCAL
                             ? ((const Local *)one->target)->name.sym
                             : ((const Param *)one->target)->name.sym;
        if (sym == name)
            return one->type;
    }
    return NULL;
}

/* The parts of the name that ends before the dot, step by step: `a.b.`. */
static void put_members(Request *request, const Focus *focus, const char *chain,
                        size_t len)
{
    SymTable *syms = &request->session->syms;
    size_t size = 0;
    while (size < len && chain[size] != '.')
        size++;
    const Sym *first = sym_intern(syms, chain, size);
    const Decl *decl = decl_at(focus->module, focus->position);
    const Type *type = type_of_local(&focus->names, decl, first);
    const Entry *entry = type ? NULL : module_entry(focus->module, first);
    if (entry && entry->kind == ENTRY_IMPORT) {
        put_decls(request, entry->as.import->module);
        return;
    }
    if (entry && entry->kind == ENTRY_DECL) {
        if (entry->as.decl->kind == DECL_ENUM)
            put_cases(request, entry->as.decl);
        return;
    }
    while (type && size < len) {
        size_t start = ++size;
        while (size < len && chain[size] != '.')
            size++;
        const RecordField *field =
            type->kind == TYPE_RECORD || type->kind == TYPE_OUTPUTS
                ? type_field(type,
                             sym_intern(syms, chain + start, size - start))
                : NULL;
        type = field ? field->type : NULL;
    }
    put_fields(request, type);
}

/* ---- inside brackets ---- */

/* What `name` or `module.name` declares. */
static const Decl *decl_named(Request *request, const Module *module,
                              const char *word, size_t len)
{
    SymTable *syms = &request->session->syms;
    const char *dot = memchr(word, '.', len);
    if (dot) {
        const Entry *entry =
            module_entry(module, sym_intern(syms, word, (size_t)(dot - word)));
        if (!entry || entry->kind != ENTRY_IMPORT || !entry->as.import->module)
            return NULL;
        module = entry->as.import->module;
        len -= (size_t)(dot + 1 - word);
        word = dot + 1;
    }
    const Entry *entry = module_entry(module, sym_intern(syms, word, len));
    return entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
}

static const char *const settings[] = {
#define SETTING(kind, text, places) text,
#include "typesys/settings.def"
#undef SETTING
    NULL};

static void put_settings(Request *request)
{
    for (const char *const *name = settings; *name; name++)
        put_item(request, *name, ITEM_PROPERTY, "option");
}

static void put_kind_fields(Request *request, const Decl *decl)
{
    for (uint32_t i = 0; i < decl->as.kind.fields.len; i++)
        if (decl->as.kind.fields.at[i]->name.sym)
            put_item(request, decl->as.kind.fields.at[i]->name.sym->text,
                     ITEM_PROPERTY, decl->name.sym->text);
}

static bool is_text(const char *word, size_t len, const char *wanted)
{
    return strlen(wanted) == len && memcmp(word, wanted, len) == 0;
}

/* Names of inputs, options or fields of the bracket that is open. */
static void put_in_bracket(Request *request, const Focus *focus,
                           const char *bracket)
{
    size_t len;
    const char *text = focus->source->text;
    const char *word = word_before(text, bracket, &len);
    if (*bracket == '{' && is_text(word, len, "with")) {
        put_settings(request);
        return;
    }
    const Decl *decl =
        len ? decl_named(request, focus->module, word, len) : NULL;
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    if (decl && decl->kind == DECL_KIND && *bracket == '{')
        put_kind_fields(request, decl);
    if (*bracket != '(' || !signature)
        return;
    for (uint32_t i = 0; i < signature->inputs.len; i++)
        if (signature->inputs.at[i]->name.sym)
            put_item(request,
                     arena_print(request->arena, "%s: ",
                                 signature->inputs.at[i]->name.sym->text),
                     ITEM_PROPERTY, decl->name.sym->text);
}

/* ---- names ---- */

static const char *const words[] = {
    "if",    "else",  "match",   "for",      "in",    "and",  "or",   "not",
    "as",    "with",  "after",   "return",   "fail",  "none", "true", "false",
    "where", "using", "approve", "wait_for", "sleep", "zip",  "len",  NULL};

static const char *const types[] = {
    "int",  "float", "string", "bool", "datetime", "duration", "bytes", "json",
    "list", "map",   "file",   "dir",  "table",    "error",    NULL};

static const struct {
    const char *label, *text;
} snippets[] = {
    {"task", "task ${1:name}(${2:input}: ${3:string}) -> (${4:output}: "
             "${5:int})\nusing shell {\n  image: \"${6:alpine:3.20}\",\n  "
             "script: r\"\"\"\n    $0\n  \"\"\",\n}"},
    {"workflow",
     "workflow ${1:name}(${2:input}: ${3:string}) -> "
     "(${4:output}: ${5:int}) {\n  $0\n  return (${4:output}: )\n}"},
    {"launch", "launch ${1:name} = ${2:workflow} {\n  $0\n}"},
    {"type", "type ${1:Name} = $0"},
    {"enum", "enum ${1:Name} { $0 }"},
    {"const", "const ${1:name} = $0"},
    {"import", "import $0"},
    {"kind", "kind ${1:name} = plugin \"${2:type}\" {\n  $0\n}"},
    {"extern task", "extern task ${1:name}($2) -> ($3) at "
                    "\"${4:project/domain/name@version}\""},
    {"defaults", "defaults { $0 }"},
};

static void put_names(Request *request, const Focus *focus)
{
    const Decl *decl = decl_at(focus->module, focus->position);
    for (uint32_t i = 0; i < focus->names.len; i++) {
        const Occurrence *one = &focus->names.at[i];
        if (is_value_of(one, decl))
            put_item(request,
                     arena_copy(request->arena,
                                focus->source->text +
                                    (one->span.start - focus->source->base),
                                one->span.end - one->span.start),
                     ITEM_VARIABLE,
                     one->type ? type_text(request->arena, one->type) : NULL);
    }
    put_decls(request, focus->module);
    for (uint32_t i = 0; i < focus->module->imports.len; i++)
        if (focus->module->imports.at[i]->alias.sym)
            put_item(request, focus->module->imports.at[i]->alias.sym->text,
                     ITEM_MODULE, NULL);
    for (const char *const *word = words; *word; word++)
        put_item(request, *word, ITEM_KEYWORD, NULL);
    for (const char *const *type = types; *type; type++)
        put_item(request, *type, ITEM_CLASS, "type");
    for (size_t i = 0; i < sizeof(snippets) / sizeof(*snippets); i++)
        put_snippet(request, snippets[i].label, snippets[i].text);
}

void answer_completion(Request *request)
{
    Focus focus;
    bool there = request_focus(request, &focus);
    json_open(request->out, '[');
    if (there) {
        const char *text = focus.source->text;
        const char *end = text + (focus.position - focus.source->base);
        const char *at = end;
        while (at > text && is_word_char(at[-1]))
            at--;
        if (at > text && at[-1] == '.') {
            size_t len;
            const char *chain = word_before(text, at - 1, &len);
            put_members(request, &focus, chain, len);
        } else {
            const char *bracket = around(text, (size_t)(end - text)).bracket;
            if (bracket)
                put_in_bracket(request, &focus, bracket);
            put_names(request, &focus);
        }
    }
    json_close(request->out, ']');
}

/* ---- signature help ---- */

/* Which input the cursor is at: commas between the bracket and it. */
static uint32_t count_commas(const char *from, const char *to)
{
    uint32_t count = 0, depth = 0;
    for (; from < to; from++) {
        depth += *from == '(' || *from == '[' || *from == '{';
        depth -= depth && (*from == ')' || *from == ']' || *from == '}');
        count += depth == 0 && *from == ',';
    }
    return count;
}

static void put_signature(Request *request, const Decl *decl,
                          const Signature *signature, uint32_t active)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    json_name(out, "signatures");
    json_open(out, '[');
    json_open(out, '{');
    put_text(out, "label", decl_text(request->arena, decl));
    json_name(out, "parameters");
    json_open(out, '[');
    for (uint32_t i = 0; i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        json_open(out, '{');
        put_text(out, "label", param->name.sym ? param->name.sym->text : "_");
        if (param->doc)
            put_text(out, "documentation", param->doc);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
    json_close(out, ']');
    json_name(out, "activeSignature");
    json_put_int64(out, 0);
    json_name(out, "activeParameter");
    json_put_uint64(out, active);
    json_close(out, '}');
}

void answer_signature(Request *request)
{
    Focus focus;
    const Decl *decl = NULL;
    const char *bracket = NULL, *end = NULL;
    if (request_focus(request, &focus)) {
        const char *text = focus.source->text;
        size_t len;
        end = text + (focus.position - focus.source->base);
        bracket = around(text, (size_t)(end - text)).bracket;
        const char *word = bracket ? word_before(text, bracket, &len) : NULL;
        if (word && *bracket == '(' && len)
            decl = decl_named(request, focus.module, word, len);
    }
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    if (signature)
        put_signature(request, decl, signature, count_commas(bracket + 1, end));
    else
        json_put_null(request->out);
}
