/* writer_parts.h - what the files of the writer give each other. */
#ifndef FLW_GRAMMAR_FORMAT_WRITER_PARTS_H
#define FLW_GRAMMAR_FORMAT_WRITER_PARTS_H

#include "base/buf.h"
#include "grammar/format/marks.h"

typedef struct Writer {
    Buf *out;
    const Source *source;
    const Marks *marks;
    uint32_t n;           /* tokens, the end included */
    uint32_t *widths;     /* of all tokens before one, flat, with their gaps */
    uint8_t *broken;      /* of an opening bracket and its partner */
    uint32_t trivia;      /* the next comment or blank line */
    uint32_t indent;      /* of the line to come */
    uint32_t line_indent; /* of the line that is being written */
    uint32_t column;
    uint32_t decl_lines; /* line ends since the declaration began */
    int32_t shift;       /* of the lines inside a text */
} Writer;

/* ---- measure.c ---- */

bool is_comma(const Writer *w, uint32_t token);
/* A comma before a closing bracket: it is there only when that is broken. */
bool is_last_comma(const Writer *w, uint32_t token);
bool has_newline(const Writer *w, uint32_t from, uint32_t to);
void sum_widths(Writer *w);
void find_broken(Writer *w);
/* Does the bracket that opens at the column fit, with what hangs on it? */
bool bracket_fits(const Writer *w, uint32_t open);
/* The only thing in a bracket is a bracket: they share their lines. */
bool is_hug(const Writer *w, uint32_t open);
/* Would all of [i, end) fit behind what is there? */
bool range_fits(const Writer *w, uint32_t i, uint32_t end);

/* ---- lines.c ---- */

void end_line(Writer *w);
void add(Writer *w, const char *text, size_t len);
void add_token(Writer *w, uint32_t i);
/* Does it stand behind something on its line? */
bool is_trailing(const Writer *w, const Trivia *trivia);
/* Without blanks at its end. */
size_t trivia_len(const Writer *w, const Trivia *trivia);
/* Is there a comment yet to be written before token i? */
bool has_comment(const Writer *w, uint32_t i);
/* Comments before token i, each on its line or behind what it stands behind;
 * `blank`: may an empty line stand here? */
void add_trivia(Writer *w, uint32_t i, bool blank);
/* The same, and the beginning of a line for token i. */
void new_line(Writer *w, uint32_t i, bool blank);

#endif
