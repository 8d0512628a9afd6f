/* writer.h - tokens laid out on lines. */
#ifndef FLW_GRAMMAR_FORMAT_WRITER_H
#define FLW_GRAMMAR_FORMAT_WRITER_H

#include "base/buf.h"
#include "grammar/format/marks.h"

/* All tokens and comments. */
void format_write(Buf *out, const Source *source, const Marks *marks);

#endif
