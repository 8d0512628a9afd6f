from kfp import dsl


@dsl.component
def train(epochs: int = "10"): ...


@dsl.pipeline
def main():
    train()
