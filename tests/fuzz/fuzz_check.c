/* fuzz_check.c - any program through check, plan, emission and lints: what is
 * found fine must come out as a package. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/diag_text.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/foresee.h"
#include "compiler/lint/lint.h"
#include "compiler/plan/dump.h"
#include "compiler/plan/make.h"
#include "compiler/session/session.h"
#include "spec/package.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Imports lead nowhere: a fuzzer opens no file. */
static bool read_nothing(void *context, Arena *arena, const char *path,
                         SessionText *out)
{
    (void)context;
    (void)arena;
    (void)path;
    out->why = "no such file";
    return false;
}

static const SessionFiles no_files = {read_nothing, NULL};

/* What is foreseen to be fine is. */
static void foresee(Session *session, Module *module)
{
    bool is_foreseen = emit_foresee(session);
    if (session_failed(session))
        return;
    uint32_t warnings = session->diags.warnings;
    EmitInput input = {.diags = &session->diags, .version = "0"};
    emit_check(&input, plan_make(session, &module, 1));
    if (is_foreseen &&
        (session_failed(session) || session->diags.warnings > warnings))
        abort();
}

static void emit(Session *session, Module *module)
{
    const Plan *plan = plan_make(session, &module, 1);
    if (session_failed(session))
        return;
    Package package = {.arena = &session->arena};
    EmitInput input = {
        .arena = &session->arena, .diags = &session->diags, .version = "0"};
    Buf out = {.arena = &session->arena};
    plan_dump(&out, plan);
    emit_plan(&input, plan, &package);
    FileText archive;
    const char *why = NULL;
    if (!session_failed(session) && !package_pack(&package, &archive, &why))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    Session session;
    session_init(&session, "/nowhere", &no_files);
    char *text = arena_copy(&session.arena, (const char *)bytes, len);
    Module *module = session_add_text(&session, "fuzz.flw", text, len);
    session_check(&session);
    if (module && !session_failed(&session))
        foresee(&session, module);
    if (module && !session_failed(&session))
        emit(&session, module);
    Buf out = {.arena = &session.arena};
    diags_sort(&session.diags);
    lint_session(&session);
    diag_text(&out, &session.diags, &session.sources,
              &(DiagStyle){.max_shown = 50});
    session_release(&session);
    return 0;
}
