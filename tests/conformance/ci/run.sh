#!/bin/bash
# run.sh FLW WORK - what docs/ci.md gives to copy, by its schemas, and the hooks
# by pre-commit itself, from a fresh clone of this repository.
set -u
flw=$(realpath "$1")
work=$(realpath "$2")/ci
here=$(realpath "$(dirname "$0")")
root=$(realpath "$here/../../..")
failed=0
wrong() {
    echo "ci: $*"
    failed=1
}

if ! cmp -s "$here/requirements.txt" "$work/venv/requirements.txt"; then
    rm -rf "$work/venv" && mkdir -p "$work"
    python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q \
        --disable-pip-version-check -r "$here/requirements.txt" || exit 1
    cp "$here/requirements.txt" "$work/venv"
fi
PATH=$work/venv/bin:$(dirname "$flw"):$PATH

# ---- schemas ----

rm -rf "$work/files" "$work/clone" "$work/project" "$work/home"
bash "$root/tests/ci.sh" "$flw" "$work/files" >/dev/null || wrong 'tests/ci.sh failed'
check-jsonschema --builtin-schema vendor.github-workflows \
    "$work/files/.github/workflows/flw.yml" || wrong 'the GitHub workflow'
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci \
    "$work/files/.gitlab-ci.yml" || wrong 'the GitLab job'
pre-commit validate-config "$work/files/.pre-commit-config.yaml" ||
    wrong '.pre-commit-config.yaml'
pre-commit validate-manifest "$root/.pre-commit-hooks.yaml" ||
    wrong '.pre-commit-hooks.yaml'

# ---- hooks ----

export PRE_COMMIT_HOME=$work/home GIT_CONFIG_GLOBAL=/dev/null
git clone -q "$root" "$work/clone" && mkdir "$work/project" &&
    cd "$work/project" || exit 1
git() { command git -c user.name=a -c user.email=a@b "$@"; }
git init -q .
sed -e "s|https://.*|$work/clone|" \
    -e "s|rev: .*|rev: $(git -C "$work/clone" rev-parse HEAD)|" \
    "$work/files/.pre-commit-config.yaml" >.pre-commit-config.yaml
pre-commit install >/dev/null || wrong 'pre-commit install'
flw new first >/dev/null 2>&1
git add . && git commit -qm one >"$work/log" 2>&1 || {
    cat "$work/log"
    wrong 'what is right could not be committed'
}
grep -q 'flw check.*Passed' "$work/log" || wrong 'flw check did not run'

printf 'workflow  w() -> () { nothing() }\n' >wrong.flw
git add . && git commit -qm two >"$work/log" 2>&1 && wrong 'what is wrong was committed'
grep -q 'E0205' "$work/log" || wrong 'the commit does not say what is wrong'
grep -q 'flw fmt.*Failed' "$work/log" || wrong 'flw fmt changed nothing'
grep -q '^workflow w()' wrong.flw || wrong 'wrong.flw was not laid out'
rm wrong.flw && git add . && echo '# more' >>first/main.flw &&
    git commit -qam three >"$work/log" 2>&1 || wrong 'a mended tree was refused'
exit $failed
