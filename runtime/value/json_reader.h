/* json_reader.h - JSON read as values of a type (private to literal_of_json.c
 * and json_record.c). */
#ifndef FLW_RUNTIME_VALUE_JSON_READER_H
#define FLW_RUNTIME_VALUE_JSON_READER_H

#include "runtime/value/go_time.h"
#include "runtime/value/literal_json.h"

/* How the reader got to where it is; the innermost step first. */
typedef struct JsonStep {
    const struct JsonStep *outer;
    const char *name; /* NULL: an item of a list */
    size_t index;
} JsonStep;

typedef struct JsonReader {
    Arena *arena;
    JsonFault *fault;
    const JsonStep *path;
    bool exact; /* an int is no float: variants of a union are tried so first */
    int64_t work; /* values that may still be read: unions in unions try many */
} JsonReader;

typedef Flyteidl__Core__UnionType IdlUnionType;

/* Sets the fault: "wants WANTED, found 5". */
void *json_refuse(JsonReader *reader, const char *wanted, const Json *found);
/* Sets the fault to these words. */
void *json_refuse_with(JsonReader *reader, const char *words);
/* Sets the fault: a type that is newer than this reader. */
void *json_refuse_type(JsonReader *reader);
/* Counts one value; false with the fault set when there have been too many. */
bool json_spend(JsonReader *reader);

/* The first variant that the value fits, exactly if there is such a one;
 * *value is what `read` made of it. -1 with the fault set when none does. */
typedef const void *JsonRead(JsonReader *reader, const Json *json,
                             const IdlType *type);
int json_choose(JsonReader *reader, const Json *json, const IdlUnionType *alt,
                JsonRead *read, const void **value);

/* What stands for the value inside a record of this type, as flytekit's
 * dataclasses are written: a tree of JSON. NULL with the fault set. */
const Json *json_field(JsonReader *reader, const Json *json,
                       const IdlType *type);
/* A record's own tree. */
const Json *json_record(JsonReader *reader, const Json *json,
                        const IdlType *type);
/* A number, or one of "NaN", "Infinity", "-Infinity"; while only exact values
 * will do, no whole number. Sets no fault. */
bool json_is_float(const JsonReader *reader, const Json *json, double *number);
/* False with the fault set when it is none. */
bool json_moment(JsonReader *reader, const Json *json, Moment *moment);
bool json_time_span(JsonReader *reader, const Json *json, int64_t *ns);
/* Is it one of an enum's? Sets the fault when not. */
bool json_is_case(JsonReader *reader, const Json *json,
                  const Flyteidl__Core__EnumType *type);

#endif
