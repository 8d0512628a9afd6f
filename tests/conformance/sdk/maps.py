"""map_task: plain, with a bound value, of files, and with failures allowed."""

from functools import partial
from pathlib import Path
from typing import List, Optional

from flytekit import current_context, map_task, task, workflow
from flytekit.types.file import FlyteFile

INPUTS = {"numbers": [1, 2, 3], "factor": 10}


@task
def square(n: int) -> int:
    return n * n


@task
def scale(n: int, factor: int) -> str:
    return f"{n * factor}"


@task
def write(text: str) -> FlyteFile:
    path = Path(current_context().working_directory) / f"text{text}"
    path.write_text(text)
    return FlyteFile(str(path))


@task
def read(file: FlyteFile) -> int:
    return int(open(file).read())


@task
def fussy(n: int) -> int:
    if n == 4:
        raise ValueError("not four")
    return -n


@task
def shown(values: List[Optional[int]]) -> str:
    return repr(values)


@workflow
def wf(numbers: List[int], factor: int) -> (List[int], List[str], List[int], str):
    squares = map_task(square)(n=numbers)
    scaled = map_task(partial(scale, factor=factor))(n=numbers)
    lengths = map_task(read)(file=map_task(write)(text=scaled))
    some = map_task(fussy, min_success_ratio=0.5)(n=squares)
    return squares, scaled, lengths, shown(values=some)
