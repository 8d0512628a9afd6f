from kfp import dsl
from kfp.dsl import Artifact, Output


@dsl.container_component
def fetch(day: str, rows: Output[Artifact]):
    return dsl.ContainerSpec(
        image="acme/etl:1",
        command=["fetch", "--day", date, "--out", rows.path],
    )


@dsl.pipeline
def main(day: str):
    fetch(day=day)
