/* explain_page.c - the pages of `flw explain`. */
#include "compiler/cli/explain_page.h"

#include <string.h>

#include "stdlib/stdlib.h"

const char *explain_page(const char *code)
{
    for (const EmbeddedText *page = explain_texts; page->name; page++)
        if (strcmp(page->name, code) == 0)
            return page->text;
    return NULL;
}

/* "# E0301: title" and more lines. */
const char *explain_title(Arena *arena, const char *page)
{
    size_t len = strcspn(page, "\n");
    const char *colon = memchr(page, ':', len);
    const char *title = colon ? colon + 2 : page;
    return arena_copy(arena, title, (size_t)(page + len - title));
}
