"""Lists and dicts, nested, empty, and made of promises."""

from typing import Dict, List

from flytekit import task, workflow

INPUTS = {"numbers": [3, 1, 2], "weights": {"a": 0.5, "b c": 2.0}}


@task
def order(numbers: List[int]) -> List[int]:
    return sorted(numbers)


@task
def table(numbers: List[int], weights: Dict[str, float]) -> Dict[str, List[float]]:
    return {name: [weight * n for n in numbers] for name, weight in weights.items()}


@task
def gather(parts: List[List[int]], extra: Dict[str, int]) -> (int, List[str]):
    return sum(sum(part) for part in parts) + sum(extra.values()), [k for k in sorted(extra)]


@task
def nothing() -> (List[int], Dict[str, str]):
    return [], {}


@task
def first(numbers: List[int]) -> int:
    return numbers[0]


@workflow
def wf(
    numbers: List[int], weights: Dict[str, float]
) -> (Dict[str, List[float]], int, List[str], List[int], Dict[str, str], int):
    ordered = order(numbers=numbers)
    total, names = gather(parts=[ordered, numbers], extra={"x": 1, "y": first(numbers=ordered)})
    none, empty = nothing()
    return table(numbers=ordered, weights=weights), total, names, none, empty, ordered[2]
