/* workspace.c - the documents that are open, and the project around them. */
#include "compiler/lsp/workspace/workspace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"
#include "compiler/session/refresh.h"

/* ---- URIs ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

const char *uri_to_path(Arena *arena, const char *uri)
{
    static const char scheme[] = "file://";
    Buf path = {.arena = arena};
    if (strncmp(uri, scheme, sizeof(scheme) - 1) != 0)
        return NULL;
    uri = strchr(uri + sizeof(scheme) - 1, '/'); /* past a host's name */
    for (; uri && *uri; uri++) {
        int high = *uri == '%' ? hex_digit(uri[1]) : -1;
        int low = high >= 0 ? hex_digit(uri[2]) : -1;
        if (low >= 0) {
            buf_char(&path, (char)(high * 16 + low));
            uri += 2;
        } else {
            buf_char(&path, *uri);
        }
    }
    const char *text = buf_string(&path);
    return *text && strlen(text) == path.len ? text : NULL;
}

const char *path_to_uri(Arena *arena, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    Buf uri = {.arena = arena};
    buf_text(&uri, "file://");
    for (; *path; path++)
        if (strchr(plain, *path))
            buf_char(&uri, *path);
        else
            buf_print(&uri, "%%%02X", (unsigned)(unsigned char)*path);
    return buf_string(&uri);
}

const char *path_without_end(Arena *arena, const char *path)
{
    const char *real = path_real(arena, path);
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    return real ? real : arena_copy(arena, path, len);
}

/* ---- documents ---- */

Document *workspace_find(Workspace *workspace, const char *uri)
{
    for (uint32_t i = 0; i < workspace->documents.len; i++)
        if (strcmp(workspace->documents.at[i]->uri, uri) == 0)
            return workspace->documents.at[i];
    return NULL;
}

Document *workspace_document(Workspace *workspace, const char *uri)
{
    Document *document = workspace_find(workspace, uri);
    Arena *arena = &workspace->arena;
    if (!document) {
        const char *path = uri_to_path(arena, uri);
        const char *real = path ? path_real(arena, path) : NULL;
        document = arena_new(arena, Document);
        document->uri = arena_copy(arena, uri, strlen(uri));
        document->path = real ? real : path;
        if (!document->path)
            document->path = document->uri;
        vec_push(arena, &workspace->documents, document);
    }
    return document;
}

Document *workspace_open(Workspace *workspace, const char *uri)
{
    Document *document = workspace_document(workspace, uri);
    document->open = document->path != document->uri; /* a file's */
    return document;
}

/* As in an arena: out of memory ends the process. */
static char *allocate(size_t size)
{
    char *at = malloc(size);
    if (!at) {
        fprintf(stderr, "flw lsp: out of memory\n");
        exit(2);
    }
    return at;
}

void *document_memory(void *before, size_t size)
{
    free(before);
    return allocate(size + 1);
}

