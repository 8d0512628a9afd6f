#include <string.h>

#include "runtime/task/template.h"
#include "spec/struct.h"
#include "tests/unit/suites.h"

static Arena arena;
static IdlLiteralMap *inputs;
static Environment environment;

static const IdlLiteral *scalar_of(IdlPrimitive *primitive)
{
    return make_literal(&arena, make_scalar(&arena, primitive));
}

static IdlScalar *empty_scalar(int kind)
{
    IdlScalar *scalar =
        make_new(&arena, IdlScalar, FLYTEIDL__CORE__SCALAR__INIT);
    scalar->value_case = (Flyteidl__Core__Scalar__ValueCase)kind;
    return scalar;
}

static void put(const char *name, const IdlLiteral *literal)
{
    literal_map_put(&arena, inputs, name, literal);
}

static const IdlLiteral *text(const char *value)
{
    return scalar_of(make_string(&arena, value));
}

static const IdlLiteral *blob(const char *uri)
{
    IdlScalar *scalar = empty_scalar(FLYTEIDL__CORE__SCALAR__VALUE_BLOB);
    scalar->blob = make_new(&arena, IdlBlob, FLYTEIDL__CORE__BLOB__INIT);
    scalar->blob->uri = make_text(uri);
    return make_literal(&arena, scalar);
}

static const IdlLiteral *list(const IdlLiteral *first, const IdlLiteral *second)
{
    const IdlLiteral *items[] = {first, second};
    return literal_list(&arena, items, second ? 2 : 1);
}

static void put_simple(void)
{
    put("i", scalar_of(make_int(&arena, 42)));
    put("least", scalar_of(make_int(&arena, INT64_MIN)));
    put("yes", scalar_of(make_bool(&arena, true)));
    put("no", scalar_of(make_bool(&arena, false)));
    put("one", scalar_of(make_float(&arena, 1)));
    put("half", scalar_of(make_float(&arena, 0.5)));
    put("huge", scalar_of(make_float(&arena, 1e21)));
    put("when", scalar_of(make_datetime(&arena, 1577836800000000000)));
    put("span", scalar_of(make_time_span(&arena, 3600000000000)));
    put("s", text("hello"));
    put("empty", text(""));
    put("Mixed", text("case"));
    put("a.b", text("dotted"));
    put("slot", text("{{.inputs.s}}"));
    put("half_slot", text("{{.inputs."));
    put("dollars", text("$1 $$ $(USER) ${s}"));
    put("path", text("/var/inputs/x"));
    put("lines", text("a\nb"));
}

static void put_others(void)
{
    IdlScalar *none = make_none(&arena);
    put("file", blob("/run/x"));
    put("list",
        list(scalar_of(make_int(&arena, 1)), scalar_of(make_int(&arena, 2))));
    put("words", list(text("a b"), text("c,d")));
    put("nested", list(list(text("x"), NULL), list(text("y"), NULL)));
    put("nothing", literal_list(&arena, NULL, 0));
    put("packed", make_literal(&arena, make_binary(&arena,
                                                   "\x81\xa1"
                                                   "a\x01",
                                                   4, "msgpack")));
    put("bytes", make_literal(&arena, make_binary(&arena, "x", 1, "raw")));
    put("none", make_literal(&arena, none));
    put("map", literal_of_map(&arena, literal_map_new(&arena)));
    IdlScalar *generic = empty_scalar(FLYTEIDL__CORE__SCALAR__VALUE_GENERIC);
    generic->generic = struct_new(&arena);
    put("struct", make_literal(&arena, generic));
    IdlScalar *either = empty_scalar(FLYTEIDL__CORE__SCALAR__VALUE_UNION);
    either->union_ = make_new(&arena, IdlUnion, FLYTEIDL__CORE__UNION__INIT);
    either->union_->value = (IdlLiteral *)text("x");
    put("union", make_literal(&arena, either));
    IdlScalar *error = empty_scalar(FLYTEIDL__CORE__SCALAR__VALUE_ERROR);
    error->error = make_new(&arena, IdlError, FLYTEIDL__CORE__ERROR__INIT);
    put("error", make_literal(&arena, error));
    IdlScalar *table =
        empty_scalar(FLYTEIDL__CORE__SCALAR__VALUE_STRUCTURED_DATASET);
    table->structured_dataset = make_new(
        &arena, IdlStructuredDataset, FLYTEIDL__CORE__STRUCTURED_DATASET__INIT);
    put("table", make_literal(&arena, table));
    put("no_map", list(literal_of_map(&arena, inputs), NULL));
}

