#!/bin/sh
# run.sh [FLW] - one day, here. What lives in warehouses, in flytekit and at other
# teams is given beforehand (local/*.json); the checks run over local/sales.csv.
# Needs awk and python3.
cd "$(dirname "$0")" || exit 2
"${1:-flw}" run . orders.daily --day 2026-01-30 --policy relaxed \
    --mock orders_of=local/orders.json --mock customers_in=local/customers.json \
    --mock join_customers=local/sales.json --mock as_csv=local/sales.json \
    --mock sum_by_country=local/revenue.json --mock publish=local/version.json \
    --mock refresh_marts=local/nothing.json --mock announce=local/announced.json
