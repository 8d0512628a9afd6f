/* modules.c - finding and reading the files of a project. */
#include "compiler/session/modules.h"

#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "compiler/session/complain.h"
#include "compiler/session/paths.h"
#include "grammar/parse.h"
#include "stdlib/stdlib.h"

static const Sym *path_key(Session *session, const char *path)
{
    return sym_of(&session->syms, path);
}

static Module *parse(Session *session, const char *shown, const char *name,
                     const char *text, size_t len)
{
    Diags *said = arena_new(&session->arena, Diags);
    diags_init(said, &session->arena);
    Source *source = sources_add(&session->sources, shown, text, (uint32_t)len);
    Module *module =
        parse_source(&session->arena, &session->syms, said, source);
    module->name = name;
    module->said = said;
    return module;
}

Module *modules_parse(Session *session, const char *shown, const char *name,
                      const char *text, size_t len)
{
    if (session->modules.len == SESSION_FILES_MAX) {
        complain_too_much(&session->diags, (Span){0, 0}, shown,
                          "files in a project", SESSION_FILES_MAX);
        return NULL;
    }
    if (session->sources.next + len >= SOURCES_MAX) {
        complain_too_much(&session->diags, (Span){0, 0}, shown,
                          "bytes in all files of a project", SOURCES_MAX);
        return NULL;
    }
    Module *module = parse(session, shown, name, text, len);
    vec_push(&session->arena, &session->modules, module);
    return module;
}

Module *modules_load(Session *session, const char *path, const char *shown,
                     Span span)
{
    const Sym *key = path_key(session, path);
    Module *known = map_find(&session->by_path, key);
    if (known)
        return known;
    SessionText text = {0};
    if (!session->files->read(session->files->context, &session->arena, path,
                              &text)) {
        complain_unreadable(&session->diags, span, shown, text.why);
        return NULL;
    }
    const char *name = path_module_name(&session->arena, session->root, path);
    Module *module = modules_parse(session, shown, name, text.text, text.len);
    if (module) {
        module->source->real = module->path = path;
        map_put(&session->arena, &session->by_path, key, module);
    }
    return module;
}

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

static bool same_import(const Import *left, const Import *right)
{
    bool same =
        left->path.len == right->path.len && same_text(left->text, right->text);
    for (uint32_t i = 0; same && i < left->path.len; i++)
        same = left->path.at[i].sym == right->path.at[i].sym;
    return same;
}

static bool same_imports(const Module *left, const Module *right)
{
    bool same = left->imports.len == right->imports.len;
    for (uint32_t i = 0; same && i < left->imports.len; i++)
        same = same_import(left->imports.at[i], right->imports.at[i]);
    return same;
}

Module *modules_replace(Session *session, const Module *old)
{
    SessionText text = {0};
    if (!session->files->read(session->files->context, &session->arena,
                              old->path, &text) ||
        session->sources.next + text.len >= SOURCES_MAX)
        return NULL;
    Module *module =
        parse(session, old->source->path, old->name, text.text, text.len);
    module->source->real = module->path = old->path;
    map_put(&session->arena, &session->by_path, path_key(session, old->path),
            module);
    return same_imports(module, old) ? module : NULL;
}

static const EmbeddedText *find_library(const char *name)
{
    for (const EmbeddedText *text = stdlib_texts; text->name; text++)
        if (strcmp(text->name, name) == 0)
            return text;
    return NULL;
}

static Module *complain_library(Session *session, const Import *import,
                                const char *name)
{
    Near near = {.wanted = sym_of(&session->syms, name)};
    for (const EmbeddedText *text = stdlib_texts; text->name; text++)
        near_offer(&near, sym_of(&session->syms, text->name));
    complain_no_library(&session->diags, import->path_span, name, near.best);
    return NULL;
}

/* import std.x: the text that travels in the binary. */
static Module *load_library(Session *session, const Import *import)
{
    const char *name = import->path.at[1].sym->text;
    const char *shown = arena_print(&session->arena, "<std>/%s.flw", name);
    const Sym *key = path_key(session, shown);
    Module *known = map_find(&session->by_path, key);
    if (known)
        return known;
    const EmbeddedText *text = find_library(name);
    if (!text)
        return complain_library(session, import, name);
    Module *module = modules_parse(session, shown,
                                   arena_print(&session->arena, "std.%s", name),
                                   text->text, strlen(text->text));
    if (module) {
        module->is_library = true;
        map_put(&session->arena, &session->by_path, key, module);
    }
    return module;
}

/* Why a path in an import is no path of a project; NULL when it is one. */
static const char *path_fault(const char *text)
{
    size_t len = strlen(text);
    if (text[0] == '/')
        return "an absolute path works on this machine only";
    if (strstr(text, "://"))
        return "flw opens no network connection";
    if (strchr(text, '\\'))
        return "folders are separated by `/`";
    if (len < 5 || strcmp(text + len - 4, ".flw") != 0)
        return "a module is a file that ends in .flw";
    if (len > 4096)
        return "the path is longer than 4096 bytes";
    return NULL;
}

static bool ends_in(const char *text, const char *end)
{
    size_t len = strlen(text);
    size_t end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static Module *load_path(Session *session, const Module *importer,
                         const Import *import, const char *wanted)
{
    const char *real = path_real(&session->arena, wanted);
    const char *path = real ? real : wanted;
    if (!path_is_below(path, session->root)) {
        complain_outside(&session->diags, import->path_span,
                         import->text ? import->text : "it");
        return NULL;
    }
    const char *shown = path_shown(&session->arena, importer->source->path,
                                   importer->path, path);
    return modules_load(session, path, shown, import->path_span);
}

static Module *load_text_import(Session *session, const Module *importer,
                                const Import *import)
{
    if (ends_in(import->text, ".tgz") || ends_in(import->text, ".tar.gz")) {
        complain_package_import(&session->diags, import->path_span);
        return NULL;
    }
    const char *fault = path_fault(import->text);
    if (fault) {
        complain_bad_path(&session->diags, import->path_span, import->text,
                          fault);
        return NULL;
    }
    const char *folder = path_folder(&session->arena, importer->path);
    return load_path(session, importer, import,
                     path_join(&session->arena, folder, import->text));
}

/* import a.b: a/b.flw under the project's root. */
static Module *load_dotted_import(Session *session, const Module *importer,
                                  const Import *import)
{
    Buf path = {.arena = &session->arena};
    buf_text(&path, session->root);
    for (uint32_t i = 0; i < import->path.len; i++)
        buf_print(&path, "/%s", import->path.at[i].sym->text);
    buf_text(&path, ".flw");
    return load_path(session, importer, import, buf_string(&path));
}

static bool is_library_path(const Import *import)
{
    return import->path.len == 2 &&
           strcmp(import->path.at[0].sym->text, "std") == 0;
}

static Module *load_import(Session *session, const Module *importer,
                           const Import *import)
{
    if (import->text && !importer->is_library)
        return load_text_import(session, importer, import);
    if (import->path.len == 0)
        return NULL;
    for (uint32_t i = 0; i < import->path.len; i++)
        if (!import->path.at[i].sym)
            return NULL;
    if (is_library_path(import))
        return load_library(session, import);
    return load_dotted_import(session, importer, import);
}

void modules_load_imports(Session *session, uint32_t first)
{
    for (uint32_t i = first; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        for (uint32_t j = 0; j < module->imports.len; j++) {
            Import *import = module->imports.at[j];
            import->module = load_import(session, module, import);
        }
    }
}
