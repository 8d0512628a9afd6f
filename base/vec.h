/* vec.h - typed growable arrays in an arena.
 *
 *     typedef Vec(Expr *) ExprVec;
 *     vec_push(arena, &args, expr);
 *     args.at[i], args.len
 *
 * A zeroed Vec is a valid empty one. Growing leaves the old array behind in
 * the arena, unless it is the newest thing there. */
#ifndef FLW_BASE_VEC_H
#define FLW_BASE_VEC_H

#include <stdint.h>

#include "base/arena.h"

#define Vec(Type)     \
    struct {          \
        Type *at;     \
        uint32_t len; \
        uint32_t cap; \
    }

/* The array at `at`, of *cap items of `size` bytes, with room for more. */
void *vec_grow(Arena *arena, void *at, uint32_t *cap, size_t size);

/* Room for just so many items in an empty Vec. */
#define vec_reserve(arena, vec, count) \
    ((void)((vec)->cap = (count)),     \
     (void)((vec)->at =                \
                arena_alloc_array((arena), (count), sizeof(*(vec)->at))))

#define vec_push(arena, vec, item)                                      \
    ((vec)->len == (vec)->cap                                           \
         ? (void)((vec)->at = vec_grow((arena), (vec)->at, &(vec)->cap, \
                                       sizeof(*(vec)->at)))             \
         : (void)0,                                                     \
     (void)((vec)->at[(vec)->len++] = (item)))

#endif
