#include "typesys/scope.h"

#include "base/panic.h"

Span entry_span(const Entry *entry)
{
    switch (entry->kind) {
    case ENTRY_DECL:
        return entry->as.decl->name.span;
    case ENTRY_IMPORT:
        return entry->as.import->alias.span;
    case ENTRY_LOCAL:
        return entry->as.local->name.span;
    case ENTRY_BUILTIN:
        return (Span){0};
    }
    UNREACHABLE("entry kind");
}

void scope_enter(Scopes *scopes, Scope *scope)
{
    *scope = (Scope){.outer = scopes->inner, .start = scopes->stack.len};
    scopes->inner = scope;
}

void scope_leave(Scopes *scopes)
{
    EntryVec *stack = &scopes->stack;
    while (stack->len > scopes->inner->start) {
        const Entry *last = &stack->at[--stack->len];
        sym_mean(last->name, last->hidden);
    }
    scopes->inner = scopes->inner->outer;
}

void scope_reserve(Scopes *scopes, size_t count)
{
    EntryVec *stack = &scopes->stack;
    size_t wanted = stack->len + count;
    if (wanted <= stack->cap)
        return;
    wanted += stack->cap;
    stack->at = arena_grow(scopes->arena, stack->at, stack->cap * sizeof(Entry),
                           wanted * sizeof(Entry));
    stack->cap = (uint32_t)wanted;
}

/* As Sym.meaning says: 1 + the place in the stack. */
static Entry *entry_at(const Scopes *scopes, uint32_t meaning)
{
    return meaning ? &scopes->stack.at[meaning - 1] : NULL;
}

static bool is_in(const Scopes *scopes, const Scope *scope, const Entry *entry)
{
    return (size_t)(entry - scopes->stack.at) - scope->start < scope->len;
}

const Entry *scope_find(const Scopes *scopes, const Sym *name)
{
    const Entry *entry = name ? entry_at(scopes, name->meaning) : NULL;
    while (entry && scopes->shut && is_in(scopes, scopes->shut, entry))
        entry = entry_at(scopes, entry->hidden);
    return entry;
}

const Entry *scope_own(const Scopes *scopes, const Scope *scope,
                       const Sym *name)
{
    const Entry *entry = name ? entry_at(scopes, name->meaning) : NULL;
    while (entry && !is_in(scopes, scope, entry))
        entry = entry_at(scopes, entry->hidden);
    return entry;
}

void scope_put(Scopes *scopes, Entry entry)
{
    entry.hidden = entry.name->meaning;
    vec_push(scopes->arena, &scopes->stack, entry);
    sym_mean(entry.name, scopes->stack.len);
    scopes->inner->len++;
}

const Entry *scope_add(Scopes *scopes, Entry entry)
{
    const Entry *other = scope_find(scopes, entry.name);
    if (!other)
        scope_put(scopes, entry);
    return other;
}

void scope_narrow(Scopes *scopes, Local *local, const Type *type)
{
    local->narrowed = true;
    map_put(scopes->arena, &scopes->inner->narrowed, local, (void *)type);
}

const Type *scope_type(const Scopes *scopes, const Local *local)
{
    const Scope *scope = scopes->inner;
    for (; local->narrowed && scope; scope = scope->outer) {
        const Type *narrowed = map_find(&scope->narrowed, local);
        if (narrowed)
            return narrowed;
    }
    return local->type;
}

size_t scope_size(const Scopes *scopes)
{
    return scopes->stack.len - (scopes->shut ? scopes->shut->len : 0);
}

EntryVec scope_entries(const Scopes *scopes, const Scope *scope)
{
    if (scope == scopes->shut)
        return (EntryVec){0};
    return (EntryVec){scopes->stack.at + scope->start, scope->len, scope->len};
}

void scope_offer(const Scopes *scopes, Near *near)
{
    for (const Scope *scope = scopes->inner; scope; scope = scope->outer) {
        const EntryVec entries = scope_entries(scopes, scope);
        for (uint32_t i = 0; i < entries.len; i++)
            near_offer(near, entries.at[i].name);
    }
}

/* ---- modules that were checked ---- */

ModuleNames *scope_keep(Scopes *scopes)
{
    Arena *arena = scopes->arena;
    EntryVec stack = scopes->stack;
    ModuleNames *names = arena_new(arena, ModuleNames);
    *names = (ModuleNames){arena, stack.at, stack.len, {0}};
    while (scopes->inner)
        scope_leave(scopes);
    scopes->stack = (EntryVec){0};
    arena_reuse(arena, stack.at + stack.len,
                (stack.cap - stack.len) * sizeof(Entry));
    return names;
}

const Entry *module_entry(const Module *module, const Sym *name)
{
    ModuleNames *names = module ? module->names : NULL;
    if (!names || !name)
        return NULL;
    if (!names->index.len)
        for (uint32_t i = 0; i < names->len; i++)
            map_put(names->arena, &names->index, names->at[i].name,
                    (void *)&names->at[i]);
    return map_find(&names->index, name);
}
