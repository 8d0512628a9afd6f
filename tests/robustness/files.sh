# files.sh - F1 to F4: imports that go in rings, nowhere, or outside.

rm -rf "$tmp/p" && mkdir -p "$tmp/p/a" "$tmp/outside"
project=$tmp/p
touch "$project/flw.toml"
main=$project/main.flw
echo 'canary = = 1' >"$tmp/outside/canary.flw"
echo 'canary = = 1' >"$tmp/canary.flw"
ok='const here = 1'

imports() { # FILE PATH...
    local file=$1 path n=0
    shift
    for path; do
        n=$((n + 1))
        echo "import \"$path\" as m$n"
    done >"$file"
    echo "$ok" >>"$file"
}

# F1: rings.
imports "$main" ./main.flw
wants 1 E0104 'a file that imports itself' check "$main"
imports "$main" ./a/../main.flw
wants 1 E0104 'a file that imports itself by a detour' check "$main"
imports "$main" ./a/x.flw
imports "$project/a/x.flw" ../main.flw
wants 1 E0104 'two files that import each other' check "$main"
imports "$main" ./link.flw
ln -sf main.flw "$project/link.flw"
wants 1 E0104 'a file that imports itself through a link' check "$main"
imports "$main" ./loop/loop/main.flw
ln -sfn . "$project/loop"
wants 1 E0104 'a file that imports itself through a linked folder' \
    check "$main"
for i in $(seq 1000); do
    echo "import \"./r$((i % 1000 + 1)).flw\" as next" >"$project/r$i.flw"
done
wants 1 E0104 'a ring of 1000 files' check --max-errors 0 "$project/r1.flw"
rm -f "$project"/r*.flw
echo 'import main' >"$main"
wants 1 E0104 'a dotted import of itself' check "$main"

# F2: 40 levels of two files that import both of the next level.
for i in $(seq 40); do
    for side in l r; do
        imports "$project/$side$i.flw" "./l$((i + 1)).flw" "./r$((i + 1)).flw"
    done
done
echo "$ok" >"$project/l41.flw"
echo "$ok" >"$project/r41.flw"
imports "$main" ./l1.flw ./r1.flw
wants 0 - 'a diamond of 40 levels' check "$main"
rm -f "$project"/[lr]*.flw
for i in $(seq 3000); do
    echo "import \"./c$((i + 1)).flw\" as next" >"$project/c$i.flw"
done
echo "$ok" >"$project/c3001.flw"
wants any - 'a chain of 3000 files' check "$project/c1.flw"
wants any - 'a chain of 3000 files, by its folder' check "$project"
rm -f "$project"/c*.flw

# F3: what is no file.
ln -sf loop1.flw "$project/loop2.flw"
ln -sf loop2.flw "$project/loop1.flw"
ln -sf missing.flw "$project/dangling.flw"
ln -sf /dev/zero "$project/zero.flw"
ln -sf /proc/self/mem "$project/mem.flw"
ln -sf /etc/passwd "$project/passwd.flw"
ln -sf "$tmp/canary.flw" "$project/outside.flw"
ln -sfn "$tmp/outside" "$project/out"
mkfifo "$project/fifo.flw"
mkdir "$project/dir.flw"
: >"$project/empty.flw"
for name in loop1 dangling fifo dir missing; do
    imports "$main" "./$name.flw"
    wants 1 E0101 "an import of $name" check "$main"
    wants 2 - "$name itself" check "$project/$name.flw"
done
for name in zero mem passwd outside out/canary; do
    imports "$main" "./$name.flw"
    wants 1 E0103 "an import of $name, a link outside" check "$main"
done
for name in zero mem; do
    wants 2 - "$name itself" check "$project/$name.flw"
done
imports "$main" ./empty.flw
wants 0 - 'an empty import' check "$main"
for path in /dev/full /dev/null /proc/self/environ /proc/self/fd/0 /dev . '' \
    -- -rf "$tmp/no/such"; do
    wants any - "the path \"$path\"" check "$path"
done
wants any - 'a folder with all of these' check "$project"

