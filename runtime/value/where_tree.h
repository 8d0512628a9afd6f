/* where_tree.h - a refinement as read, for those who look into it: made-up
 * values, schemas. */
#ifndef FLW_RUNTIME_VALUE_WHERE_TREE_H
#define FLW_RUNTIME_VALUE_WHERE_TREE_H

#include "base/pattern.h"
#include "base/vec.h"
#include "runtime/value/where.h"

typedef enum WhereNode {
    WHERE_NODE_FALSE,
    WHERE_NODE_AND,
    WHERE_NODE_OR,
    WHERE_NODE_COMPARE,
    WHERE_NODE_RANGE,
    WHERE_NODE_MATCHES
} WhereNode;

typedef enum WhereOrder {
    WHERE_ORDER_EQUAL,
    WHERE_ORDER_UNEQUAL,
    WHERE_ORDER_LESS,
    WHERE_ORDER_LESS_EQUAL,
    WHERE_ORDER_GREATER,
    WHERE_ORDER_GREATER_EQUAL
} WhereOrder;

struct Where {
    WhereNode kind;
    bool of_length; /* len(self) is meant, not self */
    WhereOrder order;
    WhereValue first, last; /* COMPARE: first; RANGE: both */
    const Pattern *pattern;
    Vec(const Where *) parts; /* AND, OR */
};

#endif
