"""Random graphs by `flw run`, compared with the reference interpreter.

usage: run.py FLW [COUNT [SEED]]

Each graph is a package of its own; its seed makes it again:
    run.py FLW 1 SEED
keeps the package, its inputs and what flw said in build/conformance/run.
"""

import dataclasses
import io
import json
import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import time

import generate
import interpret
from compare import compare

CHUNK = 50  # graphs that share a home


@dataclasses.dataclass
class Verdict:
    seed: int
    phase: str
    nodes: int
    why: str = ""


def archive(entries, path):
    with tarfile.open(path, "w") as tar:
        for name, data in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def remove(folder):
    """Objects are read-only, and so are folders of them."""
    for root, folders, _ in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(root, name), stat.S_IRWXU)
    shutil.rmtree(folder)


def execute(flw, folder, home, inputs, seed):
    """How many run at once must make no difference."""
    with open(f"{folder}/inputs.json", "w", encoding="utf-8") as file:
        json.dump(inputs, file)
    command = [flw, "run", f"{folder}/graph.tar", "main", "--inputs", f"{folder}/inputs.json",
               "--home", home, "--in", "host", "--json", "--no-cache", "--approve-all",
               "--jobs", str(1 + seed % 3), "--max-parallelism", str(1 + seed % 4)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def judge(flw, folder, home, seed):
    builder = generate.Builder(seed)
    entries, inputs = builder.package()
    archive(entries, f"{folder}/graph.tar")
    wanted = interpret.Interpreter(builder.tasks, builder.workflows, builder.plans,
                                   builder.meanings)
    result = wanted.run(builder.workflows["main"], inputs)
    plain = {name: generate.values.to_json(value) for name, value in inputs.items()}
    done = execute(flw, folder, home, plain, seed)
    with open(f"{folder}/said.json", "w", encoding="utf-8") as file:
        file.write(done.stdout + done.stderr)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return Verdict(seed, result.phase, 0, f"exit {done.returncode}: {done.stderr[:500]}")
    return Verdict(seed, result.phase, len(wanted.traces),
                   compare(wanted.traces, result, found, done.returncode))


def judge_some(task):
    flw, seeds, keep = task
    shelf = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shelf) as folder:
        home = f"{folder}/home"
        verdicts = []
        for seed in seeds:
            try:
                verdicts.append(judge(flw, folder, home, seed))
            except subprocess.TimeoutExpired:
                verdicts.append(Verdict(seed, "", 0, "it has not ended after a minute"))
            if keep:
                os.makedirs(keep, exist_ok=True)
                for name in ("graph.tar", "inputs.json", "said.json"):
                    shutil.copy(f"{folder}/{name}", f"{keep}/{name}")
        if os.path.exists(home):
            remove(home)
    return verdicts


def main():
    flw = os.path.realpath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    keep = "build/conformance/run" if count == 1 else None
    print(f"graphs by flw run: {count}, seed {seed}")
    seeds = range(seed, seed + count)
    tasks = [(flw, seeds[i:i + CHUNK], keep) for i in range(0, count, CHUNK)]
    with multiprocessing.Pool() as pool:
        verdicts = [v for some in pool.imap_unordered(judge_some, tasks) for v in some]
    wrong = [v for v in verdicts if v.why]
    for verdict in sorted(wrong, key=lambda v: v.seed)[:10]:
        print(f"seed {verdict.seed}: {verdict.why}")
    good = sum(v.phase == "SUCCEEDED" for v in verdicts)
    print(f"graphs by flw run: {len(verdicts) - len(wrong)} of {len(verdicts)} as they must be; "
          f"{good} succeed, {len(verdicts) - good} fail, {sum(v.nodes for v in verdicts)} nodes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
