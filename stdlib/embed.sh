#!/bin/sh
# embed.sh TABLE FILES... - prints a C table of the files' names and texts.
#
# A name is the file's base name without its extension. The table ends with
# a row of NULLs. See stdlib/stdlib.h for its type.
table=$1
shift
echo '#include "stdlib/stdlib.h"'
echo "const EmbeddedText $table[] = {"
for file; do
    name=${file##*/}
    printf '    {"%s",\n' "${name%.*}"
    LC_ALL=C sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/     "/' \
        -e 's/$/\\n"/' "$file"
    echo '    },'
done
echo '    {0, 0},'
echo '};'
