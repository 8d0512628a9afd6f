/* quantity.h - amounts of cpu, memory and whole things, as Kubernetes writes
 * them: "2", "500m", "4Gi".
 *
 * flw has a literal for each dimension, so a text is never an amount. */
#ifndef FLW_TYPESYS_QUANTITY_H
#define FLW_TYPESYS_QUANTITY_H

#include <stdbool.h>

#include "base/arena.h"
#include "typesys/value.h"

typedef enum Dimension {
    DIMENSION_CPU,   /* cores: 2, 0.5 */
    DIMENSION_BYTES, /* 4Gi, 500MB */
    DIMENSION_COUNT  /* of GPUs: 1 */
} Dimension;

typedef enum QuantityFault {
    QUANTITY_FINE,
    QUANTITY_WRONG_KIND,   /* a text, a size of cpus … */
    QUANTITY_FRACTION,     /* half a GPU */
    QUANTITY_TOO_FINE,     /* less than a thousandth of a core */
    QUANTITY_NOT_POSITIVE, /* 0, -1 */
    QUANTITY_TOO_LARGE     /* over QUANTITY_MAX */
} QuantityFault;

/* Cores and GPUs; bytes are bounded by int64. */
enum { QUANTITY_MAX = 1000000 };

typedef struct Amount {
    QuantityFault fault;
    const char *text; /* FINE: as Kubernetes writes it; in the arena */
    int64_t size;     /* FINE: in bytes, thousandths of cores, or pieces */
} Amount;

Amount quantity_read(Arena *arena, Dimension dimension, const Value *value);

/* A quantity in Kubernetes' own words, as pod specs have it: "500m", "4Gi",
 * "1e3". False when it is none or is negative; *size is near enough for
 * comparing. */
bool quantity_parse(const char *text, double *size);

#endif
