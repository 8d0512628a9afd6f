"""Graphs made while they run, one in another, and an empty one."""

from pathlib import Path
from typing import List

from flytekit import current_context, dynamic, task, workflow
from flytekit.types.file import FlyteFile

INPUTS = {"n": 3}


@task
def square(n: int) -> int:
    return n * n


@task
def total(numbers: List[int]) -> int:
    return sum(numbers)


@task
def count(file: FlyteFile) -> int:
    return len(open(file).read())


@dynamic
def squares(n: int) -> int:
    return total(numbers=[square(n=i) for i in range(n)])


@dynamic
def nested(n: int) -> int:
    path = Path(current_context().working_directory) / "made"
    path.write_text("x" * n)
    return total(numbers=[squares(n=n), count(file=FlyteFile(str(path)))])


@dynamic
def static(n: int) -> List[int]:
    return [n, n + 1]


@workflow
def wf(n: int) -> (int, int, List[int]):
    return squares(n=n), nested(n=n), static(n=n)
