/* sarif.c - SARIF 2.1.0, as GitHub's code scanning and editors read it. */
#include <string.h>

#include "base/fingerprint.h"
#include "base/formats/formats.h"
#include "base/json_out.h"

typedef struct Sarif {
    JsonOut out;
    Arena *arena;
    const Sources *sources;
    Fingerprints prints;
    SymTable codes;
    Map rules; /* Sym of a code -> 1 + its index */
} Sarif;

static void put_text(Sarif *s, const char *name, const char *text)
{
    json_name(&s->out, name);
    json_put_string(&s->out, text);
}

static void put_number(Sarif *s, const char *name, uint32_t number)
{
    json_name(&s->out, name);
    json_put_int64(&s->out, number);
}

static void open(Sarif *s, const char *name, char bracket)
{
    json_name(&s->out, name);
    json_open(&s->out, bracket);
}

static void close_it(Sarif *s, char bracket)
{
    json_close(&s->out, bracket);
}

/* {"text": ...} */
static void put_message(Sarif *s, const char *name, const char *text)
{
    open(s, name, '{');
    put_text(s, "text", text);
    close_it(s, '}');
}

/* ---- places ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || strchr("-._~/", c);
}

/* A path as a relative URI reference. */
static const char *uri_of(Arena *arena, const char *path)
{
    Buf out = {.arena = arena};
    for (const char *c = format_path(path); *c; c++)
        if (is_plain(*c))
            buf_char(&out, *c);
        else
            buf_print(&out, "%%%02X", (unsigned)(unsigned char)*c);
    return buf_string(&out);
}

static void put_region(Sarif *s, const char *name, const FormatPlace *place)
{
    open(s, name, '{');
    put_number(s, "startLine", place->start.line);
    put_number(s, "startColumn", place->start.column);
    put_number(s, "endLine", place->end.line);
    put_number(s, "endColumn", place->end.column);
    close_it(s, '}');
}

static void put_artifact(Sarif *s, const char *path)
{
    open(s, "artifactLocation", '{');
    put_text(s, "uri", uri_of(s->arena, path));
    if (*path != '/')
        put_text(s, "uriBaseId", "SRCROOT");
    close_it(s, '}');
}

static void put_physical(Sarif *s, const FormatPlace *place)
{
    open(s, "physicalLocation", '{');
    put_artifact(s, place->path);
    put_region(s, "region", place);
    close_it(s, '}');
}

static void put_location(Sarif *s, Span span)
{
    FormatPlace place = format_place(s->sources, span);
    open(s, "locations", '[');
    if (place.start.line) {
        json_open(&s->out, '{');
        put_physical(s, &place);
        json_close(&s->out, '}');
    }
    close_it(s, ']');
}

static void put_related(Sarif *s, const Diag *diag)
{
    uint32_t id = 0;
    open(s, "relatedLocations", '[');
    for (uint32_t i = 0; i < diag->notes.len; i++) {
        const DiagNote *note = diag->notes.at[i];
        FormatPlace place = format_place(s->sources, note->span);
        if (place.start.line == 0)
            continue;
        json_open(&s->out, '{');
        put_number(s, "id", ++id);
        put_message(s, "message", note->title);
        put_physical(s, &place);
        json_close(&s->out, '}');
    }
    close_it(s, ']');
}

/* ---- fixes ---- */

static void put_edit(Sarif *s, const DiagEdit *edit)
{
    FormatPlace place = format_place(s->sources, edit->span);
    json_open(&s->out, '{');
    put_artifact(s, place.path);
    open(s, "replacements", '[');
    json_open(&s->out, '{');
    put_region(s, "deletedRegion", &place);
    put_message(s, "insertedContent", edit->text);
    json_close(&s->out, '}');
    close_it(s, ']');
    json_close(&s->out, '}');
}

static void put_fixes(Sarif *s, const Diag *diag)
{
    open(s, "fixes", '[');
    for (uint32_t i = 0; i < diag->fixes.len; i++) {
        const DiagFix *fix = diag->fixes.at[i];
        json_open(&s->out, '{');
        put_message(s, "description", fix->title);
        open(s, "artifactChanges", '[');
        for (uint32_t j = 0; j < fix->edits.len; j++)
            put_edit(s, &fix->edits.at[j]);
        close_it(s, ']');
        json_close(&s->out, '}');
    }
    close_it(s, ']');
}

/* ---- results and rules ---- */

static uint32_t rule_index(Sarif *s, const char *code)
{
    const Sym *sym = sym_of(&s->codes, code);
    uintptr_t index = (uintptr_t)map_find(&s->rules, sym);
    if (index == 0) {
        index = s->rules.len + 1;
        map_put(s->arena, &s->rules, sym, (void *)index);
    }
    return (uint32_t)index - 1;
}

static void put_suppression(Sarif *s)
{
    open(s, "suppressions", '[');
    json_open(&s->out, '{');
    put_text(s, "kind", "external");
    put_text(s, "justification", "it is in the baseline");
    json_close(&s->out, '}');
    close_it(s, ']');
}

/* By its letter: E and B (breaking), W and R (risky), S (safe). */
static const char *level_of(const char *code)
{
    bool is_error = code[0] == 'E' || code[0] == 'B';
    return is_error ? "error" : code[0] == 'S' ? "note" : "warning";
}

