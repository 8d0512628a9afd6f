from kfp import dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component
def align(reads: Input[Artifact], bam: Output[Artifact], threads: int = 4): ...


@dsl.component
def fetch(rows: Output[Artifact]): ...


from typing import List


@dsl.component
def say(n: int): ...


@dsl.pipeline
def main(numbers: List[int]):
    say(n=numbers)
