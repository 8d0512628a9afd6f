/* test_answers.c - what the server says of texts that are half typed. */
#include <string.h>
#include <unistd.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/queue.h"
#include "grammar/scan.h"
#include "tests/unit/suites.h"

static const char uri[] = "file:///w/main.flw";

/* A bit of everything; what follows `tail` must stay understood. */
static const char program[] =
    "import std.notify\n"
    "import std.spark\n"
    "\n"
    "const image = \"ghcr.io/acme/eta:1.4\"\n"
    "\n"
    "enum Region { sf, nyc, la }\n"
    "\n"
    "type Trip = {\n"
    "  id: int,\n"
    "  distance_km: float where self >= 0.0,\n"
    "  minutes: float?,\n"
    "}\n"
    "\n"
    "defaults { image: image, retries: 1 }\n"
    "\n"
    "## Fetches one day.\n"
    "task fetch(region: Region, day: datetime = @2026-01-01)\n"
    "  -> (trips: file<parquet>)\n"
    "using container {\n"
    "  command: [\"fetch\", \"--region\", \"{region}\", \"{trips}\"],\n"
    "}\n"
    "with { cpu: 2, memory: 4Gi, timeout: 10m, cache: \"v1\" }\n"
    "\n"
    "task crunch(trips: file<parquet>) -> (score: float, n: int)\n"
    "using spark { module: \"a\", function: \"b\" }\n"
    "\n"
    "workflow train(region: Region, days: list<datetime>) -> (n: int)\n"
    "with { failure_policy: finish_running }\n"
    "{\n"
    "  trips = [fetch(region, day) for day in days] with { parallelism: 8 }\n"
    "  best = match region { sf -> fetch(region), nyc | la { fetch(region) } "
    "}\n"
    "  made = crunch(best) with { cpu: 8 } after [trips]\n"
    "  shipped = if made.score < 4.0 and made.n > 3 {\n"
    "    crunch(fetch(Region.sf))\n"
    "  } else {\n"
    "    fail \"too poor: {made.n}\"\n"
    "  }\n"
    "  on failure (error) { notify.failed(channel: \"#eta\", error: error) }\n"
    "  return (n: made.n)\n"
    "}\n"
    "\n"
    "launch nightly = train {\n"
    "  inputs { days: [@2026-01-01] }\n"
    "  fixed { region: Region.sf }\n"
    "  schedule cron(\"0 3 * * *\")\n"
    "  notify email(\"eta@acme.example\") on [failed, timed_out]\n"
    "  max_parallelism: 25\n"
    "}\n";

static const char tail[] =
    "\n\ntask tail_task(tail_rows: file<csv>) -> (tail_n: int)\n"
    "using shell { image: \"a:1\", script: r\"\"\"wc -l < \"$tail_rows\" > "
    "\"$tail_n\" \"\"\" }\n"
    "\n"
    "workflow tail_flow(tail_in: file<csv>) -> (n: int) {\n"
    "  tail_first = tail_task(tail_in)\n"
    "  return (n: tail_first)\n"
    "}\n";

/* ---- asking ---- */

typedef struct Desk {
    Arena arena;
    Workspace workspace;
    Client client;
    Document *document;
} Desk;

static void desk_open(Desk *desk)
{
    *desk = (Desk){.client = {.hint_types = true,
                              .hint_inputs = true,
                              .hint_nodes = true,
                              .lens_run = true,
                              .lens_graph = true,
                              .lens_uses = true,
                              .snippets = true,
                              .takes_snippets = true}};
    workspace_init(&desk->workspace);
    desk->workspace.root = "/w";
    desk->workspace.encoding = ENCODING_UTF8;
    desk->document = workspace_open(&desk->workspace, uri);
    workspace_stale(&desk->workspace);
}

static void desk_set(Desk *desk, const char *text)
{
    arena_reset(&desk->arena);
    document_set(desk->document, text, strlen(text));
    workspace_changed(&desk->workspace, desk->document);
}

static void desk_close(Desk *desk)
{
    workspace_close(&desk->workspace);
    arena_release(&desk->arena);
}

static Position position_at(const char *text, size_t offset)
{
    Position position = {0};
    for (size_t i = 0; i < offset; i++) {
        position.character++;
        if (text[i] == '\n')
            position = (Position){position.line + 1, 0};
    }
    return position;
}

