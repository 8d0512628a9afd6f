#include <string.h>

#include "base/diag_json.h"
#include "base/json.h"
#include "tests/unit/suites.h"

static Arena arena;
static Sources sources;
static Diags diags;

static void start(void)
{
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
}

static void stop(void)
{
    arena_release(&arena);
}

static const Json *written(void)
{
    Buf buf = {.arena = &arena};
    diag_json(&buf, &diags, &sources);
    const Json *root = json_parse(&arena, buf.at, buf.len, NULL, NULL);
    ck_assert_ptr_nonnull(root);
    return root;
}

/* Follows names with a dot between; "0", "1" are places in an array. */
static const Json *at(const Json *value, const char *path)
{
    while (*path && value) {
        size_t len = strcspn(path, ".");
        const char *name = arena_copy(&arena, path, len);
        if (value->kind == JSON_ARRAY) {
            const Json *item = value->first;
            for (int i = name[0] - '0'; i > 0 && item; i--)
                item = item->next;
            value = item;
        } else {
            value = json_member(value, name);
        }
        path += len + (path[len] == '.');
    }
    return value;
}

static void add_sample(const char *text)
{
    Source *source =
        sources_add(&sources, "m.flw", text, (uint32_t)strlen(text));
    uint32_t from = source->base + (uint32_t)(strstr(text, "bad") - text);
    Span span = {from, from + 3};
    Diag *diag = diag_add(&diags, "E0301", span, "wrong");
    diag_label(&diags, diag, "string");
    diag_also(&diags, diag, (Span){source->base, source->base + 1}, "here");
    DiagNote *note = diag_note(&diags, diag, span, "because");
    diag_note_label(&diags, note, "int");
    diag_help(&diags, diag, "do better");
    diag_fix(&diags, diag, FIX_SAFE, span, "good", "write good");
}

typedef struct FieldCase {
    const char *path;
    const char *text; /* of a string or a number */
} FieldCase;

static const FieldCase fields[] = {
    {"version", "1"},
    {"tool.name", "flw"},
    {"diagnostics.0.code", "E0301"},
    {"diagnostics.0.severity", "error"},
    {"diagnostics.0.title", "wrong"},
    {"diagnostics.0.label", "string"},
    {"diagnostics.0.span.file", "m.flw"},
    {"diagnostics.0.span.byte_start", "5"},
    {"diagnostics.0.span.byte_end", "8"},
    {"diagnostics.0.span.start.line", "2"},
    {"diagnostics.0.span.start.column", "3"},
    {"diagnostics.0.span.end.line", "2"},
    {"diagnostics.0.span.end.column", "6"},
    {"diagnostics.0.labels.0.label", "here"},
    {"diagnostics.0.labels.0.span.start.line", "1"},
    {"diagnostics.0.notes.0.kind", "note"},
    {"diagnostics.0.notes.0.title", "because"},
    {"diagnostics.0.notes.0.label", "int"},
    {"diagnostics.0.notes.0.span.byte_start", "5"},
    {"diagnostics.0.notes.1.kind", "help"},
    {"diagnostics.0.fixes.0.title", "write good"},
    {"diagnostics.0.fixes.0.applicability", "safe"},
    {"diagnostics.0.fixes.0.edits.0.text", "good"},
    {"diagnostics.0.fixes.0.edits.0.byte_end", "8"},
    {"summary.errors", "1"},
    {"summary.warnings", "0"},
    {"summary.files", "1"},
    {"summary.fixable", "1"},
};

START_TEST(every_field_has_its_value)
{
    add_sample("a\n\xC3\xA9 bad");
    const Json *field = at(written(), fields[_i].path);
    ck_assert_ptr_nonnull(field);
    ck_assert_str_eq(field->text, fields[_i].text);
}
END_TEST

START_TEST(nowhere_has_no_span)
{
    diag_add(&diags, "E0100", (Span){0, 0}, "no input");
    const Json *root = written();
    ck_assert_ptr_null(at(root, "diagnostics.0.span"));
    ck_assert_str_eq(at(root, "summary.files")->text, "0");
}
END_TEST

static const char *fingerprint(const char *path)
{
    return json_text(at(written(), path));
}

START_TEST(a_fingerprint_stays_when_its_line_moves)
{
    add_sample("a\n  is bad\n");
    const char *before = fingerprint("diagnostics.0.fingerprint");
    ck_assert_uint_eq(strlen(before), 16);
    start();
    add_sample("a\n\n\n\n\tis bad \n");
    ck_assert_str_eq(fingerprint("diagnostics.0.fingerprint"), before);
    start();
    add_sample("a\n  is also bad\n");
    ck_assert_str_ne(fingerprint("diagnostics.0.fingerprint"), before);
}
END_TEST

START_TEST(fingerprints_of_alike_ones_differ)
{
    diag_add(&diags, "E0100", (Span){0, 0}, "same");
    diag_add(&diags, "E0100", (Span){0, 0}, "same");
    const char *first = fingerprint("diagnostics.0.fingerprint");
    ck_assert_str_ne(fingerprint("diagnostics.1.fingerprint"), first);
}
END_TEST

Suite *diag_json_suite(void)
{
    Suite *suite = suite_create("diag_json");
    TCase *tcase = tcase_create("diag_json");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, every_field_has_its_value, 0,
                        sizeof(fields) / sizeof(*fields));
    tcase_add_test(tcase, nowhere_has_no_span);
    tcase_add_test(tcase, a_fingerprint_stays_when_its_line_moves);
    tcase_add_test(tcase, fingerprints_of_alike_ones_differ);
    suite_add_tcase(suite, tcase);
    return suite;
}
