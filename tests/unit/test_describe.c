/* test_describe.c - packages in flw's own terms, and packages that lie. */
#include <string.h>

#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "flyteidl/admin/workflow.pb-c.h"
#include "spec/describe.h"
#include "spec/make.h"
#include "spec/wire.h"
#include "tests/unit/suites.h"

static Arena arena;

/* Messages branch; so many are enough, the rest are none. */
enum { MESSAGES_MAX = 3000 };

static int made;

static void set_up(void)
{
    arena = (Arena){0};
    made = 0;
}

static void tear_down(void)
{
    arena_release(&arena);
}

static const char *described(PackageKind kind, ProtobufCMessage *message)
{
    Package package = {.arena = &arena};
    Buf out = {.arena = &arena};
    package_add(&package, kind, message);
    describe_package(&out, &package, NULL);
    return buf_string(&out);
}

/* ---- messages that lack what they should have ---- */

/* Everything a terminal could be led astray with. */
static char evil[] = "a\x1b[2J\x07\xc2\x9b\xe2\x80\xae\xe2\x81\xa6\r\n{x}\"\\";

static size_t member_size(const MessageField *field)
{
    return field->type == PROTOBUF_C_TYPE_BYTES ? sizeof(ProtobufCBinaryData)
           : field->type == PROTOBUF_C_TYPE_STRING ||
                   field->type == PROTOBUF_C_TYPE_MESSAGE
               ? sizeof(void *)
           : field->type == PROTOBUF_C_TYPE_INT64 ||
                   field->type == PROTOBUF_C_TYPE_UINT64 ||
                   field->type == PROTOBUF_C_TYPE_DOUBLE
               ? 8
               : 4;
}

static ProtobufCMessage *make_filled(const MessageType *type, int depth,
                                     unsigned choice);

/* A value: an evil text, an unknown enum, a message down to `depth`, then
 * none. */
static void fill_member(const MessageField *field, void *member, int depth,
                        unsigned choice)
{
    if (field->type == PROTOBUF_C_TYPE_STRING)
        *(char **)member = evil;
    else if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        *(ProtobufCMessage **)member =
            depth && made < MESSAGES_MAX
                ? make_filled(field->descriptor, depth - 1, choice)
                : NULL;
    else if (field->type == PROTOBUF_C_TYPE_BYTES)
        *(ProtobufCBinaryData *)member =
            (ProtobufCBinaryData){3, (uint8_t *)"\x92\xc1\x00"};
    else if (field->type == PROTOBUF_C_TYPE_BOOL)
        *(protobuf_c_boolean *)member = 1;
    else
        memset(member, choice % 3 ? 1 : 0xff, member_size(field));
}

static void fill_list(ProtobufCMessage *message, const MessageField *field,
                      int depth, unsigned choice)
{
    bool is_message = field->type == PROTOBUF_C_TYPE_MESSAGE;
    void *items = arena_alloc(&arena, 2 * member_size(field));
    size_t count = is_message && (depth == 0 || made >= MESSAGES_MAX) ? 0 : 1;
    fill_member(field, items, depth, choice);
    memcpy((char *)message + field->offset, &items, sizeof items);
    memcpy((char *)message + field->quantifier_offset, &count, sizeof count);
}

/* All fields are set; of each oneof, the one that `choice` says. */
static ProtobufCMessage *make_filled(const MessageType *type, int depth,
                                     unsigned choice)
{
    ProtobufCMessage *message = arena_alloc(&arena, type->sizeof_message);
    protobuf_c_message_init(type, message);
    made++;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const MessageField *field = &type->fields[i];
        bool of_many = field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
        char *member = (char *)message + field->offset;
        if (field->label == PROTOBUF_C_LABEL_REPEATED) {
            fill_list(message, field, depth, choice);
        } else if (!of_many ||
                   i % (type->n_fields) == choice % type->n_fields) {
            if (of_many) {
                uint32_t id = field->id;
                memcpy((char *)message + field->quantifier_offset, &id,
                       sizeof id);
            }
            fill_member(field, member, depth, choice / 3);
        }
    }
    return message;
}

static void check_safe(const char *text)
{
    for (const char *at = text; *at; at++) {
        ck_assert_msg((unsigned char)*at >= 0x20 || *at == '\n',
                      "a control: %s", text);
        ck_assert_msg(strncmp(at, "\xe2\x80\xae", 3) != 0, "a bidi mark");
        ck_assert_msg(strncmp(at, "\xe2\x81\xa6", 3) != 0, "a bidi mark");
        ck_assert_msg(strncmp(at, "\xc2\x9b", 2) != 0, "a control of 8 bits");
    }
}

START_TEST(no_message_breaks_the_terminal_or_us)
{
    for (int depth = 0; depth < 7; depth++)
        for (unsigned choice = 0; choice < 24; choice++) {
            arena_release(&arena);
            arena = (Arena){0};
            made = 0;
            PackageKind kind = (PackageKind)_i;
            check_safe(described(
                kind, make_filled(package_kind_type(kind), depth, choice)));
        }
}
END_TEST

