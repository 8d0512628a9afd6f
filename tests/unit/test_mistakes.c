/* test_mistakes.c - many mistakes in a file: each is told, once, on its line.
 *
 * Every row is one mistake of syntax. The parser must be itself again at the
 * next statement or declaration, whatever went before. */
#include "base/buf.h"
#include "tests/unit/parsed.h"
#include "tests/unit/suites.h"

static const char *const statements[] = {
    "x = t(n))",
    "x = t(n",
    "x = [t(k) for k of [1, 2]]",
    "x = t(n:)",
    "x = 3 +",
    "x = if n > { t(n) } else { t(n) }",
    "x = t(n) with cpu: 2 }",
    "x = t(n) with { cpu 2 }",
    "x = t(n) after [p",
    "x = t(n) after p",
    "x = t(@)",
    "x = match r { a => 2, b -> 3 }",
    "x = match r { a 2, b -> 3 }",
    "let x = t(n)",
    "x := t(n)",
    "x = t(n;)",
    "x = t(n) t",
    "x = = t(n)",
    "x == t(n)",
    "x = t(n,,)",
    "x = [t(k) k in [1]]",
    "x = { a: }",
    "x = { a 1 }",
    "x = 3..",
    "if n > 1 t(n)",
    "if n > 1 { t(n) } else t(n)",
    "on failure t(n)",
    "x = t(n = 1)",
    "x = f(n).",
    "x = f(n)[",
    "x = {\"a\" 1}",
    "x: = t(n)",
    "x = 12ab",
    "x = t($n)",
    "x =",
    "= t(n)",
    "if (n > 1 { t(n) }",
    "x = not",
    "for k in n { t(k) }",
    "x = t(n) as",
    "x = [1, 2",
    "x t(n)",
    "x = \"a{\"",
    "x = 99999999999999999999",
    "x = \"\\q\"",
    "x = @2026-13-01",
    "x = \"abc",
    "x = t(\"abc)",
};

static const char *const declarations[] = {
    "const a =",
    "const b int = 3",
    "const c: = 3",
    "const = 3",
    "const d = 1 2",
    "type T = list<int",
    "type = int",
    "type t = int",
    "type U int",
    "type V = int where",
    "type W = { a int }",
    "enum Region { sf nyc }",
    "enum { sf }",
    "enum Region sf }",
    "import foo as",
    "import",
    "launch x = { }",
    "launch = w { }",
    "launch x w { }",
    "defaults { image \"a\" }",
    "defaults image: \"a\"",
    "task (n: int) -> ()",
    "task u(n int) -> (m: int)",
    "task v(n: int -> (m: int)",
    "task w(n: int) - (m: int)",
    "task y(n: int) -> (m: int) using { }",
    "kind k = plug \"a\" { }",
    "extern task e(n: int) \"a\"",
    "workflow (n: int) -> () { t(n) }",
    "workflow o(n: int) -> () t(n) }",
    "def p(n): return n",
    "function q() {}",
};

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

enum { MISTAKES_MAX = 10 };

typedef struct Page {
    Buf text;
    uint32_t lines;
    uint32_t wrong[MISTAKES_MAX]; /* the lines of mistakes */
    uint32_t count;
} Page;

static void add_line(Page *page, const char *indent, const char *text)
{
    buf_print(&page->text, "%s%s\n", indent, text);
    page->lines++;
}

static void add_mistake(Page *page, const char *indent, const char *text)
{
    page->wrong[page->count++] = page->lines + 1;
    add_line(page, indent, text);
}

/* One diagnostic a mistake, each on its line. */
static void is_told(Page *page)
{
    Parsed parsed;
    const char *text = buf_string(&page->text);
    parsed_text(&parsed, text);
    ck_assert_msg(parsed.diags.at.len == page->count, "%u of %u told of:\n%s",
                  parsed.diags.at.len, page->count, text);
    for (uint32_t i = 0; i < page->count; i++) {
        const Diag *diag = parsed.diags.at.at[i];
        Place place = source_place(parsed.module->source, diag->span.start);
        ck_assert_msg(place.line == page->wrong[i],
                      "%s on line %u, not on %u:\n%s", diag->code, place.line,
                      page->wrong[i], text);
    }
    parsed_release(&parsed);
}

/* `count` mistakes of statements, from `first` on in steps. */
static void write_statements(Page *page, uint32_t first, uint32_t step,
                             uint32_t count)
{
    add_line(page, "", "workflow w(n: int) -> () {");
    for (uint32_t i = 0; i < count; i++) {
        add_mistake(
            page, "  ",
            statements[(first + i * step) % (uint32_t)COUNT(statements)]);
        add_line(page, "  ", "fine = t(n)");
    }
    add_line(page, "", "}");
}

static void write_declarations(Page *page, uint32_t first, uint32_t step,
                               uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        add_mistake(
            page, "",
            declarations[(first + i * step) % (uint32_t)COUNT(declarations)]);
        add_line(page, "", "const fine = 1");
    }
}

typedef void Writer(Page *page, uint32_t first, uint32_t step, uint32_t count);

static void tell(Writer *write, uint32_t first, uint32_t step, uint32_t count)
{
    Arena arena = {0};
    Page page = {.text.arena = &arena};
    write(&page, first, step, count);
    is_told(&page);
    arena_release(&arena);
}

START_TEST(a_mistake_in_a_statement_is_told_once_beside_any_other)
{
    for (uint32_t step = 0; step < (uint32_t)COUNT(statements); step++)
        tell(write_statements, (uint32_t)_i, step, 2);
}
END_TEST

START_TEST(a_mistake_in_a_declaration_is_told_once_beside_any_other)
{
    for (uint32_t step = 0; step < (uint32_t)COUNT(declarations); step++)
        tell(write_declarations, (uint32_t)_i, step, 2);
}
END_TEST

START_TEST(ten_mistakes_give_ten_errors)
{
    for (uint32_t step = 1; step < (uint32_t)COUNT(declarations); step++) {
        tell(write_statements, (uint32_t)_i, step, MISTAKES_MAX);
        tell(write_declarations, (uint32_t)_i, step, MISTAKES_MAX);
    }
}
END_TEST

Suite *mistakes_suite(void)
{
    Suite *suite = suite_create("mistakes");
    TCase *tcase = tcase_create("mistakes");
    tcase_add_loop_test(tcase,
                        a_mistake_in_a_statement_is_told_once_beside_any_other,
                        0, COUNT(statements));
    tcase_add_loop_test(
        tcase, a_mistake_in_a_declaration_is_told_once_beside_any_other, 0,
        COUNT(declarations));
    tcase_add_loop_test(tcase, ten_mistakes_give_ten_errors, 0,
                        COUNT(declarations));
    suite_add_tcase(suite, tcase);
    return suite;
}
