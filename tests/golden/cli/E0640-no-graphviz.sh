# A picture needs Graphviz; text and Mermaid do not.
PATH=/nowhere "$flw" graph ../graph/gates.flw --format svg
echo "exit $?"
PATH=/nowhere "$flw" graph ../graph/gates.flw --format mermaid >/dev/null
echo "exit $?"
