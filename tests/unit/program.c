#include "tests/unit/program.h"

#include <check.h>
#include <string.h>

#include "base/buf.h"

void program_begin(Program *program, const char *text)
{
    session_init(&program->session, "/", NULL);
    program->module =
        session_add_text(&program->session, "<test>", text, strlen(text));
    session_check(&program->session);
}

const char *program_codes(Program *program)
{
    Buf buf = {.arena = &program->session.arena};
    const Diags *diags = &program->session.diags;
    for (uint32_t i = 0; i < diags->at.len; i++)
        buf_print(&buf, "%s%s", i ? " " : "", diags->at.at[i]->code);
    return buf_string(&buf);
}

const Decl *program_decl(const Program *program, const char *name)
{
    const DeclVec *decls = &program->module->decls;
    for (uint32_t i = 0; i < decls->len; i++) {
        const Sym *sym = decls->at[i]->name.sym;
        if (sym && strcmp(sym->text, name) == 0)
            return decls->at[i];
    }
    ck_abort_msg("no declaration `%s`", name);
    return NULL;
}

void program_end(Program *program)
{
    session_release(&program->session);
}

void program_gives(const char *text, const char *codes)
{
    Program program;
    program_begin(&program, text);
    const char *found = program_codes(&program);
    ck_assert_msg(strcmp(found, codes) == 0, "%s: wanted \"%s\", found \"%s\"",
                  text, codes, found);
    program_end(&program);
}