void document_set(Document *document, const char *text, size_t len)
{
    char *copy = allocate(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    free(document->text);
    document->text = copy;
    document->len = len;
}

/* ---- edits ---- */

static void splice(Document *document, size_t start, size_t end,
                   const char *text)
{
    size_t len = strlen(text);
    size_t total = document->len - (end - start) + len;
    char *made = allocate(total + 1);
    memcpy(made, document->text, start);
    memcpy(made + start, text, len);
    memcpy(made + start + len, document->text + end, document->len - end);
    made[total] = '\0';
    free(document->text);
    document->text = made;
    document->len = total;
}

void document_edit(Workspace *workspace, Document *document, const Json *change)
{
    const char *text = json_text(json_member(change, "text"));
    const Json *range = json_member(change, "range");
    Position start, end;
    if (!text)
        return;
    if (!position_read(json_member(range, "start"), &start) ||
        !position_read(json_member(range, "end"), &end)) {
        document_set(document, text, strlen(text));
        return;
    }
    Arena scratch = {0};
    Sources sources;
    sources_init(&sources, &scratch);
    Source *source = sources_add(&sources, document->path, document->text,
                                 (uint32_t)document->len);
    uint32_t from = position_to_offset(source, workspace->encoding, start);
    uint32_t to = position_to_offset(source, workspace->encoding, end);
    if (to < from)
        to = from;
    splice(document, from - source->base, to - source->base, text);
    arena_release(&scratch);
}

/* ---- checking ---- */

Document *workspace_document_at(const Workspace *workspace, const char *path)
{
    for (uint32_t i = 0; i < workspace->documents.len; i++) {
        Document *document = workspace->documents.at[i];
        if (document->open && strcmp(document->path, path) == 0)
            return document;
    }
    return NULL;
}

static bool read_text(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    const Document *document = workspace_document_at(context, path);
    FileText text = {0};
    if (document) {
        out->text = arena_copy(arena, document->text, document->len);
        out->len = document->len;
        return true;
    }
    if (!file_read(arena, path, SOURCE_MAX, &text, &out->why))
        return false;
    out->text = text.text;
    out->len = text.len;
    return true;
}

void workspace_init(Workspace *workspace)
{
    *workspace = (Workspace){.project.whole = true};
}

static void note_changed(Workspace *workspace, View *view, Document *document)
{
    for (uint32_t i = 0; i < view->changed.len; i++)
        if (view->changed.at[i] == document)
            return;
    vec_push(&workspace->arena, &view->changed, document);
}

void workspace_changed(Workspace *workspace, Document *document)
{
    note_changed(workspace, &workspace->opened, document);
    note_changed(workspace, &workspace->project, document);
}

/* What the view has read is what the document says. */
static bool has_text(const View *view, const Document *document)
{
    const Module *module = session_module(&view->session, document->path);
    return module && module->source->len == document->len &&
           memcmp(module->source->text, document->text, document->len) == 0;
}

void workspace_turned(Workspace *workspace, Document *document)
{
    View *opened = &workspace->opened, *project = &workspace->project;
    opened->made = opened->made && document->open &&
                   session_module(&opened->session, document->path);
    if (opened->made && !has_text(opened, document))
        note_changed(workspace, opened, document);
    if (project->made && (!document->open || !has_text(project, document)))
        note_changed(workspace, project, document);
}

void workspace_stale(Workspace *workspace)
{
    workspace->opened.made = workspace->project.made = false;
}

/* The project of the first document that is open, where a flw.toml says so: a
 * folder that an editor opens may hold several. Else that folder. */
static const char *root_now(Workspace *workspace, Arena *arena)
{
    for (uint32_t i = 0; i < workspace->documents.len; i++) {
        const Document *document = workspace->documents.at[i];
        if (!document->open)
            continue;
        const char *root =
            path_project(arena, path_folder(arena, document->path));
        const char *toml = arena_print(arena, "%s/flw.toml", root);
        return access(toml, F_OK) == 0 ? root : workspace->root;
    }
    return workspace->root;
}

static void make(Workspace *workspace, View *view)
{
    Session *session = &view->session;
    Arena scratch = {0};
    session_release(session);
    workspace->files = (SessionFiles){read_text, workspace};
    session_init(session, NULL, &workspace->files);
    const char *root = root_now(workspace, &scratch);
    if (root)
        session->root = arena_copy(&session->arena, root, strlen(root));
    arena_release(&scratch);
    for (uint32_t i = 0; i < workspace->documents.len; i++)
        if (workspace->documents.at[i]->open)
            session_add_file(session, workspace->documents.at[i]->path);
    FlwFiles all = {0};
    if (view->whole && session->root)
        flw_files_below(&session->arena, session->root, &all, NULL);
    for (uint32_t i = 0; i < all.len; i++)
        session_add_file(session, all.at[i]);
    session_check(session);
    view->made = true;
    view->size = session->arena.total;
}

/* What was replaced may take as much as all the rest, and some more. */
static bool has_room(const View *view)
{
    enum { MORE = 64 << 20 };
    return view->session.arena.total <= 2 * view->size + MORE;
}

static bool refresh(View *view)
{
    Session *session = &view->session;
    const char **paths =
        arena_array(&session->arena, const char *, view->changed.len);
    for (uint32_t i = 0; i < view->changed.len; i++)
        paths[i] = view->changed.at[i]->path;
    return session_refresh(session, paths, view->changed.len);
}

static Session *check(Workspace *workspace, View *view)
{
    Session *session = &view->session;
    if (view->made && view->changed.len == 0)
        return session;
    if (!view->made || !has_room(view) || !refresh(view))
        make(workspace, view);
    view->changed.len = 0;
    view->uses_known = false;
    if (workspace->check_more)
        workspace->check_more(session, workspace->lint);
    return session;
}

Session *workspace_opened(Workspace *workspace)
{
    return check(workspace, &workspace->opened);
}

Session *workspace_project(Workspace *workspace)
{
    return check(workspace, &workspace->project);
}

bool workspace_would_check(Workspace *workspace, Document *document,
                           const char *text)
{
    Document now = *document;
    View view = {0};
    uint32_t errors = workspace_opened(workspace)->diags.errors;
    size_t len = strlen(text);
    document->text = memcpy(allocate(len + 1), text, len + 1);
    document->len = len;
    make(workspace, &view);
    if (workspace->check_more)
        workspace->check_more(&view.session, false);
    bool fine = view.session.diags.errors <= errors;
    session_release(&view.session);
    free(document->text);
    *document = now;
    return fine;
}

Module *session_module(const Session *session, const char *path)
{
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        if (module->path && strcmp(module->path, path) == 0)
            return module;
    }
    return NULL;
}

const char *module_uri(const Workspace *workspace, Arena *arena,
                       const Module *module)
{
    const Document *document =
        module->path ? workspace_document_at(workspace, module->path) : NULL;
    if (document)
        return document->uri;
    return module->path ? path_to_uri(arena, module->path) : NULL;
}

void workspace_close(Workspace *workspace)
{
    for (uint32_t i = 0; i < workspace->documents.len; i++) {
        free(workspace->documents.at[i]->text);
        free(workspace->documents.at[i]->tokens);
    }
    session_release(&workspace->opened.session);
    session_release(&workspace->project.session);
    arena_release(&workspace->arena);
}
