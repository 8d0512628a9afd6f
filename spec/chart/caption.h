/* caption.h - what a picture writes into its nodes and at its edges. */
#ifndef FLW_SPEC_CHART_CAPTION_H
#define FLW_SPEC_CHART_CAPTION_H

#include "spec/chart/flat.h"

enum { CAPTION_MAX = 38, LABEL_MAX = 30, CONDITION_MAX = 34 }; /* columns */

/* Each short and safe, as brief_text makes it; "" : there is none. */
typedef struct Caption {
    const char *title;
    const char *deed;
    const char *notes;
} Caption;

Caption caption_of_node(Arena *arena, const FlatNode *node);
Caption caption_of_cluster(Arena *arena, const FlatCluster *cluster);
/* "model: file<onnx>", "if score < 4.0": line i of the edge's labels, of which
 * caption_count tells how many there are. */
const char *caption_of_label(Arena *arena, const FlatEdge *edge, uint32_t i);
uint32_t caption_count(const FlatEdge *edge);

#endif
