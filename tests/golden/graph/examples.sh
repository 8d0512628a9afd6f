# Every workflow of every example.
cd ../../../examples || exit 2
for example in eta finetune orders tiles variants; do
    for name in $("$flw" graph "$example" 2>&1 | sed -n 's/^  //p'); do
        for format in text mermaid; do
            "$flw" graph "$example" "$name" --format $format || echo "exit $?"
        done
    done
done
