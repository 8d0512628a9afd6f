/* weight.c - what a message will weigh, counted while it is made. */
#include <string.h>

#include "compiler/emit/emitter.h"

size_t weight_add(size_t left, size_t right)
{
    size_t max = (size_t)WEIGHT_MAX + 1;
    return right > max || left > max - right ? max : left + right;
}

bool weight_spend(Emitter *e, size_t weight)
{
    e->weight = weight_add(e->weight, weight);
    return e->weight <= WEIGHT_MAX;
}

void text_spend(Emitter *e, const char *text)
{
    if (text)
        weight_spend(e, strlen(text) + 8);
}

void depth_note(Emitter *e, uint32_t depth)
{
    e->is_deep = e->is_deep || depth > PLAIN_DEPTH;
}
