from enum import Enum

from flytekit import task, workflow


class Region(Enum):
    NORTH = "north"
    SOUTH = "south"


@task
def fetch(region: Region) -> str:
    return None


@workflow
def main() -> str:
    return fetch(region="nord")
