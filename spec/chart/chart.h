/* chart.h - a workflow as a picture of it has to be told: nodes, what each
 * waits for, and what is inside of it.
 *
 * Made of a package of any SDK. What calls a sub-workflow is opened: its body
 * is a flow of its own, as deep as is asked for and as CHART_OPENED_MAX lets.
 * All texts are as the package has them: whoever prints one makes it safe. */
#ifndef FLW_SPEC_CHART_CHART_H
#define FLW_SPEC_CHART_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/sym.h"
#include "base/vec.h"
#include "spec/idl.h"
#include "spec/package.h"

enum {
    CHART_OPENED_MAX = 2000, /* nodes inside of opened sub-workflows, in all */
    CHART_DEPTH_MAX = 24     /* of sub-workflows in each other */
};

/* Which of the charts that were compared has it. */
enum { CHART_OLD = 1, CHART_NEW = 2, CHART_BOTH = 3 };

typedef enum ChartKind {
    CHART_TASK,
    CHART_ECHO, /* a task that passes a value on, without a pod */
    CHART_WORKFLOW,
    CHART_LAUNCH,
    CHART_BRANCH,
    CHART_ARRAY,
    CHART_APPROVE,
    CHART_SIGNAL,
    CHART_SLEEP,
    CHART_FAIL, /* the end of a branch in an error */
    CHART_UNKNOWN
} ChartKind;

typedef struct ChartNode ChartNode;
typedef struct ChartFlow ChartFlow;

/* A variable of an interface, or a constant that is given to one. */
typedef struct ChartVar {
    const char *name;
    const char *text; /* its type in few words; of a constant, its value */
} ChartVar;
typedef Vec(ChartVar) ChartVars;

/* A value that a node, or the end of a flow, waits for. */
typedef struct ChartUse {
    const char *var;       /* what it becomes there; NULL: only the order */
    const ChartNode *from; /* of the same flow; NULL: the flow's inputs */
    const char *source;    /* the output of `from`, or the flow's input */
    const char *path;      /* into it: ".minutes[2]", "" */
    const char *type;      /* in few words; NULL: not known */
    const char *old_type;  /* of a comparison, where it was another */
    const Sym *whole;      /* where it is a part of a list or map: all of that,
                              "[a.url, b.url]"; NULL: it is all */
    const char *whole_type;
    uint8_t sides;
} ChartUse;
typedef Vec(ChartUse) ChartUses;

typedef struct ChartCase {
    const char *condition;     /* NULL: else */
    const char *old_condition; /* of a comparison, where it was another */
    ChartNode *node;
    uint8_t sides;
} ChartCase;

struct ChartNode {
    ChartKind kind;
    const char *id;
    const char *callee;   /* the name of what is called; "" : nothing is */
    const char *words;    /* of a gate its signal or time; of a fail its text */
    const char *notes;    /* "parallelism 8, min success 80 %"; "" */
    const char *settings; /* "timeout 1h, retries 2": not for a first look */
    bool generated;       /* by flw's compiler */
    bool folded;          /* has a body that was not opened */
    bool wanted;          /* somebody waits for it */
    uint8_t sides;
    bool changed;         /* is not quite what it was: */
    const char *was;      /* what of it was another, in words */
    const char *identity; /* what it is, with all settings, for comparison */
    const char *digest;   /* of the task that it calls; "" : of none */
    ChartUses uses;
    ChartVars constants;
    ChartVars outputs; /* as far as its interface is known */
    Vec(ChartCase) cases;
    ChartFlow *body;   /* NULL: none, or folded */
    ChartFlow *within; /* the flow that it is a node of */
    uint32_t number;   /* of all nodes of the chart, from 0 */
};
typedef Vec(ChartNode *) ChartNodes;

struct ChartFlow {
    const char *name;
    bool generated;
    ChartNode *owner; /* NULL: the chart's own */
    ChartVars inputs;
    ChartVars outputs;
    ChartNodes nodes; /* each after those it waits for, as far as written so;
                         without those inside of branches */
    ChartNode *failure;
    ChartUses results;   /* what its outputs take */
    ChartVars constants; /* outputs that are constants */
    Map by_id;           /* Sym -> ChartNode, without those of branches */
};

typedef struct Chart {
    ChartFlow *flow;
    uint32_t node_count; /* in all */
    uint32_t opened;     /* of them inside of opened sub-workflows */
    bool compared;
} Chart;

/* What can be called, by id: made once for a package. */
typedef struct ChartIndex {
    Arena *arena;
    SymTable names;
    Map tasks, workflows, launches; /* Sym of the full id -> message */
} ChartIndex;

ChartIndex *chart_index(Arena *arena, const Package *package);

/* The workflow of that name, or the one that a launch plan of that name
 * starts; the last part of the name will do where it is the only such. NULL:
 * there is none, or *ambiguous. */
const IdlWorkflow *chart_find(const ChartIndex *index, const Package *package,
                              const char *name, bool *ambiguous);

/* Sub-workflows are opened `depth` levels down. */
Chart *chart_make(ChartIndex *index, const IdlWorkflow *workflow,
                  uint32_t depth);

/* One chart of both: what is in one alone is marked so. The later gets what
 * only the earlier has, and is given. */
Chart *chart_compare(Arena *arena, SymTable *names, Chart *earlier,
                     Chart *later);

/* Is anything in it not in both? */
bool chart_differs(const Chart *chart);

#endif
