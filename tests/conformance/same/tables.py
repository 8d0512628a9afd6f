from datetime import datetime
from typing import Annotated

from flytekit import StructuredDataset, kwtypes, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"

Trips = Annotated[StructuredDataset, kwtypes(id=int, km=float, who=str, start=datetime, shared=bool)]
Stored = Annotated[StructuredDataset, kwtypes(id=int, km=float), "parquet"]


@task(container_image=IMAGE)
def load(day: datetime) -> Trips:
    return ...


@task(container_image=IMAGE)
def store(t: StructuredDataset) -> Stored:
    return ...


@task(container_image=IMAGE)
def count(t: Stored) -> int:
    return ...


@workflow
def table(day: datetime) -> int:
    t = load(day=day)
    s = store(t=t)
    return count(t=s)
