/* source.h - source texts, and places in them.
 *
 * All texts of one session share one line of positions: a source occupies
 * [base, base + len], so a Span needs no file beside it. Position 0 belongs
 * to no source: a Span that starts there is "nowhere" (the command line). */
#ifndef FLW_BASE_SOURCE_H
#define FLW_BASE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

typedef struct Span {
    uint32_t start;
    uint32_t end; /* exclusive */
} Span;

typedef struct Source {
    const char *path; /* as shown to people */
    const char *real; /* absolute, without links; NULL: it is in no file */
    const char *text; /* NUL-terminated, may hold NULs before that */
    uint32_t len;
    uint32_t base;       /* position of text[0] */
    Arena *arena;        /* of the lines */
    Vec(uint32_t) lines; /* offset of each line's first byte, of those that
                            begin in what was `seen` */
    uint32_t seen;       /* bytes: as far as somebody asked for places */
    bool seen_all;
    uint32_t last_offset; /* of source_place, and its column: places near */
    uint32_t last_column; /* each other on an endless line count little */
} Source;

typedef struct Sources {
    Arena *arena;
    Vec(Source *) at; /* by base, ascending */
    uint32_t next;    /* base of the next source */
} Sources;

typedef struct Place {
    uint32_t line;   /* 1-based */
    uint32_t column; /* 1-based, in code points */
} Place;

void sources_init(Sources *sources, Arena *arena);
/* Adds a text; neither path nor text is copied. The sum of all lengths must
 * stay under SOURCES_MAX; the caller checks. */
Source *sources_add(Sources *sources, const char *path, const char *text,
                    uint32_t len);
/* The source that holds the position; NULL for position 0. */
Source *sources_find(const Sources *sources, uint32_t position);
/* Line and column of a position inside the source. Lines end at LF, CRLF or a
 * lone CR. A BOM at the start has no column. */
Place source_place(Source *source, uint32_t position);
bool source_has_line(Source *source, uint32_t line);
/* Byte offsets [*start, *end) of the 1-based line, without its line end. */
void source_line(Source *source, uint32_t line, uint32_t *start, uint32_t *end);

/* The lines of the span, with the end of the last, when nothing but blanks
 * stands beside it there; else false. */
bool source_own_lines(const Source *source, Span span, Span *lines);

static inline bool span_is_nowhere(Span span)
{
    return span.start == 0;
}

static inline Span span_join(Span first, Span last)
{
    return (Span){first.start, last.end};
}

enum {
    SOURCE_MAX = 16 << 20,  /* bytes of one file */
    SOURCES_MAX = 64 << 20, /* bytes of all files of a session */
};

#endif
