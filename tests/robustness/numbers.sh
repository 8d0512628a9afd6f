# numbers.sh - T5, T6: numbers at the ends of their ranges, kept exactly.

# emits TYPE LITERAL PATTERN: as a default and as an argument the value is in
# the spec as PATTERN says.
emits() {
    cat >"$tmp/x.flw" <<END
const c = $2
task t(x: $1 = $2) -> () using container { image: "a:1", command: ["t", "{x}"] }
task u(x: $1) -> () using container { image: "a:1", command: ["u", "{x}"] }
workflow w(y: $1 = $2) -> () { t() u($2) u(c) t(y) }
END
    if [ "$1" = duration ] || [ "$1" = json ]; then
        sed -i 's/, "{x}"//' "$tmp/x.flw"
    fi
    run_flw build --format text "$tmp/x.flw"
    is_calm || { miss "$1 $2" "$why"; return; }
    [ "$status" = 0 ] || { miss "$1 $2" "exit $status"; return; }
    local found
    found=$(tr -s ' \n' ' ' <"$tmp/out" | grep -oE "$3" | wc -l)
    [ "$found" -ge 4 ] && pass || miss "$1 $2" "$3 found $found times, not 4"
}

refused() { # CODE LITERAL
    echo "const c = $2" >"$tmp/x.flw"
    wants 1 "$1" "$(printf %.60s "$2")"
    echo "task t(x: int = $2) -> () using shell { image: \"a:1\", script: r\"t\" }" \
        >"$tmp/x.flw"
    wants 1 "$1" "$(printf %.60s "$2") as a default"
}

for n in 0 1 2147483647 2147483648 2147483649 4294967295 4294967296 \
    9007199254740991 9007199254740992 9007199254740993 9223372036854775806 \
    9223372036854775807; do
    emits int $n "integer: $n "
    emits int -$n "integer: -?$n "
done
emits int -9223372036854775808 'integer: -9223372036854775808 '
emits int 9_223_372_036_854_775_807 'integer: 9223372036854775807 '
for n in 9223372036854775808 18446744073709551615 18446744073709551616 \
    -9223372036854775809 99999999999999999999999999 "1$(rep 0 400)" \
    "$(rep 9 1000000)" "-$(rep 9 100000)"; do
    refused E0011 "$n"
done
for sum in '9223372036854775807 + 1' '-9223372036854775807 - 2' \
    '9223372036854775807 * 2' '-9223372036854775808 / -1' \
    '1 / 0' '1 % 0' '- -9223372036854775808' \
    '4611686018427387904 * -4' '1.0 / 0.0' '1e308 * 10.0'; do
    echo "const c = $sum" >"$tmp/x.flw"
    wants 1 - "$sum"
done

for n in 0.0 0.1 1.5 1e300 1e-300 5e-324 1.7976931348623157e308 \
    2.2250738585072014e-308 0.30000000000000004 123456789.12345679; do
    emits float $n 'float_value: [0-9.e+-]+ '
    # What is printed is the same number again.
    value=$(grep -oE "float_value: [0-9.e+-]+" "$tmp/out" | head -1)
    wanted=${value//+/\\+}
    emits float "$(echo "${value#float_value: }" |
        sed "/[.e]/!s/$/.0/")" "$wanted "
done
refused E0011 1.8e308
refused E0011 1e400
refused E0011 1e999999999999999999999
refused E0011 "1$(rep 0 400).0"
for word in nan inf Infinity NaN 0x10 1e 1.e5 .5 1__0 1_ 0b1 1e+ 1.2.3; do
    echo "const c = $word" >"$tmp/x.flw"
    wants 1 - "the number $word"
done

# T6
day=86400
emits duration 0s 'duration \{ ?(seconds: 0 ?)?\}'
emits duration 1ms 'nanos: 1000000 '
emits duration 999ms 'nanos: 999000000 '
emits duration 106751d "seconds: $((106751 * day)) "
emits duration 2h30m 'seconds: 9000 '
for n in 106752d 9223372036854775807d 9223372036854775808ms \
    99999999999999999999h 106751d24h "$(rep 9 10000)s"; do
    refused E0013 "$n"
done
for n in 8589934592Gi 9223372036854775807Ki 9999999999999999999999Ti \
    9300000000GB "$(rep 9 10000)Mi"; do
    cat >"$tmp/x.flw" <<END
task t() -> () using shell { image: "a:1", script: r"t" } with { memory: $n }
END
    wants 1 - "memory: $(printf %.60s "$n")"
done
for retries in 0 999 1000; do
    echo "task t() -> () using shell { image: \"a:1\", script: r\"t\" }
        with { retries: $retries }" >"$tmp/x.flw"
    wants 0 - "retries: $retries"
done
sed -i 's/1000/1001/' "$tmp/x.flw"
wants 1 E0373 'retries: 1001'
for option in 'retries: -1' 'retries: 9223372036854775807' \
    'cpu: 1e308' 'cpu: -1' 'cpu: 0' 'gpu: 9223372036854775807' 'gpu: 1.5' \
    'timeout: -1s' 'memory: -1Gi' 'memory: 1..0' 'memory: 2Gi..1Gi' \
    'timeout: 99999999999999999999d' 'cpu: 0.00000000000000000001'; do
    cat >"$tmp/x.flw" <<END
task t() -> () using shell { image: "a:1", script: r"t" } with { $option }
END
    wants any - "$option"
done
for time in 0000-01-01 9999-12-31 9999-12-31T23:59:60Z 2026-02-30 2026-13-01 \
    1-1-1 99999-01-01 2026-01-01T24:00:00Z 2026-01-01T00:00:00+99:99 \
    2026-01-01T00:00:00.1234567890123Z "$(rep 9 10000)"; do
    echo "const c = @$time" >"$tmp/x.flw"
    wants any - "the time @$(printf %.60s "$time")"
done
for code in '' 0 110000 D800 DFFF FFFFFFFFFFFFFFFF -1 g "$(rep F 10000)"; do
    printf 'const c = "\\u{%s}"\n' "$code" >"$tmp/x.flw"
    wants 1 - "the escape $(printf %.20s "$code")"
done
