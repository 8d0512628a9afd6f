/* test_kind.c - kinds: what is refused with which code, and what the rest
 * comes to. */
#include <string.h>

#include "base/arena.h"
#include "tests/unit/program.h"
#include "tests/unit/suites.h"
#include "typesys/kind.h"

typedef struct Row {
    const char *text;
    const char *codes;
} Row;

#define TASK(signature, using_) "task t" signature "\nusing " using_ "\n"
#define RUN(signature, command) \
    TASK(signature, "container { image: \"a\", command: [" command "] }")

static const Row rows[] = {
    /* which kind */
    {TASK("() -> ()", "contaner { image: \"a\" }"), "E0453"},
    {TASK("() -> ()", "spark { }"), "E0453"},
    {"const spark = 1\n" TASK("() -> ()", "spark { }"), "E0210"},

    /* fields */
    {TASK("() -> ()", "container { image: \"a\" }"), ""},
    {TASK("() -> ()", "container { image: \"a\", comand: [\"b\"] }"), "E0454"},
    {TASK("() -> ()", "container { command: [\"b\"] }"), "E0452"},
    {TASK("() -> ()", "container { image: \"A b\", command: [\"b\"] }"),
     "E0521"},
    {TASK("() -> ()", "container { image: \"a\", command: \"b\" }"), "E0385"},
    {TASK("() -> ()", "container { image: \"a\", command: [1] }"), "E0302"},
    {TASK("(x: int) -> ()", "container { image: \"a\" }"), "E0460"},
    {TASK("(x: int) -> ()", "container { image: \"a\", args: [\"{x}\"] }"), ""},
    {TASK("() -> ()", "container { image: \"a\", format: yaml }"), ""},
    {TASK("() -> ()", "container { image: \"a\", format: xml }"), "E0374"},
    {TASK("() -> ()", "container { image: \"a\", input_path: \"/in\" }"), ""},
    {TASK("() -> ()", "container { image: \"a\", input_path: \"in\" }"),
     "E0473"},
    {TASK("() -> ()", "container { image: \"a\", input_path: \"/\" }"),
     "E0473"},
    {TASK("() -> ()", "container { image: \"a\", output_path: \"/o/\" }"),
     "E0473"},
    {TASK("() -> ()", "container { image: \"a\", env: { a: \"b\" } }"), ""},
    {TASK("() -> ()",
          "container { image: \"a\", env: { A: \"b\" } }") "with { secrets: [{ "
                                                           "group: \"g\", key: "
                                                           "\"k\", env: \"A\" "
                                                           "}] }",
     "E0383"},

    /* shell, python, sql, echo */
    {TASK("() -> ()", "shell { image: \"a\", script: \"true\" }"), ""},
    {TASK("() -> ()", "shell { image: \"a\" }"), "E0455"},
    {TASK("() -> ()", "shell { image: \"a\", script: \" \" }"), "E0464"},
    {TASK("(x: int) -> ()", "shell { image: \"a\", script: \"echo {x}\" }"),
     "E0465"},
    {TASK("() -> (n: int)", "shell { image: \"a\", script: r\"$n\" }"), ""},
    {TASK("() -> (n: int)", "shell { image: \"a\", script: \"none\" }"),
     "W0420"},
    {TASK("() -> ()", "shell { image: \"a\", script: \"x\", shell: \"/a b\" }"),
     "E0473"},
    {TASK("() -> ()", "python { image: \"a\", module: \"a.b\" }"), "E0455"},
    {TASK("() -> (x: list<int>)",
          "python { image: \"a\", module: \"a.b\", function: \"f\" }"),
     ""},
    {TASK("() -> ()",
          "python { image: \"a\", module: \"a-b\", function: \"f\" }"),
     "E0473"},
    {TASK("() -> ()",
          "python { image: \"a\", module: \"a.b\", function: \"f.g\" }"),
     "E0473"},
    {TASK("() -> ()",
          "python { image: \"a\", module: \".b\", function: \"f\" }"),
     "E0473"},
    {TASK("(d: datetime) -> (r: table)",
          "sql { statement: \"select '{d}'\", dialect: ansi }"),
     ""},
    {TASK("() -> ()", "sql { }"), "E0455"},
    {TASK("() -> ()", "sql { statement: \"x\", dialect: mysql }"), "E0374"},
    {TASK("() -> (r: table)", "sql { statement: \"{r}\" }"), "E0457"},
    {TASK("(a: int) -> (b: int)", "echo {}"), ""},
    {TASK("(a: int) -> (b: int)", "echo { a: 1 }"), "E0454"},
    {TASK("() -> (b: int)", "echo {}"), "E0466"},
    {TASK("(a: int, b: int) -> (c: int, d: int)", "echo {}"), "E0466"},
    {TASK("(a: int) -> (b: string)", "echo {}"), "E0466"},
    {"enum E { x, y }\n" TASK("(a: E) -> (b: string)", "echo {}"), ""},

    /* placeholders */
    {RUN("(a: int, b: float, c: string, d: bool, e: datetime) -> ()",
         "\"{a}{b}{c}{d}{e}\""),
     ""},
    {"enum E { x, y }\ntype P = int where self > 0\ntype N = new string\n" RUN(
         "(a: E, b: P, c: N) -> ()", "\"{a}\", \"{b}\", \"{c}\""),
     ""},
    {RUN("(a: file, b: dir<csv>) -> (c: file)", "\"{a}\", \"{b}\", \"{c}\""),
     ""},
    {RUN("(a: duration) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: list<int>) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: map<int>) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: { b: int }) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: int?) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: json) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: bytes) -> ()", "\"{a}\""), "E0458"},
    {RUN("(a: { b: int }) -> ()", "\"{a.b}\""), "E0459"},
    {RUN("(a: list<int>) -> ()", "\"{a[0]}\""), "E0459"},
    {RUN("(row: int) -> ()", "\"{rows}\""), "E0457"},
    {RUN("(a: int) -> ()", "a"), "E0471"},
    {RUN("(a: int) -> ()", "\"a\""), ""},
    {RUN("(a: int) -> ()", "r\"{{.inputs.a}}\""), "E0472"},
    {RUN("(a: int) -> ()", "r\"{{ .Inputs.a }}\""), "E0472"},
    {RUN("(a: int) -> ()", "r\"{{$inputs.a}}\""), ""},
    {RUN("(a: int) -> ()", "\"{{.inputs.a}}\""), "E0472"},
    {RUN("(a: int) -> ()", "r\"{{.input}}\""), ""},
    {"const c = 3\n" RUN("() -> ()", "\"{c}\""), ""},
    {"const c = 3s\n" RUN("() -> ()", "\"{c}\""), "E0458"},
    {RUN("() -> (n: int)", "\"go\""), "W0420"},
    {RUN("() -> (n: int)", "\"go\", \"/var/outputs/n\""), ""},

    /* what copilot carries */
    {RUN("() -> (a: int, b: duration, c: json, d: { e: int }, f: dir)",
         "\"{a}{b}{c}{d}{f}\""),
     ""},
    {RUN("() -> (a: list<int>)", "\"{a}\""), "E0461"},
    {RUN("() -> (a: int?)", "\"{a}\""), "E0461"},
    {RUN("() -> (a: map<int>)", "\"{a}\""), "E0461"},
    {RUN("() -> (a: table)", "\"{a}\""), "E0461"},
    {RUN("() -> (a: bytes)", "\"{a}\""), "E0461"},
    {"enum E { x, y }\n" RUN("() -> (a: E)", "\"{a}\""), "E0461"},
    {RUN("(a: table) -> ()", "\"go\""), "E0462"},
    {RUN("(a: list<table>) -> ()", "\"go\""), "E0462"},
    {RUN("(a: list<int>, b: int?) -> ()", "\"go\""), ""},

    /* options that the kind ignores */
    {TASK("(a: int) -> (b: int)", "echo {}") "with { cpu: 2 }", "E0451"},
    {TASK("(a: int) -> (b: int)", "echo {}") "with { secrets: [] }", "E0451"},
    {TASK("(a: int) -> (b: int)", "echo {}") "with { cache: \"1\" }", ""},
    {TASK("() -> ()", "sql { statement: \"x\" }") "with { image: \"a\" }",
     "E0451"},
    {"defaults { image: \"a\", cpu: 2 }\n" TASK("(a: int) -> (b: int)",
                                                "echo {}"),
     ""},
    {RUN("() -> ()", "\"b\"") "with { deck: true }", "E0451"},
};

