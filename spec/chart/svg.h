/* svg.h - a chart as an SVG picture that needs nothing else.
 *
 * No script, no link to anything outside, no font of its own; light or dark as
 * the reader's system is. Every text goes through base/html. */
#ifndef FLW_SPEC_CHART_SVG_H
#define FLW_SPEC_CHART_SVG_H

#include "base/buf.h"
#include "spec/chart/placed.h"

typedef struct SvgStyle {
    bool across;  /* from left to right */
    bool inlined; /* in a page that has svg_rules among its own: no background,
                     no rules */
    /* Where the node leads to, a URL that is safe in an attribute when it has
     * gone through html_text; NULL: nowhere. May be NULL. */
    const char *(*link)(void *context, const ChartNode *node);
    void *context;
} SvgStyle;

/* Adds the picture, or nothing unless it is PLACED_FINE. */
PlacedEnd chart_svg(Buf *out, const Flat *flat, const SvgStyle *style,
                    const char **why);

/* The style sheet of all pictures; every selector begins with `.fc`. */
extern const char svg_rules[];

#endif
