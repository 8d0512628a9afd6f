/* json.h - JSON as read: a tree in an arena.
 *
 * The only module that knows cJSON, which alone would let pass trailing text,
 * bad UTF-8, control characters, numbers like 01 and integers that no double
 * holds. Writing is json_out.h. */
#ifndef FLW_BASE_JSON_H
#define FLW_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum JsonKind {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} JsonKind;

typedef struct Json {
    JsonKind kind;
    bool yes;         /* of a JSON_BOOL */
    const char *name; /* as a member of an object; else NULL */
    const char *text; /* of a string: its value, which has no NUL inside;
                          of a number: as it was written */
    const struct Json *first; /* of an array or object: its items */
    const struct Json *next;  /* the item that follows in the same parent */
    uint32_t len;             /* how many items */
} Json;

enum { JSON_DEPTH = 64 }; /* arrays and objects within each other */

/* The value that text holds; NULL when it is not JSON, with *why in words and
 * *at the byte where (either may be NULL). An object with two members of one
 * name is refused. */
const Json *json_parse(Arena *arena, const char *text, size_t len,
                       const char **why, size_t *at);

/* The member of that very name; NULL when absent or not an object. Linear:
 * to use all members, walk them. */
const Json *json_member(const Json *object, const char *name);
/* The text of a JSON_STRING; NULL for anything else, or for NULL. */
const char *json_text(const Json *value);
/* Exactly: a number or a string that is a whole number of 64 bits. */
bool json_int64(const Json *value, int64_t *out);
bool json_uint64(const Json *value, uint64_t *out);
/* What a string of base64 stands for, *len bytes; NULL when it is none. */
const uint8_t *json_base64(Arena *arena, const Json *value, size_t *len);
/* A number, or a string that reads as one, or "NaN", "Infinity", "-Infinity"
 * as protobuf writes them. */
bool json_double(const Json *value, double *out);

#endif
