"""Programs of flytekit, run by flytekit's local execution and by `flw run`.

usage: run.py FLW WORK_DIR [NAME...]

Every other NAME.py beside this file has a workflow `wf` and its INPUTS, and with
FAILS the text that its failure is to have. All are packaged once by flytekit;
flw runs the package, and its outputs must be those of a call in Python. Files
are compared by what is in them.
"""

import datetime
import enum
import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import fields, is_dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names(wanted):
    return wanted or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")


def package(work, programs):
    """The package lies beside its code, as flw wants to find it."""
    from flytekit.configuration import Image, ImageConfig, SerializationSettings
    from flytekit.tools.repo import serialize_and_package

    settings = SerializationSettings(image_config=ImageConfig(default_image=Image("default", "default", "1")))
    output = work / "package.tgz"
    with open(work / "package.log", "w") as log:
        sys.stdout, before = log, sys.stdout
        try:
            serialize_and_package(programs, settings, source=str(work), output=str(output))
        finally:
            sys.stdout = before
    return output


def package_with_code(work, name):
    """The package holds its code; what it was made of is gone. That lay elsewhere:
    flytekit passes over what git ignores, as it does our build folder."""
    source, folder = Path(tempfile.mkdtemp()), work / "alone"
    folder.mkdir()
    shutil.copy(HERE / f"{name}.py", source)
    command = [Path(sys.executable).parent / "pyflyte", "--pkgs", name, "package", "--copy", "all", "--image", "x:1"]
    subprocess.run(
        [*command, "--source", ".", "--output", folder / "package.tgz"], cwd=source, check=True, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(source)
    return folder


def run_by_flw(flw, work, name, inputs):
    """The run as JSON, and what a person would have been told."""
    file = work / f"{name}.json"
    file.write_text(json.dumps(inputs))
    command = [flw, "run", "package.tgz", f"{name}.wf", "--inputs", str(file), "--json"]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "FLW_HOME": str(work / "home")}
    done = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


class Content:
    """What is in a file, wherever it lies."""

    def __init__(self, path):
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()


def plain(value):
    """A value of Python as flw prints values."""
    from flytekit.types.file import FlyteFile

    if isinstance(value, FlyteFile):
        return Content(Path(value.download() if value.remote_source else value.path))
    if isinstance(value, enum.Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    return value


def called(program):
    """The outputs of the workflow when Python calls it, by their names."""
    wanted = {}
    for key, value in program.INPUTS.items():
        kind = program.wf.python_interface.inputs[key]
        wanted[key] = kind(value) if isinstance(kind, type) and issubclass(kind, enum.Enum) else value
    found = program.wf(**wanted)
    outputs = list(program.wf.python_interface.outputs)
    if len(outputs) == 1:
        found = (found[0] if isinstance(found, tuple) else found,)
    return {name: plain(value) for name, value in zip(outputs, found)}


def seconds(text):
    """A duration as flw prints it: "2h0m0.01s"."""
    import re

    units = {"ms": 0.001, "us": 1e-6, "ns": 1e-9, "s": 1, "m": 60, "h": 3600, "d": 86400}
    parts = re.findall(r"([\d.]+)(ms|us|ns|s|m|h|d)", text)
    return sum(float(number) * units[unit] for number, unit in parts)


def near(wanted, found):
    """flw's JSON tells times as texts and a whole float as it likes."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return wanted.keys() == found.keys() and all(near(wanted[key], found[key]) for key in wanted)
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(map(near, wanted, found))
    if isinstance(wanted, float) and isinstance(found, str):
        try:
            moment = datetime.datetime.fromisoformat(found.replace("Z", "+00:00"))
            return abs(moment.timestamp() - wanted) < 1e-6
        except ValueError:
            return abs(seconds(found) - wanted) < 1e-9
    if isinstance(wanted, Content):
        return wanted.digest == Content(Path(found)).digest
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    return wanted == found


def problem_of(flw, folder, name):
    """What is wrong; None when all is as it should be."""
    program = importlib.import_module(name)
    status, out, err = run_by_flw(flw, folder, name, program.INPUTS)
    if hasattr(program, "FAILS"):
        try:
            program.wf(**program.INPUTS)
            return "Python's own call does not fail"
        except Exception as error:
            if program.FAILS not in str(error):
                return f"Python fails otherwise: {error}"
        ok = status == 1 and program.FAILS in out + err
        return None if ok else f"exit status {status}, and no `{program.FAILS}`\n{err}"
    if status != 0:
        return f"exit status {status}\n{err}"
    wanted, found = called(program), json.loads(out)["outputs"]
    if near(wanted, found):
        return None
    return f"python: {json.dumps(wanted, sort_keys=True, default=vars)}\nflw:    {json.dumps(found, sort_keys=True)}"


def main(flw, work, wanted):
    flw, work = str(Path(flw).resolve()), Path(work).resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    programs = names(wanted)
    for name in programs:
        shutil.copy(HERE / f"{name}.py", work)
    os.chdir(work)
    sys.path.insert(0, str(work))
    package(work, programs)
    bad = 0
    runs = [(work, name) for name in programs] + [(package_with_code(work, programs[0]), programs[0])]
    for folder, name in runs:
        problem = problem_of(flw, folder, name)
        if problem:
            bad += 1
            print(f"DIFFERENT {name}\n{problem}")
    print(f"{len(runs)} programs of flytekit, {len(runs) - bad} run the same here")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
