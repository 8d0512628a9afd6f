"""Whether what flw prints is what it packs.

usage: prints_same.py FLW WORK_DIR PROGRAM.flw...

`flw build --format json` and `--format text` are read by protobuf's own Python
and must give the very messages of the package, in its order.
"""

import json
import subprocess
import sys
from pathlib import Path

from google.protobuf import json_format, text_format

from show_package import MESSAGE_BY_SUFFIX, read_package

CLASS_BY_KIND = dict(zip(("task", "workflow", "launch plan"), MESSAGE_BY_SUFFIX.values()))


def printed(flw, program, form):
    command = [flw, "build", "--format", form, "--quiet", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def from_json(text):
    for entity in json.loads(text):
        ((kind, plain),) = entity.items()
        yield json_format.ParseDict(plain, CLASS_BY_KIND[kind]())


def from_text(text):
    """Entities follow a line `# kind name`."""
    kind, lines = None, []
    for line in [*text.splitlines(), "# "]:
        if not line.startswith("# "):
            lines.append(line)
            continue
        if kind:
            yield text_format.Parse("\n".join(lines), CLASS_BY_KIND[kind]())
        kind = next((name for name in CLASS_BY_KIND if line.startswith(f"# {name} ")), None)
        lines = []


def complaints(flw, program, package):
    subprocess.run([flw, "build", "--quiet", "-o", package, program], capture_output=True, check=True)
    packed = [message for _, message in read_package(package)]
    for form, read in (("json", from_json), ("text", from_text)):
        if list(read(printed(flw, program, form))) != packed:
            yield f"DIFFERENT {program}: --format {form} is not what is packed"


def main(flw, work, *programs):
    package = Path(work) / "printed.tgz"
    found = [complaint for program in programs for complaint in complaints(flw, program, package)]
    print("\n".join([*found, f"{len(programs)} programs printed, {len(found)} complaints"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
