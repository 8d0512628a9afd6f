from typing import Dict, List

from flytekit import FlyteDirectory, FlyteFile, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def split(f: FlyteFile["csv"], d: FlyteDirectory) -> List[FlyteFile["csv"]]:
    return ...


@task(container_image=IMAGE)
def pack(fs: List[FlyteFile["csv"]], m: Dict[str, FlyteFile], d: FlyteDirectory["parquet"]) -> FlyteDirectory["parquet"]:
    return ...


@workflow
def move(f: FlyteFile["csv"], d: FlyteDirectory["parquet"], g: FlyteFile) -> FlyteDirectory["parquet"]:
    parts = split(f=f, d=d)
    return pack(fs=parts, m={"g": g, "f": f}, d=d)
