/* explain_page.h - the pages of `flw explain`, which travel in the binary. */
#ifndef FLW_COMPILER_CLI_EXPLAIN_PAGE_H
#define FLW_COMPILER_CLI_EXPLAIN_PAGE_H

#include "base/arena.h"

/* The page of a code, in Markdown; NULL: there is none. */
const char *explain_page(const char *code);
/* Its first line without the code: "an argument has the wrong type". */
const char *explain_title(Arena *arena, const char *page);

#endif
