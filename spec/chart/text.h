/* text.h - a chart as lines of text: a list of nodes in the order of the
 * data, with lines between those that wait for each other. */
#ifndef FLW_SPEC_CHART_TEXT_H
#define FLW_SPEC_CHART_TEXT_H

#include "base/buf.h"
#include "spec/chart/chart.h"

typedef struct ChartTextStyle {
    bool colour;
    bool ascii;     /* no characters beyond ASCII for lines and marks */
    uint32_t width; /* columns of a line, longer ones are cut; 0: any */
} ChartTextStyle;

void chart_text(Buf *out, const Chart *chart, ChartTextStyle style);

#endif
