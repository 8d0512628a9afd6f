/* test_diff.c - what flw itself cannot write: packages of other SDKs, and
 * packages that lie. The rest is in tests/golden/diff. */
#include <stdlib.h>
#include <string.h>

#include "compiler/diff/comparison.h"
#include "compiler/diff/flyte_cast.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/make.h"
#include "spec/idl.h"
#include "spec/make.h"
#include "spec/struct.h"
#include "spec/wire.h"
#include "tests/unit/program.h"
#include "tests/unit/suites.h"

static Arena arena;

static void set_up(void)
{
    arena = (Arena){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

/* ---- packages by hand ---- */

static Package package_of(PackageKind kind, void *message)
{
    Package package = {.arena = &arena};
    package_add(&package, kind, message);
    return package;
}

static const Comparison *compare(Package *was, Package *now)
{
    DiffSide old = {.label = "old", .package = was};
    DiffSide new = {.label = "new", .package = now};
    return packages_compare(&arena, &old, &new);
}

/* "B110 S103", worst first. */
static const char *codes(const Comparison *comparison)
{
    Buf out = {.arena = &arena};
    for (uint32_t i = 0; i < comparison->entities.len; i++) {
        const EntityChanges *entity = comparison->entities.at[i];
        for (uint32_t j = 0; j < entity->changes.len; j++)
            buf_print(&out, "%s%s", out.len ? " " : "",
                      entity->changes.at[j].rule->code);
    }
    return buf_string(&out);
}

/* A task f whose only input, or output, is x of the type. */
static Package task_of(IdlType *type, bool is_input)
{
    IdlTaskSpec *spec = make_new(&arena, Flyteidl__Admin__TaskSpec,
                                 FLYTEIDL__ADMIN__TASK_SPEC__INIT);
    IdlTask *task = make_new(&arena, Flyteidl__Core__TaskTemplate,
                             FLYTEIDL__CORE__TASK_TEMPLATE__INIT);
    IdlVariable *x = make_new(&arena, Flyteidl__Core__Variable,
                              FLYTEIDL__CORE__VARIABLE__INIT);
    IdlVariableMap *map = make_new(&arena, Flyteidl__Core__VariableMap,
                                   FLYTEIDL__CORE__VARIABLE_MAP__INIT);
    x->type = type;
    make_put(&arena, map->variables, map->n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, "x", x);
    task->id = make_new(&arena, Flyteidl__Core__Identifier,
                        FLYTEIDL__CORE__IDENTIFIER__INIT);
    task->id->resource_type = FLYTEIDL__CORE__RESOURCE_TYPE__TASK;
    task->id->name = make_text("f");
    task->interface = make_new(&arena, Flyteidl__Core__TypedInterface,
                               FLYTEIDL__CORE__TYPED_INTERFACE__INIT);
    *(is_input ? &task->interface->inputs : &task->interface->outputs) = map;
    spec->template_ = task;
    return package_of(PACKAGE_TASK, spec);
}

/* ---- JSON schemas, as flytekit's dataclasses have them ---- */

/* "id:integer name:string=\"x\"?": `?` may be left out, `=` with a default. */
static Struct *schema_of(const char *fields)
{
    Struct *schema = struct_new(&arena);
    Struct *properties = struct_new(&arena);
    StructList *required = struct_list_new(&arena);
    char *rest = arena_copy(&arena, fields, strlen(fields));
    for (char *field; (field = strtok_r(rest, " ", &rest));) {
        char *type = strchr(field, ':');
        char *initial = strchr(field, '=');
        *type++ = '\0';
        if (initial)
            *initial++ = '\0';
        Struct *told = struct_new(&arena);
        struct_put(&arena, told, "type", struct_string(&arena, type));
        if (initial)
            struct_put(&arena, told, "default", struct_string(&arena, initial));
        else
            struct_push(&arena, required, struct_string(&arena, field));
        struct_put(&arena, properties, field, struct_object(&arena, told));
    }
    struct_put(&arena, schema, "type", struct_string(&arena, "object"));
    struct_put(&arena, schema, "title", struct_string(&arena, "Trip"));
    struct_put(&arena, schema, "properties", struct_object(&arena, properties));
    struct_put(&arena, schema, "required", struct_list(&arena, required));
    return schema;
}

static IdlType *record_of(Struct *schema)
{
    IdlType *type = make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__STRUCT);
    type->metadata = schema;
    return type;
}

static const struct {
    const char *was;
    const char *now;
    const char *as_input;
    const char *as_output;
} schemas[] = {
    {"id:integer", "id:integer", "", ""},
    {"id:integer", "id:integer name:string", "B120", "S131"},
    {"id:integer name:string", "id:integer", "S115", "B137"},
    {"id:integer", "id:integer name:string=x", "R112", "S131"},
    {"id:integer name:string=x", "id:integer name:string=y", "R113", "S132"},
    {"id:integer name:string=x", "id:integer name:string", "B120", "S132"},
    {"id:integer name:string", "id:integer name:string=x", "S115", "R130"},
    {"id:integer", "id:string", "B115", "B132"},
};

START_TEST(fields)
{
    const char *was = schemas[_i].was;
    const char *now = schemas[_i].now;
    for (int is_input = 0; is_input < 2; is_input++) {
        Package old = task_of(record_of(schema_of(was)), is_input);
        Package new = task_of(record_of(schema_of(now)), is_input);
        ck_assert_msg(strcmp(codes(compare(&old, &new)),
                             is_input ? schemas[_i].as_input
                                      : schemas[_i].as_output) == 0,
                      "%s -> %s: %s", was, now, codes(compare(&old, &new)));
    }
}
END_TEST

/* {"$ref": "#/$defs/Node"}, whose field `next` is a Node again. */
static Struct *list_schema(const char *type)
{
    Struct *schema = struct_new(&arena);
    Struct *classes = struct_new(&arena);
    Struct *node = struct_new(&arena);
    Struct *properties = struct_new(&arena);
    Struct *value = struct_new(&arena);
    Struct *next = struct_new(&arena);
    struct_put(&arena, value, "type", struct_string(&arena, type));
    struct_put(&arena, next, "$ref", struct_string(&arena, "#/$defs/Node"));
    struct_put(&arena, properties, "value", struct_object(&arena, value));
    struct_put(&arena, properties, "next", struct_object(&arena, next));
    struct_put(&arena, node, "type", struct_string(&arena, "object"));
    struct_put(&arena, node, "properties", struct_object(&arena, properties));
    struct_put(&arena, classes, "Node", struct_object(&arena, node));
    struct_put(&arena, schema, "$defs", struct_object(&arena, classes));
    struct_put(&arena, schema, "$ref", struct_string(&arena, "#/$defs/Node"));
    return schema;
}

START_TEST(classes_that_hold_themselves)
{
    Package was = task_of(record_of(list_schema("integer")), true);
    Package same = task_of(record_of(list_schema("integer")), true);
    Package now = task_of(record_of(list_schema("string")), true);
    ck_assert_str_eq(codes(compare(&was, &same)), "");
    ck_assert_str_eq(codes(compare(&was, &now)), "B115");
}
END_TEST

/* Class n has two fields of class n + 1: 2^40 paths, 40 classes. */
static Struct *wide_schema(const char *leaf)
{
    Struct *schema = struct_new(&arena);
    Struct *classes = struct_new(&arena);
    for (int i = 0; i < 40; i++) {
        Struct *class = struct_new(&arena);
        Struct *properties = struct_new(&arena);
        Struct *part = struct_new(&arena);
        if (i < 39)
            struct_put(&arena, part, "$ref",
                       struct_string(
                           &arena, arena_print(&arena, "#/$defs/C%d", i + 1)));
        else
            struct_put(&arena, part, "type", struct_string(&arena, leaf));
        struct_put(&arena, properties, "a", struct_object(&arena, part));
        struct_put(&arena, properties, "b", struct_object(&arena, part));
        struct_put(&arena, class, "type", struct_string(&arena, "object"));
        struct_put(&arena, class, "properties",
                   struct_object(&arena, properties));
        struct_put(&arena, classes, arena_print(&arena, "C%d", i),
                   struct_object(&arena, class));
    }
    struct_put(&arena, schema, "$defs", struct_object(&arena, classes));
    struct_put(&arena, schema, "$ref", struct_string(&arena, "#/$defs/C0"));
    return schema;
}

/* Ends soon: that is the test. */
START_TEST(classes_that_are_named_often)
{
    Package was = task_of(record_of(wide_schema("integer")), true);
    Package now = task_of(record_of(wide_schema("string")), true);
    const Comparison *comparison = compare(&was, &now);
    ck_assert_int_gt(comparison->counts[CLASS_BREAKING], 1);
    ck_assert_int_eq(comparison->counts[CLASS_SAFE], 0);
    IdlType *other = record_of(wide_schema("integer"));
    other->metadata->n_fields--;
    Package less = task_of(other, true);
    compare(&was, &less);
}
END_TEST

/* ---- other SDKs ---- */

static Package made_by(const char *version)
{
    Package package = task_of(
        make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER), true);
    IdlTaskSpec *spec = (IdlTaskSpec *)package.entries.at[0].message;
    IdlTaskMetadata *meta = make_new(&arena, Flyteidl__Core__TaskMetadata,
                                     FLYTEIDL__CORE__TASK_METADATA__INIT);
    meta->runtime = make_new(&arena, Flyteidl__Core__RuntimeMetadata,
                             FLYTEIDL__CORE__RUNTIME_METADATA__INIT);
    meta->runtime->version = make_text(version);
    spec->template_->metadata = meta;
    return package;
}

