/* scope.c - chains of names. */
#include "typesys/scope.h"

Scope *scope_new(Arena *arena, Scope *outer)
{
    Scope *scope = arena_new(arena, Scope);
    scope->outer = outer;
    return scope;
}

Entry *scope_find(const Scope *scope, const Sym *name)
{
    for (; scope; scope = scope->outer) {
        Entry *entry = map_find(&scope->names, name);
        if (entry)
            return entry;
    }
    return NULL;
}

void scope_put(Arena *arena, Scope *scope, const Sym *name, Entry entry)
{
    Entry *own = arena_new(arena, Entry);
    *own = entry;
    map_put(arena, &scope->names, name, own);
}

Entry *scope_add(Arena *arena, Scope *scope, const Sym *name, Entry entry)
{
    Entry *other = scope_find(scope, name);
    if (!other)
        scope_put(arena, scope, name, entry);
    return other;
}

void scope_narrow(Arena *arena, Scope *scope, Local *local, const Type *type)
{
    local->narrowed = true;
    map_put(arena, &scope->narrowed, local, (void *)type);
}

const Type *scope_type(const Scope *scope, const Local *local)
{
    for (; local->narrowed && scope; scope = scope->outer) {
        const Type *narrowed = map_find(&scope->narrowed, local);
        if (narrowed)
            return narrowed;
    }
    return local->type;
}

size_t scope_size(const Scope *scope)
{
    size_t size = 0;
    for (; scope; scope = scope->outer)
        size += scope->names.len;
    return size;
}

void scope_offer(const Scope *scope, Near *near)
{
    for (; scope; scope = scope->outer)
        for (uint32_t i = 0; i < scope->names.len; i++)
            near_offer(near, scope->names.items[i].key);
}