#define KIND(fields) "kind k = plugin \"k\" {\n" fields "\n}\n"

static const Row declared[] = {
    {KIND(""), ""},
    {KIND("a: int, b as \"bB\": string? = none, c as \"d.e\": list<size>"), ""},
    {KIND("a: { b: int, c: json?, d: list<{ e: string }> }"), ""},
    {KIND("a as config \"a\": string, s as sql \"statement\": template"), ""},
    {KIND(
         "i as container \"image\": string, m as container \"module\": string"),
     ""},
    {KIND("a: template, b: list<template>, c: template? = none"), ""},
    {KIND("a: int, a: int"), "E0371"},
    {KIND("a as body \"a\": int"), "E0467"},
    {KIND("a as sql \"query\": string"), "E0467"},
    {KIND("a as container \"ports\": string"), "E0467"},
    {KIND("a as \"a..b\": int"), "E0467"},
    {KIND("a as \"\": int"), "E0467"},
    {KIND("a as \"x.y\": int, b as \"x.y\": int"), "E0468"},
    {KIND("a as \"x.y\": int, b as \"x\": int"), "E0468"},
    {KIND("a as \"x\": int, b as \"x.y\": int"), "E0468"},
    {KIND("a as \"x.y\": int, b as \"x.z\": int, c as config \"x\": string"),
     ""},
    {KIND("a: file"), "E0469"},
    {KIND("a: table"), "E0469"},
    {KIND("a: bytes"), "E0469"},
    {KIND("a: map<list<template>>"), "E0469"},
    {KIND("a as config \"a\": int"), "E0469"},
    {KIND("a as container \"args\": string"), "E0469"},
    {KIND("a as container \"env\": map<int>"), "E0469"},
    {KIND("a: int = \"x\""), "E0302"},
    {"kind k = plugin \"my k\" {}\n", "E0470"},
    {"kind k = plugin \"\" {}\n", "E0470"},
    {"kind k = plugin \"k\" version 2 {}\n", ""},
};

