from typing import List

from flytekit import task, workflow
from flytekit.types.file import FlyteFile


@task
def align(reads: FlyteFile, threads: int = 4) -> FlyteFile:
    return None


@workflow
def main(lanes: List[FlyteFile]) -> FlyteFile:
    return align(reads=lanes)
