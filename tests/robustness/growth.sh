# growth.sh - T2, T3, T4, T12: much of everything. What grows must grow with
# the input: a quadratic step over these sizes does not end in 10 seconds.

memory=1500000
empty='task t(n: int = 1) -> (n: int)
using container { image: "a:1", command: ["t", "{n}"] }'

awk 'BEGIN { for (i = 0; i < 1000000; i++) print "# a comment" }' >"$tmp/x.flw"
wants any - '10^6 comments'
rep '
' 2000000 >"$tmp/x.flw"
wants any - '2 * 10^6 empty lines'
{ printf 'const x = ['; rep '1,' 1000000; echo ']'; } >"$tmp/x.flw"
wants 0 - 'a list of 10^6'
{ printf 'const x = {'; each 300000 '"k%": 1,'; echo '}'; } >"$tmp/x.flw"
wants any - 'a map of 300000'
{ printf 'const x = {'; each 300000 'k%: 1,'; echo '}'; } >"$tmp/x.flw"
wants any - 'a record of 300000'
{ printf 'type X = {'; each 100000 'k%: int,'; echo '}'; } >"$tmp/x.flw"
wants any - 'a record type of 100000'
{ printf 'enum X {'; each 100000 'k%,'; echo '}'; } >"$tmp/x.flw"
wants any - 'an enum of 100000'
{ printf 'type X = int'; rep ' | string' 100000; echo; } >"$tmp/x.flw"
wants any - 'a union of 100000, all the same'
{ printf 'type X = { k0: int }'; each 2000 ' | { k%: int }'; echo; } >"$tmp/x.flw"
wants any - 'a union of 2000'
{ printf 'const x = "'; rep 'a' 1048577; echo '"'; } >"$tmp/x.flw"
wants 1 E0015 'a text of 1 MiB and 1'
{ printf 'const x = "'; rep '{{' 500000; echo '"'; } >"$tmp/x.flw"
wants 0 - 'a text of braces'
{ echo 'workflow w(n: int) -> () { x = "'; rep '{n}' 100000; echo '" }'; } \
    >"$tmp/x.flw"
wants 1 - 'a text that interpolates 100000 times'
each 100000 'const x% = %' >"$tmp/x.flw"
wants any - '10^5 constants'
rep 'const x = 1
' 100000 >"$tmp/x.flw"
wants 1 E0201 'one constant 10^5 times'
each 50000 'type T% = { a: int, b: list<T%x> }' >"$tmp/x.flw"
wants 1 E0206 '50000 unknown types'
each 20000 'type T% = {a: int, b: string}
task t%(r: T%) -> (n: int) using container
{ image: "a:1", command: ["t", "{n}"] }' >"$tmp/x.flw"
wants any - '20000 tasks'
{ printf 'task t('; each 20000 'p%: int,'; echo ') -> (n: int)
using shell { image: "a:1", script: r"echo 1 > $n" }
workflow w() -> () { t('; each 20000 'p%: %,'; echo ') }'; } >"$tmp/x.flw"
wants any - 'a task of 20000 inputs'
{ printf 'workflow w(n: int) -> () { t('; each 20000 'p%: n,'; echo ') }'
    echo "$empty"; } >"$tmp/x.flw"
wants 1 - '20000 arguments too many'
{ echo "$empty"; echo 'workflow w() -> () {'; each 50000 'x% = t(%)'
    echo 't() after ['; each 50000 'x%,'; echo '] }'; } >"$tmp/x.flw"
wants any - 'a node after 50000'
awk -v empty="$empty" 'BEGIN { print empty; print "workflow w() -> () {"
    print "x0 = t(1)"
    for (i = 1; i <= 50000; i++) print "x" i " = t(x" i - 1 ")"
    print "}" }' >"$tmp/x.flw"
wants any - 'a chain of 50000 nodes'
awk -v empty="$empty" 'BEGIN { print empty; print "workflow w() -> () {"
    for (i = 50000; i > 0; i--) print "x" i " = t(x" i - 1 ")"
    print "x0 = t(1) }" }' >"$tmp/x.flw"
wants any - 'a chain of 50000 nodes, the last first'
awk -v empty="$empty" 'BEGIN { print empty; print "workflow w() -> () {"
    for (i = 0; i < 50000; i++) print "x" i " = t(x" (i + 1) % 50000 ")"
    print "}" }' >"$tmp/x.flw"
wants 1 - 'a ring of 50000 nodes'
awk -v empty="$empty" 'BEGIN { print empty
    for (i = 0; i < 5000; i++)
        print "workflow w" i "() -> () { w" (i + 1) % 5000 "() }" }' \
    >"$tmp/x.flw"
wants 1 - 'a ring of 5000 workflows'
awk -v empty="$empty" 'BEGIN { print empty "\nworkflow w0() -> () { t() }"
    for (i = 1; i <= 2000; i++)
        print "workflow w" i "() -> () { w" i - 1 "() }" }' >"$tmp/x.flw"