#define USE(fields, signature, given) \
    KIND(fields) "task t" signature "\nusing k { " given " }\n"

static const Row uses[] = {
    {USE("a: int", "() -> ()", "a: 1"), ""},
    {USE("a: int", "() -> ()", ""), "E0455"},
    {USE("a: int", "() -> ()", "b: 1"), "E0454"},
    {USE("a: int", "() -> ()", "a: \"x\""), "E0302"},
    {USE("a: int", "() -> ()", "a: 1, a: 2"), "E0371"},
    {USE("a: int = 3", "() -> ()", ""), ""},
    {USE("a: int?", "() -> ()", ""), ""},
    {USE("a: int where self > 2", "() -> ()", "a: 1"), "E0307"},
    {USE("a: size", "() -> ()", "a: 0Gi"), "E0376"},
    {USE("a: { b: int, c: int? }", "() -> ()", "a: { b: 1 }"), ""},
    {USE("a: { b: int, c: int? }", "() -> ()", "a: { c: 1 }"), "E0455"},
    {USE("a: { b: int, c: int? }", "() -> ()", "a: { b: 1, d: 1 }"), "E0454"},
    {USE("a: list<{ b: int }>", "() -> ()", "a: [{ b: 1 }, { b: \"x\" }]"),
     "E0302"},
    {USE("a: list<{ b: int, c: int? }> where len(self) >= 2", "() -> ()",
         "a: [{ b: 1 }]"),
     "E0373"},
    {USE("a: json", "() -> ()", "a: {\"b\": [1, \"x\", { c: none }]}"), ""},
    {USE("a: template", "(x: int) -> ()", "a: \"{x}\""), ""},
    {USE("a: template", "(x: int) -> ()", "a: \"{y}\""), "E0457"},
    {USE("a: list<template>", "(x: int) -> ()", "a: [\"{x}\", \"b\"]"), ""},
    {USE("a: string", "(x: int) -> ()", "a: \"{x}\""), "E0327"},
    {USE("a as container \"image\": string", "() -> ()", "a: \"A b\""),
     "E0473"},
    {USE("m as container \"module\": string", "() -> ()", "m: \"a b\""),
     "E0473"},
    {USE("m as container \"module\": string", "() -> ()", "m: \"a.b\""),
     "E0452"},
    {USE("a: int", "() -> ()", "a: 1") "with { cpu: 2 }", "E0451"},
    {USE("m as container \"args\": list<string>", "() -> ()",
         "m: [\"a\"]") "with { image: \"a\", cpu: 2, deck: true }",
     ""},
};

#define RUNS(fields, given)              \
    USE(fields, "(x: int) -> ()", given) \
    "with { image: \"a\" }"

