/* make.h - messages built in an arena.
 *
 * What protobuf-c leaves to its callers is done here: a oneof's string that
 * points at protobuf-c's own empty one is not written, so texts go through
 * make_text; a oneof's message that is NULL is not written, so a none is a
 * Void; a map is an array of entries. Maps need no order: spec_pack, spec_text
 * and spec_json give them theirs. */
#ifndef FLW_SPEC_MAKE_H
#define FLW_SPEC_MAKE_H

#include <stdbool.h>

#include "base/arena.h"
#include "flyteidl/core/literals.pb-c.h"
#include "flyteidl/core/types.pb-c.h"
#include "google/protobuf/wrappers.pb-c.h"

/* A fresh message: make_new(arena, Flyteidl__Core__Void,
 * FLYTEIDL__CORE__VOID__INIT). */
#define make_new(arena, Type, INIT) \
    ((Type *)make_copy((arena), &(Type)INIT, sizeof(Type)))

/* Adds to a repeated field that nothing but make_push has filled (spec_pack
 * refills maps):
 * make_push(arena, template->nodes, template->n_nodes, node). */
#define make_push(arena, list, count, item)                         \
    ((list) = make_room((arena), (list), (count), sizeof(*(list))), \
     (list)[(count)++] = (item))

/* Adds key and value to a map that nothing but make_put has filled:
 * make_put(arena, types->variables, types->n_variables,
 *          FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, name, variable)
 * The last value of a key holds. */
#define make_put(arena, list, count, INIT, name, item)                       \
    (make_push(                                                              \
         arena, list, count,                                                 \
         make_copy((arena), &(__typeof__(**(list)))INIT, sizeof(**(list)))), \
     (list)[(count)-1]->key = make_text(name),                               \
     (list)[(count)-1]->value = (item))

void *make_copy(Arena *arena, const void *message, size_t size);
void *make_room(Arena *arena, void *list, size_t count, size_t size);

/* The text itself, not copied; NULL gives "". */
char *make_text(const char *text);

Google__Protobuf__Timestamp *make_timestamp(Arena *arena, int64_t ns);
Google__Protobuf__Duration *make_duration(Arena *arena, int64_t ns);
Google__Protobuf__BoolValue *make_bool_value(Arena *arena, bool value);

Flyteidl__Core__Primitive *make_int(Arena *arena, int64_t value);
Flyteidl__Core__Primitive *make_float(Arena *arena, double value);
Flyteidl__Core__Primitive *make_string(Arena *arena, const char *value);
Flyteidl__Core__Primitive *make_bool(Arena *arena, bool value);
Flyteidl__Core__Primitive *make_datetime(Arena *arena, int64_t ns);
Flyteidl__Core__Primitive *make_time_span(Arena *arena, int64_t ns);

Flyteidl__Core__Scalar *make_scalar(Arena *arena,
                                    Flyteidl__Core__Primitive *primitive);
Flyteidl__Core__Scalar *make_none(Arena *arena);
/* The bytes are not copied. Flyte's tag for records is "msgpack". */
Flyteidl__Core__Scalar *make_binary(Arena *arena, const void *bytes, size_t len,
                                    const char *tag);
/* What lies elsewhere, at a uri. The type is not copied. */
Flyteidl__Core__Scalar *make_blob(Arena *arena, Flyteidl__Core__BlobType *type,
                                  const char *uri);
Flyteidl__Core__Scalar *make_table(Arena *arena,
                                   Flyteidl__Core__StructuredDatasetType *type,
                                   const char *uri);

Flyteidl__Core__Literal *make_literal(Arena *arena,
                                      Flyteidl__Core__Scalar *scalar);
Flyteidl__Core__LiteralType *make_simple(Arena *arena,
                                         Flyteidl__Core__SimpleType simple);
/* The simple type of a column of Flyte's older tables (SchemaColumnType as an
 * int, for it may be one that nobody knows): NONE then. */
Flyteidl__Core__SimpleType make_column_kind(int column);

#endif