wants any - '2000 workflows inside each other'
{ echo "$empty"; echo 'workflow w() -> () {'; rep 't() ' 20000; echo '}'; } \
    >"$tmp/x.flw"
wants any - '20000 calls of one task'

# T4: what doubles at each step.
awk 'BEGIN { print "type A0 = { x: int }"
    for (i = 1; i <= 30; i++)
        print "type A" i " = { a: A" i - 1 ", b: A" i - 1 " }" }' >"$tmp/x.flw"
wants any - 'a record type doubled 30 times'
awk 'BEGIN { print "type A0 = { x: int }"
    for (i = 1; i <= 30; i++)
        print "type A" i " = A" i - 1 " | list<A" i - 1 ">" }' >"$tmp/x.flw"
wants any - 'a union doubled 30 times'
awk 'BEGIN { print "type A0 = { x: int }\ntype B0 = { x: float }"
    for (i = 1; i <= 30; i++) {
        print "type A" i " = { a: A" i - 1 ", b: A" i - 1 " }"
        print "type B" i " = { a: B" i - 1 ", b: B" i - 1 " }"
    }
    print "task t(x: A30) -> (y: B30) using container"
    print "{ image: \"a:1\", command: [\"t\"] }"
    print "workflow w(x: A30) -> () { y = t(x)\n t(y) }" }' >"$tmp/x.flw"
wants 1 - 'two types doubled 30 times and compared'
awk -v empty="$empty" 'BEGIN { print empty; print "type A0 = { x: int }"
    for (i = 1; i <= 28; i++)
        print "type A" i " = { a: A" i - 1 ", b: A" i - 1 " }"
    print "workflow w(x: A28) -> (x: A28) { t(1) return (x: x) }" }' \
    >"$tmp/x.flw"
wants any - 'a type doubled 28 times, emitted' \
    build --format text "$tmp/x.flw"
awk 'BEGIN { print "const a0 = \"aaaaaaaaaaaaaaaa\""
    for (i = 1; i <= 40; i++)
        print "const a" i " = a" i - 1 " + a" i - 1 }' >"$tmp/x.flw"
wants any - 'a constant text doubled 40 times'
awk 'BEGIN { print "const a0 = \"aaaaaaaaaaaaaaaa\""
    for (i = 1; i <= 40; i++)
        print "const a" i " = \"{a" i - 1 "}{a" i - 1 "}\"" }' >"$tmp/x.flw"
wants any - 'a constant text interpolated 40 times'
awk 'BEGIN { print "const a0 = [1]"
    for (i = 1; i <= 40; i++)
        print "const a" i " = [a" i - 1 ", a" i - 1 "]" }' >"$tmp/x.flw"
wants any - 'a constant list doubled 40 times'
awk 'BEGIN { print "const a0 = { x: 1 }"
    for (i = 1; i <= 25; i++)
        print "const a" i " = { a: a" i - 1 ", b: a" i - 1 " }"
    print "task t(x: json) -> () using container"
    print "{ image: \"a:1\", command: [\"t\"] }"
    print "workflow w() -> () { t(a25) }" }' >"$tmp/x.flw"
wants any - 'a constant record doubled 25 times, emitted' \
    build --format text "$tmp/x.flw"
for pattern in '(a*)*b' '((a+)+)+$' '(a|a)*c' 'a{1000}{1000}' \
    '(((((a{9}){9}){9}){9}){9}){9}' '[' '(' '*' '\' 'a{,99999999999}' '[z-a]' \
    '(?=a)' '\8' '[[:foo:]]'; do
    cat >"$tmp/x.flw" <<END
type X = string where self matches r"$pattern"
task t(x: X = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") -> () using container
{ image: "a:1", command: ["t"] }
END
    wants any - "the pattern $pattern"
done

# T12: floods of errors.
for line in 'task' 'x = = 1' 'const y = undefined_name' '@' '"' 'type X' \
    'workflow w() -> () { f(' '}' 'import nowhere.at.all' '<<<<<<< HEAD'; do
    rep "$line
" 100000 >"$tmp/x.flw"
    wants 1 - "10^5 lines of \`$line\`"
    wants 1 - "10^5 lines of \`$line\`, all shown" \
        check --max-errors 0 "$tmp/x.flw"
    # For machines: bounded by what is kept alone.
    flood=20000000 wants 1 - "10^5 lines of \`$line\`, as JSON" \
        check --max-errors 0 --format json "$tmp/x.flw"
done

# As many as are shown, and one more.
for n in 49 50 51; do
    each $n 'const c% = nobody%' >"$tmp/x.flw"
    wants 1 E0204 "$n errors"
    shown=$(grep -c '^error\[' "$tmp/out")
    [ "$shown" = $((n < 50 ? n : 50)) ] && pass ||
        miss "$n errors" "$shown are shown"
    grep -q "^$n errors in 1 file" "$tmp/out" && pass ||
        miss "$n errors" 'are not counted'
done
