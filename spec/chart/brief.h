/* brief.h - types in few words, as a picture has room for. */
#ifndef FLW_SPEC_CHART_BRIEF_H
#define FLW_SPEC_CHART_BRIEF_H

#include "base/buf.h"
#include "spec/idl.h"

/* "list<file<csv>>", "Trip", "table<id, minutes, ...>": a record by the title
 * of its schema, a nominal type by its name, no refinements. NULL: "unknown".
 */
const char *brief_type(Arena *arena, const IdlType *type);

/* The text, or the beginning of it with an ellipsis, on at most `columns`
 * columns; line ends become blanks, what must not be shown U+FFFD. */
const char *brief_text(Arena *arena, const char *text, uint32_t columns);

#endif
