from typing import List

from flytekit import task, workflow
from flytekit.types.file import FlyteFile


@task
def count(rows: FlyteFile) -> int:
    return None


@task
def add(numbers: List[int]) -> int:
    return None


@workflow
def main(rows: FlyteFile) -> int:
    n = count(rows=rows)
    return add(numbers=n)
