/* attempt_index.h - the attempts of a node among those of a run. */
#ifndef FLW_RUNTIME_REPORT_ATTEMPT_INDEX_H
#define FLW_RUNTIME_REPORT_ATTEMPT_INDEX_H

#include "base/map.h"
#include "base/sym.h"
#include "runtime/store/runs.h"

typedef struct AttemptIndex {
    SymTable paths;
    Map first; /* Sym of a path -> const AttemptRow * */
    const AttemptRow *end;
} AttemptIndex;

/* Of rows that come by node, as attempts_list gives them; they stay where they
 * are. */
void attempt_index_init(AttemptIndex *index, Arena *arena,
                        const AttemptRow *rows, uint32_t n);
/* Those of a node, one after the other; NULL with *n 0: there are none. */
const AttemptRow *attempt_index_find(AttemptIndex *index, const char *path,
                                     uint32_t *n);

#endif