static void put_result(Sarif *s, const Diag *diag)
{
    json_open(&s->out, '{');
    put_text(s, "ruleId", diag->code);
    put_number(s, "ruleIndex", rule_index(s, diag->code));
    put_text(s, "level", level_of(diag->code));
    put_message(s, "message", diag->title);
    put_location(s, diag->span);
    put_related(s, diag);
    open(s, "partialFingerprints", '{');
    put_text(s, "primaryLocationLineHash", fingerprint_of(&s->prints, diag));
    close_it(s, '}');
    put_fixes(s, diag);
    if (diag->known)
        put_suppression(s);
    json_close(&s->out, '}');
}

static void put_rules(Sarif *s, RuleText (*rule)(Arena *, const char *))
{
    open(s, "rules", '[');
    for (uint32_t i = 0; i < s->rules.len; i++) {
        const char *code = ((const Sym *)s->rules.items[i].key)->text;
        RuleText text = rule(s->arena, code);
        json_open(&s->out, '{');
        put_text(s, "id", code);
        put_message(s, "shortDescription", text.title);
        if (text.page) {
            open(s, "fullDescription", '{');
            put_text(s, "text", text.title);
            close_it(s, '}');
            open(s, "help", '{');
            put_text(s, "text", arena_print(s->arena, "flw explain %s", code));
            put_text(s, "markdown", text.page);
            close_it(s, '}');
        }
        open(s, "defaultConfiguration", '{');
        put_text(s, "level", level_of(code));
        close_it(s, '}');
        json_close(&s->out, '}');
    }
    close_it(s, ']');
}

static void put_tool(Sarif *s, RuleText (*rule)(Arena *, const char *))
{
    open(s, "tool", '{');
    open(s, "driver", '{');
    put_text(s, "name", "flw");
    put_text(s, "version", FLW_VERSION);
    put_rules(s, rule);
    close_it(s, '}');
    close_it(s, '}');
}

/* What is about no file, which a result must be: a path that cannot be read. */
static bool is_result(const Diag *diag)
{
    return !span_is_nowhere(diag->span);
}

/* Up to `room` of that severity; how many there were. */
static uint32_t put_some(Sarif *s, const Diags *diags, Severity severity,
                         uint32_t room)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        if (diag->severity == severity && is_result(diag) && count++ < room)
            put_result(s, diag);
    }
    return count;
}

/* All in their order, or as many as there is room for, errors first; how many
 * were left out. */
static uint32_t put_results(Sarif *s, const Diags *diags)
{
    uint32_t room = FORMAT_SARIF_MAX;
    if (diags->at.len > room) {
        uint32_t errors = put_some(s, diags, SEVERITY_ERROR, room);
        room = errors < room ? room - errors : 0;
        uint32_t all = errors + put_some(s, diags, SEVERITY_WARNING, room);
        return all > FORMAT_SARIF_MAX ? all - FORMAT_SARIF_MAX : 0;
    }
    for (uint32_t i = 0; i < diags->at.len; i++)
        if (is_result(diags->at.at[i]))
            put_result(s, diags->at.at[i]);
    return 0;
}

static void put_notification(Sarif *s, const char *level, const char *text)
{
    json_open(&s->out, '{');
    put_text(s, "level", level);
    put_message(s, "message", text);
    json_close(&s->out, '}');
}

static void put_invocation(Sarif *s, const Diags *diags, uint32_t left_out,
                           const char *summary)
{
    bool fine = true;
    json_open(&s->out, '{');
    open(s, "toolExecutionNotifications", '[');
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        if (is_result(diag))
            continue;
        put_notification(s, format_severity(diag), diag->title);
        fine = false;
    }
    if (left_out)
        put_notification(
            s, "warning",
            arena_print(s->arena, "%u results are left out", left_out));
    if (summary)
        put_notification(s, "note", summary);
    close_it(s, ']');
    json_name(&s->out, "executionSuccessful");
    json_put_bool(&s->out, fine);
    json_close(&s->out, '}');
}

static void put_run(Sarif *s, const Diags *diags, const SarifRun *run)
{
    json_open(&s->out, '{');
    open(s, "results", '[');
    uint32_t left_out = put_results(s, diags);
    close_it(s, ']');
    put_tool(s, run->rule);
    put_text(s, "columnKind", "unicodeCodePoints");
    if (run->root) {
        open(s, "originalUriBaseIds", '{');
        open(s, "SRCROOT", '{');
        put_text(
            s, "uri",
            arena_print(s->arena, "file://%s/", uri_of(s->arena, run->root)));
        close_it(s, '}');
        close_it(s, '}');
    }
    open(s, "invocations", '[');
    put_invocation(s, diags, left_out + diags->dropped, run->summary);
    close_it(s, ']');
    json_close(&s->out, '}');
}

void format_sarif(Buf *out, const Diags *diags, const Sources *sources,
                  const SarifRun *run)
{
    Sarif s = {.out = {.buf = out, .indented = true},
               .arena = out->arena,
               .sources = sources};
    fingerprints_init(&s.prints, s.arena, sources);
    sym_table_init(&s.codes, s.arena);
    json_open(&s.out, '{');
    put_text(&s, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    put_text(&s, "version", "2.1.0");
    open(&s, "runs", '[');
    put_run(&s, diags, run);
    close_it(&s, ']');
    json_close(&s.out, '}');
    buf_char(out, '\n');
}
