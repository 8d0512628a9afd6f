/* github.c - workflow commands of GitHub.
 *
 * A column is given only where the span stays on one line: otherwise GitHub
 * drops the annotation. Paths are relative to the repository, so run flw in
 * its root. */
#include "base/formats/formats.h"

/* Percent, line ends, and in the value of a property also : and , */
static void add_escaped(Buf *out, const char *text, bool is_property)
{
    for (const char *c = text; *c; c++) {
        bool is_special = *c == '%' || *c == '\r' || *c == '\n' ||
                          (is_property && (*c == ':' || *c == ','));
        if (is_special)
            buf_print(out, "%%%02X", (unsigned)(unsigned char)*c);
        else
            buf_char(out, *c);
    }
}

static void add_place(Buf *out, const FormatPlace *place)
{
    if (place->start.line == 0)
        return;
    buf_text(out, ",file=");
    add_escaped(out, format_path(place->path), true);
    buf_print(out, ",line=%u", place->start.line);
    if (place->start.line == place->end.line)
        buf_print(out, ",col=%u", place->start.column);
    buf_print(out, ",endLine=%u", place->end.line);
    if (place->start.line == place->end.line)
        buf_print(out, ",endColumn=%u", place->end.column);
}

static void add_annotation(Buf *out, const char *level, const Diag *diag,
                           const Sources *sources)
{
    FormatPlace place = format_place(sources, diag->span);
    buf_print(out, "::%s title=flw (%s)", level, diag->code);
    add_place(out, &place);
    buf_text(out, "::");
    add_escaped(out, diag->title, false);
    for (uint32_t j = 0; j < diag->notes.len; j++) {
        bool is_note = diag->notes.at[j]->kind == NOTE_NOTE;
        buf_text(out, is_note ? "%0Anote: " : "%0Ahelp: ");
        add_escaped(out, diag->notes.at[j]->title, false);
    }
    buf_char(out, '\n');
}

/* The last notice says what is left out, so there is room for one less. */
void format_github(Buf *out, const Diags *diags, const Sources *sources)
{
    enum { ERROR, WARNING, NOTICE, LEVELS };
    static const char *const levels[LEVELS] = {"error", "warning", "notice"};
    static const uint32_t room[LEVELS] = {FORMAT_GITHUB_MAX, FORMAT_GITHUB_MAX,
                                          FORMAT_GITHUB_MAX - 1};
    uint32_t seen[LEVELS] = {0};
    uint32_t left_out = diags->dropped;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        int level = diag->known                          ? NOTICE
                    : diag->severity == SEVERITY_WARNING ? WARNING
                                                         : ERROR;
        if (seen[level]++ < room[level])
            add_annotation(out, levels[level], diag, sources);
        else
            left_out++;
    }
    if (left_out)
        buf_print(out,
                  "::notice title=flw::%u more are in the log: GitHub shows "
                  "%d of a kind\n",
                  left_out, FORMAT_GITHUB_MAX);
}
