/* flows.h - random workflows: made, and turned into Flyte's messages.
 *
 * All values are ints. A task is Flyte's echo, so that nothing is started;
 * the picky one takes no more than PICKY_MOST and fails otherwise. What a flow
 * means is said apart from this, in test_graphs.c. */
#ifndef FLW_TESTS_UNIT_FLOWS_H
#define FLW_TESTS_UNIT_FLOWS_H

#include <stdbool.h>

#include "spec/idl.h"
#include "spec/package.h"

enum { PICKY_MOST = 49, ITEMS_MAX = 9, SOURCES_MAX = 5 };

typedef struct Item Item;
typedef struct Flow Flow;

typedef enum SourceKind { SOURCE_CONST, SOURCE_INPUT, SOURCE_ITEM } SourceKind;

typedef struct Source {
    SourceKind kind;
    int64_t number;
    const Item *item;
} Source;

typedef enum ItemKind {
    ITEM_SAME,
    ITEM_PICKY,
    ITEM_BRANCH,
    ITEM_ARRAY, /* of picky ones; its value is how many it takes */
    ITEM_SUB
} ItemKind;

struct Item {
    ItemKind kind;
    const char *id;
    Source sources[SOURCES_MAX]; /* of a branch: what it looks at */
    uint32_t source_count;
    const Item *after; /* NULL: none */
    int64_t limit;     /* BRANCH: the first arm when less than this */
    Item *arms[2];     /* BRANCH; the second NULL: an error */
    bool by_ratio;     /* ARRAY */
    float ratio;
    uint32_t least;
    Flow *sub; /* SUB */
};

struct Flow {
    const char *name;
    Item *items[ITEMS_MAX];
    uint32_t len;
    Source output;
    Item *failure; /* NULL: none */
    bool late;     /* FAIL_AFTER_EXECUTABLE_NODES_COMPLETE */
};

/* The flow of that seed. */
Flow *flow_make(Arena *arena, uint64_t seed);
void flow_package(const Flow *flow, Package *package);

#endif
