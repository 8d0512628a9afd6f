/* members.c - what a half-typed path is, by its text, and what may follow its
 * dot. */
#include <string.h>

#include "compiler/lsp/answers/items.h"
#include "typesys/type.h"

/* ---- names ---- */

const Type *spot_local(const Spot *spot, const Sym *name, const Local **local)
{
    const Occurrences *names = &spot->focus->names;
    for (uint32_t i = 0; i < names->len; i++) {
        const Occurrence *one = &names->at[i];
        bool is_local = one->kind == TARGET_LOCAL;
        if (!one->defines || (!is_local && one->kind != TARGET_PARAM) ||
            one->decl != spot->decl)
            continue;
        const Sym *sym = is_local ? ((const Local *)one->target)->name.sym
                                  : ((const Param *)one->target)->name.sym;
        if (sym != name)
            continue;
        if (local && is_local)
            *local = one->target;
        return one->type;
    }
    return NULL;
}

static const Entry *entry_of(const Spot *spot, const Module *module,
                             const char *word, size_t len)
{
    SymTable *syms = &spot->request->session->syms;
    return module_entry(module, sym_intern(syms, word, len));
}

const Decl *spot_decl(const Spot *spot, const char *word, size_t len)
{
    const Module *module = spot->focus->module;
    const char *dot = memchr(word, '.', len);
    if (dot) {
        const Entry *entry = entry_of(spot, module, word, (size_t)(dot - word));
        if (!entry || entry->kind != ENTRY_IMPORT || !entry->as.import->module)
            return NULL;
        module = entry->as.import->module;
        len -= (size_t)(dot + 1 - word);
        word = dot + 1;
    }
    const Entry *entry = entry_of(spot, module, word, len);
    return entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
}

/* ---- what a path is ---- */

typedef struct Meaning {
    const Type *type;       /* a value of it … */
    const Sym *output;      /* …that is the one output of this name */
    const Module *module;   /* a module */
    const Decl *decl;       /* a declaration … */
    const ParamVec *params; /* …called: several outputs */
} Meaning;

/* Where the expression begins that ends at `end`: names, dots, and brackets
 * with all that is in them. */
static const char *path_start(const char *text, const char *end)
{
    while (end > text) {
        char c = end[-1];
        uint32_t depth = 0;
        if (is_word_char(c) || c == '.') {
            end--;
            continue;
        }
        if (c != ')' && c != ']')
            break;
        const char *open = end;
        do {
            open--;
            depth += *open == ')' || *open == ']' || *open == '}';
            depth -= *open == '(' || *open == '[' || *open == '{';
        } while (open > text && depth);
        if (depth || open == text ||
            !(is_word_char(open[-1]) || open[-1] == ')' || open[-1] == ']'))
            break;
        end = open;
    }
    return end;
}

static Meaning meaning_of_name(const Spot *spot, const char *word, size_t len)
{
    Meaning meaning = {0};
    const Local *local = NULL;
    const Sym *name = sym_intern(&spot->request->session->syms, word, len);
    meaning.type = spot_local(spot, name, &local);
    meaning.output = local ? local_origin(local).output : NULL;
    const Entry *entry =
        meaning.type ? NULL : module_entry(spot->focus->module, name);
    if (entry && entry->kind == ENTRY_IMPORT)
        meaning.module = entry->as.import->module;
    if (entry && entry->kind == ENTRY_DECL)
        meaning.decl = entry->as.decl;
    return meaning;
}

static Meaning after_call(const Meaning *before)
{
    Meaning after = {0};
    const Signature *signature =
        before->decl ? decl_signature(before->decl) : NULL;
    if (signature && signature->outputs.len == 1) {
        after.type = signature->outputs.at[0]->found;
        after.output = signature->outputs.at[0]->name.sym;
    } else if (signature) {
        after.params = &signature->outputs;
    }
    return after;
}

