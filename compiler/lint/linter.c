/* linter.c - what the lints ask of trees and tables. */
#include "compiler/lint/linter.h"

#include <string.h>

#include "typesys/constant.h"

const Args *record_args(const Expr *record)
{
    if (!record)
        return NULL;
    if (record->kind == EXPR_RECORD)
        return &record->as.record;
    return record->kind == EXPR_MAP ? &record->as.map : NULL;
}

Expr *record_value(const Expr *record, const char *name)
{
    const Args *args = record_args(record);
    for (uint32_t i = 0; args && i < args->len; i++)
        if (args_name(args, i).sym &&
            strcmp(args_name(args, i).sym->text, name) == 0)
            return args->values[i];
    return NULL;
}

Expr *option_value(const Linter *linter, const Decl *task, const char *name)
{
    Expr *value = record_value(task->as.task.with, name);
    return value || !linter->defaults
               ? value
               : record_value(linter->defaults->as.defaults.with, name);
}

const Value *linter_value(Linter *linter, const Expr *expr)
{
    if (!expr || !expr->constant)
        return NULL;
    return constant_of(linter->arena, &linter->session->types, expr, NULL);
}

const Value *text_of(Linter *linter, const Expr *expr)
{
    const Value *value = linter_value(linter, expr);
    return value && value->kind == VALUE_STRING ? value : NULL;
}

const Value *value_member(Linter *linter, const Value *record, const char *name)
{
    bool has_members =
        record && (record->kind == VALUE_RECORD || record->kind == VALUE_MAP);
    return has_members
               ? value_entry(record, sym_of(&linter->session->syms, name))
               : NULL;
}

uint32_t value_count(const Value *list)
{
    return list && list->kind == VALUE_LIST ? list->as.list.len : 0;
}

Span option_span(const Decl *task, SettingKind kind)
{
    Span span = settings_at(task->as.task.settings, kind);
    const Expr *with = task->as.task.with;
    bool is_own =
        with && span.start >= with->span.start && span.end <= with->span.end;
    return is_own ? span : task->name.span;
}

bool has_container(const Decl *task)
{
    KindTag tag = task->as.task.use->tag;
    return tag == KIND_CONTAINER || tag == KIND_SHELL || tag == KIND_PYTHON;
}
