#include "grammar/list.h"

#include <assert.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

static void make_room(ListStack *stack)
{
    uint32_t cap = stack->cap ? stack->cap * 2 : FIRST_CAP;
    stack->at = arena_grow(stack->arena, stack->at, stack->cap, cap);
    stack->cap = cap;
}

void list_push(ListStack *stack, List *list, const void *item, size_t size)
{
    if (size > stack->cap - stack->len)
        make_room(stack);
    if (list->len == 0)
        list->start = stack->len;
    memcpy(stack->at + stack->len, item, size);
    stack->len += (uint32_t)size;
    list->len++;
}

const void *list_last(const ListStack *stack, size_t size)
{
    return stack->at + stack->len - size;
}

void list_drop(ListStack *stack, List list)
{
    if (list.len)
        stack->len = list.start;
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
