/* answer_names.c - hover, definition, references, highlight, rename. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"

/* The name that the request points at; NULL: none. */
static const Occurrence *name_of(Request *request, Focus *focus)
{
    return request_focus(request, focus)
               ? occurrence_at(&focus->names, focus->position)
               : NULL;
}

/* Of an import, the file. */
static void put_definition(Request *request, const Occurrence *name)
{
    if (name->kind == TARGET_IMPORT) {
        const Import *import = name->target;
        if (import->module) {
            uint32_t base = import->module->source->base;
            put_location(request, (Span){base, base});
            return;
        }
    }
    put_location(request, target_span(name));
}

void answer_definition(Request *request)
{
    Focus focus;
    const Occurrence *name = name_of(request, &focus);
    if (name)
        put_definition(request, name);
    else
        json_put_null(request->out);
}

/* The declaration that a type goes by; NULL: it has none. */
static const Decl *decl_of_type(const Type *type)
{
    while (type && (type->kind == TYPE_LIST || type->kind == TYPE_MAP ||
                    type->kind == TYPE_REFINED))
        type =
            type->kind == TYPE_REFINED ? type->as.refined.base : type->as.item;
    if (type && type->kind == TYPE_ENUM)
        return type->as.decl;
    return type && type->kind == TYPE_NEW ? type->as.fresh.decl : NULL;
}

void answer_type_definition(Request *request)
{
    Focus focus;
    const Occurrence *name = name_of(request, &focus);
    const Decl *decl = name ? decl_of_type(name->type) : NULL;
    if (decl)
        put_location(request, decl->name.span);
    else
        json_put_null(request->out);
}

/* ---- all places of a name ---- */

static bool same(const Occurrence *left, const Occurrence *right)
{
    return left->kind == right->kind && left->target == right->target;
}

static void add_places(Request *request, const Module *module,
                       const Occurrence *wanted, bool defines, SpanVec *spans)
{
    Occurrences names = occurrences_of(request->arena, module);
    for (uint32_t i = 0; i < names.len; i++)
        if (same(&names.at[i], wanted) && (defines || !names.at[i].defines))
            vec_push(request->arena, spans, names.at[i].span);
}

/* In all modules of the session but the library's. */
static SpanVec places_of(Request *request, const Occurrence *wanted,
                         bool defines)
{
    SpanVec spans = {0};
    const Session *session = request->session;
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (!session->modules.at[i]->is_library)
            add_places(request, session->modules.at[i], wanted, defines,
                       &spans);
    return spans;
}

void answer_references(Request *request)
{
    Focus focus;
    request_project(request);
    const Occurrence *name = name_of(request, &focus);
    const Json *context = json_member(request->params, "context");
    const Json *declares = json_member(context, "includeDeclaration");
    SpanVec spans = {0};
    if (name)
        spans = places_of(request, name, !declares || declares->yes);
    json_open(request->out, '[');
    for (uint32_t i = 0; i < spans.len; i++)
        put_location(request, spans.at[i]);
    json_close(request->out, ']');
}

void answer_highlight(Request *request)
{
    enum { READ = 2, WRITE = 3 };
    Focus focus;
    const Occurrence *name = name_of(request, &focus);
    json_open(request->out, '[');
    for (uint32_t i = 0; name && i < focus.names.len; i++) {
        const Occurrence *one = &focus.names.at[i];
        if (!same(one, name))
            continue;
        json_open(request->out, '{');
        put_range(request, "range", one->span);
        json_name(request->out, "kind");
        json_put_int64(request->out, one->defines ? WRITE : READ);
        json_close(request->out, '}');
    }
    json_close(request->out, ']');
}

/* ---- rename ---- */

/* Why it cannot be renamed; NULL: it can. */
static const char *rename_fault(Request *request, const Occurrence *name)
{
    if (name->kind == TARGET_FIELD)
        return "a field is part of every type that is built like this one: "
               "rename it by hand";
    if (name->kind == TARGET_PARAM && name->decl &&
        name->decl->kind == DECL_TASK)
        return "an input or output of a task is a name in its script or its "
               "function, too: rename it by hand";
    const Module *module = module_at(request->session, target_span(name).start);
    if (!module || module->is_library)
        return "this name belongs to the library";
    return NULL;
}

void answer_prepare_rename(Request *request)
{
    Focus focus;
    const Occurrence *name = name_of(request, &focus);
    if (!name) {
        json_put_null(request->out);
        return;
    }
    request->error = rename_fault(request, name);
    if (request->error)
        return;
    json_open(request->out, '{');
    put_range(request, "range", name->span);
    const Source *source = focus.source;
    put_text(request->out, "placeholder",
             arena_copy(request->arena,
                        source->text + (name->span.start - source->base),
                        name->span.end - name->span.start));
    json_close(request->out, '}');
}

