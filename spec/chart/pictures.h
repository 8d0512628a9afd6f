/* pictures.h - a chart in languages that draw it elsewhere. */
#ifndef FLW_SPEC_CHART_PICTURES_H
#define FLW_SPEC_CHART_PICTURES_H

#include "base/buf.h"
#include "spec/chart/flat.h"

/* Graphviz's language. `across`: from left to right. */
void chart_dot(Buf *out, const Flat *flat, bool across);
/* Mermaid's flowcharts, for pages that know them. */
void chart_mermaid(Buf *out, const Flat *flat, bool across);

#endif
