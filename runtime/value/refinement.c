/* refinement.c - `self in 1..65535`, checked where a value crosses a border. */
#include "runtime/value/refinement.h"

#include <string.h>

#include "base/json_place.h"
#include "base/map.h"
#include "runtime/value/go_time.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/where.h"
#include "spec/struct.h"

typedef Flyteidl__Core__TypeStructure__DataclassTypeEntry FieldEntry;

typedef struct Checker {
    Arena *arena;
    Buf *name; /* of the value at hand; steps are added and taken back */
    Map *read; /* texts of refinements, by address -> Where */
    const char **why;
} Checker;

const char *refinement_text(const IdlType *type)
{
    const StructValue *where =
        type->annotation && type->annotation->annotations
            ? struct_find(type->annotation->annotations, "refinement")
            : NULL;
    bool told =
        where && where->kind_case == GOOGLE__PROTOBUF__VALUE__KIND_STRING_VALUE;
    return told ? where->string_value : NULL;
}

/* Does the type hold a refinement anywhere? Most do not, and then no value
 * need be looked at. */
static bool has_refinement(const IdlType *type);

static bool fields_have(const IdlStructure *structure)
{
    for (size_t i = 0; structure && i < structure->n_dataclass_type; i++)
        if (structure->dataclass_type[i]->value &&
            has_refinement(structure->dataclass_type[i]->value))
            return true;
    return false;
}

static bool has_refinement(const IdlType *type)
{
    if (refinement_text(type) || fields_have(type->structure))
        return true;
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE)
        return has_refinement(type->collection_type);
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE)
        return has_refinement(type->map_value_type);
    if (type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE)
        return false;
    for (size_t i = 0; i < type->union_type->n_variants; i++)
        if (has_refinement(type->union_type->variants[i]))
            return true;
    return false;
}

static bool refuse(const Checker *checker, const char *words)
{
    *checker->why = arena_print(checker->arena, "`%s` %s",
                                buf_string(checker->name), words);
    return false;
}

static const Where *where_read_once(const Checker *checker, const char *text)
{
    const Where *where = map_find(checker->read, text);
    if (!where) {
        where = where_read(checker->arena, text);
        map_put(checker->arena, checker->read, text, (void *)where);
    }
    return where;
}

static bool ask(const Checker *checker, const char *text,
                const WhereValue *value, const char *shown)
{
    const Where *where = where_read_once(checker, text);
    if (!where)
        return refuse(checker,
                      arena_print(checker->arena,
                                  "has a refinement that this version of flw "
                                  "cannot read: %s",
                                  text));
    bool strange = false;
    if (where_holds(where, value, &strange))
        return true;
    return refuse(checker,
                  arena_print(checker->arena, "is %s, wants %s%s", shown, text,
                              strange ? ", which is said of values of "
                                        "another kind"
                                      : ""));
}

/* ---- steps ---- */

static size_t step_name(const Checker *checker, const char *name)
{
    size_t len = checker->name->len;
    json_path_name(checker->name, name);
    return len;
}

static size_t step_index(const Checker *checker, size_t index)
{
    size_t len = checker->name->len;
    json_path_index(checker->name, index);
    return len;
}

static bool step_back(const Checker *checker, size_t len, bool fine)
{
    checker->name->len = len;
    checker->name->at[len] = '\0';
    return fine;
}

/* ---- inside records: JSON ---- */

static bool check_json(const Checker *checker, const IdlType *type,
                       const Json *json);
static bool check(const Checker *checker, const IdlType *type,
                  const IdlLiteral *literal);

static bool value_of_text(const IdlType *type, const Json *json,
                          WhereValue *value)
{
    Moment moment;
    value->kind = WHERE_TEXT;
    value->text = json->text;
    value->len = strlen(json->text);
    if (type->type_case != FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE ||
        type->simple != FLYTEIDL__CORE__SIMPLE_TYPE__DATETIME)
        return true;
    value->kind = WHERE_DATETIME;
    if (!moment_read_loosely(json->text, &moment))
        return false;
    value->whole = moment.seconds;
    value->nanos = moment.nanos;
    return true;
}

static bool value_of_number(const IdlType *type, const Json *json,
                            WhereValue *value)
{
    if (type->simple == FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER) {
        value->kind = WHERE_INT;
        return json_int64(json, &value->whole);
    }
    value->kind = WHERE_FLOAT;
    if (!json_double(json, &value->number))
        return false;
    if (type->simple != FLYTEIDL__CORE__SIMPLE_TYPE__DURATION)
        return true;
    value->kind = WHERE_DURATION;
    bool small = value->number > -1e18 && value->number < 1e18;
    value->whole = small ? (int64_t)value->number : 0;
    value->nanos = (int32_t)((value->number - (double)value->whole) * 1e9);
    return small;
}

static bool is_simple(const IdlType *type, Flyteidl__Core__SimpleType simple)
{
    return type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_SIMPLE &&
           type->simple == simple;
}

