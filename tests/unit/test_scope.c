#include <stdio.h>

#include "tests/unit/suites.h"
#include "typesys/scope.h"
#include "typesys/type.h"

static Arena arena;
static SymTable syms;
static Scopes scopes;
static Scope outer;
static Scope inner;

static void begin(void)
{
    arena = (Arena){0};
    sym_table_init(&syms, &arena);
    scopes = (Scopes){.arena = &arena};
    scope_enter(&scopes, &outer);
}

static void end(void)
{
    arena_release(&arena);
}

static Entry entry(const char *name, uint32_t at)
{
    Local *local = arena_new(&arena, Local);
    local->name = (Name){sym_of(&syms, name), {at, at + 1}};
    return entry_of_local(local);
}

/* Where the name was declared; 0: nowhere. */
static uint32_t place_of(const char *name)
{
    const Entry *found = scope_find(&scopes, sym_of(&syms, name));
    return found ? entry_span(found).start : 0;
}

START_TEST(an_inner_scope_sees_the_outer_names)
{
    ck_assert_uint_eq(place_of("a"), 0);
    ck_assert_ptr_null(scope_add(&scopes, entry("a", 1)));
    scope_enter(&scopes, &inner);
    ck_assert_uint_eq(place_of("a"), 1);
    ck_assert_ptr_null(scope_own(&scopes, &inner, sym_of(&syms, "a")));
    ck_assert_ptr_nonnull(scope_own(&scopes, &outer, sym_of(&syms, "a")));
    ck_assert_ptr_null(scope_find(&scopes, NULL));
}
END_TEST

START_TEST(no_name_hides_another)
{
    scope_add(&scopes, entry("a", 1));
    scope_enter(&scopes, &inner);
    const Entry *other = scope_add(&scopes, entry("a", 5));
    ck_assert_ptr_nonnull(other);
    ck_assert_uint_eq(entry_span(other).start, 1);
    ck_assert_uint_eq(place_of("a"), 1);
    ck_assert_uint_eq(scope_size(&scopes), 1);
}
END_TEST

START_TEST(unless_it_is_put_there)
{
    scope_add(&scopes, entry("a", 1));
    scope_enter(&scopes, &inner);
    scope_put(&scopes, entry("a", 5));
    ck_assert_uint_eq(place_of("a"), 5);
    scope_leave(&scopes);
    ck_assert_uint_eq(place_of("a"), 1);
    scope_leave(&scopes);
    ck_assert_uint_eq(place_of("a"), 0);
}
END_TEST

START_TEST(scopes_beside_each_other_may_share_a_name)
{
    for (uint32_t i = 1; i <= 2; i++) {
        scope_enter(&scopes, &inner);
        ck_assert_ptr_null(scope_add(&scopes, entry("a", i)));
        ck_assert_uint_eq(place_of("a"), i);
        scope_leave(&scopes);
    }
    ck_assert_uint_eq(place_of("a"), 0);
}
END_TEST

START_TEST(a_shut_scope_cannot_be_seen)
{
    scope_add(&scopes, entry("input", 1));
    scope_enter(&scopes, &inner);
    scope_add(&scopes, entry("node", 2));
    scopes.shut = &inner;
    Scope handler;
    scope_enter(&scopes, &handler);
    ck_assert_uint_eq(place_of("input"), 1);
    ck_assert_uint_eq(place_of("node"), 0);
    ck_assert_ptr_nonnull(scope_own(&scopes, &inner, sym_of(&syms, "node")));
    ck_assert_uint_eq(scope_size(&scopes), 1);
    ck_assert_ptr_null(scope_add(&scopes, entry("node", 3)));
    ck_assert_uint_eq(place_of("node"), 3);
    scope_leave(&scopes);
    scopes.shut = NULL;
    ck_assert_uint_eq(place_of("node"), 2);
}
END_TEST

START_TEST(the_innermost_names_are_offered_first)
{
    scope_add(&scopes, entry("named", 1));
    scope_add(&scopes, entry("namer", 2));
    scope_enter(&scopes, &inner);
    scope_add(&scopes, entry("names", 3));
    scope_add(&scopes, entry("namet", 4));
    scopes.shut = _i ? &inner : NULL;
    Near near = {.wanted = sym_of(&syms, "namex")};
    scope_offer(&scopes, &near);
    ck_assert_str_eq(near.best->text, _i ? "named" : "names");
}
END_TEST

/* The stack grows under what was declared before. */
START_TEST(many_names_in_many_scopes)
{
    enum { DEPTH = 30, COUNT = 40 };
    static Scope open[DEPTH];
    char name[16];
    for (uint32_t i = 0; i < DEPTH * COUNT; i++) {
        if (i % COUNT == 0)
            scope_enter(&scopes, &open[i / COUNT]);
        if (i % (3 * COUNT) == 0)
            scope_reserve(&scopes, COUNT);
        snprintf(name, sizeof(name), "n%u", i);
        scope_put(&scopes, entry(name, i + 1));
    }
    for (uint32_t left = DEPTH; left-- > 0; scope_leave(&scopes))
        for (uint32_t i = 0; i < DEPTH * COUNT; i++) {
            snprintf(name, sizeof(name), "n%u", i);
            ck_assert_uint_eq(place_of(name),
                              i < (left + 1) * COUNT ? i + 1 : 0);
        }
}
END_TEST

START_TEST(a_module_keeps_its_names)
{
    scope_enter(&scopes, &inner);
    scope_add(&scopes, entry("a", 1));
    scope_add(&scopes, entry("b", 2));
    Module module = {.names = scope_keep(&scopes)};
    ck_assert_uint_eq(place_of("a"), 0);
    scope_enter(&scopes, &outer);
    scope_add(&scopes, entry("a", 7));
    ck_assert_uint_eq(module.names->len, 2);
    ck_assert_uint_eq(
        entry_span(module_entry(&module, sym_of(&syms, "a"))).start, 1);
    ck_assert_uint_eq(
        entry_span(module_entry(&module, sym_of(&syms, "b"))).start, 2);
    ck_assert_ptr_null(module_entry(&module, sym_of(&syms, "c")));
    ck_assert_ptr_null(module_entry(&module, NULL));
    ck_assert_ptr_null(module_entry(&(Module){0}, sym_of(&syms, "a")));
}
END_TEST

START_TEST(the_innermost_narrowing_counts)
{
    Type wide = {.kind = TYPE_UNION};
    Type narrow = {.kind = TYPE_INT};
    Local *item = entry("a", 1).as.local;
    item->type = &wide;
    scope_enter(&scopes, &inner);
    ck_assert_ptr_eq(scope_type(&scopes, item), &wide);
    scope_narrow(&scopes, item, &narrow);
    ck_assert_ptr_eq(scope_type(&scopes, item), &narrow);
    scope_leave(&scopes);
    ck_assert_ptr_eq(scope_type(&scopes, item), &wide);
}
END_TEST

Suite *scope_suite(void)
{
    Suite *suite = suite_create("scope");
    TCase *tcase = tcase_create("scope");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, an_inner_scope_sees_the_outer_names);
    tcase_add_test(tcase, no_name_hides_another);
    tcase_add_test(tcase, unless_it_is_put_there);
    tcase_add_test(tcase, scopes_beside_each_other_may_share_a_name);
    tcase_add_test(tcase, a_shut_scope_cannot_be_seen);
    tcase_add_loop_test(tcase, the_innermost_names_are_offered_first, 0, 2);
    tcase_add_test(tcase, many_names_in_many_scopes);
    tcase_add_test(tcase, a_module_keeps_its_names);
    tcase_add_test(tcase, the_innermost_narrowing_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}
