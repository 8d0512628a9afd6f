# A command of a later issue says so.
"$flw" register eta.flw
