/* value.h - constants: what literals, `const`s, options and defaults come to.
 *
 * A Value knows the type that it has (or was fitted to: 1 bound to a float is
 * a FLOAT, "sf" bound to Region an ENUM). Immutable, in the session's arena. */
#ifndef FLW_TYPESYS_VALUE_H
#define FLW_TYPESYS_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "typesys/type.h"

typedef enum ValueKind {
    VALUE_NONE,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_FLOAT,
    VALUE_STRING,
    VALUE_DATETIME, /* ns since 1970-01-01T00:00:00Z */
    VALUE_DURATION, /* ns */
    VALUE_SIZE,
    VALUE_ENUM,
    VALUE_LIST,
    VALUE_MAP,
    VALUE_RECORD
} ValueKind;

typedef struct ValueEntry {
    const Sym *name;
    const Value *value;
} ValueEntry;

struct Value {
    ValueKind kind;
    Span span;     /* where it was written */
    uint32_t size; /* of a folded LIST, MAP, RECORD: values in it; else 0 */
    const Type *type;
    union {
        bool bool_;
        int64_t int_; /* INT, DATETIME, DURATION */
        double float_;
        struct {
            const char *at; /* NUL-terminated */
            uint32_t len;
        } string;
        struct {
            int64_t bytes;
            SizeUnit unit;
        } size;
        struct {
            const Decl *decl;
            uint32_t index;
        } enum_;
        struct {
            const Value **at;
            uint32_t len;
        } list;
        struct {
            const ValueEntry *at; /* in order of writing */
            uint32_t len;
        } entries; /* MAP, RECORD */
    } as;
};

/* Same value, whatever the spans. */
bool value_equal(const Value *left, const Value *right);
/* The entry's value in a MAP or RECORD; NULL when absent. */
const Value *value_entry(const Value *value, const Sym *name);
/* As written in flw. */
void value_write(Buf *buf, const Value *value);
/* The shortest digits that read back as the same double, with a point or an
 * exponent. */
void value_write_float(Buf *buf, double number);
const char *value_text(Arena *arena, const Value *value);

#endif
