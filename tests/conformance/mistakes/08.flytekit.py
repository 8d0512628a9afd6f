from flytekit import task, workflow
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile


@task
def tile(images: FlyteDirectory) -> FlyteDirectory:
    return None


@workflow
def main(image: FlyteFile) -> FlyteDirectory:
    return tile(images=image)
