/* test_lsp.c - positions, frames, edits at random. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/transport.h"
#include "compiler/lsp/workspace/workspace.h"
#include "compiler/session/paths.h"
#include "tests/unit/suites.h"

/* ---- positions ---- */

typedef struct PlaceCase {
    Encoding encoding;
    uint32_t offset, line, character;
} PlaceCase;

/* "aé\r\n😀x\n" */
static const char places_text[] = "a\xC3\xA9\r\n\xF0\x9F\x98\x80x\n";

static const PlaceCase places[] = {
    {ENCODING_UTF16, 0, 0, 0},  {ENCODING_UTF16, 1, 0, 1},
    {ENCODING_UTF16, 3, 0, 2},  {ENCODING_UTF16, 5, 1, 0},
    {ENCODING_UTF16, 9, 1, 2},  {ENCODING_UTF16, 10, 1, 3},
    {ENCODING_UTF16, 11, 2, 0}, {ENCODING_UTF8, 3, 0, 3},
    {ENCODING_UTF8, 9, 1, 4},   {ENCODING_UTF32, 3, 0, 2},
    {ENCODING_UTF32, 9, 1, 1},  {ENCODING_UTF32, 10, 1, 2},
};

START_TEST(positions_are_those_of_the_encoding)
{
    const PlaceCase *place = &places[_i];
    Arena arena = {0};
    Sources sources;
    sources_init(&sources, &arena);
    Source *source =
        sources_add(&sources, "p", places_text, sizeof(places_text) - 1);
    uint32_t offset = source->base + place->offset;
    Position found = position_of_offset(source, place->encoding, offset);
    ck_assert_uint_eq(found.line, place->line);
    ck_assert_uint_eq(found.character, place->character);
    ck_assert_uint_eq(position_to_offset(source, place->encoding, found),
                      offset);
    arena_release(&arena);
}
END_TEST

START_TEST(what_lies_outside_is_drawn_in)
{
    Arena arena = {0};
    Sources sources;
    sources_init(&sources, &arena);
    Source *source =
        sources_add(&sources, "p", places_text, sizeof(places_text) - 1);
    Position far = {0, 999}, below = {999, 3}, within = {1, 1};
    ck_assert_uint_eq(position_to_offset(source, ENCODING_UTF16, far),
                      source->base + 3);
    ck_assert_uint_eq(position_to_offset(source, ENCODING_UTF16, below),
                      source->base + source->len);
    ck_assert_uint_eq(position_to_offset(source, ENCODING_UTF16, within),
                      source->base + 5);
    arena_release(&arena);
}
END_TEST

/* ---- frames ---- */

typedef struct FrameCase {
    const char *bytes;
    const char *bodies; /* joined with | */
    const char *why;    /* NULL: the input just ends */
} FrameCase;

