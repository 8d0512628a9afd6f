#!/bin/bash
# running.sh FLW - the commands about runs as their users meet them: inputs,
# outputs, failures, gates, resume, the cache, reports; who says what on which
# stream, with which exit status.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
unset FLW_HOME NO_COLOR COLUMNS

out_is() { [ "$(cat out)" = "$1" ]; verdict $? "standard output is not \"$1\""; }

# Waits for a line in a file, at most ten seconds.
await() { # FILE TEXT
    for _ in $(seq 100); do
        grep -qF -- "$2" "$1" 2>/dev/null && return 0
        sleep 0.1
    done
    return 1
}

cat >p.flw <<'END'
enum Region { sf, nyc }
type Port = int where self in 1..65535
type Trip = { id: int, from: string? }

task double(n: int) -> (m: int)
using shell { image: "a:1", script: r"""
  echo "doubling $n"
  [ "$n" != 13 ] || exit 7
  echo ran >> "$COUNTER"
  echo $((n * 2)) > "$m"
""" }
with { env: { COUNTER: "/dev/null" }, cache: "v1" }

task lines(text: file) -> (n: int)
using shell { image: "a:1", script: r"""wc -l < "$text" > "$n" """ }

task once(n: int, marker: string) -> (m: int)
using shell { image: "a:1", script: r"""
  [ -e "$marker" ] || { touch "$marker"; echo "not yet" >&2; exit 3; }
  echo "$n" > "$m"
""" }

workflow doubled(n: int, region: Region = Region.sf, port: Port = 80) -> (m: int) {
  m = double(n)
  if region == Region.nyc { fail "not in nyc" }
  return (m: m)
}

workflow counted(text: file) -> (n: int) {
  n = lines(text)
  return (n: n)
}

workflow taken(trips: list<Trip>) -> (trips: list<Trip>, id: int) {
  n = double(trips[0].id)
  return (trips: trips, id: n)
}

workflow gated() -> (m: int) {
  ok = approve("ship")
  n: int = wait_for("count") after [ok]
  m = double(n)
  return (m: m)
}

workflow twice(n: int, marker: string) -> (m: int) {
  a = double(n)
  b = once(a, marker)
  return (m: b)
}
END

# ---- inputs ----

run 0 "$flw" run p.flw doubled --n 4
out_is "m  8"
err_has "doubled as"
err_has "succeeded after"
run 0 "$flw" run p.flw p.doubled -i n=5 --quiet
out_is "m  10"
run 0 "$flw" run p.flw doubled --n=-3 --json
out_has '"m": -6'
out_has '"phase": "SUCCEEDED"'
echo '{"n": 6, "region": "sf"}' >inputs.json
run 0 "$flw" run p.flw doubled --inputs inputs.json -q
out_is "m  12"
run 0 "$flw" run p.flw doubled --inputs inputs.json --n 1 -q
out_is "m  2"
printf '{\n  "n": "six",\n  "regoin": "sf"\n}' >inputs.json
run 2 "$flw" run p.flw doubled --inputs inputs.json
err_has 'input `n` wants int, found "six"'
err_has 'inputs.json:2:8'
err_has 'did you mean `region`'
run 2 "$flw" run p.flw doubled
err_has '`n`'
run 2 "$flw" run p.flw doubled --n 1 --port 70000
err_has '70000'
run 2 "$flw" run p.flw doubled --n 1 --region paris
err_has 'paris'
run 2 "$flw" run p.flw
err_has 'name one'
run 2 "$flw" run p.flw nothing
err_has 'p.doubled'
run 2 "$flw" run nowhere.flw
run 0 "$flw" run p.flw taken --trips '[{"id": 2, "from": null}]'
out_has 'id'
printf 'a\nb\n' >text.txt
run 0 "$flw" run p.flw counted --text text.txt -q
out_is "n  2"
run 2 "$flw" run p.flw counted --text missing.txt
err_has 'missing.txt'

run 0 "$flw" inputs p.flw doubled
cp out template.json
run 0 "$flw" inputs p.flw doubled --check --inputs template.json
run 1 "$flw" inputs p.flw doubled --check --n x
run 0 "$flw" inputs p.flw doubled --schema
out_has '"$schema"'

# ---- failures ----

run 1 "$flw" run p.flw doubled --n 13
err_has 'exited with status 7'
err_has 'doubling 13'
err_has 'the user'
err_has 'flw resume'
run 1 "$flw" run p.flw doubled --n 13 --json
out_has '"kind": "USER"'
run 1 "$flw" run p.flw doubled --n 1 --region nyc
err_has 'not in nyc'

# ---- looking back ----

run 0 "$flw" runs
out_has 'p.doubled'
run 0 "$flw" runs --json -n 1
out_has '"phase": "FAILED"'
run 0 "$flw" show last
out_has 'not in nyc'
run 0 "$flw" show last m
out_has 'm = 2'
run 2 "$flw" show last mm
run 1 "$flw" run p.flw doubled --n 13 --quiet --home other
run 0 "$flw" logs last m --home other
out_is 'doubling 13'
run 2 "$flw" logs last
first=$("$flw" runs | tail -1 | cut -d ' ' -f 1)
run 0 "$flw" runs --compare "$first" "$first"
run 1 "$flw" runs --compare "$first" last
out_has 'input `n`'

# ---- the cache ----

