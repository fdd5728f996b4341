"""Trains the embedded model from nothing and writes mini.gguf: python models/mini/train.py --out DIR"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from corpus import Corpus, HeldOut, user_content
from export_gguf import write_gguf
from model import MiniQwen3, Shape
from seeds import SeedRows
from tokenizer import IM_END_ID, CharTokenizer, build_vocabulary

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
BATCH_ROWS = 48
# Rows of similar length share a batch; this many batches are sorted together.
SORTED_BATCHES = 24
IGNORED = -100


def encode(tokenizer: CharTokenizer, row: dict) -> tuple[list[int], int]:
    """Token ids of one row, and where its answer begins."""
    prompt = tokenizer.encode_prompt(user_content(row))
    return [*prompt, *tokenizer.encode(row["祝福语"]), IM_END_ID], len(prompt)


def collate(rows: list[tuple[list[int], int]]) -> tuple[Tensor, Tensor]:
    """Inputs padded on the right, and targets that count only inside the answers."""
    longest = max(len(tokens) for tokens, _ in rows) - 1
    inputs = torch.zeros(len(rows), longest, dtype=torch.long)
    targets = torch.full((len(rows), longest), IGNORED)
    for index, (tokens, start) in enumerate(rows):
        inputs[index, : len(tokens) - 1] = torch.tensor(tokens[:-1])
        targets[index, start - 1 : len(tokens) - 1] = torch.tensor(tokens[start:])
    return inputs, targets


def batches(corpus: Corpus, seeds: SeedRows, tokenizer: CharTokenizer) -> Iterator[tuple[Tensor, Tensor]]:
    rng = random.Random(20260217)
    while True:
        drawn = [seeds.row() or corpus.row() for _ in range(BATCH_ROWS * SORTED_BATCHES)]
        assert not any(corpus.held_out.touches(row) for row in drawn), "a held-back person leaked into training"
        rows = sorted((encode(tokenizer, row) for row in drawn), key=lambda row: len(row[0]))
        chunks = [rows[at : at + BATCH_ROWS] for at in range(0, len(rows), BATCH_ROWS)]
        rng.shuffle(chunks)
        yield from map(collate, chunks)


def make_optimizers(model: MiniQwen3) -> list[torch.optim.Optimizer]:
    """Muon for the matrices learns to copy in far fewer steps; AdamW for what Muon is not made for."""
    matrices = [p for p in model.blocks.parameters() if p.ndim == 2]
    others = [p for p in model.parameters() if not any(p is matrix for matrix in matrices)]
    return [
        torch.optim.Muon(matrices, lr=0.02, weight_decay=0.01, momentum=0.95),
        torch.optim.AdamW(others, lr=2e-3, betas=(0.9, 0.95), weight_decay=0.0, fused=True),
    ]


def rates(step: int, steps: int) -> tuple[float, float]:
    """Shares of the peak rates for Muon and AdamW.

    Muon follows a cosine. The embedding keeps its rate until the last tenth: an uncommon
    character is met a dozen times in all, and a late meeting has to count as much as an early one.
    """
    warm = min(1.0, (step + 1) / 50)
    left = (steps - step) / steps
    return warm * (0.02 + 0.49 * (1 - math.cos(math.pi * left))), warm * min(1.0, 0.02 + 10 * left)


def answer_loss(model: MiniQwen3, inputs: Tensor, targets: Tensor) -> Tensor:
    """Cross entropy over the answers; the wide output matrix is only applied where it is needed."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.hidden_states(inputs)
        wanted = targets != IGNORED
        logits = model.logits(hidden[wanted])
    return F.cross_entropy(logits.float(), targets[wanted])


@torch.no_grad()
def greedy(model: MiniQwen3, tokenizer: CharTokenizer, prompt: list[int], limit: int = 160) -> str:
    tokens = list(prompt)
    for _ in range(limit):
        logits = model.logits(model.hidden_states(torch.tensor([tokens]))[0, -1])
        token = int(logits.argmax())
        if token == IM_END_ID:
            break
        tokens.append(token)
    return tokenizer.decode(tokens[len(prompt) :])


def copied(row: dict, text: str) -> bool:
    """Whether some run of three characters of a fact reached the greeting."""
    facts = row["交往细节"]
    return any(facts[at : at + 3] in text for at in range(len(facts) - 2))


def watch(model: MiniQwen3, tokenizer: CharTokenizer, rows: list[dict]) -> dict:
    """How often unseen people get their name and one of their facts."""
    model.eval()
    texts = [greedy(model, tokenizer, tokenizer.encode_prompt(user_content(row))) for row in rows]
    model.train()
    named = sum(row["称呼"] in text[:14] for row, text in zip(rows, texts, strict=True))
    used = sum(copied(row, text) for row, text in zip(rows, texts, strict=True))
    return {"named": named, "used": used, "of": len(rows), "sample": texts[0]}


def save(model: MiniQwen3, tokenizer: CharTokenizer, out: Path) -> None:
    torch.save({"shape": model.shape.to_dict(), "weights": model.state_dict()}, out / "mini.pt")
    write_gguf(model, tokenizer, out / "mini.gguf")


def train(out: Path, steps: int, seed_file: Path, threads: int) -> None:
    torch.manual_seed(2026)
    torch.set_num_threads(threads)
    held_out = HeldOut.load(HERE / "heldout.jsonl")
    corpus = Corpus(seed=2026, held_out=held_out)
    tokenizer = CharTokenizer(build_vocabulary())
    model = MiniQwen3(Shape(vocabulary=len(tokenizer.pieces)))
    optimizers = make_optimizers(model)
    peaks = [optimizer.param_groups[0]["lr"] for optimizer in optimizers]
    unseen = Corpus(seed=7, bend=1.0, held_out=held_out)
    watched = [unseen.row() for _ in range(12)]
    stream = batches(corpus, SeedRows(seed_file, held_out), tokenizer)
    started, smoothed = time.time(), 0.0
    for step in range(steps):
        loss = answer_loss(model, *next(stream))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, peak, rate in zip(optimizers, peaks, rates(step, steps), strict=True):
            optimizer.param_groups[0]["lr"] = peak * rate
            optimizer.step()
            optimizer.zero_grad()
        smoothed = loss.item() if step == 0 else 0.95 * smoothed + 0.05 * loss.item()
        if step % 20 == 0:
            print(json.dumps({"step": step, "loss": round(smoothed, 4), "s": round(time.time() - started)}), flush=True)
        if step % 250 == 249 or step == steps - 1:
            save(model, tokenizer, out)
            print(json.dumps({"step": step, **watch(model, tokenizer, watched)}, ensure_ascii=False), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1340)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=Path, default=REPOSITORY / "datasets" / "seeds.greetings.jsonl")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    train(options.out, options.steps, options.seeds, options.threads)


if __name__ == "__main__":
    main()
