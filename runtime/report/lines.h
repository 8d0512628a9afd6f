/* lines.h - a run told line by line, for pipes and logs of CI.
 *
 *      0.4s  succeeded  fetch-days/3
 *      1.2s  failed     fit: exit status 2 (the user's part, try 1 of 3)
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
