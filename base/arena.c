#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_POPULATE, MADV_HUGEPAGE */
#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct ArenaBlock {
    ArenaBlock *older;
    size_t size; /* keeps what follows aligned */
};

/* At the head of bytes that arena_reuse was given. */
struct ArenaSpare {
    ArenaSpare *older;
    size_t size;
};

/* First touches are a tenth of a check, so blocks begin small, and the system
 * gives the pages of bigger ones before they are touched, all of a block at
 * once, which takes it a third less. From HUGE_FROM on, blocks are huge pages,
 * whose first touch costs a third: sooner, the empty part of the last would be
 * a good part of all. */
enum { MAPPED_FROM = 128 << 10, HUGE_PAGE = 2 << 20 };
#ifdef FLW_STRESS
enum { BLOCK_MIN = 64, BLOCK_MAX = 64, HUGE_FROM = INT32_MAX };
enum { SPARE_MIN = INT32_MAX, SPARE_PIECE = INT32_MAX };
#else
enum { BLOCK_MIN = 8 << 10, BLOCK_MAX = MAPPED_FROM, HUGE_FROM = 4 << 20 };
enum { SPARE_MIN = 4 << 10, SPARE_PIECE = 64 << 10 };
#endif

void arena_no_memory(void)
{
    fputs("flw: out of memory\n", stderr);
    exit(2);
}

/* Zeroed bytes; NULL: there are none. */
static void *map_pages(size_t size, int flags)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

/* The same, from the beginning of a huge page. */
static void *map_huge_pages(size_t size)
{
    char *at = map_pages(size + HUGE_PAGE, 0);
    if (!at)
        return NULL;
    size_t before = -(uintptr_t)at % HUGE_PAGE;
    if (before)
        munmap(at, before);
    if (before < HUGE_PAGE)
        munmap(at + before + size, HUGE_PAGE - before);
#ifdef MADV_HUGEPAGE
    madvise(at + before, size, MADV_HUGEPAGE);
#endif
    return at + before;
}

/* Of a block, in pages once it is big enough. */
static size_t whole_size(size_t size)
{
    enum { PAGE = 64 << 10 }; /* the largest of any processor */
    size += sizeof(ArenaBlock);
    return size < HUGE_PAGE ? size : (size + PAGE - 1) & ~(size_t)(PAGE - 1);
}

/* Fresh from the system, hence zeroed: nothing is given out twice. */
static ArenaBlock *make_block(Arena *arena, size_t size)
{
    size_t whole = whole_size(size);
    ArenaBlock *block = whole < MAPPED_FROM ? calloc(1, whole)
                        : whole < HUGE_PAGE ? map_pages(whole, MAP_POPULATE)
                                            : map_huge_pages(whole);
    if (!block)
        arena_no_memory();
    block->size = size;
    arena->total += whole;
    return block;
}

static void free_block(ArenaBlock *block)
{
    size_t whole = whole_size(block->size);
    if (whole < MAPPED_FROM)
        free(block);
    else
        munmap(block, whole);
}

/* About as much again as there is, within limits. */
static size_t usual_size(const Arena *arena)
{
    if (arena->total >= HUGE_FROM)
        return HUGE_PAGE - sizeof(ArenaBlock);
    size_t whole = arena->total < BLOCK_MIN ? BLOCK_MIN : arena->total;
    return (whole < BLOCK_MAX ? whole : BLOCK_MAX) - sizeof(ArenaBlock);
}

/* ---- dead bytes ---- */

void arena_reuse(Arena *arena, void *at, size_t size)
{
    size &= ~(size_t)7;
    if (size < SPARE_MIN)
        return;
    ArenaSpare *spare = at;
    ArenaSpare **place = &arena->spare;
    if (*place && (*place)->size > size) /* big ones first, more or less */
        place = &(*place)->older;
    *spare = (ArenaSpare){*place, size};
    *place = spare;
}

