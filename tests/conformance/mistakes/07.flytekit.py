from typing import NamedTuple

from flytekit import task, workflow
from flytekit.types.file import FlyteFile

Fit = NamedTuple("Fit", model=FlyteFile["onnx"], mae=float)


@task
def train(data: FlyteFile["csv"]) -> Fit:
    return None


@task
def evaluate(model: FlyteFile["onnx"]) -> FlyteFile:
    return None


@workflow
def main(data: FlyteFile["csv"]) -> FlyteFile:
    fit = train(data=data)
    return evaluate(model=fit)
