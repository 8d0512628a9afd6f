/* refresh.c - a checked session, after some of its files have changed. */
#include "compiler/session/refresh.h"

#include "compiler/session/modules.h"

/* Old modules, and what stands in their place: NULL as long as nothing does. */
typedef struct Refresh {
    Session *session;
    Map changed;  /* Module -> itself: its own text is another */
    Map replaced; /* Module -> the new one */
} Refresh;

static bool note_changed(Refresh *refresh, const char *path)
{
    Session *session = refresh->session;
    Module *module = map_find(&session->by_path, sym_of(&session->syms, path));
    if (module)
        map_put(&session->arena, &refresh->changed, module, module);
    return module != NULL;
}

static bool is_stale(const Refresh *refresh, const Module *module)
{
    bool stale = map_find(&refresh->changed, module) != NULL;
    for (uint32_t i = 0; !stale && i < module->imports.len; i++)
        stale = map_find(&refresh->replaced, module->imports.at[i]->module);
    return stale;
}

/* The imports of the new one are those of the old one, as they are now. */
static void find_imports(const Refresh *refresh, Module *module,
                         const Module *old)
{
    for (uint32_t i = 0; i < module->imports.len; i++) {
        Module *imported = old->imports.at[i]->module;
        Module *now = map_find(&refresh->replaced, imported);
        module->imports.at[i]->module = now ? now : imported;
    }
}

/* Imports come before importers, so one pass reaches all. */
static bool replace_stale(Refresh *refresh)
{
    Session *session = refresh->session;
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *old = session->modules.at[i];
        if (!is_stale(refresh, old))
            continue;
        Module *module = old->path ? modules_replace(session, old) : NULL;
        if (!module)
            return false;
        find_imports(refresh, module, old);
        map_put(&session->arena, &refresh->replaced, old, module);
        session->modules.at[i] = module;
        session_check_module(session, module);
    }
    return true;
}

bool session_refresh(Session *session, const char *const *paths, uint32_t len)
{
    Refresh refresh = {.session = session};
    if (!session->whole)
        return false;
    for (uint32_t i = 0; i < len; i++)
        if (!note_changed(&refresh, paths[i]))
            return false;
    if (!replace_stale(&refresh))
        return false;
    diags_init(&session->diags, &session->arena);
    session_gather(session);
    return true;
}
