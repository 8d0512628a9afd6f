from datetime import timedelta

from flytekit import Resources, task, workflow
from flytekit.extras.accelerators import T4

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE, retries=1, timeout=timedelta(minutes=1))
def fit(n: int) -> int:
    return ...


@workflow
def inner(n: int) -> int:
    return fit(n=n)


@workflow
def tuned(n: int) -> int:
    a = fit(n=n).with_overrides(
        requests=Resources(cpu="3", mem="1Gi"),
        limits=Resources(cpu="4", mem="1Gi"),
        retries=2,
        timeout=timedelta(minutes=5),
        interruptible=False,
        container_image="ghcr.io/acme/eta:2",
        name="shown",
    )
    b = fit(n=a).with_overrides(
        accelerator=T4, shared_memory="1Gi", requests=Resources(gpu="1"), limits=Resources(gpu="1")
    )
    return inner(n=b)
