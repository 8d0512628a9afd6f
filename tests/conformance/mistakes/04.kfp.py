from kfp import dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component
def align(reads: Input[Artifact], bam: Output[Artifact], threads: int = 4): ...


@dsl.component
def fetch(rows: Output[Artifact]): ...


@dsl.pipeline
def main():
    align(reads=fetch().outputs["rows"], thread=8)
