from enum import Enum

from flytekit import conditional, task, workflow
from flytekit.types.file import FlyteFile


class Tier(Enum):
    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"


@task
def bill(rate: float) -> FlyteFile:
    return None


@workflow
def main(tier: Tier) -> FlyteFile:
    return (
        conditional("tier")
        .if_(tier == Tier.FREE)
        .then(bill(rate=0.0))
        .elif_(tier == Tier.PRO)
        .then(bill(rate=9.5))
    )