/* The answer's JSON; `extra` are more members of the params, or "". */
static const char *ask(Desk *desk, Answer *answer, size_t offset,
                       const char *extra)
{
    Buf body = {.arena = &desk->arena};
    JsonOut out = {.buf = &body};
    Position at = position_at(desk->document->text, offset);
    char *params =
        arena_print(&desk->arena,
                    "{\"textDocument\":{\"uri\":\"%s\"},"
                    "\"position\":{\"line\":%u,\"character\":%u},"
                    "\"positions\":[{\"line\":%u,\"character\":%u}],"
                    "\"range\":{\"start\":{\"line\":%u,\"character\":%u},"
                    "\"end\":{\"line\":%u,\"character\":%u}}%s}",
                    uri, at.line, at.character, at.line, at.character, at.line,
                    at.character, at.line + 2, at.character, extra);
    Request request = {
        .workspace = &desk->workspace,
        .client = &desk->client,
        .arena = &desk->arena,
        .params = json_parse(&desk->arena, params, strlen(params), NULL, NULL),
        .out = &out};
    ck_assert_ptr_nonnull(request.params);
    answer(&request);
    if (request.error)
        return "null";
    const char *why = NULL;
    ck_assert_ptr_nonnull(
        json_parse(&desk->arena, buf_string(&body), body.len, &why, NULL));
    return buf_string(&body);
}

/* Ends of the program's tokens. */
static Tokens tokens_of(Arena *arena, uint32_t *base)
{
    Tokens tokens = {0};
    Diags diags;
    Sources sources;
    diags_init(&diags, arena);
    sources_init(&sources, arena);
    Source *source =
        sources_add(&sources, "p", program, (uint32_t)sizeof(program) - 1);
    *base = source->base;
    ck_assert(scan_source(arena, &diags, source, &tokens));
    return tokens;
}

static size_t find(const char *text, const char *what)
{
    const char *at = strstr(text, what);
    ck_assert_ptr_nonnull(at);
    return (size_t)(at - text);
}

/* ---- half-typed ---- */

static void tail_is_understood(Desk *desk, const char *text)
{
    const char *hover =
        ask(desk, answer_hover, find(text, "tail_task(tail_in)") + 2, "");
    ck_assert_msg(strstr(hover, "task tail_task(tail_rows") != NULL,
                  "hover behind says %s of\n%s", hover, text);
    const char *items =
        ask(desk, answer_completion, find(text, "tail_in)\n"), "");
    ck_assert_msg(strstr(items, "\"tail_rows: \"") != NULL &&
                      strstr(items, "\"tail_in\"") != NULL,
                  "completion behind says %s of\n%s", items, text);
}

/* Cut behind each token, and what follows is another declaration. */
START_TEST(what_follows_a_cut_is_understood)
{
    Desk desk;
    Arena arena = {0};
    uint32_t base;
    Tokens tokens = tokens_of(&arena, &base);
    desk_open(&desk);
    for (uint32_t i = 0; i + 1 < tokens.at.len; i++) {
        int len = (int)(token_end(tokens.at.at[i]) - base);
        const char *text = arena_print(&arena, "%.*s%s", len, program, tail);
        desk_set(&desk, text);
        const char *items = ask(&desk, answer_completion, (size_t)len, "");
        ck_assert_int_eq(items[0], '[');
        tail_is_understood(&desk, text);
    }
    desk_close(&desk);
    arena_release(&arena);
}
END_TEST

/* At the cut itself: words that must be among what is offered there. */
typedef struct CutCase {
    const char *cut; /* the program ends behind this */
    const char *word;
} CutCase;

static const CutCase cuts[] = {
    {"import std.", "\"std.notify\""},
    {"task fetch(region: ", "\"Region\""},
    {"-> (trips: file<", "\"Trip\""},
    {"using ", "\"container\""},
    {"using container {\n  ", "\"command\""},
    {"command: [\"fetch\", \"--region\", \"{", "\"region\""},
    {"with { cpu: 2, ", "\"memory\""},
    {"using spark { ", "\"function\""},
    {"with { failure_policy: finish_running }\n{\n  ", "\"return\""},
    {"trips = [fetch(", "\"region: \""},
    {"for day in ", "\"days\""},
    {"with { parall", "\"parallelism\""},
    {"match region { ", "\"nyc\""},
    {"crunch(best) with { ", "\"cpu\""},
    {"after [", "\"trips\""},
    {"if made.", "\"score\""},
    {"crunch(fetch(Region.", "\"la\""},
    {"too poor: {made.", "\"score\""},
    {"notify.", "\"failed\""},
    {"return (n: ", "\"made\""},
    {"launch nightly = ", "\"train\""},
    {"launch nightly = train {\n  ", "\"schedule\""},
    {"inputs { ", "\"days: \""},
    {"fixed { region: ", "\"Region.sf\""},
};

