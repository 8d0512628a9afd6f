/* session.c - one project, read and checked. */
#include "compiler/session/session.h"

#include "base/file.h"
#include "compiler/session/complain.h"
#include "compiler/session/modules.h"
#include "compiler/session/paths.h"
#include "compiler/session/refresh.h"
#include "typesys/check.h"

static bool read_file(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    (void)context;
    FileText text = {0};
    if (!file_read(arena, path, SOURCE_MAX, &text, &out->why))
        return false;
    out->text = text.text;
    out->len = text.len;
    return true;
}

static const SessionFiles real_files = {read_file, NULL};

void session_init(Session *session, const char *root, const SessionFiles *files)
{
    *session = (Session){.root = root, .files = files ? files : &real_files};
    sym_table_init(&session->syms, &session->arena);
    type_table_init(&session->types, &session->arena);
    sources_init(&session->sources, &session->arena);
    diags_init(&session->diags, &session->arena);
}

static void find_root(Session *session, const char *path)
{
    if (!session->root)
        session->root =
            path_project(&session->arena, path_folder(&session->arena, path));
}

Module *session_add_file(Session *session, const char *path)
{
    const char *real = path_real(&session->arena, path);
    /* A text that an editor has not saved yet. */
    if (!real && session->files != &real_files && path[0] == '/')
        real = path;
    if (!real) {
        complain_unreadable(&session->diags, (Span){0, 0}, path,
                            "no such file");
        return NULL;
    }
    find_root(session, real);
    uint32_t first = session->modules.len;
    Module *module = modules_load(session, real, path, (Span){0, 0});
    modules_load_imports(session, first);
    return module;
}

Module *session_add_text(Session *session, const char *shown, const char *text,
                         size_t len)
{
    const char *folder = path_real(&session->arena, ".");
    const char *file = shown[0] == '<' ? "stdin.flw" : shown;
    const char *path = path_join(&session->arena, folder ? folder : "/", file);
    find_root(session, path);
    uint32_t first = session->modules.len;
    Module *module = modules_parse(
        session, shown, path_module_name(&session->arena, session->root, path),
        text, len);
    if (module)
        module->source->real = module->path = path;
    modules_load_imports(session, first);
    return module;
}

/* A module that could not be read whole, or stands on one. */
static bool is_incomplete(const Module *module)
{
    bool incomplete = module->failed;
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Module *imported = module->imports.at[i]->module;
        incomplete |= imported && imported->failed;
    }
    return incomplete;
}

/* After a syntax error the rest is checked for the editor's sake, but only the
 * syntax errors are said: what else is found may well follow from them. */
void session_check_module(Session *session, Module *module)
{
    Diags unsaid;
    diags_init(&unsaid, &session->arena);
    module->failed = is_incomplete(module);
    CheckInput input = {.arena = &session->arena,
                        .syms = &session->syms,
                        .types = &session->types,
                        .diags = module->failed ? &unsaid : module->said};
    check_module(&input, module);
}

void session_gather(Session *session)
{
    for (uint32_t i = 0; i < session->modules.len; i++)
        diags_take(&session->diags, session->modules.at[i]->said);
    diags_sort(&session->diags);
}

void session_check(Session *session)
{
    modules_order(session);
    session->whole = session->diags.errors == 0;
    for (uint32_t i = 0; i < session->modules.len; i++)
        session_check_module(session, session->modules.at[i]);
    session_gather(session);
}

bool session_failed(const Session *session)
{
    return session->diags.errors > 0;
}

void session_release(Session *session)
{
    Arena arena = session->arena;
    arena_release(&arena);
    *session = (Session){0};
}