static void start(void)
{
    arena = (Arena){0};
    environment = (Environment){0};
    inputs = literal_map_new(&arena);
    put_simple();
    put_others();
    environment_put(&arena, &environment, "USER", "me");
    environment_put(&arena, &environment, "BLANK", "");
    environment_put(&arena, &environment, "TRICK", "{{.inputs.s}}$(USER)");
    environment_put_secret(&arena, &environment, "TOKEN", "hush");
}

static void stop(void)
{
    arena_release(&arena);
}

static const IdlLiteral *fetch(void *self, const char *name, const char **why)
{
    const IdlLiteral *literal = literal_find(self, name);
    if (!literal)
        *why = "no such input";
    return literal;
}

static TemplateScope scope_of(IdlLiteralMap *map)
{
    static const TemplateMove moves[] = {{"/var/inputs", "/here/in"},
                                         {"/var/outputs", "/here/out"},
                                         {"/var/inputs/out", "/there"}};
    return (TemplateScope){
        .arena = &arena,
        .value = {"/d/inputs.pb", "/d", "/d/0", "/raw/x", "key_1", "/d/task.pb",
                  "\"\"", "/raw/x/_flytecheckpoints", "ns-dev"},
        .fetch = map ? fetch : NULL,
        .self = map,
        .environment = &environment,
        .moves = moves,
        .move_count = 3,
    };
}

typedef struct Row {
    const char *text;
    const char *wanted; /* NULL: an error */
} Row;

