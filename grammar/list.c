#include "grammar/list.h"

#include <assert.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

void list_grow(ListStack *stack)
{
    char *old = stack->at;
    uint32_t cap = stack->cap ? stack->cap * 2 : FIRST_CAP;
    stack->at = arena_grow(stack->arena, old, stack->cap, cap);
    if (stack->at != old)
        arena_reuse(stack->arena, old, stack->cap);
    stack->cap = cap;
}

void *list_take(ListStack *stack, List list)
{
    if (list.len == 0)
        return NULL;
    assert(list.start < stack->len);
    size_t size = stack->len - list.start;
    void *items = arena_alloc(stack->arena, size);
    memcpy(items, stack->at + list.start, size);
    list_drop(stack, list);
    return items;
}
