from flytekit import Resources, task, workflow
from flytekit.types.file import FlyteFile


@task(requests=Resources(mem="4 gigs"))
def sort(rows: FlyteFile) -> FlyteFile:
    return None


@workflow
def main(rows: FlyteFile) -> FlyteFile:
    return sort(rows=rows)
