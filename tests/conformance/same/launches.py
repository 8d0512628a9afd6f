from datetime import datetime, timedelta

from flytekit import CronSchedule, Email, FixedRate, LaunchPlan, PagerDuty, Slack, task, workflow
from flytekit.models.common import Annotations, Labels, RawOutputDataConfig
from flytekit.models.core.execution import WorkflowExecutionPhase as Phase

IMAGE = "ghcr.io/acme/eta:1.4"


@task(container_image=IMAGE)
def fit(day: datetime, region: str, epochs: int) -> int:
    return ...


@workflow
def train(day: datetime, region: str, epochs: int = 10) -> int:
    return fit(day=day, region=region, epochs=epochs)


nightly = LaunchPlan.get_or_create(
    train,
    "nightly",
    default_inputs={"epochs": 20},
    fixed_inputs={"region": "sf"},
    schedule=CronSchedule(schedule="0 3 * * *", kickoff_time_input_arg="day"),
    notifications=[
        Email([Phase.FAILED, Phase.TIMED_OUT], ["eta@acme.example", "ops@acme.example"]),
        Slack([Phase.SUCCEEDED], ["eta@acme.slack.example"]),
        PagerDuty([Phase.ABORTED], ["eta@acme.pagerduty.example"]),
    ],
    labels=Labels({"team": "eta"}),
    annotations=Annotations({"acme.example/owner": "ann"}),
    raw_output_data_config=RawOutputDataConfig("s3://acme/eta"),
    max_parallelism=25,
    overwrite_cache=True,
)

often = LaunchPlan.get_or_create(
    train,
    "often",
    default_inputs={"day": datetime(2026, 1, 1)},
    fixed_inputs={"region": "nyc"},
    schedule=FixedRate(timedelta(hours=6)),
)

plain = LaunchPlan.get_or_create(train, "plain")


@workflow
def twice(day: datetime) -> int:
    a = plain(day=day, region="la", epochs=1)
    nightly(day=day, epochs=a)
    return a
