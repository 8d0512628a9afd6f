from flytekit import reference_launch_plan, reference_task, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@reference_task(project="shared", domain="production", name="lib.add", version="v3")
def add(a: int) -> int:
    return ...


@reference_launch_plan(project="shared", domain="production", name="lib.nightly", version="v3")
def nightly(n: int) -> int:
    return ...


@task(container_image=IMAGE)
def fill(n: int) -> int:
    return ...


@workflow
def borrowed(n: int) -> int:
    m = fill(n=n)
    k = add(a=m)
    return nightly(n=k)