run 0 "$flw" run p.flw doubled --n 4
err_has 'from the cache'
run 0 "$flw" cache explain last m
out_has 'hit'
run 0 "$flw" run p.flw doubled --n 4 --no-cache
err_lacks 'from the cache'
run 0 "$flw" cache verify
chmod u+w .flw/objects/sha256/* 2>/dev/null
run 0 "$flw" cache prune --days 0
run 0 "$flw" run p.flw doubled --n 4
err_lacks 'from the cache'

# ---- gates, from another terminal ----

rm -f gate.err
"$flw" run p.flw gated >gate.out 2>gate.err </dev/null &
gate=$!
await gate.err 'waits for: flw signal'
verdict $? "nobody says that the gate waits"
run 2 "$flw" signal last ship --value 3
run 2 "$flw" signal last shop --approve
err_has '`ship`'
run 0 "$flw" signal last ship --approve
await gate.err ' count)'
verdict $? "the second gate does not wait"
run 2 "$flw" signal last count --value many
run 0 "$flw" signal last count --value 21
wait $gate
verdict $? "the gated run failed"
[ "$(cat gate.out)" = "m  42" ]
verdict $? "the gated run gave $(cat gate.out)"

rm -f gate.err
"$flw" run p.flw gated >gate.out 2>gate.err </dev/null &
gate=$!
await gate.err 'waits for: flw signal'
run 0 "$flw" cancel last
wait $gate
[ $? = 130 ]
verdict $? "a cancelled run ends with 130"
run 2 "$flw" cancel last
rm -f gate.err
"$flw" resume last --approve-all >gate.out 2>gate.err </dev/null &
gate=$!
await gate.err ' count)'
run 0 "$flw" signal last count --value 4
wait $gate
[ "$(cat gate.out)" = "m  8" ]
verdict $? "the resumed run gave $(cat gate.out)"

rm -f gate.err
"$flw" run p.flw gated >gate.out 2>gate.err </dev/null &
gate=$!
await gate.err 'waits for: flw signal'
run 0 "$flw" signal last ship --reject
wait $gate
[ $? = 1 ]
verdict $? "a rejected gate fails the run"

# ---- a driver that is killed ----

rm -f gate.err
"$flw" run p.flw gated >gate.out 2>gate.err </dev/null &
gate=$!
await gate.err 'waits for: flw signal'
run 0 "$flw" runs
[ "$(sed -n '1s/^[^ ]* *\([a-z]*\) .*/\1/p' out)" = running ]
verdict $? "a run that goes on is not said to"
kill -KILL $gate
wait $gate 2>/dev/null
run 0 "$flw" runs
[ "$(sed -n '1s/^[^ ]* *\([a-z]*\) .*/\1/p' out)" = interrupted ]
verdict $? "a run whose driver was killed is said to go on"

# ---- resume after a failure ----

run 1 "$flw" run p.flw twice --n 5 --marker "$tmp/marker" --in host
err_has 'not yet'
run 0 "$flw" resume last
out_is "m  10"
err_lacks 'running     a '
run 2 "$flw" resume last
err_has 'succeeded'

# ---- events ----

run 0 "$flw" run p.flw doubled --n 4 -q --events ev.jsonl --events -
[ "$(grep -c '^{.*"phase":.*}$' ev.jsonl)" = "$(wc -l <ev.jsonl)" ] &&
    grep -q '"executionId".*"phase":"SUCCEEDED"' ev.jsonl &&
    grep -q '"taskId".*"phase":"SUCCEEDED"' ev.jsonl
verdict $? "events.jsonl does not tell of the whole run: $(cat ev.jsonl)"
grep '^{' out | cmp -s - ev.jsonl
verdict $? "standard output has other events than the file"
cp ev.jsonl before
run 0 "$flw" resume last --events "$tmp/late.jsonl" --events ev.jsonl
err_has 'its events have been sent'
cmp -s before ev.jsonl && cmp -s before late.jsonl
verdict $? "what was sent already was sent again, or not at all"
run 2 "$flw" run p.flw doubled --n 4 --events ftp://x/y
err_has 'is none of -, a path'

# ---- a package, a page ----

run 0 "$flw" build -q p.flw -o p.tgz
run 0 "$flw" run p.tgz p.doubled --n 3 -q
out_is "m  6"
run 0 "$flw" build -q p.flw --format dir -o folder
run 0 "$flw" run folder doubled --n 3 -q
out_is "m  6"
nasty='</pre><script>window.x=1</script>"><img src=x onerror=y>'
run 1 "$flw" run p.flw twice --n 5 --marker "/nowhere/$nasty" --report page.html
grep -q 'Timeline' page.html
verdict $? "the page has no timeline"
! grep -qE '<(script|img)|<[^>]* src=|https?://' page.html
verdict $? "the page holds markup of its input, or loads something"
run 0 "$flw" show last --report page2.html
cmp -s page.html page2.html
verdict $? "flw show --report is not what flw run --report wrote"

# ---- programs of PATH are reachable, wherever they lie ----

mkdir -p tools/bin tools/lib
echo 5 >tools/lib/number
printf '#!/bin/sh\ncat "$(dirname "$0")/../lib/number" > "$1"\n' >tools/bin/give
chmod +x tools/bin/give
printf 'task t() -> (n: int)\nusing container { image: "a:1", command: ["give", "{n}"] }\nworkflow w() -> (n: int) {\n  n = t()\n  return (n: n)\n}\n' >tools.flw
run 0 env PATH="$tmp/tools/bin:$PATH" "$flw" run tools.flw w -q
out_is "n  5"

# ---- what is told does not move a terminal ----

printf 'task t() -> (s: string)\nusing shell { image: "a:1", script: r"""\n  printf "\\033]0;x\\007\\033[2J" >&2; exit 1\n""" }\nworkflow w() -> (s: string) {\n  s = t()\n  return (s: s)\n}\n' >esc.flw
run 1 "$flw" run esc.flw w
! LC_ALL=C grep -q $'\033' err
verdict $? "an escape of a task's output reaches the terminal"
run 0 "$flw" logs last s
! LC_ALL=C grep -q $'\033' out
verdict $? "an escape of a log reaches the terminal"

tally running $passed $failed
