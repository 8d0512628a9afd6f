/* lines.h - a run told line by line, for pipes and logs of CI.
 *
 *      0.4s  succeeded  fetch-days/3
 *      1.2s  failed     fit: exited with status 2
 */
#ifndef FLW_RUNTIME_REPORT_LINES_H
#define FLW_RUNTIME_REPORT_LINES_H

#include <stdio.h>

#include "runtime/event/change.h"

typedef struct Lines {
    FILE *out;
    bool colour;
    Arena scratch; /* of one line; release it at the end */
} Lines;

Listener lines_listener(Lines *lines);

#endif
