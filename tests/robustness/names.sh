# names.sh - F7: file names that are options, lines, or devices.

rm -rf "$tmp/n" && mkdir "$tmp/n"
good='task t() -> () using shell { image: "a:1", script: r"t" }
workflow w() -> () { t() }'
for name in -rf --help con nul 'a b' $'a\nb' $'a\tb' "a'b" 'a"b' 'a;b' 'a$b' \
    '..a' '...' 'é' $'e\314\201' $'\377' $'a\033[2Jb' A a.b.c 0 \
    "$(rep a 200)" '{{.x}}' '%s%n' '\\'; do
    printf '%s\n' "$good" >"$tmp/n/$name.flw"
    wants any - "the file name \"$name\"" build -o "$tmp/n.tgz" -- \
        "$tmp/n/$name.flw"
    ! grep -q "$(printf '\033')" "$tmp/out" && pass ||
        miss "the file name \"$name\"" 'printed as it is'
    # What is packed has names of flw's own making.
    [ "$status" != 0 ] || ! tar -tzf "$tmp/n.tgz" | grep -qvE '^[A-Za-z0-9_.-]+$' &&
        pass || miss "the file name \"$name\"" 'comes into the package'
    rm -f "$tmp/n.tgz" "$tmp/n/$name.flw"
done
# One name in two ways of writing.
printf '%s\n' "$good" >"$tmp/n/a.flw"
printf '%s\n' "$good" >"$tmp/n/A.flw"
wants any - 'a.flw and A.flw' check "$tmp/n"
# Names that only differ in what a node id cannot hold.
cat >"$tmp/x.flw" <<'END'
task t() -> (n: int) using shell { image: "a:1", script: r"echo 1 > $n" }
workflow w() -> () { a_b = t() a__b = t() start_node = t() end_node = t() _ = t()
  t() after [a_b, a__b] }
END
wants any - 'node ids that clash'
rm -rf "$tmp/n"
