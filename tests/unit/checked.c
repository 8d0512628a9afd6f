#include "tests/unit/checked.h"

#include <check.h>
#include <string.h>

#include "typesys/check.h"

static const char declared[] =
    "const image = \"acme/app:1\"\n"
    "defaults { image: image }\n"
    "enum Region { sf, nyc }\n"
    "type Trip = { id: int, miles: float }\n"
    "type TripId = new string\n"
    "type Port = int where self in 1..65535\n"
    "task step(x: int) -> (y: int)\n"
    "using python { module: \"m\", function: \"step\" }\n"
    "task add(a: int, b: int = 2) -> (sum: int)\n"
    "using python { module: \"m\", function: \"add\" }\n"
    "task fit(x: int) -> (model: file<onnx>, loss: float)\n"
    "using python { module: \"m\", function: \"fit\" }\n"
    "task warm(x: int) -> ()\n"
    "using python { module: \"m\", function: \"warm\" }\n"
    "task tell(text: string?) -> (words: list<string>)\n"
    "using python { module: \"m\", function: \"tell\" }\n"
    "task trip(x: int) -> (trip_out: Trip)\n"
    "using python { module: \"m\", function: \"trip\" }\n"
    "task place(x: int) -> (region: Region)\n"
    "using python { module: \"m\", function: \"place\" }\n";

void checked_init(Checked *checked, const char *text)
{
    Parsed *parsed = &checked->parsed;
    *checked = (Checked){0};
    char *whole = repeat(&checked->text, declared, text, 1, "\n");
    parsed_init(parsed, whole, strlen(whole));
    type_table_init(&checked->types, &parsed->arena);
    CheckInput input = {&parsed->arena, &parsed->syms, &checked->types,
                        &parsed->diags};
    check_module(&input, parsed->module);
}

void checked_release(Checked *checked)
{
    parsed_release(&checked->parsed);
    arena_release(&checked->text);
}

const char *checked_codes(Checked *checked)
{
    return parsed_codes(&checked->parsed);
}

const Decl *checked_decl(Checked *checked, const char *name)
{
    const DeclVec *decls = &checked->parsed.module->decls;
    for (uint32_t i = 0; i < decls->len; i++)
        if (decls->at[i]->name.sym &&
            !strcmp(decls->at[i]->name.sym->text, name))
            return decls->at[i];
    ck_abort_msg("no declaration %s", name);
    return NULL;
}

const Stmt *checked_binding(Checked *checked, const char *name)
{
    const Decl *decl = checked_decl(checked, "main");
    const Block *block = decl->as.workflow.body;
    for (uint32_t i = 0; i < block->stmts.len; i++) {
        const Stmt *stmt = block->stmts.at[i];
        if (stmt->kind == STMT_BIND &&
            !strcmp(stmt->as.bind.local.name.sym->text, name))
            return stmt;
    }
    ck_abort_msg("no binding %s", name);
    return NULL;
}

const char *checked_type(Checked *checked, const char *name)
{
    const Local *local = &checked_binding(checked, name)->as.bind.local;
    return type_text(&checked->parsed.arena, local->type);
}
