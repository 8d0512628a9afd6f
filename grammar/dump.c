#include "grammar/dump.h"

#include <inttypes.h>

#include "grammar/dump_expr.h"

/* ---- statements ---- */

static void dump_stmt_parts(Dump *dump, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_ERROR:
        break;
    case STMT_BIND:
        buf_char(dump->out, ' ');
        dump_name(dump, stmt->as.bind.local.name);
        if (stmt->as.bind.type) {
            buf_text(dump->out, ": ");
            dump_type(dump, stmt->as.bind.type);
        }
        buf_char(dump->out, ' ');
        dump_expr(dump, stmt->as.bind.local.value);
        break;
    case STMT_EXPR:
        buf_char(dump->out, ' ');
        dump_expr(dump, stmt->as.expr);
        break;
    case STMT_RETURN:
        dump_args(dump, &stmt->as.return_.args);
        break;
    case STMT_FAIL:
        buf_char(dump->out, ' ');
        dump_expr(dump, stmt->as.fail);
        break;
    case STMT_ON_FAILURE:
        if (stmt->as.on_failure.error.sym) {
            buf_char(dump->out, ' ');
            dump_name(dump, stmt->as.on_failure.error);
        }
        dump_block(dump, stmt->as.on_failure.body);
        break;
    }
}

static void dump_stmt(Dump *dump, const Stmt *stmt)
{
    dump_line(dump);
    buf_print(dump->out, "(%s", stmt_word(stmt->kind));
    dump_stmt_parts(dump, stmt);
    buf_char(dump->out, ')');
}

void dump_block(Dump *dump, const Block *block)
{
    dump->depth++;
    dump_line(dump);
    buf_text(dump->out, "(block");
    dump->depth++;
    for (uint32_t i = 0; i < block->stmts.len; i++)
        dump_stmt(dump, block->stmts.at[i]);
    buf_char(dump->out, ')');
    dump->depth -= 2;
}

/* ---- declarations ---- */

static void dump_params(Dump *dump, const char *word, const ParamVec *params)
{
    dump_line(dump);
    buf_print(dump->out, "(%s", word);
    for (uint32_t i = 0; i < params->len; i++) {
        const Param *param = params->at[i];
        buf_text(dump->out, " (");
        dump_name(dump, param->name);
        buf_char(dump->out, ' ');
        dump_type(dump, param->type);
        dump_default(dump, param->value);
        dump_doc(dump, param->doc);
        buf_char(dump->out, ')');
    }
    buf_char(dump->out, ')');
}

static void dump_signature(Dump *dump, const Signature *signature)
{
    for (uint32_t i = 0; i < signature->type_params.len; i++) {
        const TypeParam *param = &signature->type_params.at[i];
        buf_text(dump->out, " <");
        dump_name(dump, param->name);
        if (param->bound) {
            buf_text(dump->out, ": ");
            dump_type(dump, param->bound);
        }
        buf_char(dump->out, '>');
    }
    dump_params(dump, "inputs", &signature->inputs);
    dump_params(dump, "outputs", &signature->outputs);
}

static void dump_record(Dump *dump, const char *word, const Expr *record)
{
    if (!record)
        return;
    dump_line(dump);
    buf_print(dump->out, "(%s ", word);
    dump_expr(dump, record);
    buf_char(dump->out, ')');
}

static void dump_cases(Dump *dump, const EnumCaseVec *cases)
{
    for (uint32_t i = 0; i < cases->len; i++) {
        buf_char(dump->out, ' ');
        dump_name(dump, cases->at[i].name);
        dump_doc(dump, cases->at[i].doc);
    }
}

static void dump_const(Dump *dump, const Decl *decl)
{
    if (decl->as.const_.type) {
        buf_char(dump->out, ' ');
        dump_type(dump, decl->as.const_.type);
    }
    buf_char(dump->out, ' ');
    dump_expr(dump, decl->as.const_.value);
}

static void dump_kind(Dump *dump, const Decl *decl)
{
    buf_text(dump->out, " plugin ");
    dump_text(dump, decl->as.kind.plugin);
    if (decl->as.kind.version)
        buf_print(dump->out, " version %" PRId64, decl->as.kind.version);
    if (!span_is_nowhere(decl->as.kind.outputs_span))
        dump_params(dump, "outputs", &decl->as.kind.outputs);
    dump_fields(dump, &decl->as.kind.fields);
}

