/* uses.c - where each declaration of the project is used. */
#include "compiler/lsp/workspace/uses.h"

static void add_module(View *view, Arena *scratch, const Module *module)
{
    Arena *arena = &view->session.arena;
    Occurrences names = occurrences_of(scratch, module);
    for (uint32_t i = 0; i < names.len; i++) {
        const Occurrence *name = &names.at[i];
        if (name->kind != TARGET_DECL || name->defines)
            continue;
        SpanVec *spans = map_find(&view->uses, name->target);
        if (!spans) {
            spans = arena_new(arena, SpanVec);
            map_put(arena, &view->uses, name->target, spans);
        }
        vec_push(arena, spans, name->span);
    }
}

const SpanVec *uses_of(Workspace *workspace, const Decl *decl)
{
    View *view = &workspace->project;
    const Session *session = workspace_project(workspace);
    if (!view->uses_known) {
        Arena scratch = {0};
        view->uses = (Map){0};
        for (uint32_t i = 0; i < session->modules.len; i++) {
            if (!session->modules.at[i]->is_library)
                add_module(view, &scratch, session->modules.at[i]);
            arena_reset(&scratch);
        }
        arena_release(&scratch);
        view->uses_known = true;
    }
    return map_find(&view->uses, decl);
}
