import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

from flytekit import StructuredDataset, kwtypes, task, workflow
from flytekit.extend import SQLTask
from flytekit.models.task import Sql


def without_client(plugin):
    """The plugin's package without what it imports at once (clientless.txt)."""
    package = ModuleType(f"flytekitplugins.{plugin}")
    package.__path__ = [str(Path(sys.prefix) / "clientless" / "flytekitplugins" / plugin)]
    sys.modules[package.__name__] = package


without_client("snowflake")
without_client("spark")
sys.modules["pyspark.sql"] = ModuleType("pyspark.sql")
sys.modules["pyspark.sql"].SparkSession = None  # what a job asks for when it runs

from flytekitplugins.bigquery import BigQueryConfig, BigQueryTask  # noqa: E402
from flytekitplugins.snowflake.task import SnowflakeConfig, SnowflakeTask  # noqa: E402
from flytekitplugins.spark.task import Spark  # noqa: E402
from google.cloud.bigquery import QueryJobConfig  # noqa: E402

IMAGE = "ghcr.io/acme/spark:3.5"


class HiveTask(SQLTask):
    """flytekit has no plain query: what its plugins make of SQLTask, and no more."""

    def get_sql(self, settings):
        return Sql(statement=self.query_template, dialect=Sql.Dialect.HIVE)


by_bigquery = BigQueryTask(
    name="by_bigquery",
    query_template="select * from trips where day = @day",
    inputs=kwtypes(day=datetime),
    output_structured_dataset_type=StructuredDataset,
    task_config=BigQueryConfig(
        ProjectID="acme",
        Location="EU",
        QueryJobConfig=QueryJobConfig(
            allow_large_results=True, priority="BATCH", use_query_cache=False, write_disposition="WRITE_TRUNCATE"
        ),
    ),
)

by_snowflake = SnowflakeTask(
    name="by_snowflake",
    query_template="select * from trips where day = %(day)s",
    inputs=kwtypes(day=datetime),
    output_schema_type=StructuredDataset,
    task_config=SnowflakeConfig(user="eta", account="acme", database="trips", schema="public", warehouse="small"),
)

by_hive = HiveTask(
    name="by_hive",
    query_template="select * from trips where day = '{{.inputs.day}}'",
    inputs=kwtypes(day=datetime),
    outputs=kwtypes(results=StructuredDataset),
)


@task(
    container_image=IMAGE,
    task_config=Spark(
        spark_conf={"spark.executor.instances": "4", "spark.executor.memory": "2g"},
        hadoop_conf={"fs.s3a.endpoint": "http://store"},
        executor_path="/usr/bin/python3",
        applications_path="local:///usr/local/bin/entrypoint.py",
    ),
)
def by_spark(rows: StructuredDataset) -> int:
    return ...


@workflow
def everywhere(day: datetime) -> int:
    by_snowflake(day=day)
    by_hive(day=day)
    return by_spark(rows=by_bigquery(day=day))
