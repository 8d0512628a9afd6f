/* package_kind.h - what writing and reading packages share. */
#ifndef FLW_SPEC_PACKAGE_KIND_H
#define FLW_SPEC_PACKAGE_KIND_H

#include "spec/package.h"

enum { PACKAGE_KINDS = 3 };

const MessageType *package_kind_type(PackageKind kind);

#endif