START_TEST(the_cut_itself_is_completed)
{
    const CutCase *cut = &cuts[_i];
    Desk desk;
    Arena arena = {0};
    desk_open(&desk);
    size_t len = find(program, cut->cut) + strlen(cut->cut);
    const char *ends[] = {"", "\n", tail};
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        desk_set(&desk,
                 arena_print(&arena, "%.*s%s", (int)len, program, ends[i]));
        const char *items = ask(&desk, answer_completion, len, "");
        ck_assert_msg(strstr(items, cut->word) != NULL,
                      "behind `%s` is no %s in %s", cut->cut, cut->word, items);
    }
    desk_close(&desk);
    arena_release(&arena);
}
END_TEST

/* ---- everything, anywhere ---- */

static Answer *const all_answers[] = {
#define ANSWER(method, answer, whole) answer,
#include "compiler/lsp/answers/answers.def"
#undef ANSWER
};

/* Each request at each place of texts from which a token is missing: the
 * answer is JSON, and nothing crashes. */
START_TEST(every_answer_holds_everywhere)
{
    enum { ANSWERS = sizeof(all_answers) / sizeof(*all_answers), STEP = 7 };
    static const char extra[] =
        ",\"context\":{\"diagnostics\":[]},\"newName\":\"fresh\",\"ch\":\"}\","
        "\"query\":\"t\",\"item\":{\"data\":{\"path\":\"/w/main.flw\","
        "\"name\":\"train\"}},\"data\":{\"uri\":\"file:///w/main.flw\","
        "\"name\":\"fetch\",\"about\":\"decl:fetch\",\"in\":\"main\"},"
        "\"files\":[{\"oldUri\":\"file:///w/main.flw\","
        "\"newUri\":\"file:///w/b/c.flw\"}]";
    Desk desk;
    Arena arena = {0};
    uint32_t base, round = 0;
    Tokens tokens = tokens_of(&arena, &base);
    desk_open(&desk);
    for (uint32_t i = (uint32_t)_i; i + 1 < tokens.at.len; i += STEP) {
        int start = (int)(tokens.at.at[i].start - base);
        int end = (int)(token_end(tokens.at.at[i]) - base);
        desk_set(&desk,
                 arena_print(&arena, "%.*s%s", start, program, program + end));
        for (uint32_t j = 0; j < ANSWERS; j++, round += 131)
            ask(&desk, all_answers[j], round % desk.document->len, extra);
        ask(&desk, answer_actions, (size_t)start, extra);
        ask(&desk, answer_completion, (size_t)start, "");
    }
    desk_close(&desk);
    arena_release(&arena);
}
END_TEST

/* ---- the queue ---- */

static int pipe_with(Arena *arena, const char *const *bodies)
{
    int ends[2];
    Buf all = {.arena = arena};
    ck_assert_int_eq(pipe(ends), 0);
    for (; *bodies; bodies++)
        buf_print(&all, "Content-Length: %zu\r\n\r\n%s", strlen(*bodies),
                  *bodies);
    ck_assert_int_eq(write(ends[1], all.at, all.len), (ssize_t)all.len);
    close(ends[1]);
    return ends[0];
}

/* Requests are marked whose cancellation came later: by their very id. */
START_TEST(what_is_cancelled_behind_is_marked)
{
    static const char *const bodies[] = {
        "{\"id\":1,\"method\":\"a\"}",
        "{\"id\":\"1\",\"method\":\"b\"}",
        "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":1}}",
        "{\"id\":2,\"method\":\"c\"}",
        "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":7}}",
        "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":2}}",
        "nonsense",
        NULL};
    Arena arena = {0};
    Queue queue;
    Transport transport = {
        .in = pipe_with(&arena, bodies), .out = -1, .arena = &arena};
    queue_init(&queue);
    queue_fill(&queue, &transport);
    ck_assert_uint_eq(queue.len, 4);
    static const bool cancelled[] = {true, false, true, false};
    for (size_t i = 0; i < 4; i++) {
        Incoming *incoming = queue_take(&queue);
        ck_assert_int_eq(incoming->cancelled, cancelled[i]);
        ck_assert_int_eq(incoming->why != NULL, i == 3);
        incoming_release(incoming);
    }
    ck_assert_ptr_null(queue_take(&queue));
    ck_assert(queue.ended);
    close(transport.in);
    arena_release(&arena);
}
END_TEST

Suite *answers_suite(void)
{
    Suite *suite = suite_create("answers");
    TCase *tcase = tcase_create("answers");
    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, what_follows_a_cut_is_understood);
    tcase_add_loop_test(tcase, the_cut_itself_is_completed, 0,
                        sizeof(cuts) / sizeof(*cuts));
    tcase_add_loop_test(tcase, every_answer_holds_everywhere, 0, 7);
    tcase_add_test(tcase, what_is_cancelled_behind_is_marked);
    suite_add_tcase(suite, tcase);
    return suite;
}
