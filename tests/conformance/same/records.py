from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Dict, List, Optional

from flytekit import FlyteDirectory, FlyteFile, task, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@dataclass
class Point:
    lat: float
    lon: float


@dataclass
class Trip:
    id: int
    km: float
    who: str
    shared: bool
    start: datetime
    took: timedelta
    stops: List[str]
    fares: Dict[str, float]
    tip: Optional[float]
    at: Point
    path: List[Point]
    log: FlyteFile
    photos: FlyteDirectory


@dataclass
class Config:
    epochs: int
    rate: float
    name: str
    layers: List[int]


@task(container_image=IMAGE)
def load(day: datetime) -> Trip:
    return ...


@task(container_image=IMAGE)
def near(p: Point, km: float) -> float:
    return ...


@task(container_image=IMAGE)
def fit(c: Config) -> int:
    return ...


@workflow
def use(day: datetime, c: Config) -> int:
    trip = load(day=day)
    near(p=trip.at, km=trip.km)
    near(p=trip.path[0], km=trip.at.lat)
    fit(c=Config(epochs=3, rate=0.5, name="a", layers=[1, 2]))
    return fit(c=c)
