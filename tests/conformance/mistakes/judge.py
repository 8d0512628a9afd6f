"""judge.py PAGE FOLDER - do the others say what PAGE has them say?

Each row of a table is `| tool | does | words |`. What stands in backquotes must
be in FOLDER/NN.TOOL.out (run.py), and what a tool does must be its exit status:
refuses: not 0; accepts, warns, packages: 0; a dash: there is no such program.
"""
import re
import sys
from pathlib import Path

TOOLS = {"flytekit": "flytekit", "KFP": "kfp", "WDL": "wdl"}
ROW = re.compile(r"^\| (flytekit|KFP|WDL) \| (\S+) \| (.*) \|$")


def plain(text):
    """Without frames, colours and the places where lines are broken."""
    return re.sub(r"[\s│]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text))


def faults(does, words, log):
    if does == "—":
        if log.exists():
            yield "there is a program, and no words"
        return
    if not log.exists():
        yield "there is no program"
        return
    text = log.read_text()
    status = int(re.findall(r"^exit (-?\d+)$", text, re.M)[0])
    if (status != 0) != (does == "refuses"):
        yield f"exit {status}, yet it {does}"
    for quote in re.findall(r"`([^`]+)`", words):
        if quote not in plain(text) and not is_name(quote):
            yield f"does not say: {quote}"


def is_name(quote):
    """Of the mistake's own program, not of the tool's answer."""
    return re.fullmatch(r"Optional|Literal|else_", quote) is not None


def main():
    page, folder = Path(sys.argv[1]), Path(sys.argv[2])
    number = rows = wrong = 0
    for line in page.read_text().splitlines():
        heading = re.match(r"## (\d+)\. ", line)
        number = int(heading[1]) if heading else number
        row = ROW.match(line)
        if not row:
            continue
        rows += 1
        log = folder / f"{number:02}.{TOOLS[row[1]]}.out"
        for fault in faults(row[2], row[3], log):
            wrong += 1
            print(f"docs/errors.md {number}, {row[1]}: {fault}")
    print(f"{rows} rows, {wrong} faults")
    sys.exit(wrong != 0 or rows < 75)


main()
