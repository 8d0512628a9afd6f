"""Enums: given, made, and in lists."""

from enum import Enum
from typing import List

from flytekit import task, workflow

INPUTS = {"colour": "green"}


class Colour(Enum):
    RED = "red"
    GREEN = "green"


@task
def other(colour: Colour) -> Colour:
    return Colour.RED if colour == Colour.GREEN else Colour.GREEN


@task
def both(a: Colour, b: Colour) -> List[Colour]:
    return [a, b]


@workflow
def wf(colour: Colour) -> (Colour, List[Colour]):
    flipped = other(colour=colour)
    return flipped, both(a=colour, b=flipped)
