/* gather.c - what would be said of every task, said once a file. */
#include "compiler/lint/gather.h"

#include <string.h>

enum { NAMES_SHOWN = 4 };

/* The one that stays, and the places of those that do not. */
typedef struct Gathered {
    Diag *first;
    Vec(Span) others;
} Gathered;

typedef struct Gather {
    Session *session;
    Map resources; /* Source -> Gathered: W0434 */
    Map docs;      /* the same: W0480 */
} Gather;

static Map *map_of(Gather *gather, const Diag *diag)
{
    if (strcmp(diag->code, "W0434") == 0)
        return &gather->resources;
    return strcmp(diag->code, "W0480") == 0 ? &gather->docs : NULL;
}

static bool stays(const void *context, const Diag *diag)
{
    Gather *gather = *(Gather *const *)context;
    Session *session = gather->session;
    Map *map = map_of(gather, diag);
    if (!map)
        return true;
    Source *source = sources_find(&session->sources, diag->span.start);
    Gathered *gathered = map_find(map, source);
    if (gathered) {
        vec_push(&session->arena, &gathered->others, diag->span);
        return false;
    }
    gathered = arena_new(&session->arena, Gathered);
    gathered->first = (Diag *)diag;
    map_put(&session->arena, map, source, gathered);
    return true;
}

/* "`a`, `b` and 7 more" */
static const char *names_of(Session *session, const Source *source,
                            const Gathered *gathered)
{
    Buf names = {.arena = &session->arena};
    uint32_t len = gathered->others.len;
    uint32_t shown = len <= NAMES_SHOWN ? len : NAMES_SHOWN - 1;
    for (uint32_t i = 0; i < shown; i++) {
        Span span = gathered->others.at[i];
        buf_print(&names, "%s`%.*s`",
                  i == 0         ? ""
                  : i + 1 == len ? " and "
                                 : ", ",
                  (int)(span.end - span.start),
                  source->text + (span.start - source->base));
    }
    if (shown < len)
        buf_print(&names, " and %u more", len - shown);
    return buf_string(&names);
}

static void tell(Session *session, const Map *map, const char *what)
{
    for (uint32_t i = 0; i < map->len; i++) {
        const Gathered *gathered = map->items[i].value;
        uint32_t len = gathered->others.len;
        if (len == 0)
            continue;
        diag_note(&session->diags, gathered->first, (Span){0, 0},
                  "%u other%s of this file %s: %s", len, len == 1 ? "" : "s",
                  what, names_of(session, map->items[i].key, gathered));
    }
}

/* What all lack is best said at `defaults`, if the file has them. */
static void move_to_defaults(Gather *gather, const Module *module)
{
    const Gathered *gathered = map_find(&gather->resources, module->source);
    if (!gathered || gathered->others.len == 0)
        return;
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        if (decl->kind != DECL_DEFAULTS)
            continue;
        Diags *diags = &gather->session->diags;
        diag_also(diags, gathered->first, gathered->first->span, NULL);
        gathered->first->span = (Span){
            decl->span.start, decl->span.start + (uint32_t)strlen("defaults")};
        diag_label(diags, gathered->first, "here it can be said once for all");
    }
}

void gather_repeated(Session *session)
{
    Gather gather = {.session = session};
    Gather *const context = &gather;
    diags_filter(&session->diags, stays, &context);
    tell(session, &gather.resources, "neither");
    tell(session, &gather.docs, "have none either");
    for (uint32_t i = 0; gather.resources.len && i < session->modules.len; i++)
        move_to_defaults(&gather, session->modules.at[i]);
    if (gather.resources.len)
        diags_sort(&session->diags);
}
