from functools import partial
from typing import List, Optional

from flytekit import Resources, map_task, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE, retries=2, interruptible=True, limits=Resources(cpu="1"), requests=Resources(cpu="1"))
def train(region: str, epochs: int) -> float:
    return ...


@task(container_image=IMAGE)
def best(scores: List[Optional[float]]) -> float:
    return ...


@workflow
def all(regions: List[str], epochs: List[int]) -> List[float]:
    return map_task(train)(region=regions, epochs=epochs)


@workflow
def most(regions: List[str], epochs: int) -> float:
    scores = map_task(partial(train, epochs=epochs), concurrency=8, min_success_ratio=0.9)(region=regions)
    return best(scores=scores)


@workflow
def some(regions: List[str]) -> float:
    scores = map_task(partial(train, epochs=3), min_successes=2)(region=regions)
    return best(scores=scores)
