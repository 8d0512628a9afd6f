from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output


@dsl.component
def fetch(data: Output[Dataset]): ...


@dsl.component
def train(data: Input[Dataset], model: Output[Model], mae: dsl.OutputPath(float)): ...


@dsl.component
def evaluate(model: Input[Model], report: Output[Artifact]): ...


from typing import NamedTuple

Out = NamedTuple("Out", model=Model, mae=float)


@dsl.pipeline
def main() -> Out:
    fit = train(data=fetch().outputs["data"])
    return Out(model=fit.outputs["model"])
