/* fault.c - why a node, an attempt or a run failed. */
#include "runtime/value/fault.h"

#include "base/panic.h"

const char *fault_kind_name(FaultKind kind)
{
    switch (kind) {
    case FAULT_UNKNOWN:
        return "UNKNOWN";
    case FAULT_USER:
        return "USER";
    case FAULT_SYSTEM:
        return "SYSTEM";
    }
    UNREACHABLE("kind of fault");
}

bool fault_set(Arena *arena, Fault *fault, Fault like, const char *form, ...)
{
    va_list args;
    va_start(args, form);
    *fault = like;
    fault->message = arena_vprint(arena, form, args);
    va_end(args);
    return false;
}
