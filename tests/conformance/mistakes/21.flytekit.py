from typing import NamedTuple

from flytekit import conditional, task, workflow
from flytekit.types.file import FlyteFile

Fit = NamedTuple("Fit", model=FlyteFile["onnx"], mae=float)


@task
def train(data: FlyteFile["csv"]) -> Fit:
    return None


@task
def evaluate(model: FlyteFile["onnx"]) -> FlyteFile:
    return None


@task
def nothing() -> FlyteFile:
    return None


@workflow
def main(data: FlyteFile["csv"]) -> FlyteFile:
    fit = train(data=data)
    return (
        conditional("good")
        .if_(fit.mae < "4.0")
        .then(evaluate(model=fit.model))
        .else_()
        .then(nothing())
    )
