# A command of a later issue says so.
"$flw" run eta.flw
