#!/bin/sh
# make_scenes.sh FOLDER - three small scenes side by side: grey hills, always the
# same.
for n in 0 1 2; do
    awk -v n=$n 'BEGIN {
        left = 0.50 + n * 0.02
        printf "P2\n# extent %.2f 0.30 %.2f 0.32\n24 24\n255\n", left, left + 0.02
        for (row = 0; row < 24; row++) {
            for (col = 0; col < 24; col++)
                printf "%d ", 60 + 50 * sin((col + 24 * n) / 7) + 40 * cos(row / 5)
            print ""
        }
    }' >"$1/scene-$n.pgm"
done
