/* package_files.h - a package as the files that it is made of. */
#ifndef FLW_SPEC_PACKAGE_FILES_H
#define FLW_SPEC_PACKAGE_FILES_H

#include "spec/package.h"
#include "spec/tarball.h"

/* In the order of registration, which is that of their names. */
TarFileVec package_files(const Package *package);

#endif
