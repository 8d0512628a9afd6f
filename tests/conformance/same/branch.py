from flytekit import conditional, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def score(n: int) -> float:
    return ...


@task(container_image=IMAGE)
def good(n: int) -> bool:
    return ...


@task(container_image=IMAGE)
def ship(n: int, how: str) -> int:
    return ...


@workflow
def choose(n: int, mode: str) -> int:
    s = score(n=n)
    g = good(n=n)
    return (
        conditional("choose")
        .if_((s < 4.0) & (g == True))  # noqa: E712
        .then(ship(n=n, how="now"))
        .elif_((mode == "force") | (n >= 10))
        .then(ship(n=1, how=mode))
        .else_()
        .fail("the model is too poor to ship")
    )


@workflow
def nested(n: int, m: int) -> int:
    return (
        conditional("outer")
        .if_(n > 3)
        .then(
            conditional("inner")
            .if_(m != 2)
            .then(ship(n=n, how="a"))
            .else_()
            .then(ship(n=m, how="b"))
        )
        .else_()
        .then(ship(n=0, how="c"))
    )
