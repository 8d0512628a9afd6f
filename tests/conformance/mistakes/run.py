"""run.py TOOL FOLDER [JUDGE] - what another tool says of each mistake.

TOOL is flytekit, kfp or wdl, and this Python is one that has it. Writes
FOLDER/NN.TOOL.out: what was printed, and "exit N". A package that flytekit
makes all the same is given to JUDGE, the compiler of Flyte, whose words follow
after a line "registration".
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def by_flytekit(source):
    from flytekit.clis.sdk_in_container.pyflyte import main
    os.mkdir("p")
    Path("p/__init__.py").touch()
    shutil.copy(source, "p/m.py")
    main(["--pkgs", "p", "package", "--image", "acme/a:1", "-o", "x.tgz", "-f"])


def by_kfp(source):
    from kfp import compiler
    shutil.copy(source, "m.py")
    sys.path.insert(0, ".")
    import m
    compiler.Compiler().compile(m.main, "x.yaml")


def by_wdl(source):
    from WDL.CLI import main
    shutil.copy(source, source.name)
    main(["check", source.name])


TOOLS = {
    "flytekit": (by_flytekit, ".flytekit.py", "flytekit.clis.sdk_in_container.pyflyte"),
    "kfp": (by_kfp, ".kfp.py", "kfp.compiler"),
    "wdl": (by_wdl, ".wdl", "WDL.CLI"),
}


def say(tool, source, log):
    """In a child, since none of the three is meant to be called twice."""
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(out, 1)
            os.dup2(out, 2)
            status = 1
            try:
                TOOLS[tool][0](source)
                status = 0
            except SystemExit as end:
                status = end.code or 0
            except BaseException:
                import traceback
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status if isinstance(status, int) else 1)
        _, wait = os.waitpid(child, 0)
        with open(log, "a") as out:
            print(f"exit {os.waitstatus_to_exitcode(wait)}", file=out)
        package = Path(folder, "x.tgz")
        judge = sys.argv[3] if len(sys.argv) > 3 else None
        if judge and package.exists():
            verdict = subprocess.run([judge, package], capture_output=True, text=True)
            with open(log, "a") as out:
                print("registration", verdict.stdout, verdict.stderr, sep="\n", file=out)


def main():
    tool, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(COLUMNS="200", NO_COLOR="1", FLYTE_SDK_LOGGING_LEVEL="40")
    __import__(TOOLS[tool][2])
    for source in sorted(HERE.glob("*" + TOOLS[tool][1])):
        name = source.name.split(".")[0]
        say(tool, source.resolve(), folder / f"{name}.{tool}.out")


main()
