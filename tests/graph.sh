#!/bin/bash
# graph.sh FLW - flw graph and its pictures: well-formed, with nothing from
# outside, whatever the names are.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# picture FILE NAME: an SVG that a reader can open without fear.
picture() {
    xmllint --noout --nonet "$1" 2>"$tmp/why"
    verdict $? "$2: not well-formed: $(head -2 "$tmp/why")"
    ! sed 's|xmlns="http://www.w3.org/2000/svg"||' "$1" |
        grep -qiE '<(script|foreignObject|image|use|iframe|!ENTITY)|https?:|url\(|@import|(href|on[a-z]+)="'
    verdict $? "$2: something from outside, or something to run"
    grep -q 'role="img" aria-label="' "$1" && grep -q '<title>' "$1" &&
        grep -q '<desc>' "$1" && grep -q 'prefers-color-scheme:dark' "$1"
    verdict $? "$2: lacks words for those who do not see it, or the dark"
}

for example in eta finetune orders tiles variants; do
    "$flw" build -q "examples/$example" -o "$tmp/$example.tgz"
    for name in $("$flw" graph "$tmp/$example.tgz" 2>&1 | sed -n 's/^  //p'); do
        "$flw" graph "$tmp/$example.tgz" "$name" -o "$tmp/one.svg"
        picture "$tmp/one.svg" "$name"
        "$flw" graph "$tmp/$example.tgz" "$name" -o "$tmp/two.svg"
        cmp -s "$tmp/one.svg" "$tmp/two.svg"
        verdict $? "$name: two pictures of the same differ"
        "$flw" graph "$tmp/$example.tgz" "$name" --format dot | dot -Tjson >/dev/null 2>&1
        verdict $? "$name: Graphviz does not read --format dot"
    done
done

