"""Tables of pandas, by way of parquet."""

import pandas
from flytekit import task, workflow

INPUTS = {"rows": 4}


@task
def make(rows: int) -> pandas.DataFrame:
    return pandas.DataFrame({"n": range(rows), "name": [f"row {i}" for i in range(rows)]})


@task
def double(frame: pandas.DataFrame) -> pandas.DataFrame:
    frame["n"] *= 2
    return frame


@task
def summed(frame: pandas.DataFrame) -> (int, str):
    return int(frame["n"].sum()), ",".join(frame["name"])


@workflow
def wf(rows: int) -> (int, str):
    return summed(frame=double(frame=make(rows=rows)))
