#include "typesys/json_literal.h"

#include <string.h>

#include "typesys/complain_kind.h"
#include "typesys/named.h"
#include "typesys/quantity.h"
#include "typesys/template.h"

static Value *value_new(Checker *checker, ValueKind kind, Span span)
{
    Value *value = arena_new(checker->arena, Value);
    value->kind = kind;
    value->span = span;
    value->type = checker->types->json;
    return value;
}

static const Value *text_value(Checker *checker, const char *text, Span span)
{
    Value *value = value_new(checker, VALUE_STRING, span);
    value->as.string.at = text;
    value->as.string.len = (uint32_t)strlen(text);
    return value;
}

/* What stands for an input in a pod that flw did not describe. */
static void write_param(Buf *buf, const Local *param)
{
    const char *name = param->name.sym->text;
    TypeKind kind = type_base(param->type)->kind;
    if (param->kind == LOCAL_OUTPUT)
        buf_print(buf, "/var/outputs/%s", name);
    else if (kind == TYPE_FILE || kind == TYPE_DIR)
        buf_print(buf, "/var/inputs/%s", name);
    else
        buf_print(buf, "{{.inputs.%s}}", name);
}

static const Value *read_text(Checker *checker, Expr *expr, const Sym *field)
{
    Template template;
    Buf buf = {.arena = checker->arena};
    if (!template_read(checker, expr, TEMPLATE_COMMAND, field, &template))
        return NULL;
    for (uint32_t i = 0; i < template.parts.len; i++) {
        const TemplatePart *part = &template.parts.at[i];
        if (part->param)
            write_param(&buf, part->param);
        else
            buf_text(&buf, part->text);
    }
    return text_value(checker, buf_string(&buf), expr->span);
}

/* The depth is bounded by the parser. */
static const Value *read_record(Checker *checker, Expr *expr, const Sym *field,
                                JsonTexts texts)
{
    NamedVec fields = {0};
    Why why = {.kind = WHY_FIELD, .name = field};
    Value *record = value_new(checker, VALUE_RECORD, expr->span);
    if (!named_read(checker, expr, &why, &fields))
        return NULL;
    ValueEntry *entries = arena_array(checker->arena, ValueEntry, fields.len);
    for (uint32_t i = 0; i < fields.len; i++) {
        const Named *named = &fields.at[i];
        entries[i].name = named->name;
        entries[i].value =
            json_literal_read(checker, named->expr, named->name, texts);
        if (!entries[i].value)
            return NULL;
    }
    record->as.entries.at = entries;
    record->as.entries.len = fields.len;
    return record;
}

static const Value *read_list(Checker *checker, Expr *expr, const Sym *field,
                              JsonTexts texts)
{
    const ExprVec *items = &expr->as.list;
    Value *list = value_new(checker, VALUE_LIST, expr->span);
    const Value **values =
        arena_array(checker->arena, const Value *, items->len);
    for (uint32_t i = 0; i < items->len; i++) {
        values[i] =
            items->at[i]->kind == EXPR_ERROR
                ? NULL
                : json_literal_read(checker, items->at[i], field, texts);
        if (!values[i])
            return NULL;
    }
    list->as.list.at = values;
    list->as.list.len = items->len;
    return list;
}

static const Value *read_constant(Checker *checker, Expr *expr,
                                  const Sym *field)
{
    Why why = {.kind = WHY_FIELD, .name = field};
    const Value *value = check_constant(checker, expr, NULL, &why);
    if (!value || value->kind != VALUE_SIZE)
        return value;
    Amount amount = quantity_read(checker->arena, DIMENSION_BYTES, value);
    if (amount.fault == QUANTITY_FINE)
        return text_value(checker, amount.text, expr->span);
    OptionUse use = {field, expr->span, expr->span};
    complain_quantity(checker, &use, DIMENSION_BYTES, value, amount.fault);
    return NULL;
}

const Value *json_literal_read(Checker *checker, Expr *expr, const Sym *field,
                               JsonTexts texts)
{
    bool is_text = expr->kind == EXPR_INTERPOLATION || expr->kind == EXPR_TEXT;
    if (expr->kind == EXPR_RECORD || expr->kind == EXPR_MAP)
        return read_record(checker, expr, field, texts);
    if (expr->kind == EXPR_LIST)
        return read_list(checker, expr, field, texts);
    if (is_text && texts == JSON_TEMPLATE)
        return read_text(checker, expr, field);
    return read_constant(checker, expr, field);
}
