"""shrink.py FLW JUDGE PROGRAM OUT - the smallest part of PROGRAM that flw still
accepts and Flyte still rejects: whole declarations go first, then lines."""
import subprocess
import sys
from pathlib import Path

flw, judge, program, out = sys.argv[1:]


def still_fails(text):
    path = Path(out + ".try.flw")
    package = Path(out + ".try.tgz")
    path.write_text(text)
    built = subprocess.run([flw, "build", "-q", str(path), "-o", str(package)],
                           capture_output=True, check=False)
    if built.returncode != 0:
        return False
    judged = subprocess.run([judge, str(package)], capture_output=True,
                            check=False)
    return judged.returncode != 0


def shrink(parts, glue):
    at = 0
    while at < len(parts):
        fewer = parts[:at] + parts[at + 1:]
        if fewer and still_fails(glue.join(fewer) + "\n"):
            parts = fewer
        else:
            at += 1
    return parts


def main():
    text = Path(program).read_text()
    if not still_fails(text):
        return
    text = "\n\n".join(shrink(text.strip().split("\n\n"), "\n\n"))
    text = "\n".join(shrink(text.split("\n"), "\n"))
    Path(out).write_text(text + "\n")
    print(f"smallest: {out}")


main()
