from flytekit import PodTemplate, task, workflow
from kubernetes.client import V1Container, V1PodSpec, V1Toleration

IMAGE = "ghcr.io/acme/eta:1.4"


@task(
    container_image=IMAGE,
    pod_template=PodTemplate(
        primary_container_name="main",
        pod_spec=V1PodSpec(
            containers=[V1Container(name="main"), V1Container(name="side", image="alpine:3.20")],
            tolerations=[V1Toleration(key="gpu", operator="Exists")],
        ),
    ),
)
def fill(n: int) -> int:
    return ...


@workflow
def podded(n: int) -> int:
    return fill(n=n)