static bool is_reserved(const char *name)
{
    static const char *const words[] = {
        "import", "type",     "enum",   "const", "defaults", "kind", "task",
        "extern", "workflow", "launch", "test",  "as",       "new",  "where",
        "using",  "with",     "after",  "on",    "return",   "fail", "if",
        "else",   "match",    "for",    "in",    "matches",  "and",  "or",
        "not",    "none",     "true",   "false", NULL};
    for (const char *const *word = words; *word; word++)
        if (strcmp(name, *word) == 0)
            return true;
    return false;
}

/* Types begin with a capital letter, everything else with a small one. */
static const char *form_fault(Arena *arena, const Occurrence *name,
                              const char *wanted)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz_";
    static const char large[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char rest[] = "abcdefghijklmnopqrstuvwxyz_0123456789"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const Decl *decl = name->kind == TARGET_DECL ? name->target : NULL;
    bool is_type = decl && (decl->kind == DECL_TYPE || decl->kind == DECL_ENUM);
    if (is_reserved(wanted))
        return arena_print(arena, "`%s` is a word of the language", wanted);
    if (*wanted && strchr(is_type ? large : small, *wanted) &&
        strspn(wanted, rest) == strlen(wanted))
        return NULL;
    return arena_print(arena,
                       is_type ? "a type's name is a capital letter and "
                                 "letters or digits, which `%s` is not"
                               : "a name is a small letter or `_` and "
                                 "letters, digits or `_`, which `%s` is not",
                       wanted);
}

/* Would the name stand where the other one is seen? None hides another. */
static bool clashes(const Occurrence *name, const Occurrence *other)
{
    bool is_module_wide =
        name->kind == TARGET_DECL || name->kind == TARGET_IMPORT;
    if (name->kind == TARGET_CASE || other->kind == TARGET_CASE)
        return name->kind == other->kind && name->decl == other->decl;
    if (other->kind == TARGET_LOCAL)
        return is_module_wide || other->decl == name->decl;
    return other->kind == TARGET_PARAM && other->decl &&
           other->decl->kind == DECL_WORKFLOW && !other->is_output &&
           (is_module_wide || other->decl == name->decl);
}

/* What declares the name in the module already; NULL: nothing that is seen
 * where the other one is. */
static const char *clash_fault(Request *request, const Occurrence *name,
                               const char *wanted)
{
    const Module *module = module_at(request->session, target_span(name).start);
    SymTable *syms = &request->session->syms;
    Occurrences names = occurrences_of(request->arena, module);
    bool taken = name->kind != TARGET_CASE &&
                 module_entry(module, sym_of(syms, wanted)) != NULL;
    for (uint32_t i = 0; !taken && i < names.len; i++)
        taken = names.at[i].defines && clashes(name, &names.at[i]) &&
                strcmp(source_part(request->arena, module->source,
                                   names.at[i].span),
                       wanted) == 0;
    return taken ? arena_print(request->arena, "`%s` is taken already", wanted)
                 : NULL;
}

/* The last part of an imported path is a name by itself: a new one is said
 * behind it. */
static void put_new_name(Request *request, const Occurrence *name, Span span,
                         const char *wanted)
{
    const Import *import =
        name->kind == TARGET_IMPORT ? (const Import *)name->target : NULL;
    uint32_t end = import ? import->path_span.end : 0;
    if (import && span.start == import->alias.span.start && span.end <= end)
        put_edit(request, (Span){end, end},
                 arena_print(request->arena, " as %s", wanted));
    else
        put_edit(request, span, wanted);
}

static void put_edits(Request *request, const Module *module,
                      const Occurrence *name, const char *wanted)
{
    SpanVec spans = {0};
    add_places(request, module, name, true, &spans);
    const char *uri = module_uri(request->workspace, request->arena, module);
    if (spans.len == 0 || !uri)
        return;
    edits_begin_file(request, uri);
    for (uint32_t i = 0; i < spans.len; i++)
        put_new_name(request, name, spans.at[i], wanted);
    edits_end_file(request);
}

void answer_rename(Request *request)
{
    Focus focus;
    request_project(request);
    const Occurrence *name = name_of(request, &focus);
    const char *wanted = json_text(json_member(request->params, "newName"));
    if (!name || !wanted) {
        request->error = "there is no name here";
        return;
    }
    request->error = rename_fault(request, name);
    if (!request->error)
        request->error = form_fault(request->arena, name, wanted);
    if (!request->error)
        request->error = clash_fault(request, name, wanted);
    if (request->error)
        return;
    const Session *session = request->session;
    edits_begin(request);
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (!session->modules.at[i]->is_library)
            put_edits(request, session->modules.at[i], name, wanted);
    edits_end(request);
}
