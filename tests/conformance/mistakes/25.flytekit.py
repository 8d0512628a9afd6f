from flytekit import task, workflow
from flytekit.types.file import FlyteFile


@task
def align(reads: FlyteFile, threads: int = 4) -> FlyteFile:
    return None


@workflow
def main(reads: FlyteFile) -> FlyteFile:
    bam = align(reads=reads, threads=8
    return bam
