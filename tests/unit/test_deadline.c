#include <stdlib.h>

#include "runtime/process/deadline.h"
#include "tests/unit/suites.h"

enum { N = 200 };

static Arena arena;
static DeadlineHeap heap;
static Deadline all[N];

static void stop(void)
{
    arena_release(&arena);
}

/* What a list would say. */
static const Deadline *least(void)
{
    const Deadline *found = NULL;
    for (int i = 0; i < N; i++)
        if (all[i].place && (!found || all[i].at < found->at))
            found = &all[i];
    return found;
}

static unsigned next(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

START_TEST(the_first_is_the_earliest_whatever_was_done)
{
    unsigned state = (unsigned)_i;
    heap.arena = &arena;
    for (int step = 0; step < 3000; step++) {
        Deadline *one = &all[next(&state) % N];
        if (next(&state) % 3)
            deadline_set(&heap, one, next(&state) % 50);
        else
            deadline_drop(&heap, one);
        const Deadline *wanted = least(), *found = deadline_first(&heap);
        ck_assert_int_eq(!wanted, !found);
        if (wanted)
            ck_assert_int_eq(found->at, wanted->at);
    }
}
END_TEST

START_TEST(none_is_none)
{
    heap.arena = &arena;
    Deadline one = {0};
    ck_assert_ptr_null(deadline_first(&heap));
    deadline_drop(&heap, &one);
    deadline_set(&heap, &one, 5);
    ck_assert_ptr_eq(deadline_first(&heap), &one);
    deadline_drop(&heap, &one);
    ck_assert_ptr_null(deadline_first(&heap));
}
END_TEST

Suite *deadline_suite(void)
{
    Suite *suite = suite_create("deadline");
    TCase *tests = tcase_create("deadline");
    tcase_add_checked_fixture(tests, NULL, stop);
    tcase_add_loop_test(tests, the_first_is_the_earliest_whatever_was_done, 0,
                        20);
    tcase_add_test(tests, none_is_none);
    suite_add_tcase(suite, tests);
    return suite;
}
