from flytekit import task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def clear(): ...


@task(container_image=IMAGE)
def fill(n: int) -> int:
    return ...


@workflow
def ordered(n: int) -> int:
    c = clear()
    d = clear()
    c >> d
    f = fill(n=n)
    d >> f
    g = fill(n=f)
    c >> g
    return g
