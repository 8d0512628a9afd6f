/* formats.h - diagnostics in the forms that other programs read.
 *
 * Each adds all diagnostics, in the order they are in (see diags_sort). Lines
 * and columns count from 1, columns in code points, ends are exclusive. */
#ifndef FLW_BASE_FORMATS_FORMATS_H
#define FLW_BASE_FORMATS_FORMATS_H

#include "base/buf.h"
#include "base/diag.h"

enum { FORMAT_SARIF_MAX = 5000, FORMAT_GITHUB_MAX = 10 };

typedef void Format(Buf *out, const Diags *diags, const Sources *sources);

/* "path:line:column: error: title [E0301]", a line each: gcc's form, which
 * Vim, Emacs and VS Code know. */
void format_short(Buf *out, const Diags *diags, const Sources *sources);
/* Workflow commands of GitHub, "::error file=...::title": shown beside the
 * line in a pull request. GitHub shows ten of each severity a step, so these
 * are the first ten, and what is left out is counted. */
void format_github(Buf *out, const Diags *diags, const Sources *sources);
/* GitLab's code quality report. */
void format_gitlab(Buf *out, const Diags *diags, const Sources *sources);
/* JUnit's XML: a suite a file; a clean run holds one case that passed. */
void format_junit(Buf *out, const Diags *diags, const Sources *sources);

/* What SARIF wants to know of a rule. */
typedef struct RuleText {
    const char *title; /* one line */
    const char *page;  /* Markdown; NULL: none */
} RuleText;

typedef struct SarifRun {
    RuleText (*rule)(Arena *arena, const char *code);
    const char *root;    /* the project's folder, absolute; or NULL */
    const char *summary; /* said of the whole; NULL: nothing */
} SarifRun;

/* SARIF 2.1.0: at most FORMAT_SARIF_MAX results, as GitHub shows no more; then
 * errors go before warnings. What is in no file is a notification. */
void format_sarif(Buf *out, const Diags *diags, const Sources *sources,
                  const SarifRun *run);

/* ---- what the formats share ---- */

typedef struct FormatPlace {
    const char *path; /* "" for nowhere */
    Place start, end; /* zeros for nowhere */
} FormatPlace;

FormatPlace format_place(const Sources *sources, Span span);
const char *format_severity(const Diag *diag); /* "error", "warning" */
/* As hosts of repositories want a path: without a "./" before it. */
const char *format_path(const char *path);

#endif
