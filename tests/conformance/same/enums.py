from enum import Enum
from typing import List

from flytekit import task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


class Region(Enum):
    sf = "sf"
    nyc = "nyc"
    la = "la"


@task(container_image=IMAGE)
def pick(region: Region, others: List[Region]) -> Region:
    return ...


@workflow
def choose(region: Region, other: Region = Region.la) -> Region:
    a = pick(region=region, others=[Region.sf, other])
    return pick(region=Region.nyc, others=[a])
