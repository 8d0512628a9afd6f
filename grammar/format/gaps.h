/* gaps.h - what stands between two tokens on one line: a space or nothing. */
#ifndef FLW_GRAMMAR_FORMAT_GAPS_H
#define FLW_GRAMMAR_FORMAT_GAPS_H

#include <stdbool.h>

#include "grammar/format/marks.h"

/* Between token - 1 and token. */
bool gap_is_space(const Marks *marks, uint32_t token);

#endif
