"""What was: a pipeline of flytekit, for flytekit.sh."""
import enum
from dataclasses import dataclass
from typing import List, Optional
from datetime import timedelta
from flytekit import task, workflow, map_task, LaunchPlan, CronSchedule, Resources

class Region(enum.Enum):
    sf = "sf"
    nyc = "nyc"

@dataclass
class Point:
    x: int
    y: float = 0.5

@task(cache=True, cache_version="1", retries=2, timeout=timedelta(minutes=5), requests=Resources(cpu="1"))
def fetch(region: Region, day: int = 3) -> List[Point]:
    return [Point(1)]

@task
def norm(p: Point) -> float:
    return p.x

@task
def total(xs: List[float], note: Optional[str] = None) -> float:
    return sum(xs)

@workflow
def main(region: Region, day: int = 3) -> float:
    ps = fetch(region=region, day=day)
    ns = map_task(norm)(p=ps)
    return total(xs=ns)

nightly = LaunchPlan.get_or_create(main, "nightly", default_inputs={"region": Region.sf}, schedule=CronSchedule(schedule="0 3 * * *"))
