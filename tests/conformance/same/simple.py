from datetime import datetime, timedelta
from typing import Dict, List

from flytekit import task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def every(
    i: int, f: float, s: str, b: bool, t: datetime, d: timedelta, l: List[int], m: Dict[str, float], ll: List[List[str]]
) -> str:
    return ...


@task(container_image=IMAGE)
def several(i: int) -> List[int]:
    return ...


@workflow
def constants(i: int, f: float = 2.5, s: str = "x", l: List[int] = [1, 2], m: Dict[str, float] = {"a": 1.5}) -> str:
    a = several(i=i)
    b = every(
        i=42,
        f=3.0,
        s="text",
        b=True,
        t=datetime(2026, 1, 31, 8),
        d=timedelta(hours=2, minutes=30),
        l=[1, i, 3],
        m={"half": 0.5, "f": f},
        ll=[["a", s], []],
    )
    every(
        i=i,
        f=f,
        s=b,
        b=False,
        t=datetime(2026, 1, 31),
        d=timedelta(milliseconds=250),
        l=a,
        m=m,
        ll=[],
    )
    return b
