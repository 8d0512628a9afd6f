"""The functions behind text.flw and train.flw. They live in the image
ghcr.io/acme/finetune; flw names them, Flyte starts them through flytekit."""

import json
import os
from pathlib import Path
from typing import NamedTuple, Optional

from flytekit import current_context, task
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile

Jsonl = FlyteDirectory["jsonl"]
Parquet = FlyteDirectory["parquet"]
Weights = FlyteDirectory["safetensors"]
Json = FlyteFile["json"]
Tokens = NamedTuple("Tokens", tokens=Parquet, count=int)
Loss = NamedTuple("Loss", loss=float)
Score = NamedTuple("Score", perplexity=float, refused=float)

LENGTH = 2048


def folder(name: str) -> Path:
    path = Path(current_context().working_directory) / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def texts(corpus: Jsonl):
    for path in sorted(Path(corpus.download()).glob("*.jsonl")):
        for line in path.open():
            yield json.loads(line)["text"]


@task
def deduplicate(corpus: Jsonl, likeness: float) -> Jsonl:
    import ray
    from datasketch import MinHash, MinHashLSH

    @ray.remote
    def sign(text: str) -> MinHash:
        signature = MinHash()
        for word in set(text.lower().split()):
            signature.update(word.encode())
        return signature

    ray.init()
    seen = MinHashLSH(threshold=likeness)
    out = folder("unique")
    documents = list(texts(corpus))
    signatures = ray.get([sign.remote(text) for text in documents])
    with (out / "0.jsonl").open("w") as kept:
        for i, (text, signature) in enumerate(zip(documents, signatures)):
            if not seen.query(signature):
                seen.insert(str(i), signature)
                kept.write(json.dumps({"text": text}) + "\n")
    return Jsonl(str(out))


@task
def train_tokenizer(corpus: Jsonl, vocabulary: int) -> Json:
    from tokenizers import ByteLevelBPETokenizer

    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(texts(corpus), vocab_size=vocabulary)
    path = folder("tokenizer") / "tokenizer.json"
    tokenizer.save(str(path))
    return Json(str(path))


@task
def tokenize(corpus: Jsonl, tokenizer: Json) -> Tokens:
    import ray
    from tokenizers import Tokenizer

    ray.init()
    path = tokenizer.download()

    def encode(batch: dict) -> dict:
        pieces = Tokenizer.from_file(path).encode_batch(list(batch["text"]))
        flat = [i for piece in pieces for i in piece.ids]
        return {"ids": [flat[at:at + LENGTH]
                        for at in range(0, len(flat), LENGTH)]}

    rows = ray.data.from_items([{"text": text} for text in texts(corpus)])
    packed = rows.map_batches(encode, batch_size=1000).materialize()
    count = sum(len(row["ids"]) for row in packed.iter_rows())
    out = folder("tokens")
    packed.write_parquet(str(out))
    return Tokens(Parquet(str(out)), count)


def trainer(rate: float, tokens: Parquet, base: str, out: Path, **limits):
    from datasets import load_dataset
    from transformers import (AutoModelForCausalLM, Trainer,
                              TrainingArguments, default_data_collator)

    rows = load_dataset("parquet", data_dir=tokens.download(), split="train")
    rows = rows.map(lambda row: {"input_ids": row["ids"],
                                 "labels": row["ids"]})
    arguments = TrainingArguments(
        output_dir=str(out), learning_rate=rate, bf16=True,
        gradient_checkpointing=True, per_device_train_batch_size=1,
        save_safetensors=True, **limits)
    return Trainer(AutoModelForCausalLM.from_pretrained(base), arguments,
                   train_dataset=rows, data_collator=default_data_collator)


@task
def try_rate(rate: float, tokens: Parquet, base: str) -> Loss:
    run = trainer(rate, tokens, base, folder("trial"), max_steps=300)
    return Loss(run.train().training_loss)


@task
def finetune(rate: float, tokens: Parquet, base: str, epochs: int,
             resume: Optional[Weights]) -> Weights:
    out = folder("weights")
    start = resume.download() if resume else base
    run = trainer(rate, tokens, start, out, num_train_epochs=epochs)
    run.train()
    if int(os.environ.get("RANK", "0")) == 0:
        run.save_model(str(out))
    return Weights(str(out))


@task(enable_deck=True)
def evaluate(weights: Weights, base: str) -> Score:
    import lm_eval

    found = lm_eval.simple_evaluate(
        model="hf",
        model_args=f"pretrained={weights.download()},tokenizer={base}",
        tasks=["wikitext", "toxigen"])["results"]
    return Score(found["wikitext"]["word_perplexity,none"],
                 found["toxigen"]["acc,none"])
