#!/bin/sh
# formatting.sh - all C is laid out as .clang-format says.
cd "$(dirname "$0")/.." || exit 2
git ls-files -co --exclude-standard -- '*.c' '*.h' |
    xargs clang-format --dry-run -Werror
