from flytekit import CronSchedule, LaunchPlan, task, workflow


@task
def tick():
    return None


@workflow
def main():
    tick()


nightly = LaunchPlan.get_or_create(
    main, name="nightly", schedule=CronSchedule(schedule="0 25 * * *")
)
