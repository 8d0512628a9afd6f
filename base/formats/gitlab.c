/* gitlab.c - GitLab's code quality report. */
#include "base/fingerprint.h"
#include "base/formats/formats.h"
#include "base/json_out.h"

static void put_text(JsonOut *out, const char *name, const char *text)
{
    json_name(out, name);
    json_put_string(out, text);
}

static void put_point(JsonOut *out, const char *name, Place place)
{
    json_name(out, name);
    json_open(out, '{');
    json_name(out, "line");
    json_put_int64(out, place.line ? place.line : 1);
    json_name(out, "column");
    json_put_int64(out, place.column ? place.column : 1);
    json_close(out, '}');
}

static void put_diag(JsonOut *out, const Diag *diag, const Sources *sources,
                     const char *fingerprint)
{
    FormatPlace place = format_place(sources, diag->span);
    const char *severity = diag->severity == SEVERITY_ERROR ? "major" : "minor";
    json_open(out, '{');
    put_text(out, "description",
             arena_print(out->buf->arena, "%s: %s", diag->code, diag->title));
    put_text(out, "check_name", diag->code);
    put_text(out, "fingerprint", fingerprint);
    put_text(out, "severity", diag->known ? "info" : severity);
    json_name(out, "location");
    json_open(out, '{');
    put_text(out, "path", *place.path ? format_path(place.path) : ".");
    json_name(out, "positions");
    json_open(out, '{');
    put_point(out, "begin", place.start);
    put_point(out, "end", place.end);
    json_close(out, '}');
    json_close(out, '}');
    json_close(out, '}');
}

void format_gitlab(Buf *out, const Diags *diags, const Sources *sources)
{
    JsonOut json = {.buf = out, .indented = true};
    Fingerprints prints;
    fingerprints_init(&prints, out->arena, sources);
    json_open(&json, '[');
    for (uint32_t i = 0; i < diags->at.len; i++)
        put_diag(&json, diags->at.at[i], sources,
                 fingerprint_of(&prints, diags->at.at[i]));
    json_close(&json, ']');
    buf_char(out, '\n');
}
