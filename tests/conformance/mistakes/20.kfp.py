from typing import List

from kfp import dsl


@dsl.component
def count(rows: str) -> int: ...


@dsl.component
def add(numbers: List[int]) -> int: ...


@dsl.pipeline
def main(rows: str):
    n = count(rows=rows)
    add(numbers=n.output)
