"""Folders with folders in them."""

from pathlib import Path

from flytekit import current_context, task, workflow
from flytekit.types.directory import FlyteDirectory

INPUTS = {"depth": 3}


@task
def make(depth: int) -> FlyteDirectory:
    top = Path(current_context().working_directory) / "top"
    folder = top
    for i in range(depth):
        folder.mkdir()
        (folder / f"level{i}.txt").write_text("x" * i)
        folder = folder / f"sub{i}"
    return FlyteDirectory(str(top))


@task
def listing(folder: FlyteDirectory) -> str:
    top = Path(folder.download())
    files = sorted(path for path in top.rglob("*") if path.is_file())
    return ",".join(f"{path.relative_to(top)}:{len(path.read_text())}" for path in files)


@task
def handed_on(folder: FlyteDirectory) -> FlyteDirectory:
    return folder


@workflow
def wf(depth: int) -> (str, str):
    made = make(depth=depth)
    return listing(folder=made), listing(folder=handed_on(folder=made))