static bool value_of_json(const IdlType *type, const Json *json,
                          WhereValue *value)
{
    *value = (WhereValue){.kind = WHERE_ITEMS, .whole = json->len};
    if (json->kind == JSON_NUMBER ||
        is_simple(type, FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT))
        return value_of_number(type, json, value);
    if (json->kind == JSON_STRING)
        return value_of_text(type, json, value);
    return json->kind == JSON_ARRAY || json->kind == JSON_OBJECT;
}

static bool check_json_itself(const Checker *checker, const IdlType *type,
                              const Json *json)
{
    const char *where = refinement_text(type);
    WhereValue value;
    if (!where)
        return true;
    Buf shown = {.arena = checker->arena};
    json_put(&(JsonOut){.buf = &shown}, json);
    if (value_of_json(type, json, &value))
        return ask(checker, where, &value,
                   json->kind == JSON_ARRAY || json->kind == JSON_OBJECT
                       ? arena_print(checker->arena, "of length %u", json->len)
                       : buf_string(&shown));
    return refuse(checker, arena_print(checker->arena, "is %s, wants %s",
                                       buf_string(&shown), where));
}

static bool check_json_union(const Checker *checker, const IdlType *type,
                             const Json *json)
{
    JsonFault fault;
    const IdlLiteral *literal =
        literal_of_json(checker->arena, json, type, &fault);
    return literal ? check(checker, type, literal)
                   : refuse(checker, fault.reason);
}

static bool check_json_items(const Checker *checker, const IdlType *type,
                             const Json *json)
{
    bool fine = true;
    size_t index = 0;
    for (const Json *item = json->first; item && fine; item = item->next) {
        size_t len = item->name ? step_name(checker, item->name)
                                : step_index(checker, index++);
        fine = step_back(checker, len, check_json(checker, type, item));
    }
    return fine;
}

static bool check_json_fields(const Checker *checker,
                              const IdlStructure *structure, const Json *json)
{
    bool fine = true;
    for (size_t i = 0; i < structure->n_dataclass_type && fine; i++) {
        const FieldEntry *entry = structure->dataclass_type[i];
        if (!entry->value || !has_refinement(entry->value))
            continue;
        const Json *member = json_member(json, entry->key);
        size_t len = step_name(checker, entry->key);
        fine = step_back(checker, len,
                         member ? check_json(checker, entry->value, member)
                                : refuse(checker, "is missing"));
    }
    return fine;
}

/* As deep as the type is nested, which spec_unpack bounds. */
static bool check_json(const Checker *checker, const IdlType *type,
                       const Json *json)
{
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE)
        return check_json_union(checker, type, json);
    if (!check_json_itself(checker, type, json))
        return false;
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE)
        return check_json_items(checker, type->collection_type, json);
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE)
        return check_json_items(checker, type->map_value_type, json);
    return !type->structure ||
           check_json_fields(checker, type->structure, json);
}

/* ---- literals ---- */

static bool value_of_plain(const IdlPrimitive *primitive, WhereValue *value)
{
    switch (primitive->value_case) {
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_INTEGER:
        *value = (WhereValue){.kind = WHERE_INT, .whole = primitive->integer};
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_FLOAT_VALUE:
        *value =
            (WhereValue){.kind = WHERE_FLOAT, .number = primitive->float_value};
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_STRING_VALUE:
        *value = (WhereValue){.kind = WHERE_TEXT,
                              .text = primitive->string_value,
                              .len = strlen(primitive->string_value)};
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DATETIME:
        *value = (WhereValue){.kind = WHERE_DATETIME,
                              .whole = primitive->datetime->seconds,
                              .nanos = primitive->datetime->nanos};
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_DURATION:
        *value = (WhereValue){.kind = WHERE_DURATION,
                              .whole = primitive->duration->seconds,
                              .nanos = primitive->duration->nanos};
        return true;
    case FLYTEIDL__CORE__PRIMITIVE__VALUE_BOOLEAN:
    case FLYTEIDL__CORE__PRIMITIVE__VALUE__NOT_SET:
    case _FLYTEIDL__CORE__PRIMITIVE__VALUE__CASE_IS_INT_SIZE:
        break;
    }
    return false;
}

static bool value_of(const IdlLiteral *literal, WhereValue *value)
{
    if (literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION) {
        *value =
            (WhereValue){.kind = WHERE_ITEMS,
                         .whole = (int64_t)literal->collection->n_literals};
        return true;
    }
    if (literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_MAP) {
        *value = (WhereValue){.kind = WHERE_ITEMS,
                              .whole = (int64_t)literal->map->n_literals};
        return true;
    }
    return literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR &&
           literal->scalar->value_case ==
               FLYTEIDL__CORE__SCALAR__VALUE_PRIMITIVE &&
           value_of_plain(literal->scalar->primitive, value);
}

enum { SHOWN_COLUMNS = 60 };

