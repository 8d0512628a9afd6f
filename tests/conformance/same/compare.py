"""The same workflows from flw and from flytekit, message by message.

usage: compare.py FLW WORK_DIR

Every NAME.flw beside this file is built by FLW and every NAME.py packaged by
flytekit, into WORK_DIR. Both are brought to a common form (normal.py) and
compared field by field. A difference must be listed in differences.md with its
reason, and a listed difference must occur.
"""

import fnmatch
import json
import multiprocessing
import os
import re
import subprocess
import sys
from pathlib import Path

from normal import normal_package

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from show_package import read_package  # noqa: E402

ABSENT = "—"


def package_by_flytekit(name, output):
    """In a process of its own: flytekit keeps what it loads in globals."""
    import contextlib

    from flytekit.configuration import Image, ImageConfig, SerializationSettings
    from flytekit.tools.repo import serialize_and_package

    os.chdir(HERE)
    sys.path.insert(0, str(HERE))
    settings = SerializationSettings(image_config=ImageConfig(default_image=Image("default", "default", "1")))
    with contextlib.redirect_stdout(None):
        serialize_and_package([name], settings, source=str(HERE), output=str(output))


def package_by_flw(flw, name, output):
    """Its warnings are for other tests."""
    command = [flw, "build", f"{name}.flw", "-o", str(output)]
    built = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"same: flw cannot build {name}.flw\n{built.stderr}")


def differences(path, theirs, ours):
    """Yield (path, flytekit's value, flw's value) wherever the two differ."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            yield from differences(f"{path}.{key}", theirs.get(key, ABSENT), ours.get(key, ABSENT))
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for index, (their, our) in enumerate(zip(theirs, ours)):
            yield from differences(f"{path}[{index_of(their, index)}]", their, our)
    elif theirs != ours:
        yield path, text_of(theirs), text_of(ours)


def index_of(item, index):
    """A list's item by its own name, where it has one."""
    for key in ("var", "id", "name", "key"):
        if isinstance(item, dict) and isinstance(item.get(key), str):
            return item[key]
    return index


def text_of(value):
    return value if value is ABSENT else json.dumps(value, sort_keys=True, ensure_ascii=False)


def differences_of_pair(flw, name, work):
    theirs, ours = work / f"{name}.py.tgz", work / f"{name}.flw.tgz"
    package_by_flw(flw, name, ours)
    packager = multiprocessing.Process(target=package_by_flytekit, args=(name, theirs))
    packager.start()
    packager.join()
    if packager.exitcode != 0:
        sys.exit(f"same: flytekit cannot package {name}.py")
    theirs, ours = normal_package(read_package(theirs)), normal_package(read_package(ours))
    for entity in sorted(theirs.keys() | ours.keys()):
        if entity not in theirs or entity not in ours:
            yield entity, *(ABSENT if entity not in side else "there" for side in (theirs, ours))
        else:
            for path, their, our in differences("", theirs[entity], ours[entity]):
                yield f"{entity}: {path[1:]}", their, our


class Listed:
    """A row of differences.md: | pair | where | flytekit | flw | reason |"""

    def __init__(self, cells):
        self.pair, self.where, self.theirs, self.ours, self.reason = cells
        self.seen = False

    def fits(self, pair, difference):
        wanted = (self.pair, self.where, self.theirs, self.ours)
        return all(matches(pattern, text) for pattern, text in zip(wanted, (pair, *difference)))


def matches(pattern, text):
    """`*` stands for anything; brackets are themselves."""
    return fnmatch.fnmatchcase(text, pattern.replace("[", "[[]"))


def read_listed():
    rows = []
    for line in (HERE / "differences.md").read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[0] != "pair" and not cells[0].startswith("--"):
            rows.append(Listed([cell.replace("\\|", "|") for cell in cells]))
    return rows


def main(flw, work):
    flw, work = Path(flw).resolve(), Path(work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    import flytekit  # noqa: F401  once, before the forks

    listed, unlisted = read_listed(), 0
    pairs = sorted(path.stem for path in HERE.glob("*.flw"))
    for pair in pairs:
        for difference in differences_of_pair(flw, pair, work):
            rows = [row for row in listed if row.fits(pair, difference)]
            for row in rows:
                row.seen = True
            if not rows:
                unlisted += 1
                where, theirs, ours = difference
                print(f"DIFFERENT {pair}: {where}\n  flytekit: {theirs}\n  flw:      {ours}")
    gone = [row for row in listed if not row.seen]
    for row in gone:
        print(f"GONE {row.pair}: {row.where}: listed in differences.md, and does not occur")
    print(f"{len(pairs)} pairs, {len(listed)} listed differences, {unlisted} unlisted, {len(gone)} gone")
    return 1 if unlisted or gone else 0


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    sys.exit(main(*sys.argv[1:]))