for program in tests/golden/graph/*.flw; do
    "$flw" graph "$program" --format svg >"$tmp/one.svg"
    picture "$tmp/one.svg" "$program"
    "$flw" graph "$program" --format svg --direction right >"$tmp/one.svg"
    picture "$tmp/one.svg" "$program, to the right"
done

# A package may call its nodes as it likes. WORKFLOW.txt is protobuf's text, in
# which each WORD becomes a name that is anything but one.
cat >"$tmp/h.flw" <<'END'
type Trip = { fieldname: int }
task calledtask(varname: Trip) -> (m: Trip)
using python { image: "a:1", module: "m", function: "f" }
workflow main(varname: Trip, n: int) -> (m: Trip) {
  nodename = calledtask(varname)
  other = if n > 3 { calledtask(nodename) } else { fail "failtext" }
  on failure (why) { calledtask(varname) }
  return other
}
END
"$flw" build --format=text "$tmp/h.flw" 2>/dev/null |
    sed '1,/^# workflow/d; /^# /,$d' >"$tmp/plain.txt"
protos=${FLYTEIDL_PROTOS:-build/flyteidl/protos}
number=0
while IFS= read -r name; do
    number=$((number + 1))
    NAME=$name awk '{
        line = $0; out = ""
        while (match(line, /nodename|h\.calledtask|varname|failtext|Trip/)) {
            out = out substr(line, 1, RSTART - 1) ENVIRON["NAME"] \
                substr(line, RSTART, RLENGTH)
            line = substr(line, RSTART + RLENGTH)
        }
        print out line
    }' "$tmp/plain.txt" >"$tmp/hostile.txt"
    protoc -I "$protos" --encode=flyteidl.admin.WorkflowSpec \
        flyteidl/admin/workflow.proto <"$tmp/hostile.txt" >"$tmp/0_x_2.pb" 2>/dev/null
    verdict $? "hostile name $number is no text of protobuf"
    for format in text svg dot mermaid; do
        "$flw" graph "$tmp/0_x_2.pb" --format $format >"$tmp/h.$format"
        verdict $? "hostile name $number: --format $format"
    done
    picture "$tmp/h.svg" "hostile name $number"
    ! LC_ALL=C grep -qE $'[\x01-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]' \
        "$tmp"/h.{text,dot,mermaid,svg}
    verdict $? "hostile name $number: a control went through"
    dot -Tjson "$tmp/h.dot" >"$tmp/h.json" 2>"$tmp/why" && [ ! -s "$tmp/why" ]
    verdict $? "hostile name $number: Graphviz does not read it"
    [ -z "${KEEP:-}" ] || cp "$tmp/h.mermaid" "$KEEP/hostile-$number.mmd"
    # What a name adds to a flowchart is in quotes, or it is no name.
    sed 's/"[^"]*"//g' "$tmp/h.mermaid" >"$tmp/lines"
    [ $number != 1 ] || cp "$tmp/lines" "$tmp/lines.plain"
    cmp -s "$tmp/lines" "$tmp/lines.plain"
    verdict $? "hostile name $number: changes Mermaid's lines"
done <<'END'
a
</text><script>alert(1)</script>
\" onload=\"alert(1)
]]><!--
&amp;&#60;script&#62;
`x` #quot; #35; end
\n--> n0\nsubgraph x
\\N \\G \\\" \\
%s%n$(touch x){{.x}}
\033[31m\007\177
\342\200\256txet \342\201\246
\357\277\277\357\277\276
|\"x\"| classDef ::: %%{init: {}}%%
wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww
END

# flytekit numbers the nodes of a branch from 0 again: they are others.
protoc -I "$protos" --encode=flyteidl.admin.WorkflowSpec \
    flyteidl/admin/workflow.proto >"$tmp/0_again_2.pb" 2>/dev/null <<'END'
template {
  id { name: "again" }
  nodes { id: "n0" task_node { reference_id { name: "m.first" } } }
  nodes { id: "n1" inputs { var: "n0.o0" binding { promise { node_id: "n0" var: "o0" } } }
    branch_node { if_else {
      case { condition { comparison { operator: GT left_value { var: "n0.o0" }
                                      right_value { primitive { integer: 5 } } } }
             then_node { id: "n0" task_node { reference_id { name: "m.second" } } } }
      else_node { id: "n1" task_node { reference_id { name: "m.third" } } } } } }
  outputs { var: "o0" binding { promise { node_id: "n1" var: "o0" } } }
}
END
"$flw" graph "$tmp/0_again_2.pb" >"$tmp/again"
diff "$tmp/again" - <<'END'
workflow again

● n0  m.first
│
◆ n1  branch
│   n0.o0 ← n0.o0
│   ├─ if n0.o0 > 5
│   │  ● n0  m.second
│   └─ else
│      ● n1  m.third
│
■ return
    o0 ← n1.o0
END
verdict $? 'nodes of a branch called as others'

# Rings of values and of workflows, which no valid package has.
protoc -I "$protos" --encode=flyteidl.admin.WorkflowSpec \
    flyteidl/admin/workflow.proto >"$tmp/0_ring_2.pb" 2>/dev/null <<'END'
template {
  id { name: "ring" }
  interface { inputs { variables { key: "x" value { type { simple: INTEGER } } } }
              outputs { variables { key: "x" value { type { simple: INTEGER } } } } }
  nodes { id: "a" inputs { var: "x" binding { collection {
      bindings { promise { node_id: "a" var: "x" } }
      bindings { promise { node_id: "b" var: "x" } } } } }
    workflow_node { sub_workflow_ref { name: "ring" } } }
  nodes { id: "b" inputs { var: "x" binding { collection {
      bindings { promise { node_id: "a" var: "x" } }
      bindings { promise { node_id: "b" var: "x" } } } } }
    upstream_node_ids: "a" upstream_node_ids: "b" upstream_node_ids: "nobody"
    workflow_node { sub_workflow_ref { name: "ring" } } }
  nodes { id: "b" } nodes { id: "end-node" } nodes { }
  nodes { id: "i" branch_node { if_else { case { then_node { id: "i"
      workflow_node { sub_workflow_ref { name: "ring" } } } } } } }
  failure_node { id: "a" workflow_node { sub_workflow_ref { name: "ring" } } }
  outputs { var: "x" binding { promise { var: "x" } } }
  outputs { var: "x" binding { promise { node_id: "a" var: "x" } } }
}
END
verdict $? 'the ring is no text of protobuf'
for format in text dot mermaid; do
    "$flw" graph "$tmp/0_ring_2.pb" --format $format >"$tmp/ring.$format" 2>&1
    verdict $? "a ring: --format $format"
done
"$flw" graph "$tmp/0_ring_2.pb" --format svg >"$tmp/ring.svg" 2>"$tmp/err"
[ $? = 2 ] && grep -q E0641 "$tmp/err"
verdict $? 'a ring: --format svg is not refused'
"$flw" graph "$tmp/0_ring_2.pb" --depth 0 -o "$tmp/ring.svg"
picture "$tmp/ring.svg" 'a ring, closed'
"$flw" graph "$tmp/0_ring_2.pb" --diff "$tmp/0_ring_2.pb" >/dev/null
verdict $? 'a ring: --diff'

tally graph $passed $failed
