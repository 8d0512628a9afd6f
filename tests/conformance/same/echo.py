from flytekit import task, workflow
from flytekit.core.task import Echo

IMAGE = "ghcr.io/acme/eta:1.4"

same = Echo(name="same", inputs={"a": int})


@task(container_image=IMAGE)
def fill(n: int) -> int:
    return ...


@workflow
def passed(n: int) -> int:
    b = same(a=n)
    return fill(n=b)
