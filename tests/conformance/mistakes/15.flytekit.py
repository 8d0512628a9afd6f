from flytekit import task, workflow


@task
def step(x: int) -> int:
    return None


@workflow
def main() -> int:
    a = step(x=b)
    b = step(x=a)
    return b
