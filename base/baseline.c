/* baseline.c - diagnostics that were there before. */
#include "base/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_out.h"

/* ---- reading ---- */

static uint32_t line_of(const char *text, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}

static bool is_fingerprint(const char *text)
{
    return strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

/* What the entry lacks; NULL: nothing. */
static const char *read_entry(const Json *json, BaselineEntry *out)
{
    const struct {
        const char *name;
        const char **value;
    } members[] = {{"fingerprint", &out->fingerprint},
                   {"code", &out->code},
                   {"file", &out->file},
                   {"title", &out->title}};
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
        *members[i].value = json_text(json_member(json, members[i].name));
        if (!*members[i].value)
            return members[i].name;
    }
    return is_fingerprint(out->fingerprint) ? NULL : "fingerprint";
}

static bool read_entries(Arena *arena, const Json *known, Baseline *out,
                         const char **why)
{
    uint32_t number = 0;
    for (const Json *item = known->first; item; item = item->next) {
        BaselineEntry entry = {0};
        const char *missing = read_entry(item, &entry);
        number++;
        if (missing) {
            *why = arena_print(arena, "its entry %u has no proper `%s`", number,
                               missing);
            return false;
        }
        vec_push(arena, &out->entries, entry);
    }
    return true;
}

bool baseline_read(Arena *arena, FileText text, Baseline *out, const char **why)
{
    size_t at = 0;
    *out = (Baseline){0};
    const Json *json = json_parse(arena, text.text, text.len, why, &at);
    if (!json) {
        *why = arena_print(arena, "line %u is not JSON: %s",
                           line_of(text.text, at), *why);
        return false;
    }
    int64_t version = 0;
    const Json *known = json_member(json, "known");
    if (!known || known->kind != JSON_ARRAY ||
        !json_int64(json_member(json, "version"), &version)) {
        *why = "it is no baseline: an object with `version` and a list `known`";
        return false;
    }
    if (version != 1) {
        *why = arena_print(arena, "it has version %lld, this flw reads 1",
                           (long long)version);
        return false;
    }
    return read_entries(arena, known, out, why);
}

/* ---- writing ---- */

typedef struct Row {
    const char *file;
    uint32_t index;
    const char *line;
} Row;

static int compare_rows(const void *a, const void *b)
{
    const Row *left = a;
    const Row *right = b;
    int files = strcmp(left->file, right->file);
    if (files)
        return files;
    return left->index < right->index ? -1 : left->index > right->index;
}

static void put_text(JsonOut *out, const char *name, const char *text)
{
    json_name(out, name);
    json_put_string(out, text);
}

static const char *entry_line(const Diag *diag, const char *file,
                              Fingerprints *prints)
{
    Buf line = {.arena = prints->arena};
    JsonOut out = {.buf = &line};
    json_open(&out, '{');
    put_text(&out, "fingerprint", fingerprint_of(prints, diag));
    put_text(&out, "code", diag->code);
    put_text(&out, "file", file);
    put_text(&out, "title", diag->title);
    json_close(&out, '}');
    return buf_string(&line);
}

void baseline_write(Buf *out, const Diags *diags, Fingerprints *prints)
{
    uint32_t len = diags->at.len;
    Row *rows = arena_array(prints->arena, Row, len);
    for (uint32_t i = 0; i < len; i++) {
        const Diag *diag = diags->at.at[i];
        const char *file = fingerprint_path(
            prints, sources_find(prints->sources, diag->span.start));
        rows[i] = (Row){file, i, entry_line(diag, file, prints)};
    }
    if (len)
        qsort(rows, len, sizeof(*rows), compare_rows);
    buf_text(out, "{\"version\": 1, \"known\": [");
    for (uint32_t i = 0; i < len; i++)
        buf_print(out, "%s\n%s", i ? "," : "", rows[i].line);
    buf_text(out, "\n]}\n");
}

/* ---- comparing ---- */

void baseline_apply(Baseline *baseline, Diags *diags, Fingerprints *prints)
{
    SymTable syms;
    Map entries = {0};
    sym_table_init(&syms, prints->arena);
    for (uint32_t i = 0; i < baseline->entries.len; i++) {
        BaselineEntry *entry = &baseline->entries.at[i];
        const Sym *print = sym_of(&syms, entry->fingerprint);
        /* A second line of the same, as after a merge, says nothing. */
        entry->occurs = map_find(&entries, print);
        if (!entry->occurs)
            map_put(prints->arena, &entries, print, entry);
    }
    for (uint32_t i = 0; i < diags->at.len; i++) {
        Diag *diag = diags->at.at[i];
        const char *print = fingerprint_of(prints, diag);
        BaselineEntry *entry = map_find(&entries, sym_of(&syms, print));
        if (!entry)
            continue;
        entry->occurs = true;
        diag_know(diags, diag);
    }
}
