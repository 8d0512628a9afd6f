from kfp import dsl


@dsl.component
def step(x: int) -> int: ...


@dsl.pipeline
def main():
    a = step(x=b.output)
    b = step(x=a.output)
