from typing import Optional

from kfp import dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component
def align(reads: Input[Artifact], bam: Output[Artifact], threads: int = 4): ...


@dsl.component
def fetch(rows: Output[Artifact]): ...


@dsl.component
def say(n: int): ...


@dsl.pipeline
def main(n: Optional[int] = None):
    say(n=n)
