/* short.c - a line a diagnostic, as gcc prints them. */
#include <string.h>

#include "base/formats/formats.h"
#include "base/shown.h"

void format_short(Buf *out, const Diags *diags, const Sources *sources)
{
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        FormatPlace place = format_place(sources, diag->span);
        shown_add(out, place.path, strlen(place.path));
        if (place.start.line)
            buf_print(out, ":%u:%u: ", place.start.line, place.start.column);
        buf_print(out, "%s: ", format_severity(diag));
        shown_add(out, diag->title, strlen(diag->title));
        buf_print(out, " [%s]\n", diag->code);
    }
}
