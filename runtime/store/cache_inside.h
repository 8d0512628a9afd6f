/* cache_inside.h - what the files of the cache share. */
#ifndef FLW_RUNTIME_STORE_CACHE_INSIDE_H
#define FLW_RUNTIME_STORE_CACHE_INSIDE_H

#include "runtime/store/query.h"

int64_t store_now(void); /* since 1970, ns */

/* Each uri of ours in the bytes of the next column, wherever it stands, in
 * records too; stops and gives false when `visit` does. */
bool query_uris(Query *query, bool (*visit)(void *self, const char *uri),
                void *self);

#endif
