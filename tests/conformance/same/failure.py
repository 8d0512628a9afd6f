from typing import Optional

from flytekit import WorkflowFailurePolicy, task, workflow
from flytekit.types.error.error import FlyteError

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def fit(n: int) -> int:
    return ...


@task(container_image=IMAGE)
def tell(n: int, err: Optional[FlyteError] = None): ...


@workflow(
    on_failure=tell,
    failure_policy=WorkflowFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE,
    interruptible=True,
)
def watched(n: int) -> int:
    return fit(n=n)
