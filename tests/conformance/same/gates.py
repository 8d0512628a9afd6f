from datetime import timedelta

from flytekit import approve, sleep, task, wait_for_input, workflow

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def fit(n: int) -> float:
    return ...


@task(container_image=IMAGE)
def ship(score: float, note: str) -> int:
    return ...


@workflow
def release(n: int) -> int:
    score = fit(n=n)
    ok = approve(score, "ship", timeout=timedelta(days=1))
    note = wait_for_input("note", timeout=timedelta(hours=2), expected_type=str)
    pause = sleep(timedelta(minutes=10))
    done = ship(score=score, note=note)
    ok >> done
    pause >> done
    return done