START_TEST(other_version_of_the_sdk)
{
    Package was = made_by("1.15.0");
    Package now = made_by("1.16.8");
    ck_assert_str_eq(codes(compare(&was, &now)), "S160");
}
END_TEST

/* Refinements that only a hostile package has: no files are read, and what
 * cannot be proved is another refinement. */
START_TEST(refinements_that_are_none)
{
    static const char *const texts[] = {
        "self > 0 type Evil = int",
        "self > ",
        "self > 0\nimport \"/etc/passwd\" as x",
        "unknown(self)",
        "",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *sides[] = {"self > 5", texts[i]};
        Package packages[2];
        for (int j = 0; j < 2; j++) {
            IdlType *type =
                make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER);
            type->annotation = make_new(&arena, Flyteidl__Core__TypeAnnotation,
                                        FLYTEIDL__CORE__TYPE_ANNOTATION__INIT);
            type->annotation->annotations = struct_new(&arena);
            struct_put(&arena, type->annotation->annotations, "refinement",
                       struct_string(&arena, sides[j]));
            packages[j] = task_of(type, true);
        }
        ck_assert_str_eq(codes(compare(&packages[0], &packages[1])),
                         *texts[i] ? "B122" : "S115");
    }
}
END_TEST

/* ---- packages that lie ---- */

