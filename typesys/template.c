#include "typesys/template.h"

#include <ctype.h>
#include <string.h>

#include "base/panic.h"
#include "typesys/complain_kind.h"
#include "typesys/complain_settings.h"
#include "typesys/scope.h"

typedef struct Reading {
    Checker *checker;
    TemplatePlace place;
    const Sym *field; /* of the kind: `command` */
    Template *out;
} Reading;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

void template_add_text(Checker *checker, const char *text, Map *words)
{
    for (const char *at = text; *at;) {
        const char *start = at;
        while (is_word(*at))
            at++;
        const Sym *word =
            sym_intern(checker->syms, start, (size_t)(at - start));
        map_put(checker->arena, words, word, checker);
        while (*at && !is_word(*at))
            at++;
    }
}

bool template_text_has(const char *text, const Sym *word)
{
    for (const char *at = text; (at = strchr(at, word->text[0])); at++)
        if ((at == text || !is_word(at[-1])) &&
            strncmp(at, word->text, word->len) == 0 && !is_word(at[word->len]))
            return true;
    return false;
}

bool template_list_has(const TemplateVec *templates, const Sym *word)
{
    for (uint32_t i = 0; i < templates->len; i++)
        for (uint32_t j = 0; j < templates->at[i].parts.len; j++) {
            const char *text = templates->at[i].parts.at[j].text;
            if (text && template_text_has(text, word))
                return true;
        }
    return false;
}

void template_add_words(Checker *checker, const TemplateVec *templates,
                        Map *words)
{
    for (uint32_t i = 0; i < templates->len; i++)
        for (uint32_t j = 0; j < templates->at[i].parts.len; j++) {
            const char *text = templates->at[i].parts.at[j].text;
            if (text)
                template_add_text(checker, text, words);
        }
}

/* ---- text ---- */

/* `{{.inputs.x}}` and its like: Flyte would fill it in behind our back, or,
 * with the outer braces taken for an escape, nobody would. */
static bool has_flyte_template(const char *text)
{
    for (const char *at = text; (at = strchr(at, '{')); at++) {
        const char *name = at + 1;
        while (*name == ' ' || *name == '{')
            name++;
        name += *name == '$';
        if (strncmp(name, ".inputs.", 8) == 0 ||
            strncmp(name, ".Inputs.", 8) == 0)
            return true;
    }
    return false;
}

static bool add_text(Reading *reading, const char *text, Span span)
{
    if (has_flyte_template(text)) {
        complain_flyte_template(reading->checker, span);
        return false;
    }
    vec_push(reading->checker->arena, &reading->out->parts,
             ((TemplatePart){text, NULL}));
    return true;
}

/* ---- placeholders ---- */

bool template_has_text(const Type *type)
{
    switch (type_base(type)->kind) {
    case TYPE_ERROR:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_ENUM:
    case TYPE_FILE:
    case TYPE_DIR:
    case TYPE_PARAM:
        return true;
    case TYPE_NONE:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_LIST:
    case TYPE_MAP:
    case TYPE_UNION:
    case TYPE_RECORD:
    case TYPE_TABLE:
    case TYPE_REFINED:
    case TYPE_NEW:
        return false;
    }
    UNREACHABLE("type");
}

static bool is_param(const Local *local)
{
    return local->kind == LOCAL_INPUT || local->kind == LOCAL_OUTPUT;
}

/* The input or output that the name is; NULL: none. */
static Local *find_param(const Checker *checker, const Expr *expr)
{
    if (expr->kind != EXPR_NAME)
        return NULL;
    const Entry *entry = scope_find(&checker->scopes, expr->as.name.sym);
    bool is_local = entry && entry->kind == ENTRY_LOCAL;
    return is_local && is_param(entry->as.local) ? entry->as.local : NULL;
}

/* The name at the root of x.a[0].b; NULL: it starts otherwise. */
static Expr *path_root(Expr *expr)
{
    while (expr->kind == EXPR_FIELD || expr->kind == EXPR_INDEX)
        expr = expr->kind == EXPR_FIELD ? expr->as.field.base
                                        : expr->as.index.base;
    return expr->kind == EXPR_NAME ? expr : NULL;
}