static void dump_task(Dump *dump, const Decl *decl)
{
    dump_signature(dump, &decl->as.task.signature);
    dump_line(dump);
    buf_text(dump->out, "(using ");
    if (decl->as.task.kind_module.sym) {
        dump_name(dump, decl->as.task.kind_module);
        buf_char(dump->out, '.');
    }
    dump_name(dump, decl->as.task.kind);
    buf_char(dump->out, ' ');
    dump_expr(dump, decl->as.task.using);
    buf_char(dump->out, ')');
    dump_record(dump, "with", decl->as.task.with);
}

static void dump_launch(Dump *dump, const Decl *decl)
{
    buf_text(dump->out, " of ");
    if (decl->as.launch.module.sym) {
        dump_name(dump, decl->as.launch.module);
        buf_char(dump->out, '.');
    }
    dump_name(dump, decl->as.launch.workflow);
    for (uint32_t i = 0; i < decl->as.launch.items.len; i++) {
        const LaunchItem *item = &decl->as.launch.items.at[i];
        dump_line(dump);
        buf_char(dump->out, '(');
        dump_name(dump, item->name);
        buf_char(dump->out, ' ');
        dump_expr(dump, item->value);
        if (item->on) {
            buf_text(dump->out, " on ");
            dump_expr(dump, item->on);
        }
        buf_char(dump->out, ')');
    }
}

static void dump_decl_parts(Dump *dump, const Decl *decl)
{
    switch (decl->kind) {
    case DECL_ERROR:
        break;
    case DECL_TYPE:
        buf_char(dump->out, ' ');
        dump_type(dump, decl->as.type.value);
        break;
    case DECL_ENUM:
        dump_cases(dump, &decl->as.enum_.cases);
        break;
    case DECL_CONST:
        dump_const(dump, decl);
        break;
    case DECL_DEFAULTS:
        buf_char(dump->out, ' ');
        dump_expr(dump, decl->as.defaults.with);
        break;
    case DECL_KIND:
        dump_kind(dump, decl);
        break;
    case DECL_TASK:
        dump_task(dump, decl);
        break;
    case DECL_EXTERN:
        buf_text(dump->out, decl->as.extern_.is_launch ? " launch " : " task ");
        dump_text(dump, decl->as.extern_.at);
        dump_signature(dump, &decl->as.extern_.signature);
        break;
    case DECL_WORKFLOW:
        dump_signature(dump, &decl->as.workflow.signature);
        dump_record(dump, "with", decl->as.workflow.with);
        dump->depth--;
        dump_block(dump, decl->as.workflow.body);
        dump->depth++;
        break;
    case DECL_LAUNCH:
        dump_launch(dump, decl);
        break;
    case DECL_TEST:
        buf_char(dump->out, ' ');
        dump_text(dump, decl->as.test.title);
        dump->depth--;
        dump_block(dump, decl->as.test.body);
        dump->depth++;
        break;
    }
}

static void dump_decl(Dump *dump, const Decl *decl)
{
    buf_print(dump->out, "(%s", decl_word(decl->kind));
    if (decl->name.sym) {
        buf_char(dump->out, ' ');
        dump_name(dump, decl->name);
    }
    dump_doc(dump, decl->doc);
    dump->depth++;
    dump_decl_parts(dump, decl);
    dump->depth--;
    buf_text(dump->out, ")\n");
}

static void dump_import(Dump *dump, const Import *import)
{
    buf_text(dump->out, "(import ");
    if (import->text)
        dump_text(dump, import->text);
    for (uint32_t i = 0; i < import->path.len; i++) {
        buf_text(dump->out, i ? "." : "");
        dump_name(dump, import->path.at[i]);
    }
    buf_char(dump->out, ' ');
    dump_name(dump, import->alias);
    buf_text(dump->out, ")\n");
}

void ast_dump(Buf *out, const Module *module)
{
    Dump dump = {.out = out};
    if (module->doc) {
        buf_text(out, "(module");
        dump_doc(&dump, module->doc);
        buf_text(out, ")\n");
    }
    for (uint32_t i = 0; i < module->imports.len; i++)
        dump_import(&dump, module->imports.at[i]);
    for (uint32_t i = 0; i < module->decls.len; i++)
        dump_decl(&dump, module->decls.at[i]);
}
