/* test_emit_type.c - LiteralTypes, as flytekit writes them. */
#include <string.h>

#include "tests/unit/by_hand.h"
#include "tests/unit/suites.h"

static Hand hand;

static void set_up(void)
{
    hand_init(&hand);
}

static void tear_down(void)
{
    hand_release(&hand);
}

static void check_type(const Type *type, const char *wanted)
{
    IdlType *found = emit_type(&hand.emitter, type);
    ck_assert_str_eq(hand_text_of(&hand, found), wanted);
}

#define FIELD(key, value) "fields { key: \"" key "\" value { " value " } }"
#define OBJECT(fields)    "struct_value { " fields " }"
#define TEXT(value)       "string_value: \"" value "\""
#define LIST(values)      "list_value { " values " }"
#define MSGPACK                          \
    "annotation { annotations { " FIELD( \
        "cache-key-metadata",            \
        OBJECT(FIELD("serialization-format", TEXT("msgpack")))) " } }"
#define STRUCT_TAG(tag) "structure { tag: \"" tag "\" }"

START_TEST(simple_types_are_simple)
{
    check_type(hand.types.none, "simple: NONE");
    check_type(hand.types.int_, "simple: INTEGER");
    check_type(hand.types.float_, "simple: FLOAT");
    check_type(hand.types.string, "simple: STRING");
    check_type(hand.types.bool_, "simple: BOOLEAN");
    check_type(hand.types.datetime, "simple: DATETIME");
    check_type(hand.types.duration, "simple: DURATION");
    check_type(hand.types.bytes, "simple: BINARY");
    check_type(hand.types.failure, "simple: ERROR");
}
END_TEST

START_TEST(json_is_a_struct_stored_as_msgpack)
{
    check_type(hand.types.json, "simple: STRUCT " MSGPACK);
}
END_TEST

START_TEST(lists_and_maps_hold_types)
{
    const Type *list = type_list(&hand.types, hand.types.int_);
    check_type(list, "collection_type { simple: INTEGER }");
    check_type(type_map(&hand.types, list),
               "map_value_type { collection_type { simple: INTEGER } }");
    check_type(type_list(&hand.types, hand.types.nothing),
               "collection_type { simple: NONE }");
}
END_TEST

START_TEST(variants_are_tagged_in_the_order_written)
{
    const Type *both = hand_union(&hand, hand.types.string, hand.types.int_);
    check_type(
        type_optional(&hand.types, both),
        "union_type { variants { simple: STRING " STRUCT_TAG(
            "str") " } variants { simple: INTEGER " STRUCT_TAG("int") " } "
                                                                      "variants"
                                                                      " { "
                                                                      "simple: "
                                                                      "NONE"
                                                                      " " STRUCT_TAG(
                                                                          "non"
                                                                          "e") " } }");
}
END_TEST

START_TEST(a_record_as_a_variant_keeps_its_schema_alone)
{
    const Type *maybe = type_optional(&hand.types, hand.inner);
    const char *text = hand_text_of(&hand, emit_type(&hand.emitter, maybe));
    ck_assert(strstr(text, "metadata {") != NULL);
    ck_assert(strstr(text, "dataclass_type") == NULL);
    ck_assert(strstr(text, STRUCT_TAG("Object-Dataclass-Transformer")) != NULL);
}
END_TEST

START_TEST(enums_list_their_cases)
{
    check_type(type_enum(&hand.types, hand.region),
               "enum_type { values: \"sf\" values: \"nyc\" }");
}
END_TEST

START_TEST(files_and_folders_are_blobs)
{
    check_type(hand_file(&hand, NULL), "blob { }");
    check_type(hand_file(&hand, "csv"), "blob { format: \"csv\" }");
    check_type(type_dir(&hand.types, NULL),
               "blob { dimensionality: MULTIPART }");
}
END_TEST

START_TEST(tables_have_their_columns_in_order)
{
    const Type *row = hand_record(&hand, "id", hand.types.int_, "at",
                                  hand.types.datetime, NULL);
    const Sym *parquet = sym_of(&hand.syms, "parquet");
    check_type(type_table_of(&hand.types, NULL, NULL),
               "structured_dataset_type { }");
    check_type(type_table_of(&hand.types, row, parquet),
               "structured_dataset_type { columns { name: \"id\" "
               "literal_type { simple: INTEGER } } columns { name: \"at\" "
               "literal_type { simple: DATETIME } } format: \"parquet\" }");
}
END_TEST

START_TEST(nominal_types_are_tagged_with_module_and_name)
{
    const Type *id = type_fresh(&hand.types, hand.trip_id, hand.types.string);
    check_type(id, "simple: STRING " STRUCT_TAG("eta.TripId"));
    check_type(
        type_optional(&hand.types, id),
        "union_type { variants { simple: STRING " STRUCT_TAG(
            "eta.TripId") " } variants { simple: NONE " STRUCT_TAG("none") " } "
                                                                           "}");
}
END_TEST