START_TEST(an_empty_message_is_described)
{
    PackageKind kind = (PackageKind)_i;
    static const char *const texts[] = {
        [PACKAGE_TASK] = "task \"\"() -> ()\n\n",
        [PACKAGE_WORKFLOW] = "workflow \"\"() -> ()\n{\n}\n\n",
        [PACKAGE_LAUNCH_PLAN] = "launch \"\" = unknown {\n}\n\n"};
    ck_assert_str_eq(
        described(kind, make_filled(package_kind_type(kind), 0, 1)),
        texts[kind]);
}
END_TEST

/* Types within types up to what spec_unpack lets through. */
START_TEST(the_deepest_message_is_described)
{
    Flyteidl__Core__LiteralType *type =
        make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__INTEGER);
    for (int i = 0; i < 90; i++) {
        Flyteidl__Core__LiteralType *list =
            make_new(&arena, Flyteidl__Core__LiteralType,
                     FLYTEIDL__CORE__LITERAL_TYPE__INIT);
        list->type_case = FLYTEIDL__CORE__LITERAL_TYPE__TYPE_COLLECTION_TYPE;
        list->collection_type = type;
        type = list;
    }
    Flyteidl__Core__Variable variable = FLYTEIDL__CORE__VARIABLE__INIT;
    Flyteidl__Core__VariableMap map = FLYTEIDL__CORE__VARIABLE_MAP__INIT;
    Flyteidl__Core__TypedInterface both = FLYTEIDL__CORE__TYPED_INTERFACE__INIT;
    Flyteidl__Core__TaskTemplate task = FLYTEIDL__CORE__TASK_TEMPLATE__INIT;
    Flyteidl__Admin__TaskSpec spec = FLYTEIDL__ADMIN__TASK_SPEC__INIT;
    variable.type = type;
    make_put(&arena, map.variables, map.n_variables,
             FLYTEIDL__CORE__VARIABLE_MAP__VARIABLES_ENTRY__INIT, "x",
             &variable);
    both.inputs = &map;
    task.interface = &both;
    spec.template_ = &task;
    const char *text = described(PACKAGE_TASK, &spec.base);
    ck_assert_ptr_nonnull(strstr(text, "list<list<int>>"));
}
END_TEST

/* ---- what is said ---- */

static Flyteidl__Core__LiteralType *make_type(
    Flyteidl__Core__LiteralType__TypeCase kind)
{
    Flyteidl__Core__LiteralType *type =
        make_new(&arena, Flyteidl__Core__LiteralType,
                 FLYTEIDL__CORE__LITERAL_TYPE__INIT);
    type->type_case = kind;
    return type;
}

static Flyteidl__Core__Identifier *make_id(const char *name)
{
    Flyteidl__Core__Identifier *id = make_new(
        &arena, Flyteidl__Core__Identifier, FLYTEIDL__CORE__IDENTIFIER__INIT);
    id->name = make_text(name);
    return id;
}

/* A launch plan whose one input has this type. */
static const char *described_type(Flyteidl__Core__LiteralType *type)
{
    Flyteidl__Core__Variable variable = FLYTEIDL__CORE__VARIABLE__INIT;
    Flyteidl__Core__Parameter parameter = FLYTEIDL__CORE__PARAMETER__INIT;
    Flyteidl__Core__ParameterMap map = FLYTEIDL__CORE__PARAMETER_MAP__INIT;
    Flyteidl__Admin__LaunchPlanSpec spec =
        FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT;
    Flyteidl__Admin__LaunchPlan plan = FLYTEIDL__ADMIN__LAUNCH_PLAN__INIT;
    variable.type = type;
    parameter.var = &variable;
    make_put(&arena, map.parameters, map.n_parameters,
             FLYTEIDL__CORE__PARAMETER_MAP__PARAMETERS_ENTRY__INIT, "x",
             &parameter);
    spec.default_inputs = &map;
    spec.workflow_id = make_id("w");
    plan.spec = &spec;
    plan.id = make_id("l");
    return described(PACKAGE_LAUNCH_PLAN, &plan.base);
}

START_TEST(a_union_with_none_is_optional)
{
    Flyteidl__Core__UnionType *both = make_new(
        &arena, Flyteidl__Core__UnionType, FLYTEIDL__CORE__UNION_TYPE__INIT);
    make_push(&arena, both->variants, both->n_variants,
              make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__FLOAT));
    make_push(&arena, both->variants, both->n_variants,
              make_simple(&arena, FLYTEIDL__CORE__SIMPLE_TYPE__NONE));
    Flyteidl__Core__LiteralType *type =
        make_type(FLYTEIDL__CORE__LITERAL_TYPE__TYPE_UNION_TYPE);
    type->union_type = both;
    ck_assert_str_eq(described_type(type),
                     "launch l = w {\n  inputs { x: float? }\n}\n\n");
}
END_TEST