static const char program[] =
    "enum Region { sf, nyc }\n"
    "type Trip = { id: int where self > 0, region: Region, note: string? }\n"
    "task f(x: list<Trip>, y: int | string, z: file<csv>?) -> (t: Trip)\n"
    "using python { image: \"a:1\", module: \"m\", function: \"f\" }\n"
    "with { cpu: 1, retries: 2, timeout: 1m, cache: \"v1\",\n"
    "  secrets: [{ group: \"a\", key: \"b\", env: \"C\" }] }\n"
    "task g(t: Trip) -> (n: int)\n"
    "using container { image: \"a:1\", command: [\"g\"], args: [\"{n}\"] }\n"
    "workflow main(x: list<Trip>, y: int = 3) -> (n: int) {\n"
    "  first = f(x: x, y: y, z: none)\n"
    "  count = g(t: first)\n"
    "  ok = approve(\"ship\", timeout: 1d)\n"
    "  again = if count > 3 { g(t: first) } else { fail \"no\" }\n"
    "  return (n: again)\n"
    "}\n"
    "launch nightly = main { fixed { x: [] } schedule cron(\"0 3 * * *\")\n"
    "  notify email(\"a@acme.example\") on [failed] labels { a: \"b\" } }\n";

static Package compiled(Program *out, const char *text)
{
    program_begin(out, text);
    ck_assert_msg(!session_failed(&out->session), "%s", program_codes(out));
    const Plan *plan = plan_make(&out->session, &out->module, 1);
    Package package = {.arena = &out->session.arena};
    EmitInput input = {.arena = &out->session.arena,
                       .diags = &out->session.diags,
                       .version = "0"};
    emit_plan(&input, plan, &package);
    ck_assert(!session_failed(&out->session));
    return package;
}

/* The entry with one byte or three of it changed; false: no longer a message.
 */
static bool tamper(const PackageEntry *entry, PackageEntry *out)
{
    size_t len;
    const char *why = NULL;
    const uint8_t *bytes = spec_pack(&arena, entry->message, &len);
    uint8_t *copy = arena_alloc(&arena, len);
    memcpy(copy, bytes, len);
    for (int i = rand() % 3; i >= 0; i--)
        copy[(size_t)rand() % len] ^= (uint8_t)(1 << rand() % 8);
    *out = *entry;
    out->message =
        spec_unpack(&arena, entry->message->descriptor, copy, len, &why);
    return out->message != NULL;
}

START_TEST(packages_that_lie)
{
    Program whole;
    Package made = compiled(&whole, program);
    ck_assert_int_gt(made.entries.len, 4);
    uint32_t compared = 0;
    srand(1);
    for (int round = 0; round < 2000; round++) {
        Package good = {.arena = &arena};
        Package bad = {.arena = &arena};
        for (uint32_t i = 0; i < made.entries.len; i++) {
            PackageEntry entry = made.entries.at[i];
            entry.message = message_clone(&arena, entry.message);
            vec_push(&arena, &good.entries, entry);
        }
        for (uint32_t i = 0; i < good.entries.len; i++) {
            PackageEntry entry = good.entries.at[i];
            bool is_hit = (uint32_t)rand() % good.entries.len == i;
            if (!is_hit || tamper(&good.entries.at[i], &entry))
                vec_push(&arena, &bad.entries, entry);
        }
        const Comparison *there = compare(&good, &bad);
        const Comparison *back = compare(&bad, &good);
        compared += there->entities.len > 0;
        ck_assert_int_eq(there->entities.len > 0, back->entities.len > 0);
        ck_assert_str_eq(codes(compare(&bad, &bad)), "");
        arena_release(&arena);
        arena = (Arena){0};
    }
    ck_assert_int_gt(compared, 500);
    program_end(&whole);
}
END_TEST

Suite *diff_suite(void)
{
    Suite *suite = suite_create("diff");
    TCase *tests = tcase_create("diff");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, fields, 0, sizeof schemas / sizeof *schemas);
    tcase_add_test(tests, classes_that_hold_themselves);
    tcase_add_test(tests, classes_that_are_named_often);
    tcase_add_test(tests, other_version_of_the_sdk);
    tcase_add_test(tests, refinements_that_are_none);
    tcase_add_test(tests, packages_that_lie);
    suite_add_tcase(suite, tests);
    return suite;
}
