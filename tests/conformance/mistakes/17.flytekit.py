from flytekit import task, workflow
from flytekit.types.file import FlyteFile


@task
def train(epochs: int = "10") -> FlyteFile:
    return None


@workflow
def main() -> FlyteFile:
    return train()
