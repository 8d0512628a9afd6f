/* edits.c - edits at random in the files of a folder, all of them open:
 * after each one the server, which refreshes what an edit reaches, must say
 * what a server says that reads everything afresh.
 *
 *   edits FOLDER EDITS SEED     prints how many states were compared
 *
 * Words are deleted, doubled and put elsewhere, lines too, and every so often
 * all is as it was again: most states are a program that is nearly right, as
 * while somebody types. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "compiler/cli/package_make.h"
#include "compiler/lint/lint.h"
#include "compiler/lsp/answers/answers.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"

enum { FILES_MAX = 32, START_OVER = 30 };

typedef struct Folder {
    uint32_t count;
    const char *uris[FILES_MAX], *texts[FILES_MAX];
    const char *root;
} Folder;

typedef struct Edit {
    size_t start, end;
    const char *text;
} Edit;

static const Client client = {
#define WISH(name, path, usual) .name = (usual),
    CLIENT_WISHES
#undef WISH
};

static void check_more(Session *session, bool lint)
{
    package_check(session, session->modules.at, session->modules.len, false);
    if (lint)
        lint_session(session);
    else
        lint_silence(session);
}

/* ---- the project ---- */

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "edits: %s: %s\n", which, what);
    exit(2);
}

static void read_folder(Arena *arena, Folder *folder, const char *path)
{
    FlwFiles files = {0};
    folder->root = path_real(arena, path);
    if (!folder->root)
        fail("no such folder", path);
    flw_files_below(arena, folder->root, &files, NULL);
    for (uint32_t i = 0; i < files.len && i < FILES_MAX; i++) {
        const char *why = NULL;
        FileText text;
        if (!file_read(arena, files.at[i], SOURCE_MAX, &text, &why))
            fail(why, files.at[i]);
        folder->uris[i] = path_to_uri(arena, files.at[i]);
        folder->texts[i] = text.text;
        folder->count = i + 1;
    }
    if (folder->count == 0)
        fail("no .flw file", path);
}

/* like NULL: with the texts that the files have. */
static void open_all(Workspace *workspace, const Folder *folder,
                     const Workspace *like)
{
    workspace_init(workspace);
    workspace->root = folder->root;
    workspace->check_more = check_more;
    workspace->lint = true;
    for (uint32_t i = 0; i < folder->count; i++) {
        const char *text =
            like ? like->documents.at[i]->text : folder->texts[i];
        document_set(workspace_open(workspace, folder->uris[i]), text,
                     strlen(text));
    }
}

/* ---- what a server says ---- */

static void ask(Request *request, Answer *answer, const char *params)
{
    request->params =
        json_parse(request->arena, params, strlen(params), NULL, NULL);
    request->session = NULL;
    answer(request);
}

/* Diagnostics of all files, and of one its symbols and hints. */
static const char *said(Arena *arena, Workspace *workspace, uint32_t file)
{
    Buf body = {.arena = arena};
    JsonOut out = {.buf = &body};
    Request request = {.workspace = workspace,
                       .client = &client,
                       .session = workspace_opened(workspace),
                       .arena = arena,
                       .out = &out};
    const Document *document = workspace->documents.at[file];
    json_open(&out, '[');
    for (uint32_t i = 0; i < workspace->documents.len; i++)
        put_diagnostics(
            &request,
            session_module(request.session, workspace->documents.at[i]->path));
    ask(&request, answer_document_symbols,
        arena_print(arena, "{\"textDocument\":{\"uri\":\"%s\"}}",
                    document->uri));
    ask(&request, answer_hints,
        arena_print(arena,
                    "{\"textDocument\":{\"uri\":\"%s\"},\"range\":{\"start\":"
                    "{\"line\":0,\"character\":0},\"end\":{\"line\":99999,"
                    "\"character\":0}}}",
                    document->uri));
    json_close(&out, ']');
    return buf_string(&body);
}

/* ---- edits ---- */

static uint32_t next_random(uint64_t *seed, size_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return below ? (uint32_t)((*seed >> 33) % below) : 0;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9');
}

/* A word, or one sign, at a random place; whole code points. */
static void pick_word(const char *text, size_t len, uint64_t *seed, Edit *edit)
{
    size_t at = next_random(seed, len);
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    edit->start = at;
    edit->end = at + 1;
    while (edit->end < len && ((unsigned char)text[edit->end] & 0xC0) == 0x80)
        edit->end++;
    if (!is_word(text[at]))
        return;
    while (edit->start > 0 && is_word(text[edit->start - 1]))
        edit->start--;
    while (is_word(text[edit->end]))
        edit->end++;
}

