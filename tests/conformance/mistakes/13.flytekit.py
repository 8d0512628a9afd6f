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


@workflow
def main(data: FlyteFile["csv"], deep: bool) -> FlyteFile:
    fit = train(data=data)
    return conditional("depth").if_(deep.is_true()).then(evaluate(model=fit.model))
