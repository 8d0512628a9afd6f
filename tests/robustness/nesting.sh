# nesting.sh - T1: nothing that nests reaches the stack's end.

# deep NAME CODE LIMIT HEAD OPEN CORE CLOSE TAIL: at LIMIT no CODE, at one more
# and far beyond it CODE (or $far: brackets and operators go first).
deep() {
    local name=$1 code=$2 limit=$3 n
    for n in "$limit" $((limit + 1)) 100000; do
        { printf '%s' "$4"; rep "$5" "$n"; printf '%s' "$6"
            rep "$7" "$n"; printf '%s\n' "$8"; } >"$tmp/x.flw"
        if [ "$n" = "$limit" ]; then
            wants any "!$code" "$name $n deep"
        else
            [ $n -lt 100000 ] || code=${far:-$code}
            wants 1 "$code" "$name $n deep"
        fi
    done
}

flow='workflow main(a: bool, n: int, e: string?) -> () {'

deep parentheses E0007 200 'const x = ' '(' 1 ')' ''
deep lists E0007 200 'const x = ' '[' 1 ']' ''
deep maps E0007 200 'const x = ' '{"k": ' 1 '}' ''
deep records E0007 200 'const x = ' '{ k: ' 1 ' }' ''
deep indices E0007 199 'const x = y' '[x' '[1]' ']' ''
deep calls E0007 199 "$flow" 'f(' 1 ')' '}'
deep 'calls by name' E0007 199 "$flow" 'f(k: ' 1 ')' '}'
deep comprehensions E0007 198 "$flow" '[' 'f(1)' ' for x in xs]' '}'
deep 'types in parentheses' E0007 200 'type X = ' '(' int ')' ''
deep 'list types' E0007 31 'type X = ' 'list<' int '>' ''
deep 'map types' E0007 31 'type X = ' 'map<' int '>' ''
deep 'table types' E0007 15 'type X = ' 'table<{ a: ' int ' }>' ''
deep 'record types' E0007 31 'type X = ' '{ a: ' int ' }' ''
deep 'optional types' E0007 31 'type X = int' '?' '' '' ''
deep 'if' E0007 16 "$flow" 'if a {' 'f()' '}' '}'
deep 'if as a value' E0007 16 "$flow x = " 'if a {' 'f()' '} else { f() }' '}'
deep 'match' E0007 16 "$flow" 'match e { none -> ' 'f()' '}' '}'
deep 'match with blocks' E0007 16 "$flow" 'match e { none {' 'f()' '} }' '}'
far=E0007 deep 'not' E0022 249 'const x = ' 'not ' true '' ''
far=E0007 deep minus E0022 249 'const x = ' '- ' y '' ''
deep sums E0022 249 'const x = ' '1 + ' 1 '' ''
deep 'sums on the right' E0007 200 'const x = ' '1 + (' 1 ')' ''
deep fields E0022 249 'const x = y' '.a' '' '' ''
deep 'calls of calls' E0022 249 "$flow f" '()' '' '' '}'
deep conjunctions E0022 249 'const x = ' 'true and ' true '' ''
deep 'else if' E0022 247 "$flow if a { f() }" ' else if a { f() }' '' '' '}'
deep refinements E0007 200 'type X = int where ' '(' 'self > 1' ')' ''
deep 'fields of with' E0007 199 "$flow f() with " '{ a: ' 1 ' }' '}'
deep 'fields of using' E0007 200 'task t() -> () using container ' \
    '{ a: ' 1 ' }' ''
deep 'kind defaults' E0007 199 'kind k = plugin "k" { a: int = ' '[' 1 ']' '}'
deep 'launch inputs' E0007 199 'launch l = w { inputs ' '{ a: ' 1 ' }' '}'

# Never closed, and never opened.
for sign in '(' '[' '{' 'list<' ')' ']' '}' '>' 'if a {' 'f(' '{"k":' '"{' \
    '"""' 'r"' '##' '@' 'else ' 'match x {' 'task t(' 'workflow w() {'; do
    rep "$sign" 100000 >"$tmp/x.flw"
    wants any - "\`$sign\` and nothing else"
    { echo "$flow"; rep "$sign" 100000; } >"$tmp/x.flw"
    wants 1 - "\`$sign\` in a workflow"
done

# Types that nest by their names.
{ echo 'type A0 = int'; each 40 'type A% = list<A%->'; } |
    awk '{ while (match($0, /A[0-9]+-/)) { n = substr($0, RSTART + 1) + 0
        sub(/A[0-9]+-/, "A" n - 1) } print }' >"$tmp/x.flw"
wants 1 - 'list aliases 40 deep'
{ echo 'type A0 = int'; each 40 'type A% = { a: A%-, b: A%- }'; } |
    awk '{ while (match($0, /A[0-9]+-/)) { n = substr($0, RSTART + 1) + 0
        sub(/A[0-9]+-/, "A" n - 1) } print }' >"$tmp/x.flw"
wants 1 - 'record aliases 40 deep'
{ echo 'type A0 = int'; each 20000 'type A% = A%-'; } |
    awk '{ sub(/= A[0-9]+-/, "= A" NR - 2) } 1' >"$tmp/x.flw"
wants any - '20000 aliases in a row'
awk 'BEGIN { print "type A0 = int"
    for (i = 1; i <= 20000; i++) print "type A" 20001 - i " = A" 20000 - i }' \
    >"$tmp/x.flw"
wants any - '20000 aliases in a row, the last first'
awk 'BEGIN { for (i = 1; i <= 20000; i++)
    print "type A" i " = list<A" i % 20000 + 1 ">" }' >"$tmp/x.flw"
wants 1 E0214 'a ring of 20000 aliases'
awk 'BEGIN { print "const a0 = 1"
    for (i = 20000; i > 0; i--) print "const a" i " = a" i - 1 " + 1" }' \
    >"$tmp/x.flw"
wants any - '20000 constants, each of the next'
awk 'BEGIN { for (i = 1; i <= 20000; i++)
    print "const a" i " = a" i % 20000 + 1 }' >"$tmp/x.flw"
wants 1 E0215 'a ring of 20000 constants'
