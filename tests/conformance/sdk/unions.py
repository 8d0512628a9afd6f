"""Optional values and unions, filled and empty."""

from typing import Optional, Union

from flytekit import task, workflow

INPUTS = {"n": 4}


@task
def maybe(n: int) -> Optional[int]:
    return n if n > 0 else None


@task
def either(n: int) -> Union[str, int]:
    return "big" if n > 10 else n


@task
def show(a: Optional[int], b: Union[str, int], c: Optional[int] = None) -> str:
    return f"{a!r} {b!r} {c!r}"


@workflow
def wf(n: int) -> (str, str, Optional[int], Union[str, int]):
    full = maybe(n=n)
    empty = maybe(n=-1)
    small = either(n=n)
    return show(a=full, b=small), show(a=empty, b=either(n=99), c=full), empty, small