static bool add_param(Reading *reading, Expr *expr, Local *local)
{
    Checker *checker = reading->checker;
    bool is_output = local->kind == LOCAL_OUTPUT;
    local->used = true;
    expr_refer(expr, (Ref){.kind = REF_LOCAL, .as.local = local});
    expr->type = local->type;
    if (is_output && reading->place == TEMPLATE_QUERY) {
        complain_output_in_query(checker, expr->span, local);
        return false;
    }
    if (!is_output && !template_has_text(local->type)) {
        bool is_refused = reading->place == TEMPLATE_COMMAND &&
                          type_base(local->type)->kind == TYPE_TABLE;
        if (!is_refused) /* E0462 tells of the input itself */
            complain_no_text_form(checker, expr->span, local);
        return false;
    }
    vec_push(checker->arena, &reading->out->parts,
             ((TemplatePart){NULL, local}));
    return true;
}

static const char *constant_form(Arena *arena, const Value *value)
{
    switch (value->kind) {
    case VALUE_STRING:
        return value->as.string.at;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_FLOAT:
        return value_text(arena, value);
    case VALUE_ENUM:
        return value->as.enum_.decl->as.enum_.cases.at[value->as.enum_.index]
            .name.sym->text;
    case VALUE_NONE:
    case VALUE_DATETIME:
    case VALUE_DURATION:
    case VALUE_SIZE:
    case VALUE_LIST:
    case VALUE_MAP:
    case VALUE_RECORD:
        return NULL;
    }
    UNREACHABLE("value kind");
}

static bool add_constant(Reading *reading, Expr *expr)
{
    Checker *checker = reading->checker;
    Why why = {.kind = WHY_FIELD, .name = reading->field};
    const Value *value = check_constant(checker, expr, NULL, &why);
    const char *text = value ? constant_form(checker->arena, value) : NULL;
    if (value && !text)
        complain_constant_form(checker, expr->span, value);
    return text && add_text(reading, text, expr->span);
}

static bool add_placeholder(Reading *reading, Expr *expr)
{
    Expr *root = path_root(expr);
    Local *local = root ? find_param(reading->checker, root) : NULL;
    if (local && root == expr)
        return add_param(reading, expr, local);
    if (local) {
        local->used = true;
        complain_placeholder_path(reading->checker, expr->span, local);
        return false;
    }
    if (root == expr &&
        !scope_find(&reading->checker->scopes, expr->as.name.sym)) {
        complain_unknown_placeholder(reading->checker, expr,
                                     reading->checker->decl);
        return false;
    }
    return add_constant(reading, expr);
}

/* ---- whole texts ---- */

static bool read_interpolation(Reading *reading, const Expr *expr)
{
    bool is_fine = true;
    for (uint32_t i = 0; i < expr->as.interpolation.len; i++) {
        const TextPart *part = &expr->as.interpolation.at[i];
        if (part->expr)
            is_fine &= add_placeholder(reading, part->expr);
        else
            is_fine &= add_text(reading, part->text, expr->span);
    }
    return is_fine;
}

bool template_read(Checker *checker, Expr *expr, TemplatePlace place,
                   const Sym *field, Template *out)
{
    Reading reading = {checker, place, field, out};
    *out = (Template){.span = expr->span};
    bool has_parts = expr->kind == EXPR_INTERPOLATION;
    vec_reserve(checker->arena, &out->parts,
                has_parts ? expr->as.interpolation.len : 1);
    if (has_parts)
        return read_interpolation(&reading, expr);
    const Local *local = find_param(checker, expr);
    if (local) {
        complain_bare_param(checker, expr->span, local);
        return false;
    }
    Why why = {.kind = WHY_FIELD, .name = field};
    const char *text = constant_text(checker, expr, &why);
    return text && add_text(&reading, text, expr->span);
}

bool template_read_list(Checker *checker, Expr *expr, TemplatePlace place,
                        const Sym *field, TemplateVec *out)
{
    bool is_fine = true;
    if (expr->kind != EXPR_LIST) {
        OptionUse use = {field, expr->span, expr->span};
        complain_not_list(checker, &use, "[\"python\", \"-m\", \"train\"]");
        return false;
    }
    if (out->cap == 0)
        vec_reserve(checker->arena, out, expr->as.list.len);
    for (uint32_t i = 0; i < expr->as.list.len; i++) {
        Template template;
        Expr *item = expr->as.list.at[i];
        if (item->kind == EXPR_ERROR ||
            !template_read(checker, item, place, field, &template))
            is_fine = false;
        else
            vec_push(checker->arena, out, template);
    }
    return is_fine;
}
