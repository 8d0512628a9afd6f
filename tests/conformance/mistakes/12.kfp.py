from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output


@dsl.component
def fetch(data: Output[Dataset]): ...


@dsl.component
def train(data: Input[Dataset], model: Output[Model], mae: dsl.OutputPath(float)): ...


@dsl.component
def evaluate(model: Input[Model], report: Output[Artifact]): ...


@dsl.component
def score(model: Input[Model]) -> float: ...


@dsl.component
def read(report: Input[Artifact]): ...


@dsl.pipeline
def main(deep: bool):
    fit = train(data=fetch().outputs["data"])
    with dsl.If(deep == True):
        a = evaluate(model=fit.outputs["model"])
    with dsl.Else():
        b = score(model=fit.outputs["model"])
    read(report=dsl.OneOf(a.outputs["report"], b.output))
