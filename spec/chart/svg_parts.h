/* svg_parts.h - what the files of a picture give each other. */
#ifndef FLW_SPEC_CHART_SVG_PARTS_H
#define FLW_SPEC_CHART_SVG_PARTS_H

#include "spec/chart/svg.h"

typedef struct Picture {
    Buf *out;
    const Flat *flat;
    const Placed *placed;
    const SvgStyle *style;
} Picture;

/* " add", " del", " chg" or "". */
const char *svg_change(const Picture *picture, uint8_t sides, bool changed);

/* svg_nodes.c */
void svg_node(const Picture *picture, uint32_t i);
void svg_cluster(const Picture *picture, uint32_t i);
/* svg_edges.c */
void svg_edge(const Picture *picture, uint32_t i);

#endif
