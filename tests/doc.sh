#!/bin/bash
# doc.sh FLW - flw doc: sites whose links lead somewhere, whatever the comments
# say; written whole or not at all, the same twice.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# site FOLDER NAME: what holds for every site.
site() {
    local page
    for page in "$1"/*.html; do
        xmllint --noout --nonet "$page" 2>"$tmp/why"
        verdict $? "$2: ${page##*/} is not well-formed: $(head -3 "$tmp/why")"
    done
    python3 tests/site_links.py "$1" >"$tmp/why"
    verdict $? "$2: $(cat "$tmp/why")"
}

for example in eta finetune orders tiles variants; do
    "$flw" doc -q "examples/$example" -o "$tmp/$example" 2>"$tmp/why"
    verdict $? "$example: $(cat "$tmp/why")"
    site "$tmp/$example" "$example"
    cp -r "$tmp/$example" "$tmp/first"
    "$flw" doc -q "examples/$example" -o "$tmp/$example"
    verdict $? "$example: not written again"
    diff -r "$tmp/first" "$tmp/$example" >/dev/null
    verdict $? "$example: two sites of the same differ"
    rm -rf "$tmp/first"
    "$flw" doc "examples/$example" --format json | python3 -m json.tool >/dev/null
    verdict $? "$example: --format json is no JSON"
done

# ---- what is said where ----

has() {
    grep -qF -- "$2" "$tmp/eta/$1"
    verdict $? "$1 lacks $2"
}
has eta.html '<section class="item" id="train_region">'
has eta.html '<td><code>= [1, 2, 3, 4, 5, 6, 7]</code></td>'
has eta.html '<a href="trips.html#Region">Region</a>'
has eta.html '<p class="uses"><span>Used by</span> <a href="eta.html#train_sf">'
has eta.html '<svg class="fc" role="img"'
has eta.html '<a href="trips.html#fetch_day"><g class="k-map">'
has eta.html 'href="eta~source.html#L'
has eta~source.html '<span id="L1" class="line">'
has search.js '["train_region","workflow","eta","eta.html#train_region"'
has model.html 'In Flyte</span> <code>model.fit</code>'
"$flw" doc -q examples/eta -o "$tmp/linked" --title 'A <b>' \
    --source-url 'https://host/blob/"main"/{path}?a&b#L{line}'
site "$tmp/linked" '--source-url'
grep -qF '<h1>A &lt;b&gt;</h1>' "$tmp/linked/index.html"
verdict $? '--title is not escaped'
grep -qE 'href="https://host/blob/&quot;main&quot;/[a-z/]*eta.flw\?a&amp;b#L[0-9]+"' "$tmp/linked/eta.html"
verdict $? '--source-url is not filled in'
! ls "$tmp"/linked/*source* >/dev/null 2>&1
verdict $? '--source-url: there are pages of sources all the same'
! "$flw" doc -q examples/eta -o "$tmp/bad" --source-url 'javascript:alert(1)' 2>/dev/null
verdict $? '--source-url takes javascript:'
PATH=/nowhere "$flw" doc examples/eta -o "$tmp/plain" 2>"$tmp/err"
verdict $? 'without Graphviz nothing is written'
grep -q 'Graphviz is not installed' "$tmp/err" && ! grep -q '<svg' "$tmp/plain/eta.html" &&
    grep -q 'each trips.fetch_day' "$tmp/plain/eta.html"
verdict $? 'without Graphviz the graphs are not text'

# ---- hostile comments ----

mkdir "$tmp/h"
cat >"$tmp/h/index.flw" <<'END'
## </p><script>alert(1)</script> <img src=x onerror=alert(1)> &amp; ]]> <!-- open
##
## [a](javascript:alert(1)) [b](JAVASCRIPT:alert(1)) [c](data:text/html,x)
## [d](file:///etc/passwd) [e](//host/x) [f](other.md) [g](https://good.example/x)
## [h]( javascript:x) <javascript:alert(1)> <https://good.example/y>
## ![pic](https://good.example/z.png) ![pic](javascript:x) []() [](javascript:x)
## `note` `<b>` [r][r] [*`note`*](#note) **[i](javascript:x)** ![![p](x)](y) [![p](https://good.example/p)](https://good.example/q)
##
## <div onclick="x">
##
## </div>
##
## [r]: javascript:alert(1)
##
## # top
## - x
##
##     <script>alert(2)</script>

## </dd><script>alert(3)</script> "quoted" 'so' &
task note(
  ## </td><script>alert(4)</script>
  text: string = "</code><script>alert(5)</script> &",
) -> ()
using shell { image: "a:1", script: r"echo '</pre><script>alert(6)</script>'" }

## [x][y]
##
## [y]: <javascript:alert(1)> "</script>"
type Wide = string where len(self) < 5 and self matches "<b>&.*"

## uses `note`, `index.note` and `nobody`
workflow menu() -> () { note() }
END
"$flw" doc -q "$tmp/h" -o "$tmp/hostile" --title '"><script>alert(7)</script>'
verdict $? 'hostile comments: no site'
site "$tmp/hostile" 'hostile comments'
! grep -qiE '<(script|img|div|b)[ >]?[^>]*(alert|onerror|onclick|src=x)' "$tmp"/hostile/*.html
verdict $? 'hostile comments: markup went through'
! grep -oiE '(href|src)="[^"]*"' "$tmp"/hostile/*.html | cut -d'"' -f2 |
    grep -qivE '^(https?:|mailto:|#|[a-z~]+\.(html|js|css)(#.*)?$)'
verdict $? 'hostile comments: an unsafe link went through'
grep -qF '&lt;script&gt;alert(1)&lt;/script&gt;' "$tmp/hostile/index~module.html"
verdict $? 'hostile comments: what is no markup for us is gone'
grep -qF '<a href="index~module.html#note"><code>note</code></a>, <a href="index~module.html#note"><code>index.note</code></a> and <code>nobody</code>' "$tmp/hostile/index~module.html"
verdict $? 'a name in backquotes is no link'

[ -z "${KEEP:-}" ] || cp -r "$tmp/hostile" "$KEEP/hostile"

# ---- the folder ----

mkdir "$tmp/full" && echo mine >"$tmp/full/notes.txt"
! "$flw" doc -q examples/eta -o "$tmp/full" 2>"$tmp/err"
verdict $? 'a folder with a file of somebody else is taken'
[ "$(ls -A "$tmp/full")" = notes.txt ] && grep -q 'notes.txt' "$tmp/err"
verdict $? 'a folder with a file of somebody else is touched'
mkdir "$tmp/empty" && "$flw" doc -q examples/eta -o "$tmp/empty"
verdict $? 'an empty folder is not taken'
echo edited >>"$tmp/empty/index.html"
! "$flw" doc -q examples/eta -o "$tmp/empty" 2>/dev/null && tail -1 "$tmp/empty/index.html" | grep -q edited
verdict $? 'a page that somebody edited is replaced'
"$flw" doc -q "$tmp/h" -o "$tmp/eta" && [ ! -e "$tmp/eta/eta.html" ]
verdict $? 'pages of modules that are gone stay'
echo x >"$tmp/file"
! "$flw" doc -q examples/eta -o "$tmp/file" 2>/dev/null && [ "$(cat "$tmp/file")" = x ]
verdict $? 'a file is replaced by a site'
printf 'workflow w() -> () { nothing() }\n' >"$tmp/wrong.flw"
! "$flw" doc "$tmp/wrong.flw" -o "$tmp/wrong" 2>/dev/null && [ ! -e "$tmp/wrong" ]
verdict $? 'a wrong program has a site'

tally doc $passed $failed
