/* make.h - what the files that make a chart give each other. */
#ifndef FLW_SPEC_CHART_MAKE_H
#define FLW_SPEC_CHART_MAKE_H

#include "spec/chart/chart.h"
#include "spec/describer.h"

typedef struct ChartMaker {
    Arena *arena;
    ChartIndex *index;
    Chart *chart;
    Map digests; /* IdlTask -> const char * */
    Map vars;    /* IdlVariableMap -> ChartVars */
    Map types;   /* IdlVariableMap, IdlParameterMap -> Map of Sym to IdlType */
    uint32_t depth; /* levels that may still be opened */
    uint32_t level; /* of the flow being made */
} ChartMaker;

/* What a call takes and gives, as far as the package says. */
typedef struct ChartCallee {
    const IdlInterface *interface; /* of a task or workflow; NULL: unknown */
    const IdlLaunchPlan *launch;
} ChartCallee;

/* ---- make_uses.c ---- */

/* The node's uses and constants. The nodes of its flow must be known by id. */
void chart_add_uses(ChartMaker *maker, ChartNode *node, const IdlNode *spec,
                    ChartCallee callee);
/* Takes from a branch the orders that its cases' uses say already. */
void chart_drop_implied(ChartMaker *maker, ChartNode *branch);
/* The flow's results, after all of its nodes have their uses. */
void chart_add_results(ChartMaker *maker, ChartFlow *flow,
                       const IdlWorkflow *spec);
ChartVars chart_vars(ChartMaker *maker, const IdlVariableMap *variables);

/* ---- make_words.c ---- */

/* A line of what `write` describes. */
Describer chart_describer(ChartMaker *maker, Buf *out);
const char *chart_described(Describer *d);
/* What the package has at an array's item, a call, a gate. */
void chart_add_words(ChartMaker *maker, ChartNode *node, const IdlNode *spec);
/* All that tells the node from another, but for where its values come from. */
const char *chart_identity(ChartMaker *maker, const IdlNode *spec);
/* All that tells the task from another, but for its id. NULL: "". */
const char *chart_digest(ChartMaker *maker, const IdlTask *task);
/* Is this the name of something that flw's compiler made? */
bool chart_is_generated(const char *name);

#endif
