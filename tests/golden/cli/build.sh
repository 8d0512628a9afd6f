# Where a package goes, and in which form.
folder=$(mktemp -d)
cd "$folder" || exit 2
printf '%s\n' 'task t(n: int) -> (n_: int)' \
    'using python { image: "a:1", module: "m", function: "f" }' \
    'workflow w(n: int) -> (n: int) { made = t(n) return (n: made) }' >a.flw
"$flw" build a.flw && tar -tzf flyte-package.tgz
"$flw" build --format dir -o out a.flw && find out -type f | LC_ALL=C sort
"$flw" build --format dir -o out a.flw
"$flw" build -q -o - a.flw | tar -tz
"$flw" build --format json a.flw | head -20
"$flw" build --explain -q a.flw
"$flw" build -o no/such/folder/x.tgz a.flw
"$flw" build -o /dev/full a.flw
"$flw" build missing.flw
"$flw" build --format yaml a.flw
"$flw" build --deny-warnings a.flw
"$flw" build --project p --domain d --version v1 --format text a.flw | head -12
"$flw" build - <a.flw && tar -tzf flyte-package.tgz
"$flw" build --stdin-filename b.flw --format text - <a.flw | head -5
"$flw" inspect flyte-package.tgz
"$flw" inspect out
"$flw" inspect a.flw
"$flw" inspect missing.tgz
"$flw" inspect --format json flyte-package.tgz | head -5
echo 'const a = = 1' >a.flw
"$flw" build a.flw
"$flw" check --format json a.flw
"$flw" check --color always a.flw
rm -rf "$folder"