static bool check_itself(const Checker *checker, const char *where,
                         const IdlLiteral *literal)
{
    WhereValue value;
    const char *shown = literal_shown(checker->arena, literal, SHOWN_COLUMNS);
    if (!value_of(literal, &value))
        return refuse(checker, arena_print(checker->arena, "is %s, wants %s",
                                           shown, where));
    if (value.kind == WHERE_ITEMS)
        shown = arena_print(checker->arena, "of length %lld",
                            (long long)value.whole);
    return ask(checker, where, &value, shown);
}

static bool check_items(const Checker *checker, const IdlType *type,
                        const IdlLiteral *literal)
{
    bool fine = true;
    if (literal->value_case != FLYTEIDL__CORE__LITERAL__VALUE_COLLECTION)
        return refuse(checker, "is no list");
    const IdlLiterals *list = literal->collection;
    for (size_t i = 0; i < list->n_literals && fine; i++) {
        size_t len = step_index(checker, i);
        fine = step_back(checker, len, check(checker, type, list->literals[i]));
    }
    return fine;
}

static bool check_values(const Checker *checker, const IdlType *type,
                         const IdlLiteral *literal)
{
    bool fine = true;
    if (literal->value_case != FLYTEIDL__CORE__LITERAL__VALUE_MAP)
        return refuse(checker, "is no map");
    const IdlLiteralMap *map = literal->map;
    for (size_t i = 0; i < map->n_literals && fine; i++) {
        size_t len = step_name(checker, map->literals[i]->key);
        fine = step_back(checker, len,
                         map->literals[i]->value
                             ? check(checker, type, map->literals[i]->value)
                             : refuse(checker, "has no value"));
    }
    return fine;
}

static bool check_variant(const Checker *checker, const IdlLiteral *literal)
{
    bool fine =
        literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR &&
        literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_UNION;
    if (!fine)
        return true; /* a bare none, as launch plans have it by default */
    const IdlUnion *either = literal->scalar->union_;
    return !either->type || !either->value ||
           check(checker, either->type, either->value);
}

static bool check_record(const Checker *checker, const IdlType *type,
                         const IdlLiteral *literal)
{
    Buf text = {.arena = checker->arena};
    literal_json(&(JsonOut){.buf = &text}, literal);
    const Json *json =
        json_parse(checker->arena, buf_string(&text), text.len, NULL, NULL);
    if (!json)
        return refuse(checker, "is a record that cannot be read");
    return check_json_fields(checker, type->structure, json);
}

/* An item of a record's list is packed, plain as it may be. */
static bool is_packed(const IdlLiteral *literal)
{
    return literal->value_case == FLYTEIDL__CORE__LITERAL__VALUE_SCALAR &&
           literal->scalar->value_case == FLYTEIDL__CORE__SCALAR__VALUE_BINARY;
}

static bool check_packed(const Checker *checker, const IdlType *type,
                         const IdlLiteral *literal)
{
    Buf text = {.arena = checker->arena};
    literal_json(&(JsonOut){.buf = &text}, literal);
    const Json *json =
        json_parse(checker->arena, buf_string(&text), text.len, NULL, NULL);
    return json ? check_json(checker, type, json)
                : refuse(checker, "is a record that cannot be read");
}

/* As deep as the type is nested, which spec_unpack bounds. */
static bool check(const Checker *checker, const IdlType *type,
                  const IdlLiteral *literal)
{
    const char *where = refinement_text(type);
    if (!has_refinement(type))
        return true;
    if (is_packed(literal))
        return check_packed(checker, type, literal);
    if (where && !check_itself(checker, where, literal))
        return false;
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE)
        return !has_refinement(type->collection_type) ||
               check_items(checker, type->collection_type, literal);
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_MAP_VALUE_TYPE)
        return !has_refinement(type->map_value_type) ||
               check_values(checker, type->map_value_type, literal);
    if (type->type_case == FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE)
        return check_variant(checker, literal);
    return !fields_have(type->structure) ||
           check_record(checker, type, literal);
}

/* What is made up on the way goes when the answer is there. */
bool refinement_holds(Arena *arena, const char *name, const IdlType *type,
                      const IdlLiteral *literal, const char **why)
{
    if (!type || !has_refinement(type))
        return true;
    Arena scratch = {0};
    Buf path = {.arena = &scratch};
    Map read = {0};
    buf_text(&path, name);
    bool fine = check(&(Checker){&scratch, &path, &read, why}, type, literal);
    if (!fine)
        *why = arena_copy(arena, *why, strlen(*why));
    arena_release(&scratch);
    return fine;
}

bool refinements_hold(Arena *arena, const IdlVariableMap *variables,
                      const IdlLiteralMap *values, const char **why)
{
    for (size_t i = 0; variables && i < variables->n_variables; i++) {
        const char *name = variables->variables[i]->key;
        const IdlVariable *variable = variables->variables[i]->value;
        const IdlLiteral *value = literal_find(values, name);
        if (variable && value &&
            !refinement_holds(arena, name, variable->type, value, why))
            return false;
    }
    return true;
}
