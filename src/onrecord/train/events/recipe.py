"""The whole recipe: gold sets, our labels and the attribution network in; the classifier and its card out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import torch

from onrecord.errors import ConfigError
from onrecord.happened.evidence import TYPES
from onrecord.train.attribution.network import Network
from onrecord.train.events.batches import Row, cropped, lay, rows_of
from onrecord.train.events.corpus import examples, texts
from onrecord.train.events.export import export
from onrecord.train.events.fit import Recipe, Sets, fit, ranks, telling
from onrecord.train.events.network import Classifier
from onrecord.train.means import mean_of_best

SETS = ("cameo_class", "case2021_task2", "ngec_synthetic_SILVER", "plover_gsr", "petr2_gsr_validation")
RUN = Recipe()
LAST = 6
"""Of so many last epochs the mean is taken, from the best one down, as long as it gains on the validation part."""


def build(folder: Path, below: Path, out: Path, run: Recipe = RUN, threads: int = 2) -> None:
    """Fit, and write `events.onnx` and `events.toml`.

    Args:
        folder: the gold sets, as JSON Lines.
        below: the attribution network's weights as PyTorch keeps them (`onrecord-train attribution --keep`).
        out: the folder for the weights and their card.
        run: everything that the run depends on beside its corpora.
        threads: of the processor.

    Raises:
        ConfigError: a file is not there.
    """
    for path in (below, *(folder / f"{name}.jsonl" for name in SETS)):
        if not path.is_file():
            raise ConfigError(f"{path}: not there")
    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    shared = Network()
    shared.load_state_dict(torch.load(below))
    rows = rows_of(examples(texts(folder), threads), shared.eval())
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)  # noqa: T201

    judge, sets = judge_of(rows), sets_of(rows)
    torch.manual_seed(run.seed)
    best = mean_of_best(fit(Classifier(shared), sets, run, judge, say)[-LAST:], lambda one: judge(one)[0], say)
    export(best.network, out / "events.onnx")
    told = judge(best.network)[1]
    (out / "events.toml").write_text(card(folder, out / "events.onnx", run, told), encoding="utf-8")


def sets_of(rows: list[Row]) -> Sets:
    """The training part of the rows."""
    train = [row for row in rows if row.example.text.part == "train"]
    return Sets(
        [row for row in train if row.example.text.kind == "labelled" and "train" in row.example.parts[row.lo : row.hi]],
        [row for row in train if row.example.text.kind == "class"],
        [row for row in train if row.example.text.kind == "type"],
    )


TOLD = 0.6
"""A word tells an event, for choosing, where none is less likely than this."""


def judge_of(rows: list[Row], size: int = 48) -> Callable[[Classifier], tuple[float, str]]:
    """How a classifier does on the validation parts: macro-F1 of classes, F1 of types by word, and their mean."""
    classes = [row for row in rows if row.example.text.kind == "class" and row.example.text.part != "train"]
    stretches = [cropped(row, "validation") for row in rows if row.example.text.kind == "labelled"]
    words = [row for row in stretches if row is not None]

    def judge(network: Classifier) -> tuple[float, str]:
        network.eval()
        with torch.no_grad():
            macro, f1 = _classes(network, classes, size), _words(network, words, size)
        return (macro + f1) / 2, f"class macro-F1 {macro:.4f}, types by word F1 {f1:.4f}"

    return judge


def _classes(network: Classifier, rows: list[Row], size: int) -> float:
    """Macro-F1 of the class of the strongest event."""
    pairs: list[tuple[int, int]] = []
    for begin in range(0, len(rows), size):
        group = rows[begin : begin + size]
        batch = lay(group)
        kinds, happened = network(*batch[:6])
        read = ranks(kinds, happened, telling(batch)).argmax(1).tolist()
        pairs += zip((row.example.text.answer for row in group), read, strict=True)
    return macro_f1(pairs)


def _words(network: Classifier, rows: list[Row], size: int) -> float:
    """F1 of (word, type) over labelled words."""
    hit = read = gold = 0
    for begin in range(0, len(rows), size):
        batch = lay(rows[begin : begin + size])
        kinds, _ = network(*batch[:6])
        chance = torch.softmax(kinds.float(), -1)
        told = torch.where(chance[..., 0] < TOLD, chance[..., 1:].argmax(-1) + 1, 0)
        mine = batch.types >= 0
        hit += int(((told == batch.types) & (batch.types > 0))[mine].sum())
        read += int((told > 0)[mine].sum())
        gold += int((batch.types > 0)[mine].sum())
    return 2 * hit / max(1, read + gold)


def macro_f1(pairs: list[tuple[int, int]]) -> float:
    """Macro-F1 of (gold, read) classes."""
    found = []
    for k in range(5):
        hit = sum(a == b == k for a, b in pairs)
        found.append(2 * hit / max(1, sum(a == k for a, _ in pairs) + sum(b == k for _, b in pairs)))
    return sum(found) / len(found)


def card(folder: Path, weights: Path, run: Recipe, told: str) -> str:
    """The card of the weights: what they are, what from, how, how good, and under which terms."""
    labels = files("onrecord.evaluate") / "event_labels.tsv"
    lines = [
        "# Written by `onrecord-train events`; docs/accuracy.md has the figures of the whole reader.",
        f'what = "Whether a word tells an act of politics, of which of {len(TYPES)} types, and if it happened"',
        'network = "two layers and heads of its own on the four lower layers of attribution.onnx; eight-bit weights"',
        'licences = "labels: MIT; CAMEO pentaclass, CASE 2021, NGEC synthetic: none stated; no text is in here"',
        f'labels_sha256 = "{sha256(labels.read_bytes()).hexdigest()}"',
        f'weights_sha256 = "{sha256(weights.read_bytes()).hexdigest()}"',
        f'torch = "{torch.__version__}"',
        f'validation = "{told}"',
        *(f'{name} = "{sha256((folder / f"{name}.jsonl").read_bytes()).hexdigest()}"' for name in SETS[:3]),
    ]
    lines += ["", "[run]", *(f"{name} = {getattr(run, name)}" for name in run.__struct_fields__)]
    return "\n".join(lines) + "\n"
