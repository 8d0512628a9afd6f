from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output


@dsl.component
def fetch(data: Output[Dataset]): ...


@dsl.component
def train(data: Input[Dataset], model: Output[Model], mae: dsl.OutputPath(float)): ...


@dsl.component
def evaluate(model: Input[Model], report: Output[Artifact]): ...


@dsl.pipeline
def main():
    train(data=fetch().outputs["data"]).set_memory_limit("4 gigs")
