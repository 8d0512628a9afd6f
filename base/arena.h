/* arena.h - memory that is freed all at once.
 *
 * A zeroed Arena is a valid empty one. What it gives is zeroed, aligned to 8,
 * never NULL (out of memory ends the process with status 2), and lives until
 * arena_release. Only owners of a lifetime (a command, an editor document)
 * release; what is big and dead before that may be given again (arena_reuse).
 * -DFLW_STRESS makes blocks tiny and reuses nothing, so that a pointer kept too
 * long or written past its end is seen by the sanitizers. */
#ifndef FLW_BASE_ARENA_H
#define FLW_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaSpare ArenaSpare;

typedef struct Arena {
    ArenaBlock *block; /* the newest; older ones hang behind it */
    char *next;        /* free and zeroed bytes: [next, end) */
    char *end;
    ArenaSpare *spare; /* dead bytes, to be given again */
    size_t total;      /* bytes asked of the system so far */
} Arena;

/* For arena_alloc alone: there are no size free bytes. */
void *arena_refill(Arena *arena, size_t size);

/* size zeroed bytes. */
static inline void *arena_alloc(Arena *arena, size_t size)
{
    /* Both ends are multiples of 8, so what fits also fits rounded up. */
    if (size == 0 || size > (size_t)(arena->end - arena->next))
        return arena_refill(arena, size);
    void *at = arena->next;
    arena->next += (size + 7) & ~(size_t)7;
    return at;
}

/* count * size zeroed bytes; an overflow of the product ends the process. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);
/* The size bytes at `at`, which the arena gave, with zeroed ones behind them:
 * `more` bytes in all, in the same place when nothing was given since. */
void *arena_grow(Arena *arena, void *at, size_t size, size_t more);
/* Nobody looks at the size bytes at `at` again, which the arena gave: they
 * serve for what it gives next. Little pieces are not worth it. */
void arena_reuse(Arena *arena, void *at, size_t size);
/* A NUL-terminated copy of the len bytes at text. */
char *arena_copy(Arena *arena, const char *text, size_t len);
char *arena_print(Arena *arena, const char *form, ...) PRINTF_LIKE(2, 3);
char *arena_vprint(Arena *arena, const char *form, va_list args);
/* The end for want of memory, as a call: for who asks the system himself. */
NORETURN void arena_no_memory(void);
void arena_release(Arena *arena);
/* The same, but keeps a block for what comes next. */
void arena_reset(Arena *arena);

#define arena_new(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_array(arena, Type, count) \
    ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

#endif
