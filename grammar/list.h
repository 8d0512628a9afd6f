/* list.h - lists while they are read.
 *
 * For this folder alone. Lists lie inside each other as brackets do, so what
 * bison has read of them lies on one stack, the items of an inner list on top
 * of those of the list around it. A whole list moves into the arena and is no
 * longer there than it must be. */
#ifndef FLW_GRAMMAR_LIST_H
#define FLW_GRAMMAR_LIST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A list that is not whole yet. A zeroed one is empty. */
typedef struct List {
    uint32_t start; /* of its items on the stack; they end where it ends */
    uint32_t len;
} List;

typedef struct ListStack {
    Arena *arena;
    char *at;
    uint32_t len; /* bytes, as cap */
    uint32_t cap;
} ListStack;

/* For list_push alone: there is no room for another item. */
void list_grow(ListStack *stack);

/* Adds the size bytes at item, a multiple of 8. */
static inline void list_push(ListStack *stack, List *list, const void *item,
                             size_t size)
{
    if (size > stack->cap - stack->len)
        list_grow(stack);
    if (list->len == 0)
        list->start = stack->len;
    memcpy(stack->at + stack->len, item, size);
    stack->len += (uint32_t)size;
    list->len++;
}

/* The items of a list that is whole, in the arena; NULL when there are none.
 * Those that were begun after it are whole already. */
void *list_take(ListStack *stack, List list);
/* The same where they lie now, until something is added. */
static inline const void *list_items(const ListStack *stack, List list)
{
    return list.len ? stack->at + list.start : NULL;
}

/* The newest item of a list that is not empty. */
static inline const void *list_last(const ListStack *stack, size_t size)
{
    return stack->at + stack->len - size;
}

/* The list moved away, or a syntax error threw it away. */
static inline void list_drop(ListStack *stack, List list)
{
    if (list.len)
        stack->len = list.start;
}

#endif
