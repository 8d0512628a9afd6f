"""Conditionals: elif, else, one in another, and values from each."""

from flytekit import conditional, task, workflow

INPUTS = {"n": 7, "name": "b"}


@task
def say(text: str) -> str:
    return f"<{text}>"


@task
def bump(n: int) -> int:
    return n + 1


@workflow
def wf(n: int, name: str) -> (str, str, str):
    bumped = bump(n=n)
    size = (
        conditional("size")
        .if_(bumped < 5)
        .then(say(text="small"))
        .elif_((bumped >= 5) & (bumped < 10))
        .then(say(text="middle"))
        .else_()
        .then(say(text="large"))
    )
    named = conditional("named").if_(name == "a").then(say(text="A")).else_().then(say(text="not a"))
    inner = (
        conditional("outer")
        .if_(n > 100)
        .then(say(text="huge"))
        .else_()
        .then(conditional("inner").if_(n == 7).then(say(text="seven")).else_().fail("no such n"))
    )
    return size, named, inner
