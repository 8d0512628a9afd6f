from flytekit import task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def fill(n: int) -> int:
    """
    Fills it up.

    It takes a while.

    :param n: how far
    """
    return ...


@workflow
def documented(n: int) -> int:
    """
    Fills once.

    Nothing else.

    :param n: how far it goes
    """
    return fill(n=n)
