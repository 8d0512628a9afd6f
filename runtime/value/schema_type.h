/* schema_type.h - JSON schemas of records, as types.
 *
 * flytekit and flw put a schema into a record's metadata; as a variant of a
 * union a record has nothing else to say what its fields are. */
#ifndef FLW_RUNTIME_VALUE_SCHEMA_TYPE_H
#define FLW_RUNTIME_VALUE_SCHEMA_TYPE_H

#include "runtime/value/literal.h"
#include "spec/struct.h"

/* The type whose values the schema allows; any JSON where it says nothing that
 * we know. `schema` may be NULL. */
const IdlType *schema_type(Arena *arena, const Struct *schema);

/* Fields of a record type: those of dataclass_type, else of its schema. NULL:
 * any JSON. */
const IdlStructure *record_fields(Arena *arena, const IdlType *type);
/* May a field of this type be left out? */
bool record_takes_null(const IdlType *type);
/* Is it a STRUCT whose values are msgpack? */
bool record_is_packed(const IdlType *type);

#endif
