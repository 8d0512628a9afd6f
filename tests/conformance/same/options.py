from datetime import timedelta

from flytekit import Cache, Resources, Secret, task, workflow
from flytekit.extras.accelerators import A100, T4

IMAGE = "ghcr.io/acme/eta:1.4"


@task(
    container_image=IMAGE,
    retries=3,
    timeout=timedelta(minutes=10),
    interruptible=True,
    cache=Cache(version="v1", serialize=True, ignored_inputs=("day",)),
    requests=Resources(cpu="500m", mem="2Gi"),
    limits=Resources(cpu="2", mem="4Gi"),
    environment={"LOG": "debug"},
    secret_requests=[
        Secret(group="db", key="password", env_var="PGPASSWORD", mount_requirement=Secret.MountType.ENV_VAR),
        Secret(group="api", key="token", group_version="2", mount_requirement=Secret.MountType.FILE),
    ],
    labels={"team": "eta"},
    annotations={"acme.example/owner": "ann"},
    pod_template_name="big",
    deprecated="use train",
    enable_deck=True,
)
def fit(day: str, epochs: int) -> float:
    return ...


@task(container_image=IMAGE, accelerator=T4, shared_memory="1Gi", requests=Resources(gpu="1"), limits=Resources(gpu="1"))
def train(x: float) -> float:
    return ...


@task(
    container_image=IMAGE,
    accelerator=A100.partition_1g_5gb,
    shared_memory=True,
    interruptible=False,
    requests=Resources(gpu="1"),
    limits=Resources(gpu="1"),
)
def slice(x: float) -> float:
    return ...


@workflow
def run(day: str) -> float:
    a = fit(day=day, epochs=10)
    b = train(x=a)
    return slice(x=b)
