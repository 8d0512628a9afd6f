#include "tests/unit/suites.h"
#include "typesys/scope.h"
#include "typesys/type.h"

static Arena arena;
static SymTable syms;

static void begin(void)
{
    arena = (Arena){0};
    sym_table_init(&syms, &arena);
}

static void end(void)
{
    arena_release(&arena);
}

static Entry local(Span span)
{
    Entry entry = {.kind = ENTRY_LOCAL, .span = span};
    entry.as.local = arena_new(&arena, Local);
    return entry;
}

START_TEST(an_inner_scope_sees_the_outer_names)
{
    Scope *outer = scope_new(&arena, NULL);
    Scope *inner = scope_new(&arena, outer);
    const Sym *name = sym_of(&syms, "a");
    ck_assert_ptr_null(scope_find(inner, name));
    ck_assert_ptr_null(scope_add(&arena, outer, name, local((Span){1, 2})));
    ck_assert_ptr_eq(scope_find(inner, name), scope_find(outer, name));
    ck_assert_uint_eq(scope_find(inner, name)->span.start, 1);
}
END_TEST

START_TEST(no_name_hides_another)
{
    Scope *outer = scope_new(&arena, NULL);
    Scope *inner = scope_new(&arena, outer);
    const Sym *name = sym_of(&syms, "a");
    scope_add(&arena, outer, name, local((Span){1, 2}));
    Entry *other = scope_add(&arena, inner, name, local((Span){5, 6}));
    ck_assert_ptr_nonnull(other);
    ck_assert_uint_eq(other->span.start, 1);
    ck_assert_uint_eq(scope_find(inner, name)->span.start, 1);
}
END_TEST

START_TEST(scopes_beside_each_other_may_share_a_name)
{
    Scope *outer = scope_new(&arena, NULL);
    const Sym *name = sym_of(&syms, "a");
    for (uint32_t i = 0; i < 2; i++) {
        Scope *inner = scope_new(&arena, outer);
        ck_assert_ptr_null(
            scope_add(&arena, inner, name, local((Span){i + 1, i + 2})));
    }
    ck_assert_ptr_null(scope_find(outer, name));
}
END_TEST

START_TEST(the_innermost_narrowing_counts)
{
    Type wide = {.kind = TYPE_UNION};
    Type narrow = {.kind = TYPE_INT};
    Scope *outer = scope_new(&arena, NULL);
    Scope *inner = scope_new(&arena, outer);
    Local *item = local((Span){1, 2}).as.local;
    item->type = &wide;
    ck_assert_ptr_eq(scope_type(inner, item), &wide);
    scope_narrow(&arena, inner, item, &narrow);
    ck_assert_ptr_eq(scope_type(inner, item), &narrow);
    ck_assert_ptr_eq(scope_type(outer, item), &wide);
}
END_TEST

Suite *scope_suite(void)
{
    Suite *suite = suite_create("scope");
    TCase *tcase = tcase_create("scope");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, an_inner_scope_sees_the_outer_names);
    tcase_add_test(tcase, no_name_hides_another);
    tcase_add_test(tcase, scopes_beside_each_other_may_share_a_name);
    tcase_add_test(tcase, the_innermost_narrowing_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}
