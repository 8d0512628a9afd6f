/* foresight.h - what the files of emit_foresee share (private).
 *
 * A room is the most bytes that something can take in a message: never less
 * than what is emitted, whatever ids and names lowering finds. */
#ifndef FLW_COMPILER_EMIT_FORESIGHT_H
#define FLW_COMPILER_EMIT_FORESIGHT_H

#include "compiler/emit/emitter.h"
#include "typesys/type.h"

typedef struct Foresight {
    Emitter *e; /* for the weights of types and constants */
    TypeTable *types;
    Map rooms;      /* const Type * to TypeRoom * */
    Map mapped;     /* const Decl * of a task to the room of a twin, size_t * */
    bool is_unsure; /* only the making will show */
} Foresight;

/* ---- foresee_room.c ---- */

size_t text_room(const char *text);
size_t type_room(Foresight *foresight, const Type *type);
/* As a literal of the type that is wanted. */
size_t value_room(Foresight *foresight, const Type *wanted, const Value *value);
size_t settings_room(const Settings *settings);
/* Of a declaration's name in Flyte. */
size_t name_room(const Decl *decl, const Settings *settings);
/* One side of an interface. */
size_t params_room(Foresight *foresight, const ParamVec *params);
size_t task_room(Foresight *foresight, const Decl *task);
/* Of the task over lists that maps over this one need. */
size_t twin_room(Foresight *foresight, const Decl *task);
/* Of a launch plan with these values by input; launch NULL: the default one. */
size_t launch_room(Foresight *foresight, const Decl *workflow,
                   const Launch *launch);

/* ---- foresee_flow.c ---- */

typedef struct FlowRoom {
    size_t most;  /* of the template of the workflow */
    size_t least; /* what its calls alone take */
    size_t apart; /* of the tasks that are generated for it, together */
    bool calls;   /* other workflows, which travel with it */
} FlowRoom;

FlowRoom flow_room(Foresight *foresight, const Decl *workflow);

#endif
