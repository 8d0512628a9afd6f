/* values.h - Flyte's types and values for tests, written short.
 *
 *     int, float, string, bool, datetime, duration, bytes, none, json, error,
 *     struct, file, dir, file<csv>, table, list<T>, map<T>, T?,
 *     enum(a,b), {x: T}, old{x: T}, where('self > 1', T), union(T|T)
 *
 *     1  1.5  "s"  true  null  @2026-01-31T08:00:00Z  1h30m  [..]  {"k": ..}
 *     record{JSON}: msgpack, old{JSON}: a Struct, packed(hex), bytes(hex)
 *     file(uri)  dir(uri)  table(uri)  schema(uri)  union(T: value)  unset
 *     error("..")  inf  -inf  nan
 */
#ifndef FLW_TESTS_UNIT_VALUES_H
#define FLW_TESTS_UNIT_VALUES_H

#include "runtime/value/literal.h"

/* Both fail the test when the text is none. */
const IdlType *type_of(Arena *arena, const char *text);
const IdlLiteral *value_of(Arena *arena, const char *text);
/* {"k": ..} as a map of inputs. */
const IdlLiteralMap *values_of(Arena *arena, const char *text);
/* Equal to the byte when packed. */
bool same_value(const IdlLiteral *one, const IdlLiteral *other);
/* For messages of failed tests: protobuf's text. */
const char *value_text_of(Arena *arena, const IdlLiteral *literal);

#endif
