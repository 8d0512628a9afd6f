from datetime import datetime

from flytekit import ContainerTask, kwtypes, workflow
from flytekit.types.file import FlyteFile

fetch = ContainerTask(
    name="fetch",
    image="acme/etl:1",
    inputs=kwtypes(day=datetime),
    outputs=kwtypes(rows=FlyteFile),
    command=["fetch", "--day", "{{.inputs.date}}", "--out", "/var/outputs/rows"],
)


@workflow
def main(day: datetime) -> FlyteFile:
    return fetch(day=day)
