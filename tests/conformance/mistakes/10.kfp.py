from typing import Literal

from kfp import dsl


@dsl.component
def fetch(region: Literal["north", "south"]): ...


@dsl.pipeline
def main():
    fetch(region="nord")
