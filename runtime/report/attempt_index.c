#include "runtime/report/attempt_index.h"

#include <string.h>

void attempt_index_init(AttemptIndex *index, Arena *arena,
                        const AttemptRow *rows, uint32_t n)
{
    *index = (AttemptIndex){.end = rows + n};
    sym_table_init(&index->paths, arena);
    for (uint32_t i = n; i-- > 0;)
        map_put(arena, &index->first, sym_of(&index->paths, rows[i].path),
                (void *)&rows[i]);
}

const AttemptRow *attempt_index_find(AttemptIndex *index, const char *path,
                                     uint32_t *n)
{
    const AttemptRow *first =
        map_find(&index->first, sym_of(&index->paths, path));
    *n = 0;
    while (first && first + *n < index->end &&
           strcmp(first[*n].path, path) == 0)
        (*n)++;
    return first;
}
