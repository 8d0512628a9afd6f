/* describe.h - what is in a package, in flw's own terms.
 *
 * For packages of any SDK: what a message lacks is left out or shown as
 * `unknown`, and all its texts are escaped. Deterministic; the output is
 * linear in the message. Messages are those of package_read: nested no deeper
 * than SPEC_DEPTH_MAX. */
#ifndef FLW_SPEC_DESCRIBE_H
#define FLW_SPEC_DESCRIBE_H

#include "base/buf.h"
#include "flyteidl/core/literals.pb-c.h"
#include "flyteidl/core/types.pb-c.h"
#include "google/protobuf/struct.pb-c.h"
#include "spec/package.h"

/* Adds all entries, or those of the name `only`, an empty line after each;
 * false when there is none of that name. A sub-workflow that a workflow
 * carries is shown with it, unless the package has an entry of its id. */
bool describe_package(Buf *out, const Package *package, const char *only);

/* A type on one line: "list<file<csv>>", "int?". */
const char *describe_type_line(Arena *arena,
                               const Flyteidl__Core__LiteralType *type);
/* The same of a JSON schema. */
const char *describe_schema_line(Arena *arena,
                                 const Google__Protobuf__Struct *schema);
/* A constant on one line: `[1, 2]`. */
const char *describe_literal_line(Arena *arena,
                                  const Flyteidl__Core__Literal *literal);

#endif