static const Row commands[] = {
    {RUNS("i as container \"image\": string", "i: \"a\""), "E0460"},
    {RUNS("a as container \"args\": list<string>", "a: []"), "E0460"},
    {RUNS("a as container \"args\": list<string>", "a: [\"b\"]"), ""},
    {RUNS("a as container \"args\": list<string> = [\"b\"]", ""), ""},
    {RUNS("a as container \"command\": list<template>", "a: [\"{x}\"]"), ""},
    {RUNS("m as container \"module\": string", "m: \"a\""), "E0460"},
    {RUNS("m as container \"module\": string, "
          "f as container \"function\": string",
          "m: \"a\", f: \"b\""),
     ""},
};

#define POD(spec) TASK("() -> ()", "pod { primary: \"m\", spec: " spec " }")
#define ONE(field) \
    POD("{ containers: [{\"name\": \"m\", \"image\": \"a\", " field "}] }")

static const Row pods[] = {
    {POD("{ containers: [{ name: \"m\", image: \"a\" }] }"), ""},
    {POD("{\"containers\": [{ name: \"m\", image: \"a\" }], "
         "\"restartPolicy\": \"Never\", \"nodeSelector\": { a: \"b\" }}"),
     ""},
    {POD("3"), "E0463"},
    {POD("{ containers: [] }"), "E0463"},
    {POD("{ volumes: [] }"), "E0463"},
    {POD("{ containers: [{ name: \"m\" }] }"), "E0463"},
    {POD("{ containers: [{ image: \"a\" }] }"), "E0463"},
    {POD("{ containers: [{ name: \"M\", image: \"a\" }] }"), "E0463"},
    {POD("{ containers: [{ name: \"m\", image: \"A b\" }] }"), "E0521"},
    {POD("{ containers: [{ name: \"x\", image: \"a\" }] }"), "E0463"},
    {POD("{ containers: [{ name: \"m\", image: \"a\" }, "
         "{ name: \"m\", image: \"a\" }] }"),
     "E0463"},
    {POD("{ containers: [3] }"), "E0463"},
    {POD("{ containers: 3 }"), "E0463"},
    {POD("{ contaners: [] }"), "E0463"},
    {ONE("\"command\": [\"a\"], \"tty\": true"), ""},
    {ONE("\"command\": \"a\""), "E0463"},
    {ONE("\"command\": [1]"), "E0463"},
    {ONE("\"tty\": \"yes\""), "E0463"},
    {ONE("\"ports\": [{\"containerPort\": 80}]"), ""},
    {ONE("\"ports\": [{\"containerPort\": 8000000000}]"), "E0463"},
    {ONE("\"env\": [{ name: \"A\", value: \"b\" }]"), ""},
    {ONE("\"env\": { A: \"b\" }"), "E0463"},
    {ONE("\"env\": [{ name: \"A\", value: 1 }]"), "E0463"},
    {ONE("\"resources\": { limits: { cpu: 2, memory: 4Gi } }"), ""},
    {ONE("\"resources\": { limits: { cpu: \"500m\" }, requests: { cpu: 0.5 } "
         "}"),
     ""},
    {ONE("\"resources\": { limits: { cpu: \"lots\" } }"), "E0463"},
    {ONE("\"resources\": { limits: { cpu: 1 }, requests: { cpu: 2 } }"),
     "E0463"},
    {ONE("\"resources\": { limits: {\"nvidia.com/gpu\": 2}, "
         "requests: {\"nvidia.com/gpu\": 1} }"),
     "E0463"},
    {TASK("() -> ()", "pod { primary: \"m\" }"), "E0455"},
};

static void expect(const Row *row)
{
    program_gives(row->text, row->codes);
}

START_TEST(a_built_in_kind_is_judged)
{
    expect(&rows[_i]);
}
END_TEST

START_TEST(a_declaration_is_judged)
{
    expect(&declared[_i]);
}
END_TEST

START_TEST(a_use_of_a_declared_kind_is_judged)
{
    expect(&uses[_i]);
}
END_TEST

START_TEST(a_container_of_a_plugin_must_run_something)
{
    expect(&commands[_i]);
}
END_TEST

START_TEST(a_pod_is_judged)
{
    expect(&pods[_i]);
}
END_TEST

/* ---- what they come to ---- */

static const KindUse *use_of(Program *program, const char *text)
{
    program_begin(program, text);
    ck_assert_str_eq(program_codes(program), "");
    return program_decl(program, "t")->as.task.use;
}

