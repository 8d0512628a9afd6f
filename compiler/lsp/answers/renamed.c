/* renamed.c - files and folders are about to be renamed: imports follow. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/session/paths.h"

typedef struct Rename {
    const char *from, *to; /* absolute, without a `/` at the end */
} Rename;
typedef Vec(Rename) Renames;

static Renames renames_of(Request *request)
{
    Arena *arena = request->arena;
    Renames renames = {0};
    const Json *files = json_member(request->params, "files");
    for (const Json *one = files ? files->first : NULL; one; one = one->next) {
        const char *from = json_text(json_member(one, "oldUri"));
        const char *to = json_text(json_member(one, "newUri"));
        from = from ? uri_to_path(arena, from) : NULL;
        to = to ? uri_to_path(arena, to) : NULL;
        if (from && to)
            vec_push(arena, &renames,
                     ((Rename){path_without_end(arena, from),
                               path_without_end(arena, to)}));
    }
    return renames;
}

/* Where the file will be. */
static const char *path_then(Arena *arena, const Renames *renames,
                             const char *path)
{
    for (uint32_t i = 0; i < renames->len; i++)
        if (path_is_below(path, renames->at[i].from))
            return arena_print(arena, "%s%s", renames->at[i].to,
                               path + strlen(renames->at[i].from));
    return path;
}

/* "a.b" when each part is a name; NULL: only a text can say it. */
static const char *dotted(Request *request, const char *path)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
    const char *root = request->session->root;
    if (!root || !path_is_below(path, root))
        return NULL;
    const char *name = path_module_name(request->arena, root, path);
    for (const char *at = name; *at; at++) {
        bool starts = at == name || at[-1] == '.';
        bool digit = *at >= '0' && *at <= '9';
        if (!strchr(letters, *at) && (starts || (!digit && *at != '.')))
            return NULL;
    }
    return name;
}

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

/* The path as the import will write it; its alias stays what it was. */
static const char *written(Request *request, const Import *import,
                           const char *importer, const char *imported)
{
    Arena *arena = request->arena;
    const char *name = import->text ? NULL : dotted(request, imported);
    const char *alias = import->alias.sym ? import->alias.sym->text : "it";
    bool has_alias = import->alias.span.start > import->path_span.end;
    if (name && (has_alias || strcmp(last_part(name), alias) == 0))
        return name;
    if (name)
        return arena_print(arena, "%s as %s", name, alias);
    const char *text =
        path_relative(arena, path_folder(arena, importer), imported);
    return arena_print(arena, has_alias ? "\"%s\"" : "\"%s\" as %s", text,
                       alias);
}

static void put_module(Request *request, const Module *module,
                       const Renames *renames)
{
    Arena *arena = request->arena;
    bool open = false;
    const char *here = path_then(arena, renames, module->path);
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Import *import = module->imports.at[i];
        const char *path = import->module ? import->module->path : NULL;
        const char *then = path ? path_then(arena, renames, path) : NULL;
        bool moves = path && (strcmp(then, path) != 0 ||
                              (import->text && strcmp(here, module->path)));
        const char *text = moves ? written(request, import, here, then) : NULL;
        if (!text || strcmp(text, source_part(arena, module->source,
                                              import->path_span)) == 0)
            continue;
        if (!open)
            edits_begin_file(request,
                             module_uri(request->workspace, arena, module));
        open = true;
        put_edit(request, import->path_span, text);
    }
    if (open)
        edits_end_file(request);
}

void answer_will_rename(Request *request)
{
    request_project(request);
    const Session *session = request->session;
    Renames renames = renames_of(request);
    edits_begin(request);
    for (uint32_t i = 0; i < session->modules.len; i++)
        if (session->modules.at[i]->path)
            put_module(request, session->modules.at[i], &renames);
    edits_end(request);
}
