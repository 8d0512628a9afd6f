#!/bin/bash
# run.sh FLW - real editors and the library of VS Code against `flw lsp`, and what
# editors/ has for them. All that is installed or built lies in
# build/conformance/clients.
cd "$(dirname "$0")/../../.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
here=tests/conformance/clients
work=$PWD/build/conformance/clients
export FLW=$flw EXAMPLES=$PWD/examples PROJECT=$work/project
export PATH=${flw%/*}:$PATH
passed=0 failed=0

# A fresh copy of the project: what editors rename and format they write.
fresh() {
    rm -rf "$PROJECT"
    cp -r $here/project "$PROJECT"
}

# installed FOLDER: `npm ci` there, unless that was done for this very lock.
installed() {
    cmp -s "$1/package-lock.json" "$1/node_modules/locked" && return
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) \
        >"$1/npm.log" 2>&1 || {
        cat "$1/npm.log"
        return 1
    }
    cp "$1/package-lock.json" "$1/node_modules/locked"
}

# verdict STATUS WHAT LOG: one check that passes or fails as a whole.
verdict() {
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "clients: $2 failed"
        tail -n 60 "$3"
    fi
}

# counted STATUS WHAT LOG: one whose last line is "PASSED FAILED".
counted() {
    local good bad
    read -r good bad < <(tail -n 1 "$3")
    if [[ $good =~ ^[0-9]+$ && $bad =~ ^[0-9]+$ ]] && [ "$good" != 0 ]; then
        passed=$((passed + good)) failed=$((failed + bad))
        head -n -1 "$3"
        [ "$1" = 0 ] || [ "$bad" != 0 ] || verdict 1 "$2" "$3"
    else
        verdict 1 "$2" "$3"
    fi
}

# ticked STATUS WHAT LOG: one whose lines are "ok …" and "not ok …".
ticked() {
    local good bad
    good=$(grep -c '^ok ' "$3")
    bad=$(grep -c '^not ok ' "$3")
    grep '^not ok ' "$3" | sed "s/^not ok/clients: $2:/"
    passed=$((passed + good)) failed=$((failed + bad))
    [ "$good" != 0 ] && { [ "$1" = 0 ] || [ "$bad" != 0 ]; } ||
        verdict 1 "$2" "$3"
}

in_work() { (cd "$work/node" && node "$@"); }

# ---- VS Code: its library, its extension ----

mkdir -p "$work/node" "$work/vscode"
cp $here/*.mjs $here/package*.json $here/.npmrc "$work/node"
tar -C editors/vscode --exclude=node_modules --exclude=dist -cf - . |
    tar -C "$work/vscode" -xf -
installed "$work/node" && installed "$work/vscode" || {
    tally clients 0 1
    exit 1
}

types() {
    node_modules/.bin/tsc --noEmit --strict --skipLibCheck --target es2022 \
        --module esnext --moduleResolution bundler --types '' out/answers.ts
}

fresh
in_work requests.mjs "$flw" "$PROJECT" out >"$work/requests.log" 2>&1
counted $? 'every request' "$work/requests.log"
fresh
in_work sessions.mjs "$flw" "$PROJECT" >"$work/sessions.log" 2>&1
counted $? 'cancellation, files, settings, beginning and end' \
    "$work/sessions.log"
(cd "$work/node" && types) >"$work/types.log" 2>&1
verdict $? 'answers are of the types of the protocol' "$work/types.log"

(cd "$work/vscode" && rm -rf dist flw.vsix && npm run -s build &&
    npm run -s package && python3 -m zipfile -t flw.vsix) >"$work/package.log" 2>&1
verdict $? 'the extension is packaged' "$work/package.log"
(cd "$work/vscode" && npm run -s grammar) >"$work/grammar.log" 2>&1
verdict $? 'the TextMate grammar' "$work/grammar.log"
fresh
in_work extension.mjs "$flw" "$work/vscode" "$PROJECT" \
    >"$work/extension.log" 2>&1
counted $? 'the extension' "$work/extension.log"

# ---- Neovim and Vim ----

# Nothing of the user's own.
export XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home
export XDG_STATE_HOME=$work/home XDG_CACHE_HOME=$work/home
runtime=$PWD/editors/vim,$PWD/editors/neovim

fresh
timeout 120 nvim --headless -u NONE -i NONE -n \
    --cmd "set hidden rtp^=$runtime | filetype plugin indent on | syntax on" \
    -c 'runtime! plugin/flw.lua' -c "luafile $here/neovim.lua" </dev/null >"$work/neovim.log" 2>&1
ticked $? Neovim "$work/neovim.log"

for vim in 'nvim --headless' 'vim -es -N'; do
    fresh
    RESULT=$work/vim.log
    export RESULT
    rm -f "$RESULT"
    timeout 120 $vim -u NONE -i NONE --cmd "set rtp^=$PWD/editors/vim" \
        -S $here/vim.vim </dev/null >"$work/vim.out" 2>&1
    status=$?
    [ -e "$RESULT" ] || cp "$work/vim.out" "$RESULT"
    ticked $status "${vim%% *}" "$RESULT"
done

# ---- Emacs ----

emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' \
    --eval "(setq byte-compile-dest-file-function
              (lambda (_) \"$work/flw-mode.elc\"))" \
    -f batch-byte-compile editors/emacs/flw-mode.el >"$work/compile.log" 2>&1
verdict $? 'flw-mode.el compiles without a warning' "$work/compile.log"
fresh
timeout 120 emacs -Q --batch -L editors/emacs -l $here/emacs.el \
    </dev/null 2>&1 | sed -nE 's/^ +passed +[0-9]+\/[0-9]+ +/ok /
        s/^ +(FAILED|QUIT|ABORTED) +[0-9]+\/[0-9]+ +/not ok /; p' >"$work/emacs.log"
ticked "${PIPESTATUS[0]}" Emacs "$work/emacs.log"

tally clients $passed $failed