# F4: paths that lead outside. Nobody reads the canaries: a mistake in them
# would be told.
deep_up=$(rep ../ 60)
for path in ../canary.flw ../outside/canary.flw ./../canary.flw \
    a/../../canary.flw ./a/../../canary.flw ./a/./.././../canary.flw \
    .//..//canary.flw ../p/../canary.flw ....//canary.flw ..././canary.flw \
    "$tmp/canary.flw" "/$tmp/canary.flw" /etc/passwd /etc/passwd.flw \
    //etc/passwd.flw "${deep_up}etc/passwd" "${deep_up}etc/passwd.flw" \
    "${deep_up}${tmp#/}/canary.flw" "file://$tmp/canary.flw" \
    file:/etc/passwd.flw http://example.com/x.flw https://example.com/x.flw \
    git+ssh://example.com/x.flw ftp://example.com/x.flw FILE:///etc/x.flw \
    %2e%2e/canary.flw ..%2fcanary.flw %2e%2e%2fcanary.flw \
    ..%252fcanary.flw ..%c0%afcanary.flw '..\\canary.flw' '.\\..\\canary.flw' \
    'C:\\canary.flw' 'C:/canary.flw' '\\\\host\\canary.flw' \
    '~/canary.flw' '~root/canary.flw' '$HOME/canary.flw' '${HOME}/c.flw' \
    '$(id).flw' '`id`.flw' '|id.flw' '*.flw' '?.flw' '[a].flw' \
    ./canary.flw/ ./main.flw/. ./main.flw/../canary.flw ./a/x.flw. './ .flw' \
    ' ../canary.flw' '../canary.flw ' .flw ..flw ./.flw ../.flw . .. / '' \
    '\u{0}.flw' '\u{2e}\u{2e}/canary.flw' '\n.flw' '\u{1b}[2J.flw' \
    /dev/zero /dev/stdin /proc/self/mem /proc/self/root/etc/passwd.flw \
    "./$(rep a 300).flw" "./$(rep a 5000).flw" "$(rep ./ 3000)x.flw" \
    "$(rep a/../ 3000)../canary.flw" x.tgz ../x.tgz std.flw ./std/notify.flw; do
    imports "$main" "$path"
    wants 1 - "an import of \"$(printf %.50s "$path")\"" check "$main"
    ! grep -q 'canary = =' "$tmp/out" && pass ||
        miss "an import of \"$(printf %.50s "$path")\"" 'reads outside'
done
echo 'import a.b.c.d.e.f' >"$main"
wants 1 - 'a dotted import of nothing' check "$main"
echo 'import std.nothing' >"$main"
wants 1 E0105 'a library that is not there' check "$main"
{ printf 'import a'; rep .a 100000; echo; } >"$main"
wants 1 - 'a dotted import of 100000 parts' check "$main"
each 20000 'import "./missing%.flw" as m%' >"$main"
wants 1 - '20000 imports of nothing' check "$main"
each 20000 'import "./empty.flw" as m%' >"$main"
wants any - '20000 imports of one file' check "$main"
rm -rf "$project"

# As many files, and bytes in all, as a project may have; and one more.
mkdir "$project" && touch "$project/flw.toml"
(cd "$project" && rep 'const c = 1
' 10000 | split -l 1 -a 4 --additional-suffix=.flw - x)
wants 0 - '10000 files' check "$project"
echo "$ok" >"$project/one_more.flw"
wants 2 E0106 '10001 files' check "$project"
rm -rf "$project" && mkdir "$project" && touch "$project/flw.toml"
{ printf '#'; head -c 16777214 /dev/zero | tr '\0' a; echo; } \
    >"$project/a.flw"
for name in b c; do
    cp "$project/a.flw" "$project/$name.flw"
done
head -c 16777000 "$project/a.flw" >"$project/d.flw"
memory=1500000 wants 0 - 'nearly 64 MiB in four files' check "$project"
{ printf '#'; rep a 300; } >"$project/e.flw"
memory=1500000 wants 2 E0106 'over 64 MiB in five files' check "$project"
rm -rf "$project"

# What cannot be looked into is no folder of nothing.
rm -rf "$tmp/deep" && mkdir -p "$tmp/deep/$(rep d/ 70)"
echo "$ok" >"$tmp/deep/main.flw"
wants 2 E0101 'folders 70 deep' check "$tmp/deep"
run_flw fmt --check "$tmp/deep"
[ "$status" = 2 ] && pass || miss 'folders 70 deep, formatted' "ended with $status"
if [ "$(id -u)" != 0 ]; then
    rm -rf "$tmp/deep" && mkdir -m 0 -p "$tmp/deep/closed"
    echo "$ok" >"$tmp/deep/main.flw"
    wants 2 E0101 'a folder that may not be listed' check "$tmp/deep"
    chmod 700 "$tmp/deep/closed"
fi
