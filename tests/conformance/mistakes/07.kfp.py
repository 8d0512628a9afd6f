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
    fit = train(data=fetch().outputs["data"])
    evaluate(model=fit)