static Meaning after_dot(const Spot *spot, const Meaning *before,
                         const char *word, size_t len)
{
    Meaning after = {0};
    const Sym *name = sym_intern(&spot->request->session->syms, word, len);
    const Type *type = before->type;
    if (before->module) {
        const Entry *entry = module_entry(before->module, name);
        after.decl = entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
    }
    if (type && (type->kind == TYPE_RECORD || type->kind == TYPE_OUTPUTS)) {
        const RecordField *field = type_field(type, name);
        after.type = field ? field->type : NULL;
    }
    if (!after.type && type && before->output == name)
        after.type = type;
    for (uint32_t i = 0; before->params && i < before->params->len; i++)
        if (before->params->at[i]->name.sym == name)
            after.type = before->params->at[i]->found;
    return after;
}

static Meaning after_index(const Meaning *before)
{
    Meaning after = {0};
    const Type *type = before->type;
    if (type && (type->kind == TYPE_LIST || type->kind == TYPE_MAP))
        after.type = type->as.item;
    return after;
}

static const char *past_bracket(const char *at, const char *end)
{
    uint32_t depth = 0;
    do {
        depth += *at == '(' || *at == '[' || *at == '{';
        depth -= *at == ')' || *at == ']' || *at == '}';
        at++;
    } while (at < end && depth);
    return at;
}

static Meaning meaning_of(const Spot *spot, const char *end)
{
    const char *at = path_start(spot->text, end), *word = at;
    while (at < end && is_word_char(*at))
        at++;
    Meaning meaning = meaning_of_name(spot, word, (size_t)(at - word));
    while (at < end) {
        if (*at == '.') {
            word = ++at;
            while (at < end && is_word_char(*at))
                at++;
            meaning = after_dot(spot, &meaning, word, (size_t)(at - word));
        } else {
            meaning = *at == '(' ? after_call(&meaning) : after_index(&meaning);
            at = past_bracket(at, end);
        }
    }
    return meaning;
}

const Type *spot_type(const Spot *spot, const char *end)
{
    while (end > spot->text && (end[-1] == ' ' || end[-1] == '\n'))
        end--;
    return meaning_of(spot, end).type;
}

/* ---- what follows ---- */

static void put_field(const Spot *spot, const char *name, const Type *type)
{
    Arena *arena = spot->request->arena;
    item_put(spot, &(Item){.label = name,
                           .kind = ITEM_FIELD,
                           .about = type ? arena_print(arena, "type:%s",
                                                       type_text(arena, type))
                                         : NULL});
}

static void put_fields(const Spot *spot, const Type *type)
{
    if (type->kind != TYPE_RECORD && type->kind != TYPE_OUTPUTS)
        return;
    for (uint32_t i = 0; i < type->as.record.len; i++)
        put_field(spot, type->as.record.at[i].name->text,
                  type->as.record.at[i].type);
}

static void put_cases(const Spot *spot, const Decl *decl)
{
    for (uint32_t i = 0; i < decl->as.enum_.cases.len; i++)
        if (decl->as.enum_.cases.at[i].name.sym)
            item_put_plain(spot, decl->as.enum_.cases.at[i].name.sym->text,
                           ITEM_ENUM_MEMBER);
}

void members_put(const Spot *spot, const char *dot)
{
    Meaning meaning = meaning_of(spot, dot);
    const Module *module = meaning.module;
    for (uint32_t i = 0; module && i < module->decls.len; i++)
        item_put_decl(spot, module, module->decls.at[i]);
    if (meaning.decl && meaning.decl->kind == DECL_ENUM)
        put_cases(spot, meaning.decl);
    if (meaning.type)
        put_fields(spot, meaning.type);
    if (meaning.type && meaning.output && meaning.type->kind != TYPE_RECORD)
        put_field(spot, meaning.output->text, meaning.type);
    for (uint32_t i = 0; meaning.params && i < meaning.params->len; i++)
        if (meaning.params->at[i]->name.sym)
            put_field(spot, meaning.params->at[i]->name.sym->text,
                      meaning.params->at[i]->found);
}
