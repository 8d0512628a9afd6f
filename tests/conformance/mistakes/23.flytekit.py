from typing import Annotated

from flytekit import kwtypes, task, workflow
from flytekit.types.structured import StructuredDataset

Raw = Annotated[StructuredDataset, kwtypes(id=int, price=float)]
Priced = Annotated[StructuredDataset, kwtypes(id=int, price=float, region=str)]


@task
def load() -> Raw:
    return None


@task
def rank(rows: Priced) -> int:
    return None


@workflow
def main() -> int:
    return rank(rows=load())