#define PLAIN(type) OBJECT(FIELD("type", TEXT(type)))
#define INNER_SCHEMA                                                                                         \
    FIELD("additionalProperties", "bool_value: false")                                                       \
    " " FIELD("properties", OBJECT(FIELD("a", PLAIN("integer")) " " FIELD("b", PLAIN("string")))) " " FIELD( \
        "required",                                                                                          \
        LIST("values { " TEXT("a") " } values { " TEXT(                                                      \
            "b") " }")) " " FIELD("title",                                                                   \
                                  TEXT("Record")) " " FIELD("type",                                          \
                                                            TEXT("object"))

START_TEST(a_record_has_schema_fields_and_msgpack)
{
    check_type(hand.inner,
               "simple: STRUCT metadata { " INNER_SCHEMA " } " MSGPACK
               " structure { dataclass_type { key: \"a\" value { simple: "
               "INTEGER } } dataclass_type { key: \"b\" value { simple: "
               "STRING } } }");
}
END_TEST

typedef struct Property {
    const char *field;
    const char *schema;
} Property;

#define ANY_OF(first, second) \
    FIELD("anyOf", LIST("values { " first " } values { " second " }"))

/* From tests/conformance/flytekit-writes.md. */
static const Property properties[] = {
    {"f", PLAIN("number")},
    {"x", PLAIN("boolean")},
    {"t", OBJECT(FIELD("format", TEXT("date-time")) " " FIELD("type",
                                                              TEXT("string")))},
    {"d", OBJECT(FIELD("format",
                       TEXT("time-delta")) " " FIELD("type", TEXT("number")))},
    {"li",
     OBJECT(FIELD("items", PLAIN("integer")) " " FIELD("type", TEXT("array")))},
    {"ms",
     OBJECT(FIELD("additionalProperties", PLAIN("number")) " " FIELD(
         "propertyNames", PLAIN("string")) " " FIELD("type", TEXT("object")))},
    {"oi", OBJECT(ANY_OF(PLAIN("integer"), PLAIN("null")))},
    {"n", OBJECT(INNER_SCHEMA)},
    {"e", OBJECT(FIELD("enum", LIST("values { " TEXT("sf") " } values { " TEXT(
                                   "nyc") " }")))},
    {"j", PLAIN("object")},
};

static const Type *all_fields(void)
{
    TypeTable *types = &hand.types;
    return hand_record(&hand, "f", types->float_, "x", types->bool_, "t",
                       types->datetime, "d", types->duration, "li",
                       type_list(types, types->int_), "ms",
                       type_map(types, types->float_), "oi",
                       type_optional(types, types->int_), "n", hand.inner, "e",
                       type_enum(types, hand.region), "j", types->json, NULL);
}

START_TEST(a_field_has_mashumaros_schema)
{
    const Property *property = &properties[_i];
    const Struct *schema = emit_schema(&hand.emitter, all_fields())->schema;
    const Struct *fields = struct_find(schema, "properties")->struct_value;
    const StructValue *found = struct_find(fields, property->field);
    ck_assert_str_eq(hand_text_of(&hand, found), property->schema);
}
END_TEST

START_TEST(a_file_in_a_record_is_flytekits_class)
{
    const Type *record = hand_record(&hand, "at", hand_file(&hand, "csv"), "in",
                                     type_dir(&hand.types, NULL), NULL);
    const Struct *schema = emit_schema(&hand.emitter, record)->schema;
    const char *text = hand_text_of(&hand, schema);
    ck_assert(strstr(text, FIELD("title", TEXT("FlyteFile"))) != NULL);
    ck_assert(strstr(text, FIELD("title", TEXT("FlyteDirectory"))) != NULL);
}
END_TEST

START_TEST(a_type_is_made_once)
{
    IdlType *first = emit_type(&hand.emitter, hand.inner);
    ck_assert_ptr_eq(emit_type(&hand.emitter, hand.inner), first);
}
END_TEST

Suite *emit_type_suite(void)
{
    TCase *tcase = tcase_create("emit_type");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, simple_types_are_simple);
    tcase_add_test(tcase, json_is_a_struct_stored_as_msgpack);
    tcase_add_test(tcase, lists_and_maps_hold_types);
    tcase_add_test(tcase, variants_are_tagged_in_the_order_written);
    tcase_add_test(tcase, a_record_as_a_variant_keeps_its_schema_alone);
    tcase_add_test(tcase, enums_list_their_cases);
    tcase_add_test(tcase, files_and_folders_are_blobs);
    tcase_add_test(tcase, tables_have_their_columns_in_order);
    tcase_add_test(tcase, nominal_types_are_tagged_with_module_and_name);
    tcase_add_test(tcase, a_record_has_schema_fields_and_msgpack);
    tcase_add_loop_test(tcase, a_field_has_mashumaros_schema, 0,
                        sizeof(properties) / sizeof(*properties));
    tcase_add_test(tcase, a_file_in_a_record_is_flytekits_class);
    tcase_add_test(tcase, a_type_is_made_once);
    Suite *suite = suite_create("emit_type");
    suite_add_tcase(suite, tcase);
    return suite;
}
