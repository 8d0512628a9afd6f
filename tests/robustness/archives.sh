# archives.sh - F5: packages that nobody should unpack, for `flw inspect`.

inspect() { # NAME FILE
    wants any - "$1" inspect "$2"
    [ "$status" != 0 ] || [ -n "$may_pass" ] ||
        miss "$1" 'is accepted'
}

hostile() {
    local a=$tmp/a
    rm -rf "$a" && mkdir -p "$a/d" && cd "$a" || return
    echo canary >"$tmp/canary"
    echo text >x.pb
    printf '\012' >one.pb
    tar -czf "$tmp/up.tgz" --transform 's,^,../../,' -P x.pb
    tar -czf "$tmp/absolute.tgz" --transform 's,^,/tmp/,' -P x.pb
    ln -s /etc/passwd link.pb && tar -czf "$tmp/link.tgz" link.pb
    ln x.pb hard.pb && tar -czf "$tmp/hard.tgz" x.pb hard.pb
    mkfifo fifo.pb && tar -czf "$tmp/fifo.tgz" fifo.pb
    mknod null.pb c 1 3 2>/dev/null && tar -czf "$tmp/device.tgz" null.pb
    ln -s .. d/up && tar -czf "$tmp/folder-link.tgz" d
    chmod u+s x.pb && tar -czf "$tmp/setuid.tgz" x.pb
    tar -czf "$tmp/twice.tgz" x.pb x.pb x.pb
    truncate -s 1T sparse.pb && tar -Sczf "$tmp/sparse.tgz" sparse.pb
    rm -f sparse.pb
    head -c 300M /dev/zero | gzip -1 >"$tmp/zeros.tgz"
    truncate -s 300M bomb.pb && tar -czf "$tmp/bomb.tgz" bomb.pb && rm bomb.pb
    mkdir many && (cd many && seq 20000 | xargs touch) &&
        tar -czf "$tmp/many.tgz" many
    tar -czf "$tmp/nested.tgz" -C "$tmp" up.tgz
    tar -czf "$tmp/long-name.tgz" \
        --transform "s,x,$(rep 'aaaaaaaaaa/' 400)," x.pb
    : >"$tmp/empty.tgz"
    printf '\037\213' >"$tmp/magic.tgz"
    tar -czf - x.pb | head -c 60 >"$tmp/cut.tgz"
    head -c 20000 /dev/urandom >"$tmp/noise.tgz"
    { printf '\037\213\010\000'; head -c 20000 /dev/urandom; } >"$tmp/deflate.tgz"
    tar -cf "$tmp/plain.tgz" x.pb
    rep "$(printf '\012\200\200\001')" 10000 >"$tmp/deep.pb"
    cd "$here" || return
}

if ! "$flw" inspect --help >/dev/null 2>&1; then
    echo 'robustness: no command `flw inspect` yet: archives left out'
else
    hostile
    for archive in up absolute link hard fifo device folder-link setuid twice \
        sparse zeros bomb many nested long-name empty magic cut noise deflate \
        plain; do
        [ -f "$tmp/$archive.tgz" ] || continue
        inspect "the archive $archive" "$tmp/$archive.tgz"
        [ "$(cat "$tmp/canary")" = canary ] || miss "$archive" 'writes'
    done
    for bytes in '\012' '\012\377' '\012\377\377\377\377\017' '\377' '\000' \
        '\013' '\014' '\012\005abc' '\012\003\377\376\375' \
        '\012\012\012\012\012\012'; do
        printf "$bytes" >"$tmp/x.pb"
        may_pass=yes inspect "the message $bytes" "$tmp/x.pb"
    done
    may_pass=yes inspect 'a deep message' "$tmp/deep.pb"
fi
