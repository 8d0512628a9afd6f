/* literal_text.h - values as texts: in command templates, in the files that
 * flytecopilot writes and reads (flyte-spec 4.2, 4.3), and for people. */
#ifndef FLW_RUNTIME_VALUE_LITERAL_TEXT_H
#define FLW_RUNTIME_VALUE_LITERAL_TEXT_H

#include "base/buf.h"
#include "runtime/value/literal.h"

enum { COPILOT_OUTPUT_MAX = 1024 }; /* bytes of a simple output's file */

/* As {{.inputs.x}} is rendered; false with a reason for what has no form. */
bool literal_template_text(Buf *out, const IdlLiteral *literal,
                           const char **why);
/* As flytecopilot writes the file of an input that is a scalar; false with a
 * reason where it cannot (structured datasets; collections and maps are
 * folders and the caller's business). Blobs are not written here. */
bool literal_file_text(Buf *out, const IdlLiteral *literal, const char **why);
/* A simple type's value from the file that a task wrote. NULL with a reason
 * that says what was wanted and shows what was found. */
const IdlLiteral *literal_of_file_text(Arena *arena, const IdlType *type,
                                       const char *text, size_t len,
                                       const char **why);
/* One line of at most `width` columns for tables and messages; cut with
 * "...". */
const char *literal_shown(Arena *arena, const IdlLiteral *literal,
                          size_t width);
/* A type as flw writes it: "list<file<csv>>", "int?", "Region". */
const char *type_shown(Arena *arena, const IdlType *type);

#endif
