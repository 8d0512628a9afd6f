/* sizes.h - how large a picture's texts and nodes are, in CSS pixels. */
#ifndef FLW_SPEC_CHART_SIZES_H
#define FLW_SPEC_CHART_SIZES_H

#include "spec/chart/caption.h"

enum {
    SIZE_TITLE = 13,
    SIZE_DEED = 11,
    SIZE_LABEL = 10,
    LINE_DEED = 15,
    LINE_LABEL = 13,
    LINES_MAX = 3,  /* of a text that is wrapped */
    SIZE_STACK = 8, /* of the cards behind a map's */
    CARD_PAD = 12,
    WRAP_DEED = 36,     /* columns */
    WRAP_CONDITION = 26 /* columns */
};

typedef struct Size {
    double width, height;
} Size;

/* Lines of at most so many columns, the last one cut; broken at blanks where
 * there are any. */
typedef struct Lines {
    const char *at[LINES_MAX];
    uint32_t len;
} Lines;

Lines size_wrap(Arena *arena, const char *text, uint32_t columns);

/* In Helvetica or what has its widths: Arial, Liberation Sans. */
double size_text(const char *text, double size, bool bold);

/* What stands in a node under its title. */
Lines size_deed(Arena *arena, const FlatNode *node);
/* What stands at an edge, a line a label; of a case, its condition. */
typedef struct EdgeText {
    const char *lines[FLAT_LABELS_MAX];
    uint32_t len;
} EdgeText;
EdgeText size_edge_text(Arena *arena, const FlatEdge *edge);
/* A word at a card's right end: "map", "approval"; "" : none. */
const char *size_tag(const FlatNode *node);

Size size_of_node(Arena *arena, const FlatNode *node);
Size size_of_label(Arena *arena, const FlatEdge *edge);
Size size_of_cluster(Arena *arena, const FlatCluster *cluster);

#endif
