from kfp import dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component
def bill(rate: float, invoice: Output[Artifact]): ...


@dsl.component
def send(invoice: Input[Artifact]): ...


@dsl.pipeline
def main(tier: str):
    with dsl.If(tier == "free"):
        a = bill(rate=0.0)
    with dsl.Elif(tier == "pro"):
        b = bill(rate=9.5)
    send(invoice=dsl.OneOf(a.outputs["invoice"], b.outputs["invoice"]))
