from flytekit import task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def add(a: int, b: int) -> int:
    return ...


@workflow
def inner(n: int) -> int:
    return add(a=n, b=1)


@workflow(interruptible=True)
def middle(n: int) -> int:
    x = inner(n=n)
    return inner(n=x)


@workflow
def outer(n: int) -> int:
    x = middle(n=n)
    y = inner(n=x)
    return add(a=x, b=y)
