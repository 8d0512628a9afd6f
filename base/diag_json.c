#include "base/diag_json.h"

#include <string.h>

#include "base/fingerprint.h"
#include "base/json_out.h"
#include "base/map.h"
#include "base/panic.h"

typedef struct Writer {
    JsonOut out;
    Arena *arena;
    const Sources *sources;
    Fingerprints prints;
} Writer;

static void put_place(Writer *writer, const char *name, Place place)
{
    JsonOut *out = &writer->out;
    json_name(out, name);
    json_open(out, '{');
    json_name(out, "line");
    json_put_int64(out, place.line);
    json_name(out, "column");
    json_put_int64(out, place.column);
    json_close(out, '}');
}

static void put_bytes(Writer *writer, const Source *source, Span span)
{
    JsonOut *out = &writer->out;
    json_name(out, "file");
    json_put_string(out, source->path);
    json_name(out, "byte_start");
    json_put_int64(out, span.start - source->base);
    json_name(out, "byte_end");
    json_put_int64(out, span.end - source->base);
}

/* Nothing at all for nowhere. */
static void put_span(Writer *writer, Span span)
{
    Source *source = sources_find(writer->sources, span.start);
    if (!source)
        return;
    uint32_t top = source->base + source->len;
    span.end = span.end > top ? top : span.end;
    span.end = span.end < span.start ? span.start : span.end;
    json_name(&writer->out, "span");
    json_open(&writer->out, '{');
    put_bytes(writer, source, span);
    put_place(writer, "start", source_place(source, span.start));
    put_place(writer, "end", source_place(source, span.end));
    json_close(&writer->out, '}');
}

static void put_text(Writer *writer, const char *name, const char *text)
{
    if (!text)
        return;
    json_name(&writer->out, name);
    json_put_string(&writer->out, text);
}

static void put_labels(Writer *writer, const DiagLabel *labels, uint32_t len)
{
    json_name(&writer->out, "labels");
    json_open(&writer->out, '[');
    for (uint32_t i = 0; i < len; i++) {
        json_open(&writer->out, '{');
        put_span(writer, labels[i].span);
        put_text(writer, "label", labels[i].text);
        json_close(&writer->out, '}');
    }
    json_close(&writer->out, ']');
}

static void put_note(Writer *writer, const DiagNote *note)
{
    json_open(&writer->out, '{');
    put_text(writer, "kind", note->kind == NOTE_NOTE ? "note" : "help");
    put_text(writer, "title", note->title);
    put_span(writer, note->span);
    put_text(writer, "label", note->label);
    if (note->labels.len)
        put_labels(writer, note->labels.at, note->labels.len);
    json_close(&writer->out, '}');
}

static const char *fix_word(FixKind kind)
{
    switch (kind) {
    case FIX_SAFE:
        return "safe";
    case FIX_UNSAFE:
        return "unsafe";
    case FIX_PLACEHOLDER:
        return "placeholder";
    }
    UNREACHABLE("a fix of no kind");
}

static void put_edit(Writer *writer, const DiagEdit *edit)
{
    Source *source = sources_find(writer->sources, edit->span.start);
    if (!source)
        return;
    json_open(&writer->out, '{');
    put_bytes(writer, source, edit->span);
    put_text(writer, "text", edit->text);
    json_close(&writer->out, '}');
}

static void put_fix(Writer *writer, const DiagFix *fix)
{
    json_open(&writer->out, '{');
    put_text(writer, "title", fix->title);
    put_text(writer, "applicability", fix_word(fix->kind));
    json_name(&writer->out, "edits");
    json_open(&writer->out, '[');
    for (uint32_t i = 0; i < fix->edits.len; i++)
        put_edit(writer, &fix->edits.at[i]);
    json_close(&writer->out, ']');
    json_close(&writer->out, '}');
}

static void put_diag(Writer *writer, const Diag *diag)
{
    JsonOut *out = &writer->out;
    bool error = diag->severity == SEVERITY_ERROR;
    json_open(out, '{');
    put_text(writer, "code", diag->code);
    put_text(writer, "severity", error ? "error" : "warning");
    put_text(writer, "title", diag->title);
    put_span(writer, diag->span);
    put_text(writer, "label", diag->label);
    put_labels(writer, diag->labels.at, diag->labels.len);
    json_name(out, "notes");
    json_open(out, '[');
    for (uint32_t i = 0; i < diag->notes.len; i++)
        put_note(writer, diag->notes.at[i]);
    json_close(out, ']');
    json_name(out, "fixes");
    json_open(out, '[');
    for (uint32_t i = 0; i < diag->fixes.len; i++)
        put_fix(writer, diag->fixes.at[i]);
    json_close(out, ']');
    json_name(out, "tags");
    json_open(out, '[');
    json_close(out, ']');
    put_text(writer, "fingerprint", fingerprint_of(&writer->prints, diag));
    if (diag->known) {
        json_name(out, "known");
        json_put_bool(out, true);
    }
    json_close(out, '}');
}

static bool has_safe_fix(const Diag *diag)
{
    for (uint32_t i = 0; i < diag->fixes.len; i++)
        if (diag->fixes.at[i]->kind == FIX_SAFE)
            return true;
    return false;
}

static void put_summary(Writer *writer, const Diags *diags)
{
    JsonOut *out = &writer->out;
    Map files = {0};
    int64_t fixable = 0;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        Source *source = sources_find(writer->sources, diag->span.start);
        if (source)
            map_put(writer->arena, &files, source, source);
        fixable += has_safe_fix(diag);
    }
    json_name(out, "summary");
    json_open(out, '{');
    json_name(out, "errors");
    json_put_int64(out, diags->errors);
    json_name(out, "warnings");
    json_put_int64(out, diags->warnings);
    if (diags->known) {
        json_name(out, "known");
        json_put_int64(out, diags->known);
    }
    json_name(out, "files");
    json_put_int64(out, files.len);
    json_name(out, "fixable");
    json_put_int64(out, fixable);
    json_close(out, '}');
}

static void put_tool(Writer *writer)
{
    json_name(&writer->out, "version");
    json_put_int64(&writer->out, 1);
    json_name(&writer->out, "tool");
    json_open(&writer->out, '{');
    put_text(writer, "name", "flw");
    put_text(writer, "version", FLW_VERSION);
    json_close(&writer->out, '}');
}

void diag_json(Buf *buf, const Diags *diags, const Sources *sources)
{
    Writer writer = {.out = {.buf = buf, .indented = true},
                     .arena = buf->arena,
                     .sources = sources};
    fingerprints_init(&writer.prints, buf->arena, sources);
    json_open(&writer.out, '{');
    put_tool(&writer);
    json_name(&writer.out, "diagnostics");
    json_open(&writer.out, '[');
    for (uint32_t i = 0; i < diags->at.len; i++)
        put_diag(&writer, diags->at.at[i]);
    json_close(&writer.out, ']');
    put_summary(&writer, diags);
    json_close(&writer.out, '}');
    buf_char(buf, '\n');
}