static const Row rows[] = {
    /* every template */
    {"{{.input}}", "/d/inputs.pb"},
    {"{{.inputPrefix}}", "/d"},
    {"{{.outputPrefix}}", "/d/0"},
    {"{{.rawOutputDataPrefix}}", "/raw/x"},
    {"{{.perRetryUniqueKey}}", "key_1"},
    {"{{.taskTemplatePath}}", "/d/task.pb"},
    {"{{.prevCheckpointPrefix}}", "\"\""},
    {"{{.checkpointOutputPrefix}}", "/raw/x/_flytecheckpoints"},
    {"{{.namespace}}", "ns-dev"},
    /* case */
    {"{{.Input}}", "/d/inputs.pb"},
    {"{{.INPUT}}", "/d/inputs.pb"},
    {"{{.InPutPrefix}}", "/d"},
    {"{{.OUTPUTPREFIX}}", "/d/0"},
    {"{{.rawoutputdataprefix}}", "/raw/x"},
    {"{{.PerRetryUniqueKey}}", "key_1"},
    {"{{.tasktemplatepath}}", "/d/task.pb"},
    {"{{.PREVCHECKPOINTPREFIX}}", "\"\""},
    {"{{.CheckpointOutputPrefix}}", "/raw/x/_flytecheckpoints"},
    {"{{.NameSpace}}", "ns-dev"},
    {"{{.INPUTS.s}}", "hello"},
    {"{{.Inputs.s}}", "hello"},
    {"{{.inputs.S}}", NULL},
    {"{{.inputs.Mixed}}", "case"},
    {"{{.inputs.mixed}}", NULL},
    /* blanks and the two signs */
    {"{{ .input }}", "/d/inputs.pb"},
    {"{{\t.input\n}}", "/d/inputs.pb"},
    {"{{ $input}}", "/d/inputs.pb"},
    {"{{$inputs.s}}", "hello"},
    {"{{   $inputs.s   }}", "hello"},
    {"{{ .outputPrefix}}/x", "/d/0/x"},
    {"{{. input}}", "{{. input}}"},
    {"{{ input }}", "{{ input }}"},
    {"{ {.input}}", "{ {.input}}"},
    {"{{.input} }", "{{.input} }"},
    {"{.input}", "{.input}"},
    {"{{{.input}}}", "{/d/inputs.pb}"},
    {"{{.input}}}", "/d/inputs.pb}"},
    /* several, and text around */
    {"a {{.input}} b {{.inputs.i}} c", "a /d/inputs.pb b 42 c"},
    {"{{.input}}{{.input}}", "/d/inputs.pb/d/inputs.pb"},
    {"--n={{.inputs.i}}", "--n=42"},
    {"", ""},
    {"hello", "hello"},
    /* what is no template of Flyte's */
    {"{{.unknown}}", "{{.unknown}}"},
    {"{{.inputs}}", "{{.inputs}}"},
    {"{{.inputs.}}", "{{.inputs.}}"},
    {"{{.inputPrefixes}}", "{{.inputPrefixes}}"},
    {"{{.}}", "{{.}}"},
    {"{{}}", "{{}}"},
    {"{{", "{{"},
    {"{{.input", "{{.input"},
    {"{{.inputs.a b}}", "{{.inputs.a b}}"},
    {"{{ .remote_package_path }}", "{{ .remote_package_path }}"},
    /* literals */
    {"{{.inputs.i}}", "42"},
    {"{{.inputs.least}}", "-9223372036854775808"},
    {"{{.inputs.yes}}", "true"},
    {"{{.inputs.no}}", "false"},
    {"{{.inputs.one}}", "1"},
    {"{{.inputs.half}}", "0.5"},
    {"{{.inputs.huge}}", "1e+21"},
    {"{{.inputs.when}}", "2020-01-01T00:00:00Z"},
    {"{{.inputs.span}}", "seconds:3600"},
    {"{{.inputs.empty}}", ""},
    {"x{{.inputs.empty}}y", "xy"},
    {"{{.inputs.a.b}}", "dotted"},
    {"{{.inputs.lines}}", "a\nb"},
    {"{{.inputs.file}}", "/run/x"},
    {"{{.inputs.list}}", "[1,2]"},
    {"{{.inputs.words}}", "[a b,c,d]"},
    {"{{.inputs.nested}}", "[[x],[y]]"},
    {"{{.inputs.nothing}}", "[]"},
    {"{{.inputs.packed}}", "map[a:1]"},
    {"{{.inputs.bytes}}", NULL},
    {"{{.inputs.none}}", NULL},
    {"{{.inputs.map}}", NULL},
    {"{{.inputs.struct}}", NULL},
    {"{{.inputs.union}}", NULL},
    {"{{.inputs.error}}", NULL},
    {"{{.inputs.table}}", NULL},
    {"{{.inputs.no_map}}", NULL},
    {"{{.inputs.gone}}", NULL},
    {"fine {{.inputs.i}} then {{.inputs.gone}}", NULL},
    /* S2: a value is never looked at again */
    {"{{.inputs.slot}}", "{{.inputs.s}}"},
    {"{{.inputs.slot}}{{.inputs.s}}", "{{.inputs.s}}hello"},
    {"{{.inputs.half_slot}}s}}", "{{.inputs.s}}"},
    {"{{.inputs.dollars}}", "$1 $$ $(USER) ${s}"},
    {"{{.inputs.path}}", "/var/inputs/x"},
    {"$(TRICK)", "{{.inputs.s}}$(USER)"},
    /* what Kubernetes makes of $ */
    {"$(USER)", "me"},
    {"a$(USER)b", "ameb"},
    {"$(USER)$(USER)", "meme"},
    {"$(BLANK)", ""},
    {"$(NOBODY)", "$(NOBODY)"},
    {"$$(USER)", "$(USER)"},
    {"$$$(USER)", "$me"},
    {"$$$$", "$$"},
    {"$", "$"},
    {"$1 $USER ${USER}", "$1 $USER ${USER}"},
    {"$(USER", "$(USER"},
    {"$()", "$()"},
    {"$({{.inputs.s}})", "$(hello)"},
    {"$(TOKEN)", NULL},
    {"$$(TOKEN)", "$(TOKEN)"},
    /* folders of the contract, on the host */
    {"/var/inputs", "/here/in"},
    {"/var/inputs/x", "/here/in/x"},
    {"/var/outputs/y.csv", "/here/out/y.csv"},
    {"--in=/var/inputs/x", "--in=/here/in/x"},
    {"-I/var/inputs", "-I/here/in"},
    {"cat /var/inputs/a '/var/inputs/b'>\"/var/outputs/c\"",
     "cat /here/in/a '/here/in/b'>\"/here/out/c\""},
    {"file:///var/inputs/x", "file:///here/in/x"},
    {"/var/inputs:/var/outputs", "/here/in:/here/out"},
    {"/my/var/inputs", "/my/var/inputs"},
    {"my/var/inputs", "my/var/inputs"},
    {"$D/var/inputs ${D}/var/inputs", "$D/var/inputs ${D}/var/inputs"},
    {"*/var/inputs", "*/var/inputs"},
    {"/var/inputs/out", "/there"},
    {"/var/inputs/output", "/here/in/output"},
    {"/var/inputs2", "/var/inputs2"},
    {"/var/inputs.old", "/var/inputs.old"},
    {"/var/inputs/$(USER)/x", "/here/in/me/x"},
};

