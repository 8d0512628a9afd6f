/* flyte_schema.c - how Flyte compares two JSON schemas.
 *
 * By gitlab.com/yvesf/json-schema-compare, whose words "not implemented" Flyte
 * takes for a yes. Keywords that schemas of records do not have are compared
 * by the letter here. */
#include <string.h>

#include "compiler/diff/compare.h"
#include "compiler/diff/flyte_cast.h"
#include "compiler/diff/lookup.h"

/* SOFT: the library gives up, which does for a whole, but not for a variant. */
typedef enum Answer { FITS, SOFT, MISFIT } Answer;

enum { SCHEMA_DEPTH_MAX = 64, SCHEMA_PAIRS_MAX = 100000 };

typedef struct Pairing {
    Arena *arena;
    Lookup lookup;
    const Struct *wanted_root;
    const Struct *found_root;
    uint32_t depth;
    uint32_t pairs;
} Pairing;

static Answer compare(Pairing *p, const Struct *wanted, const Struct *found);

static Answer worse(Answer left, Answer right)
{
    return left > right ? left : right;
}

static const char *text_at(const Struct *schema, const char *key)
{
    return struct_text_of(struct_find(schema, key));
}

enum { HOPS_MAX = 8 }; /* from reference to reference */

/* What a `$ref` stands for; NULL: nothing. */
static const Struct *resolve(Pairing *p, const Struct *root,
                             const Struct *schema)
{
    for (int hops = 0; schema && hops < HOPS_MAX; hops++) {
        const char *path = text_at(schema, "$ref");
        if (!*path)
            return schema;
        schema = lookup_path(&p->lookup, root, path);
    }
    return NULL;
}

/* All texts of the one are in the other. */
static bool is_subset(Pairing *p, const StructList *part,
                      const StructList *whole)
{
    for (size_t i = 0; part && i < part->n_values; i++)
        if (!whole ||
            !lookup_has(&p->lookup, whole, struct_text_of(part->values[i])))
            return false;
    return true;
}

/* ---- keywords ---- */

static Answer compare_properties(Pairing *p, const Struct *wanted,
                                 const Struct *found)
{
    Answer answer = FITS;
    const Struct *to = struct_object_of(struct_find(wanted, "properties"));
    const Struct *from = struct_object_of(struct_find(found, "properties"));
    for (size_t i = 0; to && i < to->n_fields && answer != MISFIT; i++) {
        const StructValue *other =
            lookup_find(&p->lookup, from, to->fields[i]->key);
        answer = other
                     ? worse(answer,
                             compare(p, struct_object_of(to->fields[i]->value),
                                     struct_object_of(other)))
                     : MISFIT;
    }
    return answer;
}

static Answer compare_object(Pairing *p, const Struct *wanted,
                             const Struct *found)
{
    bool gives_up = struct_find(wanted, "additionalProperties") ||
                    struct_find(found, "additionalProperties");
    if (!is_subset(p, struct_list_of(struct_find(wanted, "required")),
                   struct_list_of(struct_find(found, "required"))))
        return MISFIT;
    return worse(gives_up ? SOFT : FITS, compare_properties(p, wanted, found));
}

static Answer compare_string(Pairing *p, const Struct *wanted,
                             const Struct *found)
{
    const StructList *cases = struct_list_of(struct_find(wanted, "enum"));
    const StructList *given = struct_list_of(struct_find(found, "enum"));
    if (strcmp(text_at(wanted, "format"), text_at(found, "format")) != 0)
        return MISFIT;
    return cases && !is_subset(p, given, cases) ? MISFIT : FITS;
}

static Answer compare_array(Pairing *p, const Struct *wanted,
                            const Struct *found)
{
    const StructValue *to = struct_find(wanted, "items");
    const StructValue *from = struct_find(found, "items");
    if (!to)
        return FITS;
    return from ? compare(p, struct_object_of(to), struct_object_of(from))
                : MISFIT;
}

/* Every variant found has one among the wanted that fits without a doubt. */
static Answer compare_variants(Pairing *p, const char *key,
                               const Struct *wanted, const Struct *found)
{
    const StructList *to = struct_list_of(struct_find(wanted, key));
    const StructList *from = struct_list_of(struct_find(found, key));
    if (!to || !from)
        return to || from ? MISFIT : FITS;
    for (size_t i = 0; i < from->n_values; i++) {
        bool fits = false;
        for (size_t j = 0; j < to->n_values && !fits; j++)
            fits = compare(p, struct_object_of(to->values[j]),
                           struct_object_of(from->values[i])) == FITS;
        if (!fits)
            return MISFIT;
    }
    return FITS;
}

/* Bounds and the like, which refine what the types say. */
static Answer compare_bounds(const Struct *wanted, const Struct *found)
{
    static const char *const keys[] = {
        "const",         "pattern",       "minLength", "maxLength",
        "minimum",       "maximum",       "minItems",  "maxItems",
        "minProperties", "maxProperties", "multipleOf"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!same_message(struct_find(wanted, keys[i]),
                          struct_find(found, keys[i])))
            return MISFIT;
    return FITS;
}

/* ---- all ---- */

static Answer compare_by_type(Pairing *p, const Struct *wanted,
                              const Struct *found)
{
    const char *type = text_at(wanted, "type");
    const char *other = text_at(found, "type");
    if (strcmp(type, other) != 0 && (*type || strcmp(other, "object") != 0))
        return MISFIT;
    if (strcmp(type, "string") == 0)
        return compare_string(p, wanted, found);
    if (strcmp(type, "array") == 0)
        return compare_array(p, wanted, found);
    if (strcmp(type, "object") == 0 || !*type)
        return compare_object(p, wanted, found);
    return FITS;
}

static Answer compare_resolved(Pairing *p, const Struct *wanted,
                               const Struct *found)
{
    Answer answer = compare_by_type(p, wanted, found);
    static const char *const choices[] = {"anyOf", "allOf", "oneOf"};
    for (size_t i = 0; i < 3 && answer != MISFIT; i++)
        answer = worse(answer, compare_variants(p, choices[i], wanted, found));
    return answer == MISFIT ? answer
                            : worse(answer, compare_bounds(wanted, found));
}

static Answer compare(Pairing *p, const Struct *wanted, const Struct *found)
{
    wanted = resolve(p, p->wanted_root, wanted);
    found = resolve(p, p->found_root, found);
    if (!wanted || !found)
        return wanted == found ? FITS : MISFIT;
    if (p->depth > SCHEMA_DEPTH_MAX || p->pairs++ > SCHEMA_PAIRS_MAX)
        return MISFIT;
    p->depth++;
    Answer answer = compare_resolved(p, wanted, found);
    p->depth--;
    return answer;
}

bool flyte_schema_casts(Arena *arena, const Struct *wanted, const Struct *found)
{
    Pairing p = {.arena = arena, .wanted_root = wanted, .found_root = found};
    lookup_init(&p.lookup, arena);
    return same_message(wanted, found) || compare(&p, wanted, found) != MISFIT;
}
