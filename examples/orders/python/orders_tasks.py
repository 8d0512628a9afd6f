"""The functions behind tables.flw. They live in the image
ghcr.io/acme/orders; flw names them, Flyte starts them through flytekit."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
from flytekit import current_context, kwtypes, task
from flytekit.types.file import CSVFile
from flytekit.types.structured import StructuredDataset

Orders = Annotated[
    StructuredDataset,
    kwtypes(order_id=int, customer_id=int, status=str, cents=int,
            ordered_at=datetime),
]
Customers = Annotated[
    StructuredDataset,
    kwtypes(customer_id=int, country=str, since=datetime),
]
Sales = Annotated[
    StructuredDataset,
    kwtypes(order_id=int, customer_id=int, status=str, cents=int,
            ordered_at=datetime, country=str),
]
Priced = Annotated[StructuredDataset, kwtypes(country=str, cents=int)]
Revenue = Annotated[
    StructuredDataset, kwtypes(country=str, orders=int, cents=int), "parquet"
]


def frame(table: StructuredDataset) -> pd.DataFrame:
    return table.open(pd.DataFrame).all()


@task
def join_customers(orders: Orders, customers: Customers) -> Sales:
    countries = frame(customers)[["customer_id", "country"]]
    joined = frame(orders).merge(countries, on="customer_id", how="left")
    return StructuredDataset(dataframe=joined)


@task
def sum_by_country(sales: Priced) -> Revenue:
    by = frame(sales).groupby("country", as_index=False)
    summed = by.agg(orders=("cents", "size"), cents=("cents", "sum"))
    return StructuredDataset(dataframe=summed)


@task
def as_csv(sales: Sales) -> CSVFile:
    path = Path(current_context().working_directory) / "sales.csv"
    frame(sales).to_csv(path, index=False)
    return CSVFile(str(path))
