/* place.c - where a diagnostic is, and how grave. */
#include "base/formats/formats.h"

FormatPlace format_place(const Sources *sources, Span span)
{
    FormatPlace place = {.path = ""};
    Source *source = sources_find(sources, span.start);
    if (!source)
        return place;
    uint32_t top = source->base + source->len;
    span.end = span.end > top ? top : span.end;
    span.end = span.end < span.start ? span.start : span.end;
    place.path = source->path;
    place.start = source_place(source, span.start);
    place.end = source_place(source, span.end);
    return place;
}

const char *format_severity(const Diag *diag)
{
    return diag->severity == SEVERITY_ERROR ? "error" : "warning";
}

const char *format_path(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}
