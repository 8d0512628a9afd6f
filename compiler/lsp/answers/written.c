/* written.c - types and values as a module would write them. */
#include "compiler/lsp/answers/written.h"

#include <string.h>

#include "typesys/refine.h"

/* ---- names ---- */

static const Decl *named_in(const Module *module, const Type *type)
{
    for (uint32_t i = 0; module && i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        if ((decl->kind == DECL_TYPE || decl->kind == DECL_ENUM) &&
            decl->type == type && decl->name.sym)
            return decl;
    }
    return NULL;
}

/* `Row`, or `features.Row`. */
static bool add_name(Buf *out, const Module *module, const Type *type)
{
    const Decl *decl = named_in(module, type);
    if (decl) {
        buf_text(out, decl->name.sym->text);
        return true;
    }
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Import *import = module->imports.at[i];
        decl = named_in(import->module, type);
        if (!decl || !import->alias.sym)
            continue;
        buf_print(out, "%s.%s", import->alias.sym->text, decl->name.sym->text);
        return true;
    }
    return false;
}

/* ---- types ---- */

static bool add_record(Buf *out, const Module *module, const Type *type)
{
    bool fine = !type->as.record.open;
    buf_text(out, "{ ");
    for (uint32_t i = 0; fine && i < type->as.record.len; i++) {
        const RecordField *field = &type->as.record.at[i];
        buf_print(out, "%s%s: ", i ? ", " : "", field->name->text);
        fine = written_type(out, module, field->type);
    }
    buf_text(out, " }");
    return fine;
}

/* Within angles and bars a refined type needs brackets. */
static bool add_part(Buf *out, const Module *module, const Type *type)
{
    Buf part = {.arena = out->arena};
    bool fine = written_type(&part, module, type);
    bool bracket =
        type->kind == TYPE_REFINED && strstr(buf_string(&part), " where ");
    buf_print(out, bracket ? "(%s)" : "%s", buf_string(&part));
    return fine;
}

static bool add_union(Buf *out, const Module *module, const Type *type)
{
    bool fine = true;
    bool optional =
        type->as.alt.len == 2 && type->as.alt.at[1]->kind == TYPE_NONE;
    for (uint32_t i = 0; fine && i < type->as.alt.len - optional; i++) {
        buf_text(out, i ? " | " : "");
        fine = add_part(out, module, type->as.alt.at[i]);
    }
    buf_text(out, optional ? "?" : "");
    return fine;
}

static bool add_table(Buf *out, const Module *module, const Type *type)
{
    bool fine = type->as.table.row || !type->as.table.format;
    buf_text(out, "table");
    if (type->as.table.row) {
        buf_char(out, '<');
        fine = written_type(out, module, type->as.table.row);
        if (type->as.table.format)
            buf_print(out, ", %s", type->as.table.format->text);
        buf_char(out, '>');
    }
    return fine;
}

static bool add_of(Buf *out, const Module *module, const Type *type)
{
    buf_print(out, "%s<", type_kind_text(type->kind));
    bool fine = add_part(out, module, type->as.item);
    buf_char(out, '>');
    return fine;
}

bool written_type(Buf *out, const Module *module, const Type *type)
{
    if (!type || type_is_poisoned(type) || type->sized)
        return false;
    if (type->depth > 1 || type->kind == TYPE_ENUM || type->kind == TYPE_NEW ||
        type->kind == TYPE_REFINED || type->kind == TYPE_RECORD)
        if (add_name(out, module, type))
            return true;
    switch (type->kind) {
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STRING:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_FAILURE:
        buf_text(out, type_kind_text(type->kind));
        return true;
    case TYPE_FILE:
    case TYPE_DIR:
        buf_text(out, type_kind_text(type->kind));
        if (type->as.format)
            buf_print(out, "<%s>", type->as.format->text);
        return true;
    case TYPE_LIST:
    case TYPE_MAP:
        return add_of(out, module, type);
    case TYPE_UNION:
        return add_union(out, module, type);
    case TYPE_RECORD:
        return add_record(out, module, type);
    case TYPE_TABLE:
        return add_table(out, module, type);
    case TYPE_REFINED: {
        bool fine = add_part(out, module, type->as.refined.base);
        buf_text(out, " where ");
        refine_write(out, type->as.refined.where);
        return fine;
    }
    case TYPE_ENUM:
    case TYPE_NEW:
    case TYPE_OUTPUTS:
    case TYPE_ERROR:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_PARAM:
        break;
    }
    return false;
}

/* ---- values ---- */

static bool add_fields(Buf *out, const Module *module, const Type *type)
{
    bool fine = true;
    buf_text(out, "{ ");
    for (uint32_t i = 0; fine && i < type->as.record.len; i++) {
        const RecordField *field = &type->as.record.at[i];
        buf_print(out, "%s%s: ", i ? ", " : "", field->name->text);
        fine = written_value(out, module, field->type);
    }
    buf_text(out, " }");
    return fine;
}

static bool add_case(Buf *out, const Module *module, const Type *type)
{
    const EnumCaseVec *cases = &type->as.decl->as.enum_.cases;
    if (cases->len == 0 || !cases->at[0].name.sym ||
        !add_name(out, module, type))
        return false;
    buf_print(out, ".%s", cases->at[0].name.sym->text);
    return true;
}

bool written_value(Buf *out, const Module *module, const Type *type)
{
    static const struct {
        TypeKind kind;
        const char *text;
    } plain[] = {
        {TYPE_INT, "0"},       {TYPE_FLOAT, "0.0"},
        {TYPE_STRING, "\"\""}, {TYPE_BOOL, "false"},
        {TYPE_LIST, "[]"},     {TYPE_MAP, "{:}"},
        {TYPE_DURATION, "1h"}, {TYPE_DATETIME, "@2026-01-01"},
        {TYPE_NONE, "none"},
    };
    if (!type)
        return false;
    if (type_is_optional(type)) {
        buf_text(out, "none");
        return true;
    }
    for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
        if (plain[i].kind == type->kind) {
            buf_text(out, plain[i].text);
            return true;
        }
    if (type->kind == TYPE_RECORD)
        return add_fields(out, module, type);
    if (type->kind == TYPE_ENUM)
        return add_case(out, module, type);
    return type->kind == TYPE_REFINED &&
           written_value(out, module, type->as.refined.base);
}