/* The first `size` of the newest dead bytes, zeroed; NULL: it has fewer. */
static char *take_spare(Arena *arena, size_t size)
{
    ArenaSpare *spare = arena->spare;
    if (!spare || spare->size < size)
        return NULL;
    size_t rest = spare->size - size;
    arena->spare = spare->older;
    arena_reuse(arena, (char *)spare + size, rest);
    return memset(spare, 0, size);
}

/* Little by little, so that what is zeroed is still at hand when it is used. */
static bool refill_from_spare(Arena *arena, size_t size)
{
    size_t piece = arena->spare ? arena->spare->size : 0;
    if (piece > SPARE_PIECE)
        piece = SPARE_PIECE;
    if (piece < size)
        return false;
    arena->next = take_spare(arena, piece);
    arena->end = arena->next + piece;
    return true;
}

/* ---- more ---- */

/* Behind the newest, whose free bytes stay in use. */
static void *own_block(Arena *arena, size_t size)
{
    char *spare = take_spare(arena, size);
    if (spare)
        return spare;
    ArenaBlock *block = make_block(arena, size);
    if (arena->block) {
        block->older = arena->block->older;
        arena->block->older = block;
    } else {
        arena->block = block;
    }
    return block + 1;
}

void *arena_refill(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        arena_no_memory();
    if (size == 0) /* still an address of its own, from the block at hand */
        return arena_alloc(arena, 8);
    size = (size + 7) & ~(size_t)7;
    size_t usual = usual_size(arena);
    if (size > usual / 4)
        return own_block(arena, size);
    if (refill_from_spare(arena, size))
        return arena_alloc(arena, size);

    ArenaBlock *block = make_block(arena, usual);
    block->older = arena->block;
    arena->block = block;
    arena->next = (char *)(block + 1);
    arena->end = arena->next + usual;
    return arena_alloc(arena, size);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        arena_no_memory();
    return arena_alloc(arena, count * size);
}

void *arena_grow(Arena *arena, void *at, size_t size, size_t more)
{
    size_t whole = (size + 7) & ~(size_t)7;
    char *end = whole ? (char *)at + whole : NULL;
    if (whole && end == arena->next && more >= whole &&
        more - whole <= (size_t)(arena->end - end)) {
        arena->next = end + ((more - whole + 7) & ~(size_t)7);
        return at;
    }
    void *grown = arena_alloc(arena, more);
    if (size)
        memcpy(grown, at, size);
    return grown;
}

char *arena_copy(Arena *arena, const char *text, size_t len)
{
    char *copy = arena_alloc(arena, len + 1);
    if (len)
        memcpy(copy, text, len);
    return copy;
}

/* Most texts fit into the free bytes of the block: one pass prints them. */
char *arena_vprint(Arena *arena, const char *form, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = (size_t)(arena->end - arena->next);
    int len = vsnprintf(arena->next, room, form, again);
    va_end(again);
    if (len < 0)
        len = 0;
    size_t size = (size_t)len + 1;
    if (size <= room)
        return arena_alloc(arena, size);
    if (room) /* what is given out is zeroed */
        memset(arena->next, 0, room);
    char *text = arena_alloc(arena, size);
    vsnprintf(text, size, form, args);
    return text;
}

char *arena_print(Arena *arena, const char *form, ...)
{
    va_list args;
    va_start(args, form);
    char *text = arena_vprint(arena, form, args);
    va_end(args);
    return text;
}

static void free_blocks(ArenaBlock *block)
{
    while (block) {
        ArenaBlock *older = block->older;
        free_block(block);
        block = older;
    }
}

void arena_release(Arena *arena)
{
    free_blocks(arena->block);
    *arena = (Arena){0};
}

void arena_reset(Arena *arena)
{
    ArenaBlock *block = arena->block;
    if (!arena->next) {
        arena_release(arena);
        return;
    }
    char *start = (char *)(block + 1);
    char *end = start + block->size;
    bool in_order = arena->end == end; /* no dead bytes were given again */
    memset(start, 0, (size_t)((in_order ? arena->next : end) - start));
    free_blocks(block->older);
    block->older = NULL;
    arena->next = start;
    arena->end = end;
    arena->spare = NULL;
    arena->total = whole_size(block->size);
}
