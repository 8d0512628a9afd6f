/* literal.h - Flyte's values in memory.
 *
 * Literals are never changed once made, so that nodes, rows and messages may
 * share them. Everything made lives in the arena that is given. Maps in them
 * are in order (message_sort does it for what others have packed), so that
 * packing one changes nothing in it. */
#ifndef FLW_RUNTIME_VALUE_LITERAL_H
#define FLW_RUNTIME_VALUE_LITERAL_H

#include <stdbool.h>

#include "spec/idl.h"
#include "spec/make.h"
#include "spec/message.h"

/* The value of a name; NULL when absent, or when the map is NULL. */
const IdlLiteral *literal_find(const IdlLiteralMap *map, const char *name);
IdlLiteralMap *literal_map_new(Arena *arena);
/* Gives the name this value, in place of what it had; only in what
 * literal_map_new made. */
void literal_map_put(Arena *arena, IdlLiteralMap *map, const char *name,
                     const IdlLiteral *value);
/* A collection of the n items, which are not copied. */
const IdlLiteral *literal_list(Arena *arena, const IdlLiteral *const *items,
                               size_t n);
/* A map, which is not copied. */
const IdlLiteral *literal_of_map(Arena *arena, const IdlLiteralMap *map);
/* Flyte's none: scalar none_type, without a union around it. */
const IdlLiteral *literal_none(Arena *arena);
/* The same value in memory of its own, down to the last text. */
IdlLiteral *literal_clone(Arena *arena, const IdlLiteral *literal);
IdlLiteralMap *literal_map_clone(Arena *arena, const IdlLiteralMap *map);

/* The uri of a blob, schema or structured dataset; NULL for anything else. */
const char *literal_uri(const IdlLiteral *literal);
/* The value with each uri inside (in lists, maps, unions; not in records)
 * replaced by what `change` gives, which lives in the arena or is the same
 * pointer; shares what holds no uri. NULL when `change` gave NULL. */
typedef const char *UriChange(void *self, const IdlLiteral *holder,
                              const char *uri);
const IdlLiteral *literal_change_uris(Arena *arena, const IdlLiteral *literal,
                                      UriChange *change, void *self);

#endif
