/* Tokens a few at a time: the same as all at once. */
#include <string.h>

#include "base/buf.h"
#include "grammar/stream.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

/* In it words are what they are for what stands around them. */
static const char piece[] = "## d\n"
                            "task t(type: int) -> (test: file)\n"
                            "using k.new { at: a.import } # c\n\n"
                            "extern task e() at \"x\"\n"
                            "kind k = plugin \"x\" version 2 { }\n"
                            "workflow w(x: int) {\n"
                            "  v = f(x, [a for a in b], c: { d: 1 })\n"
                            "  w: int = (-1)\n"
                            "  on failure(e) { return none }\n"
                            "}\n";

typedef struct Given {
    Arena arena;
    Diags diags;
    Source source;
} Given;

static void given_init(Given *given, const char *text, size_t len)
{
    *given = (Given){.source = {.text = text, .len = (uint32_t)len, .base = 7}};
    diags_init(&given->diags, &given->arena);
}

static Tokens read_all(Given *given)
{
    Tokens tokens = {0};
    Words words;
    scan_source(&given->arena, &given->diags, &given->source, &tokens);
    words_init(&words, &given->source, &given->diags);
    words_settle(&words, tokens.at.at, tokens.at.len - 1);
    return tokens;
}

/* Up to the end, or the first mistake. */
static Tokens read_stream(Given *given, bool *failed)
{
    Tokens tokens = {0};
    Stream stream;
    const Token *next = NULL, *end = NULL;
    stream_open(&stream, &given->arena, &given->diags, &given->source,
                &tokens.trivia);
    do {
        for (stream_read(&stream, &next, &end); next < end; next++)
            vec_push(&given->arena, &tokens.at, *next);
    } while (end[-1].kind != 0);
    *failed = stream.failed;
    stream_close(&stream);
    return tokens;
}

/* The window ends at each word of the piece once. */
START_TEST(a_stream_holds_what_the_whole_does)
{
    Given given = {0};
    Buf text = {.arena = &given.arena};
    bool failed = true;
    for (int i = 0; i < _i; i++)
        buf_text(&text, "a\n");
    while (text.len < sizeof(piece) * 20)
        buf_text(&text, piece);
    Arena arena = given.arena;
    given_init(&given, buf_string(&text), text.len);
    Tokens whole = read_all(&given);
    Tokens stream = read_stream(&given, &failed);
    ck_assert(!failed);
    ck_assert_uint_gt(whole.at.len, 3 * STREAM_WINDOW);
    ck_assert_uint_eq(stream.at.len, whole.at.len);
    ck_assert_mem_eq(stream.at.at, whole.at.at, whole.at.len * sizeof(Token));
    ck_assert_uint_eq(stream.trivia.len, whole.trivia.len);
    ck_assert_mem_eq(stream.trivia.at, whole.trivia.at,
                     whole.trivia.len * sizeof(Trivia));
    arena_release(&given.arena);
    arena_release(&arena);
}
END_TEST

static const char *const wrong[] = {
    "a ; b",       "a && b",         "\xFF",   "# \xE2\x80\xAE",
    "{ let x = 1", "{ { } elif y }", "\"\"\"", "1x",
};

START_TEST(a_stream_fails_where_something_is_wrong)
{
    Given given;
    bool failed = false;
    given_init(&given, wrong[_i], strlen(wrong[_i]));
    Tokens tokens = read_stream(&given, &failed);
    ck_assert(failed);
    ck_assert_uint_eq(tokens.at.at[tokens.at.len - 1].kind, 0);
    arena_release(&given.arena);
}
END_TEST

START_TEST(a_stream_fails_where_brackets_are_too_deep)
{
    Arena arena = {0};
    for (size_t depth = PARSE_DEPTH_MAX; depth < PARSE_DEPTH_MAX + 3; depth++) {
        char *text = repeat(&arena, "", "[", depth, "");
        Given given;
        bool failed = false;
        given_init(&given, text, strlen(text));
        read_stream(&given, &failed);
        ck_assert(failed == (depth > PARSE_DEPTH_MAX));
        arena_release(&given.arena);
    }
    arena_release(&arena);
}
END_TEST

START_TEST(a_mistake_over_two_windows_is_seen)
{
    Arena arena = {0};
    for (size_t pad = STREAM_WINDOW - 9; pad < STREAM_WINDOW + 3; pad++) {
        char *text = repeat(&arena, "{ ", "a ", pad, "{ let x = 1 }");
        Given given;
        bool failed = false;
        given_init(&given, text, strlen(text));
        read_stream(&given, &failed);
        ck_assert_msg(failed, "behind %zu names", pad);
        arena_release(&given.arena);
    }
    arena_release(&arena);
}
END_TEST

/* Nobody asks for more than the end, but a grammar might. */
START_TEST(behind_the_end_is_the_end)
{
    Given given;
    Stream stream;
    TriviaVec trivia = {0};
    const Token *next = NULL, *end = NULL;
    given_init(&given, "a", 1);
    stream_open(&stream, &given.arena, &given.diags, &given.source, &trivia);
    stream_read(&stream, &next, &end);
    ck_assert_int_eq(end - next, 2);
    for (int i = 0; i < 3; i++) {
        stream_read(&stream, &next, &end);
        ck_assert_int_eq(end - next, 1);
        ck_assert_uint_eq(next->kind, 0);
    }
    stream_close(&stream);
    arena_release(&given.arena);
}
END_TEST

Suite *stream_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *tcase = tcase_create("stream");
    int count = sizeof(wrong) / sizeof(*wrong);
    tcase_add_loop_test(tcase, a_stream_holds_what_the_whole_does, 0, 100);
    tcase_add_loop_test(tcase, a_stream_fails_where_something_is_wrong, 0,
                        count);
    tcase_add_test(tcase, a_stream_fails_where_brackets_are_too_deep);
    tcase_add_test(tcase, a_mistake_over_two_windows_is_seen);
    tcase_add_test(tcase, behind_the_end_is_the_end);
    suite_add_tcase(suite, tcase);
    return suite;
}
