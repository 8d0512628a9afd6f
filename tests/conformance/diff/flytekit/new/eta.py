"""What is: the same, with a change of many sorts."""
import enum
from dataclasses import dataclass
from typing import List, Optional
from datetime import timedelta
from flytekit import task, workflow, map_task, LaunchPlan, CronSchedule, Resources

class Region(enum.Enum):
    sf = "sf"
    la = "la"

@dataclass
class Point:
    x: int
    y: float = 0.7
    z: Optional[int] = None

@task(cache=True, cache_version="1", retries=1, timeout=timedelta(minutes=5), requests=Resources(cpu="2"))
def fetch(region: Region, day: int = 3) -> List[Point]:
    return [Point(1)]

@task
def norm(p: Point) -> float:
    return p.x + 1

@task
def total(xs: List[float], note: str) -> float:
    return sum(xs)

@workflow
def main(region: Region, day: int = 4) -> float:
    ps = fetch(region=region, day=day)
    ns = map_task(norm)(p=ps)
    return total(xs=ns, note="a")

nightly = LaunchPlan.get_or_create(main, "nightly", default_inputs={"region": Region.sf}, schedule=CronSchedule(schedule="0 4 * * *"))
