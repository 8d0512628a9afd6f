# The page of a code, in any case; all codes; a code that does not exist.
"$flw" explain E0022
"$flw" explain e0301 | head -1
"$flw" explain | head -2
"$flw" explain E9999
"$flw" explain E0301 E0302 | grep '^# '
