"""Every simple type, through tasks of one and of several outputs."""

import datetime
import typing

from flytekit import task, workflow

INPUTS = {"n": 20, "name": "Ada {{.inputs.n}} $(HOME) $$ 'q'"}


class Parts(typing.NamedTuple):
    half: float
    even: bool
    shout: str


@task
def split(n: int, name: str) -> Parts:
    return Parts(n / 2, n % 2 == 0, name.upper() + "!")


@task
def later(start: datetime.datetime, by: datetime.timedelta) -> (datetime.datetime, datetime.timedelta):
    return start + by, by * 2


@task
def add(a: int, b: int = 7) -> int:
    return a + b


@workflow
def wf(n: int, name: str) -> (float, bool, str, datetime.datetime, datetime.timedelta, int):
    parts = split(n=n, name=name)
    moment, span = later(
        start=datetime.datetime(2026, 1, 31, 8, 0, 0, 250000, tzinfo=datetime.timezone.utc),
        by=datetime.timedelta(hours=1, milliseconds=5),
    )
    return parts.half, parts.even, parts.shout, moment, span, add(a=add(a=n))