START_TEST(a_type_of_a_newer_flyte_is_unknown)
{
    ck_assert_str_eq(
        described_type(make_type(FLYTEIDL__CORE__LITERAL_TYPE__TYPE__NOT_SET)),
        "launch l = w {\n  inputs { x: unknown }\n}\n\n");
    ck_assert_str_eq(
        described_type(make_simple(&arena, (Flyteidl__Core__SimpleType)77)),
        "launch l = w {\n  inputs { x: unknown }\n}\n\n");
}
END_TEST

/* A fixed input of a launch plan. */
static const char *described_literal(Flyteidl__Core__Scalar *scalar)
{
    Flyteidl__Core__LiteralMap map = FLYTEIDL__CORE__LITERAL_MAP__INIT;
    Flyteidl__Admin__LaunchPlanSpec spec =
        FLYTEIDL__ADMIN__LAUNCH_PLAN_SPEC__INIT;
    Flyteidl__Admin__LaunchPlan plan = FLYTEIDL__ADMIN__LAUNCH_PLAN__INIT;
    make_put(&arena, map.literals, map.n_literals,
             FLYTEIDL__CORE__LITERAL_MAP__LITERALS_ENTRY__INIT, "x",
             make_literal(&arena, scalar));
    spec.fixed_inputs = &map;
    plan.spec = &spec;
    const char *text = described(PACKAGE_LAUNCH_PLAN, &plan.base);
    const char *at = strstr(text, "x: ");
    ck_assert_ptr_nonnull(at);
    return arena_copy(&arena, at + 3, strcspn(at + 3, "\n") - strlen(" }"));
}

#define SECOND 1000000000LL

START_TEST(constants_read_as_flw_writes_them)
{
    static const struct {
        int64_t ns;
        const char *text;
    } spans[] = {{600 * SECOND, "10m"},    {0, "0s"},
                 {5400 * SECOND, "1h30m"}, {86400 * SECOND, "1d"},
                 {-90 * SECOND, "-1m30s"}, {SECOND / 4, "0.25s"}};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        ck_assert_str_eq(described_literal(make_scalar(
                             &arena, make_time_span(&arena, spans[i].ns))),
                         spans[i].text);
    ck_assert_str_eq(
        described_literal(make_scalar(&arena, make_float(&arena, 5))), "5.0");
    ck_assert_str_eq(described_literal(make_scalar(
                         &arena, make_datetime(&arena, 1767225600 * SECOND))),
                     "@2026-01-01");
    ck_assert_str_eq(described_literal(make_scalar(
                         &arena, make_datetime(&arena, 1767225661 * SECOND))),
                     "@2026-01-01T00:01:01Z");
    ck_assert_str_eq(described_literal(make_none(&arena)), "none");
}
END_TEST

START_TEST(a_record_is_read_back_and_a_broken_one_shown_as_bytes)
{
    static const char record[] = "\x82\xa1i\x03\xa2 x\x92\xc0\xc3";
    ck_assert_str_eq(described_literal(make_binary(
                         &arena, record, sizeof record - 1, "msgpack")),
                     "{ i: 3, \" x\": [none, true] }");
    ck_assert_str_eq(
        described_literal(make_binary(&arena, record, 5, "msgpack")),
        "bytes(\"msgpack\", \"gqFpA6I=\")");
    ck_assert_str_eq(described_literal(make_binary(
                         &arena, "\xdf\xff\xff\xff\xff", 5, "msgpack")),
                     "bytes(\"msgpack\", \"3/////8=\")");
}
END_TEST

START_TEST(only_what_was_asked_for_is_described)
{
    Package package = {.arena = &arena};
    Buf out = {.arena = &arena};
    for (int i = 0; i < 2; i++) {
        Flyteidl__Admin__LaunchPlan *plan =
            make_new(&arena, Flyteidl__Admin__LaunchPlan,
                     FLYTEIDL__ADMIN__LAUNCH_PLAN__INIT);
        plan->id = make_id(i ? "b" : "a");
        package_add(&package, PACKAGE_LAUNCH_PLAN, &plan->base);
    }
    ck_assert(describe_package(&out, &package, "b"));
    ck_assert_str_eq(buf_string(&out), "launch b = unknown {\n}\n\n");
    ck_assert(!describe_package(&out, &package, "c"));
}
END_TEST

Suite *describe_suite(void)
{
    Suite *suite = suite_create("describe");
    TCase *tests = tcase_create("describe");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, no_message_breaks_the_terminal_or_us,
                        PACKAGE_TASK, PACKAGE_LAUNCH_PLAN + 1);
    tcase_add_loop_test(tests, an_empty_message_is_described, PACKAGE_TASK,
                        PACKAGE_LAUNCH_PLAN + 1);
    tcase_add_test(tests, the_deepest_message_is_described);
    tcase_add_test(tests, a_union_with_none_is_optional);
    tcase_add_test(tests, a_type_of_a_newer_flyte_is_unknown);
    tcase_add_test(tests, constants_read_as_flw_writes_them);
    tcase_add_test(tests,
                   a_record_is_read_back_and_a_broken_one_shown_as_bytes);
    tcase_add_test(tests, only_what_was_asked_for_is_described);
    suite_add_tcase(suite, tests);
    return suite;
}
