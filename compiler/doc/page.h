/* page.h - what the pages of a site share.
 *
 * Pages are well-formed as HTML and as XML. */
#ifndef FLW_COMPILER_DOC_PAGE_H
#define FLW_COMPILER_DOC_PAGE_H

#include "compiler/doc/model.h"

/* Of a module, or of none: the index. */
void page_begin(Doc *doc, Buf *out, const char *title, const DocModule *module);
void page_end(Buf *out);
/* A link to an item: its name, as code. */
void page_link(Buf *out, const DocItem *item);
/* Doc comments; heading: the level that `#` is. NULL: nothing. */
void page_doc(Doc *doc, Buf *out, const char *text, int heading);
/* The first paragraph only. */
void page_brief(Doc *doc, Buf *out, const char *text);
/* The same as plain text, for the search. */
const char *page_brief_text(Arena *arena, const char *text);

/* ---- code.c ---- */

/* The source between two places, names with their links. */
void code_add(Buf *out, const DocModule *module, Span span);
/* All lines of the source, with their numbers. */
void code_lines(Buf *out, const DocModule *module);
/* `task f(a: int = 1) -> (b: Trip)` */
void code_signature(Buf *out, const DocItem *item);

/* ---- item.c, graph.c, pages.c ---- */

void item_add(Doc *doc, Buf *out, const DocItem *item);
void graph_add(Doc *doc, Buf *out, const DocItem *item);

/* ---- assets.c ---- */

extern const char asset_style[];
extern const char asset_script[];

#endif
