/* model.h - what a site is about: modules, what they declare, who uses what. */
#ifndef FLW_COMPILER_DOC_MODEL_H
#define FLW_COMPILER_DOC_MODEL_H

#include "compiler/doc/site.h"
#include "spec/chart/chart.h"

typedef enum DocGroup {
    DOC_WORKFLOWS,
    DOC_LAUNCHES,
    DOC_TASKS,
    DOC_TYPES,
    DOC_KINDS,
    DOC_CONSTANTS,
    DOC_GROUPS /* how many */
} DocGroup;

typedef struct DocItem DocItem;
typedef struct DocModule DocModule;
typedef Vec(DocItem *) DocItems;

struct DocItem {
    const Decl *decl;
    DocModule *module;
    DocGroup group;
    const char *name;
    const char *word;     /* "task", "extern launch", ... */
    const char *href;     /* of its place in the site */
    const char *in_flyte; /* its name there; NULL: it is not there */
    DocItems uses;        /* each once, in order of the source */
    DocItems used_by;
};

/* A name in a source, and what it stands for. */
typedef struct DocRef {
    Span span;
    DocItem *item;
} DocRef;
typedef Vec(DocRef) DocRefs;

struct DocModule {
    const Module *module;
    const char *name;        /* dotted */
    const char *file;        /* of its page */
    const char *source_file; /* of the page of its source */
    DocItems items[DOC_GROUPS];
    DocRefs refs; /* by place */
};

typedef struct Doc {
    Arena *arena;
    const SiteInput *input;
    Vec(DocModule *) modules; /* by name */
    SymTable names;
    Map by_decl;   /* Decl -> DocItem */
    Map by_name;   /* Sym of a name, or of module.name -> DocItem; of names that
                      several have none */
    Map by_flyte;  /* Sym -> DocItem */
    Map by_module; /* Module -> DocModule */
    ChartIndex *index;
    bool no_graphviz;
} Doc;

Doc *doc_make(const SiteInput *input);
DocItem *doc_item(const Doc *doc, const Decl *decl);
/* "Workflows" */
const char *doc_group_title(DocGroup group);
/* What it takes and gives; NULL: it does neither. */
const Signature *doc_signature(const Decl *decl);
/* The line of the source that the declaration begins in. */
uint32_t doc_line(const DocItem *item);

/* refs.c: fills refs of all modules, uses and used_by of all items. */
void doc_find_refs(Doc *doc);

#endif
