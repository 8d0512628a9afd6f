"""Launch plans as nodes: defaults, fixed inputs."""

from flytekit import LaunchPlan, task, workflow

INPUTS = {"a": 5}


@task
def combine(a: int, b: int, c: str) -> str:
    return f"{a}-{b}-{c}"


@workflow
def inner(a: int, b: int = 2, c: str = "c") -> str:
    return combine(a=a, b=b, c=c)


fixed = LaunchPlan.get_or_create(inner, name="plans.fixed", default_inputs={"b": 9}, fixed_inputs={"c": "fixed"})


@workflow
def wf(a: int) -> (str, str):
    return fixed(a=a), fixed(a=a, b=1)
