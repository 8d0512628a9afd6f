/* narrowing.c - does one refinement allow all that another does? */
#include "compiler/diff/narrowing.h"

#include <string.h>

#include "compiler/session/session.h"
#include "typesys/refine.h"

enum { WHERE_MAX = 4096 }; /* bytes; the compiler writes less */

/* What stands in a package leads to no file. */
static bool refuse(void *context, Arena *arena, const char *path,
                   SessionText *out)
{
    (void)context;
    (void)arena;
    (void)path;
    out->why = "no such file";
    return false;
}

/* A type that refinements of the kind can stand on; NULL: none. */
static const char *base_of(const Shape *shape)
{
    switch (shape->kind) {
    case SHAPE_INT:
    case SHAPE_FLOAT:
    case SHAPE_STRING:
    case SHAPE_DATETIME:
    case SHAPE_DURATION:
        return shape_kind_word(shape->kind);
    case SHAPE_LIST:
        return "list<int>";
    case SHAPE_MAP:
        return "map<int>";
    case SHAPE_UNKNOWN:
    case SHAPE_NONE:
    case SHAPE_BOOL:
    case SHAPE_BYTES:
    case SHAPE_ERROR:
    case SHAPE_JSON:
    case SHAPE_UNION:
    case SHAPE_ENUM:
    case SHAPE_RECORD:
    case SHAPE_FILE:
    case SHAPE_DIR:
    case SHAPE_TABLE:
    case SHAPE_NAMED:
        return NULL;
    }
    return NULL;
}

/* The refinement of the declaration of that place; NULL: it is not just one. */
static const Refinement *refinement_at(const Module *module, uint32_t i)
{
    const Decl *decl = module->decls.at[i];
    bool is_refined = decl->kind == DECL_TYPE && decl->type &&
                      decl->type->kind == TYPE_REFINED;
    return is_refined ? decl->type->as.refined.where : NULL;
}

static bool implies(Session *session, const char *program)
{
    Module *module =
        session_add_text(session, "refinements", program, strlen(program));
    session_check(session);
    if (!module || session_failed(session) || module->decls.len != 2 ||
        module->imports.len)
        return false;
    const Refinement *narrow = refinement_at(module, 0);
    const Refinement *wide = refinement_at(module, 1);
    return narrow && wide && refine_implies(narrow, wide);
}

bool narrowing_fits(Arena *arena, const Shape *narrow, const Shape *wide)
{
    static const SessionFiles no_files = {.read = refuse};
    const char *base = base_of(narrow);
    if (!base || strlen(narrow->where) > WHERE_MAX ||
        strlen(wide->where) > WHERE_MAX)
        return false;
    const char *program =
        arena_print(arena, "type Narrow = %s where %s\ntype Wide = %s where %s",
                    base, narrow->where, base, wide->where);
    Session session;
    session_init(&session, "/", &no_files);
    bool fits = implies(&session, program);
    session_release(&session);
    return fits;
}