static const FrameCase frames[] = {
    {"Content-Length: 2\r\n\r\n{}", "{}|", NULL},
    {"Content-Length: 2\r\n\r\n{}content-length:1\r\nX: y\r\n\r\n1", "{}|1|",
     NULL},
    {"Content-Type: x\r\nContent-Length: 0\r\n\r\n", "|", NULL},
    {"", "", NULL},
    {"Content-Length: 9\r\n\r\n{}", "", "the input ends within a message"},
    {"Content-Le", "", "the input ends within a header"},
    {"X: 1\r\n\r\n{}", "", "a header without Content-Length"},
    {"Content-Length: x\r\n\r\n{}", "", "a Content-Length that is no number"},
    {"Content-Length: 2 2\r\n\r\n{}", "", "a Content-Length that is no number"},
    {"Content-Length:\r\n\r\n{}", "", "a Content-Length that is no number"},
    {"Content-Length: -2\r\n\r\n{}", "", "a Content-Length that is no number"},
    {"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "{}|", NULL},
    {"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "",
     "a header with two Content-Lengths"},
    {"Content-Length: 2\n\n{}", "", "a line of a header without CR LF"},
    {"X: 1\r\nContent-Length: 2\n\r\n\r\n{}", "",
     "a line of a header without CR LF"},
    {"Content-Length:\r\n2\r\n\r\n{}", "",
     "a Content-Length that is no number"},
    {"\r\n\r\n{}", "", "a header without Content-Length"},
    {"Content-Length: 99999999999\r\n\r\n", "",
     "a message of more than 64 MiB"},
};

START_TEST(frames_are_read_one_by_one)
{
    const FrameCase *frame = &frames[_i];
    Arena arena = {0};
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    size_t len = strlen(frame->bytes);
    ck_assert_int_eq(write(ends[1], frame->bytes, len), (ssize_t)len);
    close(ends[1]);
    Transport transport = {.in = ends[0], .out = -1, .arena = &arena};
    Buf bodies = {.arena = &arena};
    FileText body;
    const char *why = NULL;
    while (transport_read(&transport, &arena, &body, &why)) {
        buf_add(&bodies, body.text, body.len);
        buf_char(&bodies, '|');
    }
    ck_assert_str_eq(buf_string(&bodies), frame->bodies);
    ck_assert_pstr_eq(why, frame->why);
    close(ends[0]);
    arena_release(&arena);
}
END_TEST

/* ---- edits at random ---- */

/* Real ones: what they import is read from the disk. */
static const char *const examples[] = {
    "examples/eta/eta.flw",           "examples/eta/model.flw",
    "examples/eta/features.flw",      "examples/eta/trips.flw",
    "examples/orders/orders.flw",     "examples/orders/checks.flw",
    "examples/tiles/tiles.flw",       "examples/tiles/level.flw",
    "examples/finetune/finetune.flw", "examples/finetune/train.flw",
};

static const char *const pieces[] = {
    "",
    " ",
    "\n",
    "x",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "#",
    "count(rows)",
    "\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "if a { b } else { c }",
    "\"\"\"",
    ",",
    ".",
};

static unsigned next_random(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

/* The start of the code point that holds the byte. */
static size_t code_start(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* {"range": …, "text": …} for the bytes [start, end) of the text. */
static const Json *change_of(Arena *arena, Workspace *workspace,
                             const char *text, size_t len, size_t start,
                             size_t end, const char *piece)
{
    Sources sources;
    Buf buf = {.arena = arena};
    JsonOut out = {.buf = &buf};
    sources_init(&sources, arena);
    Source *source = sources_add(&sources, "p", text, (uint32_t)len);
    json_open(&out, '{');
    json_name(&out, "range");
    json_open(&out, '{');
    json_name(&out, "start");
    position_put(&out, position_of_offset(source, workspace->encoding,
                                          source->base + (uint32_t)start));
    json_name(&out, "end");
    position_put(&out, position_of_offset(source, workspace->encoding,
                                          source->base + (uint32_t)end));
    json_close(&out, '}');
    json_name(&out, "text");
    json_put_string(&out, piece);
    json_close(&out, '}');
    return json_parse(arena, buf_string(&buf), buf.len, NULL, NULL);
}

/* What is said of each of the documents, in their order. */
static const char *said_of_all(Arena *arena, Workspace *workspace,
                               Session *session)
{
    Buf body = {.arena = arena};
    JsonOut out = {.buf = &body};
    Request request = {.workspace = workspace,
                       .session = session,
                       .arena = arena,
                       .out = &out};
    json_open(&out, '[');
    for (uint32_t i = 0; i < workspace->documents.len; i++)
        put_diagnostics(
            &request,
            session_module(session, workspace->documents.at[i]->path));
    json_close(&out, ']');
    return buf_string(&body);
}

/* What a fresh server says of the same texts. */
static const char *said_afresh(Arena *arena, const Workspace *like)
{
    Workspace fresh;
    workspace_init(&fresh);
    fresh.root = like->root;
    fresh.encoding = like->encoding;
    for (uint32_t i = 0; i < like->documents.len; i++) {
        const Document *same = like->documents.at[i];
        document_set(workspace_open(&fresh, same->uri), same->text, same->len);
    }
    const char *text = said_of_all(arena, &fresh, workspace_opened(&fresh));
    workspace_close(&fresh);
    return text;
}

static void edit_at_random(Workspace *workspace, Document *document,
                           unsigned *seed)
{
    Arena arena = {0};
    size_t len = document->len;
    size_t start =
        code_start(document->text, next_random(seed, (unsigned)len + 1));
    size_t end = start + next_random(seed, 4);
    end = code_start(document->text, end > len ? len : end);
    end = end < start ? start : end;
    const char *piece =
        pieces[next_random(seed, sizeof(pieces) / sizeof(*pieces))];
    char *wanted = arena_print(&arena, "%.*s%s%s", (int)start, document->text,
                               piece, document->text + end);
    document_edit(
        workspace, document,
        change_of(&arena, workspace, document->text, len, start, end, piece));
    ck_assert_str_eq(document->text, wanted);
    workspace_changed(workspace, document);
    arena_release(&arena);
}

/* 2,000 edits a case, in each encoding; every twentieth state is checked. */
START_TEST(after_any_edit_all_is_as_if_read_afresh)
{
    enum { EDITS = 2000, EVERY = 20, START_OVER = 60 };
    Arena arena = {0};
    Workspace workspace;
    FileText text;
    const char *path = path_real(&arena, examples[_i]), *why = NULL;
    ck_assert_ptr_nonnull(path);
    ck_assert(file_read(&arena, path, SOURCE_MAX, &text, &why));
    workspace_init(&workspace);
    workspace.root = path_folder(&arena, path);
    workspace.encoding = (Encoding)(_i % 3);
    Document *document = workspace_open(&workspace, path_to_uri(&arena, path));
    unsigned seed = (unsigned)_i + 1;
    for (int i = 0; i < EDITS; i++) {
        if (i % START_OVER == 0) {
            document_set(document, text.text, text.len);
            workspace_changed(&workspace, document);
        }
        edit_at_random(&workspace, document, &seed);
        if (i % EVERY)
            continue;
        Arena scratch = {0};
        Session *session = workspace_opened(&workspace);
        ck_assert_str_eq(said_of_all(&scratch, &workspace, session),
                         said_afresh(&scratch, &workspace));
        Module *module = session_module(session, document->path);
        ck_assert_ptr_nonnull(module);
        occurrences_of(&scratch, module);
        arena_release(&scratch);
    }
    workspace_close(&workspace);
    arena_release(&arena);
}
END_TEST

/* ---- edits at random, in files that import each other ---- */

static const struct {
    const char *uri, *text;
} files[] = {
    {"file:///w/a.flw", "enum Region { sf, nyc }\n"
                        "type Row = { id: int, name: string }\n"
                        "const limit = 3\n"},
    {"file:///w/b.flw",
     "import a\n"
     "import \"./a.flw\" as again\n"
     "task count(rows: file<csv>, region: a.Region) -> (n: int)\n"
     "using shell { image: \"a:1\", script: r\"\"\"wc -l < \"$rows\" > "
     "\"$n\"\"\"\" }\n"
     "task list_of(rows: file<csv>) -> (rows_: list<again.Row>)\n"
     "using container { image: \"a:1\", command: [\"{rows}\", \"{rows_}\"] "
     "}\n"},
    {"file:///w/main.flw",
     "import b\n"
     "import a\n"
     "workflow w(rows: file<csv>, region: a.Region) -> (n: int) {\n"
     "  some = b.list_of(rows)\n"
     "  m = match region { sf -> b.count(rows, region), nyc -> 3 }\n"
     "  return (n: b.count(rows, region))\n"
     "}\n"},
};
enum { FILES = sizeof(files) / sizeof(*files) };

static void open_all(Workspace *workspace)
{
    workspace_init(workspace);
    workspace->root = "/w";
    for (uint32_t i = 0; i < FILES; i++)
        document_set(workspace_open(workspace, files[i].uri), files[i].text,
                     strlen(files[i].text));
}

static void all_is_as_if_read_afresh(Workspace *workspace)
{
    Arena arena = {0};
    const char *wanted = said_afresh(&arena, workspace);
    ck_assert_str_eq(
        said_of_all(&arena, workspace, workspace_opened(workspace)), wanted);
    ck_assert_str_eq(
        said_of_all(&arena, workspace, workspace_project(workspace)), wanted);
    arena_release(&arena);
}

/* After each edit; often one is taken back by starting over. */
START_TEST(importers_follow_any_edit)
{
    enum { EDITS = 1000, START_OVER = 12 };
    Workspace workspace;
    unsigned seed = (unsigned)_i + 100;
    open_all(&workspace);
    for (int i = 0; i < EDITS; i++) {
        uint32_t at = next_random(&seed, FILES);
        Document *document = workspace.documents.at[at];
        if (i % START_OVER == 0)
            for (uint32_t j = 0; j < FILES; j++) {
                document_set(workspace.documents.at[j], files[j].text,
                             strlen(files[j].text));
                workspace_changed(&workspace, workspace.documents.at[j]);
            }
        edit_at_random(&workspace, document, &seed);
        all_is_as_if_read_afresh(&workspace);
    }
    workspace_close(&workspace);
}
END_TEST

static void write_text(Arena *arena, const char *folder, const char *name,
                       const char *text)
{
    FILE *file = fopen(arena_print(arena, "%s/%s", folder, name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

/* A project within the folder that the editor has opened. */
START_TEST(a_flw_toml_says_where_the_project_is)
{
    Arena arena = {0};
    Workspace workspace;
    char folder[] = "/tmp/flw-lsp-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    const char *real = path_real(&arena, folder);
    const char *inner = arena_print(&arena, "%s/inner", real);
    ck_assert_int_eq(mkdir(inner, 0700), 0);
    write_text(&arena, inner, "flw.toml", "");
    write_text(&arena, inner, "a.flw", "type T = int\n");
    workspace_init(&workspace);
    workspace.root = real;
    const char *path = arena_print(&arena, "%s/b.flw", inner);
    Document *document = workspace_open(&workspace, path_to_uri(&arena, path));
    const char *text = "import a\ntype U = a.T\n";
    document_set(document, text, strlen(text));
    Session *session = workspace_opened(&workspace);
    ck_assert_str_eq(session->root, inner);
    ck_assert_uint_eq(session->diags.errors, 0);
    unlink(arena_print(&arena, "%s/flw.toml", inner));
    workspace_stale(&workspace);
    session = workspace_opened(&workspace);
    ck_assert_str_eq(session->root, real);
    ck_assert_uint_eq(session->diags.errors, 1);
    unlink(arena_print(&arena, "%s/a.flw", inner));
    rmdir(inner);
    rmdir(folder);
    workspace_close(&workspace);
    arena_release(&arena);
}
END_TEST

/* Nothing that an edit does not reach is read again. */
START_TEST(an_edit_leaves_what_it_does_not_reach)
{
    static const bool reached[FILES][FILES] = {
        {true, true, true}, {false, true, true}, {false, false, true}};
    for (uint32_t i = 0; i < FILES; i++) {
        Workspace workspace;
        const Module *before[FILES];
        open_all(&workspace);
        Session *session = workspace_opened(&workspace);
        for (uint32_t j = 0; j < FILES; j++)
            before[j] =
                session_module(session, workspace.documents.at[j]->path);
        workspace_changed(&workspace, workspace.documents.at[i]);
        session = workspace_opened(&workspace);
        for (uint32_t j = 0; j < FILES; j++)
            ck_assert_int_eq(
                before[j] !=
                    session_module(session, workspace.documents.at[j]->path),
                reached[i][j]);
        workspace_close(&workspace);
    }
}
END_TEST

/* Opened with the text that is known, nothing is read again; with another one,
 * that file is; closed, it is what the disk says. */
START_TEST(opening_reads_no_more_than_it_must)
{
    Workspace workspace;
    open_all(&workspace);
    Document *document = workspace.documents.at[2];
    Session *session = workspace_project(&workspace);
    const Module *before = session_module(session, document->path);
    workspace_turned(&workspace, document);
    session = workspace_project(&workspace);
    ck_assert_ptr_eq(session_module(session, document->path), before);
    document_set(document, "const a = 1\n", 12);
    workspace_turned(&workspace, document);
    all_is_as_if_read_afresh(&workspace);
    document->open = false;
    workspace_turned(&workspace, document);
    session = workspace_opened(&workspace);
    ck_assert_ptr_null(session_module(session, document->path));
    session = workspace_project(&workspace);
    ck_assert_ptr_null(session_module(session, document->path));
    workspace_close(&workspace);
}
END_TEST

Suite *lsp_suite(void)
{
    Suite *suite = suite_create("lsp");
    TCase *tcase = tcase_create("lsp");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, positions_are_those_of_the_encoding, 0,
                        sizeof(places) / sizeof(*places));
    tcase_add_test(tcase, what_lies_outside_is_drawn_in);
    tcase_add_loop_test(tcase, frames_are_read_one_by_one, 0,
                        sizeof(frames) / sizeof(*frames));
    tcase_add_loop_test(tcase, after_any_edit_all_is_as_if_read_afresh, 0,
                        sizeof(examples) / sizeof(*examples));
    tcase_add_loop_test(tcase, importers_follow_any_edit, 0, 10);
    tcase_add_test(tcase, a_flw_toml_says_where_the_project_is);
    tcase_add_test(tcase, opening_reads_no_more_than_it_must);
    tcase_add_test(tcase, an_edit_leaves_what_it_does_not_reach);
    suite_add_tcase(suite, tcase);
    return suite;
}
