/* package_text.h - a whole package as text, for `build` and `inspect`.
 *
 * Each adds the entries of the name `only`, or all (NULL); false when there is
 * none of that name. */
#ifndef FLW_COMPILER_CLI_PACKAGE_TEXT_H
#define FLW_COMPILER_CLI_PACKAGE_TEXT_H

#include "base/buf.h"
#include "spec/package.h"

/* Protobuf's JSON: a list of objects, each with its kind as the only key. */
bool package_json(Buf *out, const Package *package, const char *only);
/* Protobuf's text, each entry under a line with its kind and name. */
bool package_proto(Buf *out, const Package *package, const char *only);
/* flw's own terms, under a line that names and counts. */
bool package_described(Buf *out, const Package *package, const char *path,
                       const char *only);
/* "3 tasks, 1 workflow, 2 launch plans" */
void package_counts(Buf *out, const Package *package);

#endif
