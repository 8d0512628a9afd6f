from datetime import datetime, timedelta
from typing import Dict, List, Optional, Union

from flytekit import FlyteDirectory, FlyteFile, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def maybe(n: Optional[int], l: Optional[List[str]], f: Optional[FlyteFile]) -> Optional[str]:
    return ...


@task(container_image=IMAGE)
def either(
    a: Union[int, str],
    b: Union[float, bool, datetime, timedelta],
    c: Union[List[int], Dict[str, int], str],
    d: Union[FlyteFile, int],
    e: Union[FlyteDirectory, int],
    g: List[Optional[int]],
) -> Union[int, str]:
    return ...


@task(container_image=IMAGE)
def number() -> int:
    return ...


@workflow
def many(p: Optional[int] = None, q: Optional[int] = 5, u: Union[int, str] = "z") -> Optional[str]:
    n = number()
    x = maybe(n=3, l=None, f=None)
    maybe(n=n, l=["a"], f=None)
    either(a="s", b=1.5, c=[1], d=2, e=3, g=[1, None, n])
    either(a=u, b=timedelta(hours=1), c="t", d=n, e=4, g=[p, q])
    return x
