/* test_both_parsers.c - the quick parser reads no more than the strict one, and
 * the same.
 *
 * A mistake behind a program has the strict one read all of it. Programs are
 * right ones, and these with one word too few, too many or another. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

enum { WORDS_MOST = 100 };

static const char MISTAKE[] = "\ntest test\n";

/* Between spaces each a token; together all of the grammar. */
static const char *const programs[] = {
    "import a . b as c import \"./x.flw\" as y import d",
    "type T = new { a : m . T ? | none , b : list < int , A > , c : int where "
    "self >= 1 and not x in 1 .. 2 , .. , } type U = ( int ) ? where a",
    "enum E { a , B , } const a = 1 const b : int = - 2 * x . y defaults { a : "
    "1.5 , T : 2m , }",
    "kind k = plugin \"p\" version 1 { a : int , b as \"B\" : int = 1 , c as "
    "config \"C\" : int , } kind l = plugin \"p\" { }",
    "task t < R : { .. , } , S , > ( a : table < R > , b : int = 1 , ) -> ( c "
    ": S , d : int , ) using s . k { x : 1 } with { cpu : 1 .. 2 }",
    "task t ( ) -> int | none using k { } extern task e ( a : int ) -> ( ) at "
    "\"x\" extern launch f ( ) at \"y\"",
    "workflow w ( ) with { a : 1 } { x = f ( a , b : 1 , ) with { a : 1 } "
    "after [ b , ] f ( ) after [ ] with { } y : int = g }",
    "launch l = m . w { inputs { a : 1 } schedule f ( \"x\" , k : day ) notify "
    "g ( ) on [ a ] , labels { \"a\" : 1 } max : 25 , }",
    "test \"t\" { x = [ f ( y ) for y , z in zip ( a , b ) ] with { } g ( [ h "
    "( y ) for y in z ] ) return ( a : 1 , b : x as int , ) }",
    "workflow w ( ) { x = if a == 1 { f ( ) } else if b or c { g } else { fail "
    "\"x\" } on failure ( e ) { h ( e ) } on failure { h } return ( ) }",
    "workflow w ( ) { x = match a { b | c -> 1 , A . b { 2 } , m . A . b { 3 } "
    "none -> 4 } return x }",
    "const a = not a [ 1 ] . b ( c ) < ( d as int ) const b = [ true , "
    "@2026-01-"
    "01 , 1Gi ] const c = { : } const d = { \"a\" : 1 , \"b\" : [ ] , }",
};

/* One of each kind, to stand in place of another. */
static const char *const others[] = {
    "a",    "A",  "1",   "\"x\"", "1.5",  "2m", "=",     "->",   "..", "==",
    "<",    ">",  "(",   ")",     "[",    "]",  "{",     "}",    ",",  ":",
    ".",    "?",  "|",   "-",     "*",    "as", "where", "on",   "if", "else",
    "with", "in", "not", "or",    "none", "at", "task",  "after"};

typedef struct Words {
    const char *at[WORDS_MOST];
    size_t count;
} Words;

static Words split(char *text)
{
    Words words = {0};
    char *rest = text;
    for (char *word; (word = strtok_r(rest, " ", &rest));) {
        ck_assert_uint_lt(words.count, WORDS_MOST - 1);
        words.at[words.count++] = word;
    }
    return words;
}

/* Behind a program that is right there is one mistake, and before it the same
 * tree. True: it is right. */
static bool judge(const Words *words)
{
    Arena arena = {0};
    Buf text = {.arena = &arena};
    Parsed alone;
    Parsed followed;
    for (size_t i = 0; i < words->count; i++)
        buf_print(&text, "%s ", words->at[i]);
    parsed_text(&alone, buf_string(&text));
    bool right = alone.diags.errors == 0;
    parsed_text(&followed, arena_print(&arena, "%s%s", text.at, MISTAKE));
    if (right) {
        const char *dump = parsed_dump(&alone);
        ck_assert_msg(followed.diags.errors == 1,
                      "%s\nis right alone, but not before a mistake: %s",
                      text.at, parsed_codes(&followed));
        ck_assert_msg(strncmp(parsed_dump(&followed), dump, strlen(dump)) == 0,
                      "%s\nis %s\nor %s", text.at, dump,
                      parsed_dump(&followed));
    }
    parsed_release(&alone);
    parsed_release(&followed);
    arena_release(&arena);
    return right;
}

/* The words with another, or nothing, in place of `taken` from `at` on. */
static Words changed(const Words *words, size_t at, size_t taken,
                     const char *other)
{
    Words now = *words;
    size_t put = other ? 1 : 0;
    memmove(now.at + at + put, words->at + at + taken,
            (words->count - at - taken) * sizeof *words->at);
    if (other)
        now.at[at] = other;
    now.count = words->count - taken + put;
    return now;
}

START_TEST(both_parsers_read_the_same)
{
    char *text = strdup(programs[_i]);
    const Words words = split(text);
    size_t wrong = 0;
    ck_assert(judge(&words));
    for (size_t i = 0; i < words.count; i++) {
        Words less = changed(&words, i, 1, NULL);
        Words more = changed(&words, i, 0, words.at[i]);
        wrong += !judge(&less);
        wrong += !judge(&more);
        for (int k = 0; k < COUNT(others); k++) {
            Words other = changed(&words, i, 1, others[k]);
            wrong += !judge(&other);
        }
    }
    ck_assert_uint_gt(wrong, 10 * words.count);
    free(text);
}
END_TEST

Suite *both_parsers_suite(void)
{
    Suite *suite = suite_create("both_parsers");
    TCase *tcase = tcase_create("both_parsers");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, both_parsers_read_the_same, 0, COUNT(programs));
    suite_add_tcase(suite, tcase);
    return suite;
}
