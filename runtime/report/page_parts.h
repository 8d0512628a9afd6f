/* page_parts.h - what the files of a run's page give each other. */
#ifndef FLW_RUNTIME_REPORT_PAGE_PARTS_H
#define FLW_RUNTIME_REPORT_PAGE_PARTS_H

#include "base/map.h"
#include "base/sym.h"
#include "runtime/report/attempt_index.h"
#include "runtime/report/page.h"

typedef struct Page {
    Buf *out;
    Arena *arena;
    Home *home;
    const RunRow *run;
    const Package *package;
    const NodeRow *nodes;
    uint32_t node_count;
    SymTable syms;
    Map by_path; /* Sym of a path -> const NodeRow * */
    AttemptIndex attempts;
} Page;

const NodeRow *page_node(Page *page, const char *path);
/* "ok", "bad", "busy", "idle": the class that colours a phase. */
const char *page_class(Phase phase);
void page_values(Page *page, const char *title, const IdlLiteralMap *values);

/* page_graph.c, page_timeline.c, page_nodes.c */
void page_graph(Page *page);
void page_timeline(Page *page);
void page_nodes(Page *page);

#endif
