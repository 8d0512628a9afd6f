/* arena.h - memory that is freed all at once.
 *
 * A zeroed Arena is a valid empty one. What it gives is zeroed, aligned for
 * anything, never NULL (out of memory ends the process with status 2), and
 * lives until arena_release. Only owners of a lifetime (a command, an editor
 * document) release. */
#ifndef FLW_BASE_ARENA_H
#define FLW_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *block; /* the newest; older ones hang behind it */
    char *next;        /* free bytes of the newest block: [next, end) */
    char *end;
    size_t total; /* bytes asked of the system so far */
} Arena;

/* size zeroed bytes, aligned to 8. */
void *arena_alloc(Arena *arena, size_t size);
/* count * size zeroed bytes; an overflow of the product ends the process. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of the len bytes at text. */
char *arena_copy(Arena *arena, const char *text, size_t len);
char *arena_print(Arena *arena, const char *form, ...) PRINTF_LIKE(2, 3);
char *arena_vprint(Arena *arena, const char *form, va_list args);
void arena_release(Arena *arena);

#define arena_new(arena, Type)          ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_array(arena, Type, count)                                        \
    ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

#endif
