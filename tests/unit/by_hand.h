/* by_hand.h - types, values and plans without a program, for tests of emit. */
#ifndef FLW_TESTS_UNIT_BY_HAND_H
#define FLW_TESTS_UNIT_BY_HAND_H

#include "compiler/emit/emit.h"
#include "compiler/emit/emitter.h"
#include "compiler/plan/plan.h"
#include "typesys/type.h"
#include "typesys/value.h"

typedef struct Hand {
    Arena arena;
    SymTable syms;
    TypeTable types;
    Diags diags;
    Module module; /* eta */
    Emitter emitter;
    Decl *region;      /* enum Region { sf, nyc } */
    Decl *trip_id;     /* type TripId = new string */
    const Type *inner; /* { a: int, b: string } */
} Hand;

void hand_init(Hand *hand);
void hand_release(Hand *hand);

/* NAME TYPE, NULL at the end */
const Type *hand_record(Hand *hand, ...);
const Type *hand_union(Hand *hand, const Type *left, const Type *right);
const Type *hand_file(Hand *hand, const char *format);

const Value *hand_none(Hand *hand);
const Value *hand_int(Hand *hand, int64_t number);
const Value *hand_float(Hand *hand, double number);
const Value *hand_bool(Hand *hand, bool yes);
const Value *hand_text(Hand *hand, const char *text);
const Value *hand_time(Hand *hand, int64_t ns);
const Value *hand_span(Hand *hand, int64_t ns);
const Value *hand_case(Hand *hand, uint32_t index); /* of Region */
/* values, NULL at the end */
const Value *hand_list(Hand *hand, ...);
/* NAME VALUE, NULL at the end */
const Value *hand_entries(Hand *hand, ValueKind kind, ...);

Local *hand_local(Hand *hand, LocalKind kind, const char *name,
                  const Type *type);
/* "cp {rows} x": names in braces are inputs or outputs of the task. */
Template hand_template(Hand *hand, const Decl *task, const char *text);
/* A task of the module eta without inputs and outputs. */
PlanTask *hand_task(Hand *hand, const char *name, KindTag tag);
void hand_input(Hand *hand, PlanTask *task, const char *name, const Type *type);
void hand_output(Hand *hand, PlanTask *task, const char *name,
                 const Type *type);

/* The message as protobuf's text, with each line end and its blanks as one
 * blank, after a trip through bytes. */
const char *hand_text_of(Hand *hand, const void *message);

#endif