START_TEST(a_command_is_words_and_parameters)
{
    Program program;
    const KindUse *use =
        use_of(&program, RUN("(x: int) -> (y: file)", "\"go\", \"-n={x}!\", "
                                                      "\"{y}\""));
    ck_assert_int_eq(use->tag, KIND_CONTAINER);
    ck_assert_uint_eq(use->command.len, 3);
    const Template *second = &use->command.at[1];
    ck_assert_uint_eq(second->parts.len, 3);
    ck_assert_str_eq(second->parts.at[0].text, "-n=");
    ck_assert_str_eq(second->parts.at[1].param->name.sym->text, "x");
    ck_assert_str_eq(second->parts.at[2].text, "!");
    ck_assert_int_eq(use->command.at[2].parts.at[0].param->kind, LOCAL_OUTPUT);
    program_end(&program);
}
END_TEST

START_TEST(a_constant_in_a_command_is_text)
{
    Program program;
    const KindUse *use = use_of(
        &program, "enum E { slow, fast }\nconst e = E.fast\nconst s = \"x y\"\n"
                  "const n = 3\n" RUN("() -> ()", "\"{e}-{s}-{n}\""));
    const Template *word = &use->command.at[0];
    ck_assert_str_eq(word->parts.at[0].text, "fast");
    ck_assert_str_eq(word->parts.at[2].text, "x y");
    ck_assert_str_eq(word->parts.at[4].text, "3");
    program_end(&program);
}
END_TEST

START_TEST(fields_stand_in_the_order_of_the_kind)
{
    Program program;
    const KindUse *use =
        use_of(&program, USE("a: int, b: string = \"x\", c: float?, "
                             "m as container \"module\": string, "
                             "i as container \"image\": string, "
                             "e as container \"env\": map<string>",
                             "() -> ()",
                             "e: { z: \"1\", y: \"2\" }, i: \"img:1\", "
                             "m: \"p.q\", a: 7"));
    ck_assert_int_eq(use->tag, KIND_PLUGIN);
    ck_assert_uint_eq(use->fields.len, 6);
    ck_assert_int_eq(use->fields.at[0].value->as.int_, 7);
    ck_assert_str_eq(use->fields.at[1].value->as.string.at, "x");
    ck_assert_ptr_null(use->fields.at[2].value);
    ck_assert_str_eq(use->module, "p.q");
    ck_assert_str_eq(use->image, "img:1");
    ck_assert_uint_eq(use->env.len, 2);
    ck_assert_str_eq(use->env.at[0].name, "y");
    program_end(&program);
}
END_TEST

START_TEST(a_pod_spec_is_json)
{
    Program program;
    const KindUse *use =
        use_of(&program,
               TASK("(x: int, f: file) -> (y: file)",
                    "pod { primary: \"m\", spec: { containers: [{ name: \"m\", "
                    "image: \"a\", command: [\"{x}\", \"{f}\", \"{y}\"], "
                    "resources: { limits: { memory: 4Gi } } }] } }"));
    const Value *containers = use->pod_spec->as.entries.at[0].value;
    const Value *container = containers->as.list.at[0];
    const Value *command = container->as.entries.at[2].value;
    ck_assert_str_eq(command->as.list.at[0]->as.string.at, "{{.inputs.x}}");
    ck_assert_str_eq(command->as.list.at[1]->as.string.at, "/var/inputs/f");
    ck_assert_str_eq(command->as.list.at[2]->as.string.at, "/var/outputs/y");
    const Value *limits =
        container->as.entries.at[3].value->as.entries.at[0].value;
    ck_assert_str_eq(limits->as.entries.at[0].value->as.string.at, "4Gi");
    program_end(&program);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(*(table)))

Suite *kind_suite(void)
{
    Suite *suite = suite_create("kind");
    TCase *tests = tcase_create("kind");
    tcase_add_loop_test(tests, a_built_in_kind_is_judged, 0, COUNT(rows));
    tcase_add_loop_test(tests, a_declaration_is_judged, 0, COUNT(declared));
    tcase_add_loop_test(tests, a_use_of_a_declared_kind_is_judged, 0,
                        COUNT(uses));
    tcase_add_loop_test(tests, a_container_of_a_plugin_must_run_something, 0,
                        COUNT(commands));
    tcase_add_loop_test(tests, a_pod_is_judged, 0, COUNT(pods));
    tcase_add_test(tests, a_command_is_words_and_parameters);
    tcase_add_test(tests, a_constant_in_a_command_is_text);
    tcase_add_test(tests, fields_stand_in_the_order_of_the_kind);
    tcase_add_test(tests, a_pod_spec_is_json);
    suite_add_tcase(suite, tests);
    return suite;
}
