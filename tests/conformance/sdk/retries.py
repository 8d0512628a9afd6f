"""A task that fails at first, and goes on from its checkpoint."""

from flytekit import current_context, task, workflow
from flytekit.exceptions.user import FlyteRecoverableException

INPUTS = {"n": 2}


@task(retries=3)
def stubborn(n: int) -> str:
    checkpoint = current_context().checkpoint
    before = checkpoint.read()
    tries = int(before.decode()) + 1 if before else 1
    checkpoint.write(str(tries).encode())
    if tries <= n and current_context().execution_id.name != "local":
        raise FlyteRecoverableException(f"try {tries}")
    return "at last"


@workflow
def wf(n: int) -> str:
    return stubborn(n=n)