static void pick_line(const char *text, size_t len, uint64_t *seed, Edit *edit)
{
    size_t at = next_random(seed, len);
    const char *end = strchr(text + at, '\n');
    while (at > 0 && text[at - 1] != '\n')
        at--;
    edit->start = at;
    edit->end = end ? (size_t)(end - text) + 1 : len;
}

static Edit pick_edit(Arena *arena, const char *text, uint64_t *seed)
{
    static const char *const pieces[] = {
        "(",   ")",   "{",        "}",   "[",          "]",  ",",    ":",
        ".",   "=",   "\"",       "#",   "\n",         "x",  "1",    "->",
        "if ", "as ", "r\"\"\"",  "<",   "\xC3\xA9",   "?",  "|",    "none",
        "and", "##",  "workflow", "int", "file<csv>,", "in", "task", "}}"};
    size_t len = strlen(text);
    Edit edit, other;
    pick_word(text, len, seed, &edit);
    pick_word(text, len, seed, &other);
    edit.text = "";
    switch (next_random(seed, 6)) {
    case 0: /* without a word */
        break;
    case 1: /* another word in its place */
        edit.text =
            arena_copy(arena, text + other.start, other.end - other.start);
        break;
    case 2: /* one more before it */
        edit.end = edit.start;
        edit.text = arena_print(arena, "%.*s ", (int)(other.end - other.start),
                                text + other.start);
        break;
    case 3: /* without a line */
        pick_line(text, len, seed, &edit);
        break;
    case 4: /* a line of somewhere else */
        pick_line(text, len, seed, &other);
        edit.end = edit.start;
        edit.text =
            arena_copy(arena, text + other.start, other.end - other.start);
        break;
    default:
        edit.end = edit.start;
        edit.text = pieces[next_random(seed, sizeof(pieces) / sizeof(*pieces))];
    }
    return edit;
}

static void apply(Arena *arena, Workspace *workspace, Document *document,
                  Edit edit)
{
    Buf made = {.arena = arena};
    buf_add(&made, document->text, edit.start);
    buf_text(&made, edit.text);
    buf_text(&made, document->text + edit.end);
    document_set(document, buf_string(&made), made.len);
    workspace_changed(workspace, document);
}

static void restore(Workspace *workspace, const Folder *folder)
{
    for (uint32_t i = 0; i < folder->count; i++) {
        Document *document = workspace->documents.at[i];
        if (strcmp(document->text, folder->texts[i]) == 0)
            continue;
        document_set(document, folder->texts[i], strlen(folder->texts[i]));
        workspace_changed(workspace, document);
    }
}

/* ---- comparing ---- */

static bool is_as_afresh(Workspace *workspace, const Folder *folder,
                         uint32_t file, int step)
{
    Arena arena = {0};
    Workspace fresh;
    open_all(&fresh, folder, workspace);
    const char *wanted = said(&arena, &fresh, file);
    const char *found = said(&arena, workspace, file);
    bool same = strcmp(wanted, found) == 0;
    if (!same) {
        size_t at = 0;
        while (wanted[at] == found[at])
            at++;
        at -= at > 100 ? 100 : at;
        printf("edit %d in %s\n  afresh:    %.300s\n  refreshed: %.300s\n",
               step, folder->uris[file], wanted + at, found + at);
    }
    workspace_close(&fresh);
    arena_release(&arena);
    return same;
}

int main(int argc, char **argv)
{
    Arena arena = {0};
    Folder folder = {0};
    Workspace workspace;
    if (argc != 4)
        fail("wants FOLDER EDITS SEED", "usage");
    read_folder(&arena, &folder, argv[1]);
    open_all(&workspace, &folder, NULL);
    int edits = atoi(argv[2]);
    uint64_t seed = (uint64_t)atoi(argv[3]);
    for (int i = 0; i < edits; i++) {
        Arena scratch = {0};
        uint32_t file = next_random(&seed, folder.count);
        if (i % START_OVER == 0)
            restore(&workspace, &folder);
        Document *document = workspace.documents.at[file];
        if (document->len == 0)
            restore(&workspace, &folder);
        apply(&scratch, &workspace, document,
              pick_edit(&scratch, document->text, &seed));
        arena_release(&scratch);
        if (!is_as_afresh(&workspace, &folder, file, i))
            return 1;
    }
    printf("%d\n", edits);
    workspace_close(&workspace);
    arena_release(&arena);
    return 0;
}
