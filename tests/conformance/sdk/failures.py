"""A workflow that fails, and says so to its handler."""

import typing

from flytekit import task, workflow
from flytekit.types.error.error import FlyteError

INPUTS = {"n": 3}
FAILS = "three is too much"


@task
def check(n: int) -> int:
    if n == 3:
        raise ValueError("three is too much")
    return n


@task
def clean(n: int, err: typing.Optional[FlyteError] = None):
    print(f"cleaned after {n}: {err.message if err else None}")


@workflow(on_failure=clean)
def wf(n: int) -> int:
    return check(n=n)
