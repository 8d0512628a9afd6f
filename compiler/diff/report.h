/* report.h - a comparison, for people and for programs.
 *
 * What comes from packages is shown safely. Changes below `least` are counted
 * and not shown. */
#ifndef FLW_COMPILER_DIFF_REPORT_H
#define FLW_COMPILER_DIFF_REPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "compiler/diff/comparison.h"

/* For a terminal or a log: by entity, worst first; why and what to do is said
 * once for each code. */
void report_text(Buf *out, const Comparison *comparison, ChangeClass least,
                 bool colour);
/* One object; its form has a version of its own. */
void report_json(Buf *out, const Comparison *comparison, ChangeClass least);
/* For a comment on a pull request, at most REPORT_MARKDOWN_MAX bytes. */
void report_markdown(Buf *out, const Comparison *comparison, ChangeClass least);
/* As diagnostics, for SARIF and its like: the sources they are in are added to
 * `sources`; what is in none is in a file called as the new side is. */
void report_diags(Diags *diags, Sources *sources, const Comparison *comparison,
                  ChangeClass least);

enum { REPORT_MARKDOWN_MAX = 60000 }; /* GitHub's limit is 65,536 */

/* ---- what the reports share ---- */

/* "2 breaking, 1 risky, 3 safe changes in 2 entities" */
const char *report_counts(const Comparison *comparison);
/* "task"; "package" for the whole. */
const char *report_kind(const EntityChanges *entity);
/* "path:line:column" of a change, or of the entity it is of; NULL: none. */
typedef struct ReportPlace {
    const char *path; /* NULL: none */
    Place start, end;
} ReportPlace;
ReportPlace report_place(const Comparison *comparison, const Change *change);
/* Has the entity a change of that class or worse? */
bool report_has(const EntityChanges *entity, ChangeClass least);

#endif
