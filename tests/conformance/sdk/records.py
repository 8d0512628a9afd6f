"""Dataclasses, one in another, and paths into them."""

from dataclasses import dataclass, field
from typing import Dict, List, Optional

from flytekit import task, workflow

INPUTS = {"size": 3}


@dataclass
class Point:
    x: int
    y: float = 0.5


@dataclass
class Shape:
    name: str
    points: List[Point]
    tags: Dict[str, str] = field(default_factory=dict)
    note: Optional[str] = None


@task
def draw(size: int) -> Shape:
    return Shape("triangle", [Point(i, i / 2) for i in range(size)], {"colour": "red"})


@task
def rename(shape: Shape, name: str) -> Shape:
    shape.note = shape.name
    shape.name = name
    return shape


@task
def weigh(point: Point, factor: int) -> float:
    return point.x * factor + point.y


@workflow
def wf(size: int) -> (Shape, float, str):
    shape = rename(shape=draw(size=size), name="three")
    return shape, weigh(point=shape.points[1], factor=10), shape.tags["colour"]
