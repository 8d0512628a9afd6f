/* unique_id.c - the ids that Flyte's events know nodes by.
 *
 * Flyte's rule: the parent's id, its attempt and the node's own id with '-'
 * between; over 20 characters 'f' and the FNV-1a hash of that in base 32. */
#include <string.h>

#include "runtime/engine/steps.h"

enum { UNIQUE_MAX = 20 };

static const char *hashed(Arena *arena, const char *text)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz123456";
    uint32_t hash = 2166136261u;
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    char out[9] = "f";
    uint64_t bits = (uint64_t)hash << 3; /* 32 of them in 7 times 5 */
    for (int i = 0; i < 7; i++)
        out[1 + i] = digits[bits >> (30 - 5 * i) & 31];
    return arena_copy(arena, out, 8);
}

const char *unique_id(Arena *arena, const char *parent, uint32_t attempt,
                      const char *id)
{
    const char *whole = id;
    if (parent)
        whole = arena_print(arena, "%s-%u-%s", parent, attempt, id);
    return strlen(whole) <= UNIQUE_MAX ? whole : hashed(arena, whole);
}

const char *node_parent_id(const Node *node)
{
    return node->parent ? node_unique_id(node->parent) : node->scope->parent;
}

/* Branches and arrays have but one attempt. */
const char *node_unique_id(Node *node)
{
    if (node->unique_id)
        return node->unique_id;
    Arena *arena = node->scope->run->arena;
    const char *id = node->graph->id;
    if (node->role == OF_ARRAY)
        id = arena_print(arena, "n%u", node->index);
    uint32_t attempt = node->parent ? 0 : node->scope->parent_attempt;
    node->unique_id = unique_id(arena, node_parent_id(node), attempt, id);
    return node->unique_id;
}
