"""Workflows in workflows, with files that go through them."""

from pathlib import Path

from flytekit import current_context, task, workflow
from flytekit.types.file import FlyteFile

INPUTS = {"text": "abc"}


@task
def write(text: str) -> FlyteFile:
    path = Path(current_context().working_directory) / "text"
    path.write_text(text)
    return FlyteFile(str(path))


@task
def read(file: FlyteFile) -> str:
    return open(file).read()[::-1]


@workflow
def through(text: str) -> (str, FlyteFile):
    file = write(text=text)
    return read(file=file), file


@workflow
def twice(text: str) -> str:
    once, _ = through(text=text)
    again, file = through(text=once)
    return again


@workflow
def wf(text: str) -> (str, str, FlyteFile):
    direct, file = through(text=text)
    return direct, twice(text=text), file
