from datetime import timedelta

from flytekit import ContainerTask, FlyteFile, Resources, Secret, TaskMetadata, kwtypes, workflow

fetch = ContainerTask(
    name="fetch",
    image="ghcr.io/acme/eta:1.4",
    command=["python", "-m", "eta.fetch", "--region", "{{.inputs.region}}", "--out", "/var/outputs/trips"],
    inputs=kwtypes(region=str, n=int),
    outputs=kwtypes(trips=FlyteFile["csv"]),
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    requests=Resources(cpu="2", mem="4Gi", gpu="1", ephemeral_storage="10Gi"),
    limits=Resources(cpu="4", mem="4Gi", gpu="1", ephemeral_storage="10Gi"),
    environment={"LOG": "debug", "A": "b"},
    secret_requests=[Secret(group="db", key="password", env_var="PGPASSWORD")],
    metadata=TaskMetadata(
        retries=3, timeout=timedelta(minutes=10), interruptible=True, cache=True, cache_version="v1", cache_serialize=True
    ),
)

count = ContainerTask(
    name="count",
    image="alpine:3.20",
    command=["wc", "-l"],
    arguments=["/var/inputs/trips"],
    inputs=kwtypes(trips=FlyteFile["csv"]),
    outputs=kwtypes(n=int),
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
)


@workflow
def rows(region: str = "sf") -> int:
    trips = fetch(region=region, n=3)
    return count(trips=trips)
