"""Files: written, read, handed on, and in a list."""

from pathlib import Path
from typing import List

from flytekit import current_context, task, workflow
from flytekit.types.file import FlyteFile

INPUTS = {"words": ["one", "two", "three"]}


@task
def write(words: List[str]) -> FlyteFile["txt"]:
    path = Path(current_context().working_directory) / "words.txt"
    path.write_text("\n".join(words))
    return FlyteFile(str(path))


@task
def cut(source: FlyteFile["txt"]) -> List[FlyteFile["txt"]]:
    with open(source) as lines:
        parts = lines.read().split("\n")
    files = []
    for i, part in enumerate(parts):
        path = Path(current_context().working_directory) / f"{i}.txt"
        path.write_text(part)
        files.append(FlyteFile(str(path)))
    return files


@task
def same(source: FlyteFile["txt"]) -> FlyteFile["txt"]:
    return source


@task
def join(parts: List[FlyteFile["txt"]]) -> str:
    return "+".join(open(part).read() for part in parts)


@workflow
def wf(words: List[str]) -> (FlyteFile["txt"], str, FlyteFile["txt"]):
    written = write(words=words)
    return written, join(parts=cut(source=written)), same(source=written)