START_TEST(a_text_is_rendered)
{
    const Row *row = &rows[_i];
    Buf out = {.arena = &arena};
    const char *why = NULL;
    TemplateScope scope = scope_of(inputs);
    bool done = template_render(&scope, &out, row->text, &why);
    ck_assert_msg(done == (row->wanted != NULL), "%s: %s", row->text, why);
    if (row->wanted)
        ck_assert_str_eq(buf_string(&out), row->wanted);
    else
        ck_assert_ptr_nonnull(why);
}
END_TEST

START_TEST(without_inputs_their_templates_stay)
{
    Buf out = {.arena = &arena};
    const char *why;
    TemplateScope scope = scope_of(NULL);
    ck_assert(template_render(&scope, &out, "{{.inputs.s}} {{.input}}", &why));
    ck_assert_str_eq(buf_string(&out), "{{.inputs.s}} /d/inputs.pb");
}
END_TEST

START_TEST(without_variables_dollars_stay)
{
    Buf out = {.arena = &arena};
    const char *why;
    TemplateScope scope = scope_of(inputs);
    scope.environment = NULL;
    ck_assert(template_render(&scope, &out, "$$ $(USER) {{.inputs.i}}", &why));
    ck_assert_str_eq(buf_string(&out), "$$ $(USER) 42");
}
END_TEST

START_TEST(what_was_met_is_told)
{
    Buf out = {.arena = &arena};
    const char *why;
    TemplateScope scope = scope_of(inputs);
    ck_assert(template_render(&scope, &out,
                              "{{.taskTemplatePath}} {{.inputs.s}}", &why));
    ck_assert_uint_eq(scope.used, 1U << TEMPLATE_TASK_TEMPLATE_PATH);
}
END_TEST

START_TEST(a_missing_input_is_named)
{
    Buf out = {.arena = &arena};
    const char *why;
    TemplateScope scope = scope_of(inputs);
    ck_assert(!template_render(&scope, &out, "{{ .Inputs.gone }}", &why));
    ck_assert_str_eq(why, "{{.inputs.gone}}: no such input");
}
END_TEST

/* A long text of many templates costs what it is long. */
START_TEST(a_long_text)
{
    Buf form = {.arena = &arena};
    Buf out = {.arena = &arena};
    const char *why;
    TemplateScope scope = scope_of(inputs);
    for (int i = 0; i < 100000; i++)
        buf_text(&form, "{{.inputs.i}} {{ ");
    ck_assert(template_render(&scope, &out, buf_string(&form), &why));
    ck_assert_uint_eq(out.len, 100000 * strlen("42 {{ "));
}
END_TEST

/* Whatever is written, it ends, and a text without signs stays as it is. */
START_TEST(texts_made_at_random)
{
    static const char *const parts[] = {
        "{{", "}}",          "{",  "}",    ".",      "$",     "(",     ")",
        " ",  "\n",          "$(", "$$",   ".i",     "input", "puts.", "i",
        "s",  "/var/inputs", "/",  "USER", "Prefix", "x",     "\xc3",  "-I",
    };
    uint32_t state = 20261128;
    for (int i = 0; i < 20000; i++) {
        Buf form = {.arena = &arena};
        Buf out = {.arena = &arena};
        const char *why;
        TemplateScope scope = scope_of(i % 2 ? inputs : NULL);
        for (uint32_t n = 1 + state % 12; n > 0; n--) {
            state = state * 1664525 + 1013904223;
            buf_text(&form,
                     parts[(state >> 16) % (sizeof(parts) / sizeof(*parts))]);
        }
        bool done = template_render(&scope, &out, buf_string(&form), &why);
        if (done && !strpbrk(form.at, "{$/"))
            ck_assert_str_eq(form.at, buf_string(&out));
        if (i % 1000 == 999) {
            stop();
            start();
        }
    }
}
END_TEST

Suite *template_suite(void)
{
    Suite *suite = suite_create("template");
    TCase *test = tcase_create("template");
    tcase_add_checked_fixture(test, start, stop);
    tcase_add_loop_test(test, a_text_is_rendered, 0,
                        (int)(sizeof(rows) / sizeof(*rows)));
    tcase_add_test(test, without_inputs_their_templates_stay);
    tcase_add_test(test, without_variables_dollars_stay);
    tcase_add_test(test, what_was_met_is_told);
    tcase_add_test(test, a_missing_input_is_named);
    tcase_add_test(test, a_long_text);
    tcase_add_test(test, texts_made_at_random);
    suite_add_tcase(suite, test);
    return suite;
}
