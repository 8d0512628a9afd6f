/* objects_inside.h - what the cache and the home ask of objects. */
#ifndef FLW_RUNTIME_STORE_OBJECTS_INSIDE_H
#define FLW_RUNTIME_STORE_OBJECTS_INSIDE_H

#include "runtime/store/objects.h"

/* It is there, and one look at each of its names shows no change. */
bool object_holds(Home *home, const char *uri);
/* Removes what dead processes left half made. */
void objects_sweep(Home *home);

#endif
