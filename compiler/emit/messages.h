/* messages.h - Flyte's messages as emission makes them. */
#ifndef FLW_COMPILER_EMIT_MESSAGES_H
#define FLW_COMPILER_EMIT_MESSAGES_H

#include "spec/idl.h"
#include "spec/make.h"
#include "spec/struct.h"

/* A fresh message: new_core(e, Literal, LITERAL). */
#define new_core(emitter, Name, NAME)                  \
    make_new((emitter)->arena, Flyteidl__Core__##Name, \
             FLYTEIDL__CORE__##NAME##__INIT)
#define new_admin(emitter, Name, NAME)                  \
    make_new((emitter)->arena, Flyteidl__Admin__##Name, \
             FLYTEIDL__ADMIN__##NAME##__INIT)

/* A constant whose name is longer than a line. */
#define long_core(owner, name)  FLYTEIDL__CORE__##owner##__##name
#define long_admin(owner, name) FLYTEIDL__ADMIN__##owner##__##name

/* Room for all of a repeated field whose length is known. */
#define new_list(emitter, list, count, len)                                \
    ((list) = arena_alloc_array((emitter)->arena, (len), sizeof(*(list))), \
     (count) = (len))

#endif
