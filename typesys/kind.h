/* kind.h - `using KIND { … }`, checked: what a task runs. */
#ifndef FLW_TYPESYS_KIND_H
#define FLW_TYPESYS_KIND_H

#include <stdbool.h>
#include <stdint.h>

#include "typesys/settings.h"
#include "typesys/value.h"

typedef enum KindTag {
    KIND_CONTAINER,
    KIND_SHELL,
    KIND_PYTHON,
    KIND_POD,
    KIND_SQL,
    KIND_ECHO,
    KIND_PLUGIN /* declared in flw */
} KindTag;

/* Text with placeholders, in pieces: words and names of inputs or outputs. */
typedef struct TemplatePart {
    const char *text;   /* NULL when param is set */
    const Local *param; /* an input or output of the task */
} TemplatePart;

typedef struct Template {
    Vec(TemplatePart) parts;
    Span span;
} Template;
typedef Vec(Template) TemplateVec;

typedef enum DataFormat { FORMAT_JSON, FORMAT_YAML, FORMAT_PROTO } DataFormat;

/* A field of a plugin kind and what was given (or defaulted) for it. */
typedef struct KindField {
    const Field *field;
    const Type *type;
    const Value *value;       /* NULL: left out, no default; or a template */
    const Template *template; /* when the field is a template */
    TemplateVec templates;    /* when it is a list<template> */
} KindField;

struct KindUse {
    KindTag tag;
    const Decl *decl; /* PLUGIN */
    /* CONTAINER, SHELL, PYTHON; NULL: from options. For a PLUGIN image, env,
     * module and function are those of its fields `as container`. */
    const char *image;
    TemplateVec command;     /* CONTAINER */
    TemplateVec args;        /* CONTAINER */
    SettingPairVec env;      /* CONTAINER; sorted by name */
    const char *input_path;  /* CONTAINER; NULL: /var/inputs */
    const char *output_path; /* CONTAINER; NULL: /var/outputs */
    DataFormat format;       /* CONTAINER */
    const char *script;      /* SHELL: as written, common indentation removed */
    const char *shell;       /* SHELL: NULL: /bin/sh */
    const char *module;      /* PYTHON */
    const char *function;    /* PYTHON */
    const Value *pod_spec;   /* POD: a RECORD, as JSON */
    const char *primary;     /* POD */
    const Template *statement; /* SQL */
    const char *dialect;       /* SQL: ansi, hive, other; NULL: ansi */
    Vec(KindField) fields;     /* PLUGIN: by field of the kind */
};

/* Do its inputs and outputs come and go as copilot's files? */
static inline bool kind_is_carried(const KindUse *use)
{
    return use && (use->tag == KIND_CONTAINER || use->tag == KIND_SHELL ||
                   use->tag == KIND_POD);
}

#endif
