#!/bin/bash
# injection.sh FLW - what a task is given stays data: no value becomes a command,
# a template, an option or a path (reliability.md S1 to S3), and no secret
# comes out by any way (S4).
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/flw-injection-XXXXXX") || exit 2
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
export FLW_HOME=$tmp/home

places=host
bwrap --ro-bind / / --unshare-pid true 2>/dev/null && places='host bwrap'

# ---- 200 values that would like to be more ----

canary=$tmp/canary
mkdir values
count=0

value() { # BYTES: the next value, as they are
    printf '%s' "$1" >"$(printf 'values/%03d' $count)"
    count=$((count + 1))
}

hostile() { # TEXT: and the same in quotes, on a second line, twice
    value "$1"
    value "'$1'"
    value "\"$1\""
    value "a
$1"
    value "$1 $1"
}

for text in "\$(touch $canary)" "\`touch $canary\`" "; touch $canary" \
    "| touch $canary" "&& touch $canary" "|| touch $canary" "& touch $canary" \
    "> $canary" "\${IFS}touch\${IFS}$canary" "\$'touch'" '$1' '$$' '$(HOME)' \
    '$(PATH)$$(PATH)' '${HOME}' '$FLYTE_K8S_ARRAY_INDEX' \
    '{{.inputs.s}}' '{{.input}}' '{{ .Inputs.s }}' '{{$outputPrefix}}' \
    '{{.inputs.' '.inputs.s}}' '{s}' '{{s}}' '%s%n%d' '\' '\\' '\n\t\0' "'" '"' \
    '*' '?[a-z]' '~root' '-rf' '--help' '-e x' '/var/inputs/s' \
    '/var/outputs/whole' "$(printf '\001\033[2J\177')" 'é→💥'; do
    hostile "$text"
done
[ $count = 200 ]
verdict $? "there are $count values, not 200"

json_of() { # FILE: its bytes as a JSON text
    od -An -v -tu1 "$1" | awk 'BEGIN { printf "\"" }
        { for (i = 1; i <= NF; i++)
              if ($i < 32 || $i == 34 || $i == 92) printf "\\u%04x", $i
              else printf "%c", $i }
        END { printf "\"" }'
}

{
    printf '{"values": ['
    comma=
    for file in values/*; do
        printf '%s' "$comma"
        json_of "$file"
        comma=,
    done
    printf ']}'
} >values.json

# Each form in which a value reaches a command: an argument by itself, one with
# text around it, a variable of a shell, a file, the list of inputs.
cat >forms.flw <<'END'
## Copies what it got to files.
task as_words(s: string) -> (whole: file, inside: file)
using container {
  image: "alpine:3.20",
  command: [
    "/bin/sh", "-c", "printf %s \"$1\" > \"$3\"; printf %s \"$2\" > \"$4\"",
    "sh", "{s}", "<{s}>", "{whole}", "{inside}",
  ],
}

task as_variable(s: string) -> (variable: file, read: file)
using shell {
  image: "alpine:3.20",
  script: r"""
    printf %s "$s" > "$variable"
    cat "/var/inputs/s/$FLYTE_K8S_ARRAY_INDEX" > "$read"
  """,
}

task as_json(values: list<string>) -> (json: file)
using shell {
  image: "alpine:3.20",
  script: r"""
    cp /var/inputs/inputs.json "$json"
  """,
}

workflow main(values: list<string>) -> (
  whole: list<file>, inside: list<file>, variable: list<file>, read: list<file>,
  json: file,
) {
  words = [as_words(s) for s in values]
  script = [as_variable(s) for s in values]
  json = as_json(values)
  return (
    whole: words.whole, inside: words.inside, variable: script.variable,
    read: script.read, json: json,
  )
}

task echo_path(rows: file) -> (path: string)
using shell {
  image: "alpine:3.20",
  script: r"""
    printf %s "$rows" > "$path"
  """,
}
END

# objects OUTPUT: the paths of a list of files in the run's JSON, in order.
objects() {
    awk -v name="\"$1\":" '
        $1 == "\"outputs\":" { outputs = 1 }
        outputs && $1 == name { found = 1 }
        outputs && found && match($0, /"\/[^"]*"/) {
            print substr($0, RSTART + 1, RLENGTH - 2); any = 1 }
        found && any && /]/ { exit }
        $1 == "\"nodes\":" { exit }' run.json
}

# as_given OUTPUT PREFIX SUFFIX: each file is the value within these.
as_given() {
    local number=0 bad=0 path file
    objects "$1" >paths
    while read -r path; do
        file=$(printf 'values/%03d' $number)
        { printf '%s' "$2"; cat "$file"; printf '%s' "$3"; } |
            cmp -s - "$path" || { bad=$((bad + 1)); echo "    $file"; }
        number=$((number + 1))
    done <paths
    [ $bad = 0 ] && [ $number = 200 ]
    verdict $? "$place: $1: $bad of $number values came through otherwise"
}

for place in $places; do
    "$flw" run forms.flw main --inputs values.json --in $place --no-cache --json \
        >run.json 2>err
    verdict $? "$place: the run failed: $(tail -5 err)"
    as_given whole '' ''
    as_given inside '<' '>'
    as_given variable '' ''
    as_given read '' ''
    [ ! -e "$canary" ]
    verdict $? "$place: a value ran as a command"
    rm -f "$canary"
done

# ---- what no argument can be ----

printf '{"s": "a\\u0000b"}' >nul.json
"$flw" run forms.flw as_words --inputs nul.json --in host >out 2>&1
[ $? = 2 ] && grep -q 'nul.json' out
verdict $? "a NUL in a text: $(cat out)"

{
    printf '{"s": "'
    head -c 131073 /dev/zero | tr '\0' x
    printf '"}'
} >long.json
"$flw" run forms.flw as_words --inputs long.json --in host >out 2>&1
[ $? = 1 ] && grep -q 'no program takes more than 131071' out
verdict $? "an argument of 128 KiB and one: $(cut -c1-200 out | tail -5)"

# ---- S3: a path is never an option ----

printf x >-rf
for place in $places; do
    path=$("$flw" run forms.flw echo_path --rows ./-rf --in $place -q 2>err |
        awk -F'"' '{ print $2 }')
    case $path in
    /*) verdict 0 '' ;;
    *) verdict 1 "$place: a file called -rf came as \`$path\`" ;;
    esac
done

# ---- S4: a secret is seen by its task alone ----

secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')/+%
printf 'DB_PASSWORD=%s\nAPI_TOKEN=%s\n' "$secret" "$secret" >secrets
chmod 600 secrets

# The ways out: both streams, in two writes, by a trace, by an error message, by
# the environment, by a child's words, and in the forms that encode it.
cat >leaks.flw <<'END'
task leak(how: string, grace: string) -> (n: int)
using shell {
  image: "alpine:3.20",
  script: r"""
    echo visible
    echo "out $PGPASSWORD"
    echo "err $PGPASSWORD" >&2
    printf %s "${PGPASSWORD%?????????}"
    sleep 0.05
    echo "${PGPASSWORD#"${PGPASSWORD%?????????}"}"
    printf %s "$PGPASSWORD" | base64
    printf %s "x$PGPASSWORD" | base64
    printf %s "$PGPASSWORD" | od -An -v -tx1 | tr -d ' \n'
    echo
    printf '%s\n' "$PGPASSWORD" | sed 's,%,%25,g; s,/,%2F,g; s,+,%2B,g'
    env | grep PASSWORD
    cat "$FLYTE_SECRETS_DEFAULT_DIR/api/token"
    echo
    set -x
    : "$PGPASSWORD"
    set +x
    printf %s "$PGPASSWORD" > .secret
    found=0
    for file in /proc/[0-9]*/cmdline; do
      if tr '\0' '\n' < "$file" 2>/dev/null | grep -qFf .secret; then
        found=$((found + 1))
      fi
    done
    rm .secret
    echo $found > "$n"
    case $how in
      ok) ;;
      fail) exit 3 ;;
      crash) kill -SEGV $$ ;;
      error) echo "it was $PGPASSWORD" > "$(dirname "$n")/_ERROR" ;;
      timeout) sleep 60 ;;
    esac
  """,
}
with {
  secrets: [
    { group: "db", key: "password", env: "PGPASSWORD" },
    { group: "api", key: "token", as_file: true },
  ],
}

workflow main(how: string) -> (n: int) {
  n = leak(how, grace: "")
  return (n: n)
}

workflow late(how: string) -> (n: int) {
  n = leak(how, grace: "") with { timeout: 4s }
  return (n: n)
}
END

# Folders in memory of the runs of this home; others have their own.
left() {
    local run
    for run in "$FLW_HOME"/runs/*; do
        ls -d "/dev/shm/flw-secrets-$(printf %s "$run" | sha256sum | cut -c1-32)"
    done 2>/dev/null
}

hidden() { # NAME: no form of the secret in any file
    local name=$1 file
    # What the task itself wrote, and was ended before it removed it.
    rm -f "$FLW_HOME"/runs/*/*/outputs/_ERROR "$FLW_HOME"/runs/*/*/work/.secret
    printf '%s\n' "$secret" >forms
    printf %s "$secret" | base64 >>forms
    printf %s "x$secret" | base64 | cut -c4-40 >>forms
    printf %s "$secret" | od -An -v -tx1 | tr -d ' \n' >>forms
    echo >>forms
    printf '%s\n' "$secret" | sed 's,%,%25,g; s,/,%2F,g; s,+,%2B,g' >>forms
    file=$(grep -rlaFf forms "$FLW_HOME" streams events report.html 2>/dev/null)
    [ -z "$file" ]
    verdict $? "$name: the secret is in: $file"
}

told=()
for option in --events=events --report=report.html; do
    "$flw" run leaks.flw main --how ok --secrets secrets $option >out 2>&1
    grep -q 'not built yet' out || told+=("$option")
done

for place in $places; do
    for how in ok fail crash error timeout; do
        rm -rf "$FLW_HOME"
        flow=main
        [ $how != timeout ] || flow=late
        "$flw" run leaks.flw $flow --how $how --in $place --secrets secrets \
            "${told[@]}" >streams 2>&1
        status=$?
        [ $status = $([ $how = ok ]; echo $?) ]
        verdict $? "$place $how: exit $status: $(tail -5 streams)"
        grep -q '^visible' "$FLW_HOME"/runs/*/*/log
        verdict $? "$place $how: the log lacks what the task printed"
        [ $how != error ] || grep -q 'User Error: it was ' streams
        verdict $? "$place $how: the message of the task is lost"
        [ $how != ok ] || grep -q 'n *0' streams
        verdict $? "$place $how: the secret is on a command line"
        "$flw" show last >>streams 2>&1
        "$flw" logs last n >>streams 2>&1
        hidden "$place $how"
        [ -z "$(left)" ]
        verdict $? "$place $how: a file of a secret is left"
    done
done

# A driver that is killed leaves a file of the secret; who goes on removes it.
rm -rf "$FLW_HOME"
"$flw" run leaks.flw late --how timeout --in host --secrets secrets >streams 2>&1 &
driver=$!
for _ in $(seq 100); do
    grep -qs '^visible' "$FLW_HOME"/runs/*/*/log && break
    sleep 0.1
done
kill -9 $driver
wait $driver 2>/dev/null
[ -n "$(left)" ] || [ ! -w /dev/shm ]
verdict $? "there was no file of a secret to be left"
"$flw" resume last >streams 2>&1
[ -z "$(left)" ]
verdict $? "a file of a secret is left by a killed driver"

tally injection $passed $failed
