"""The whole recipe: gold sets, our labels and the packaged attribution network in; the classifier and its card out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import torch

from onrecord import said
from onrecord.codebook import plover
from onrecord.errors import ConfigError
from onrecord.evaluate.events import PARTS, labels
from onrecord.happened.evidence import TYPES
from onrecord.language.columns import TAGS
from onrecord.train.attribution.network import LAYERS
from onrecord.train.events import glance
from onrecord.train.events.batches import Batch, Row, cropped, lay, rows_of
from onrecord.train.events.corpus import CLASSES, examples, texts
from onrecord.train.events.export import export
from onrecord.train.events.fit import Recipe, fit
from onrecord.train.events.network import OWN, Classifier
from onrecord.train.events.packaged import layers
from onrecord.train.means import mean_of_best

RUN = Recipe()
CHOSEN = ("validation", "choice")
"""The parts of our labels by which epochs are chosen."""
LAST = 6
"""Of so many last epochs the mean is taken, from the best one down, as long as it gains on the validation part."""
TOLD = 0.6
"""A word tells an event, for choosing, where none is less likely than this."""
SIDED = 0.5
"""A word heads a side, for choosing, where that is at least as likely."""
_CLASS_OF = [0, *(CLASSES.index(plover.quad(name)) for name in TYPES)]
_VERBS = torch.tensor([1 + TAGS.index(tag) for tag in ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")])


def build(folder: Path, out: Path, run: Recipe = RUN, threads: int = 2) -> None:
    """Fit, and write `events.onnx` and `events.toml`.

    Args:
        folder: the gold sets, as JSON Lines.
        out: the folder for the weights and their card.
        run: everything that the run depends on beside its corpora.
        threads: of the processor.

    Raises:
        ConfigError: a set is not there.
    """
    for name in sets():
        if not (folder / f"{name}.jsonl").is_file():
            raise ConfigError(f"{folder / name}.jsonl: not there")
    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    found = examples(texts(folder), threads)
    rows = rows_of(found)
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)  # noqa: T201

    judge = judge_of(rows)
    torch.manual_seed(run.seed)
    below = Path(str(files("onrecord.data") / "models")) / f"{said.NETWORK}.onnx"
    network = Classifier(layers(below)[LAYERS - OWN :])
    taught = [row for row in rows if "train" in row.example.parts[row.lo : row.hi]]
    best = mean_of_best(fit(network, taught, run, judge, say)[-LAST:], lambda one: judge(one)[0], say)
    export(best.network, glance.fit(one for one in found if one.text.kind == "labelled"), out / "events.onnx")
    (out / "events.toml").write_text(
        card(folder, out / "events.onnx", run, f"{judge(best.network)[1]}; {best.name}"), encoding="utf-8"
    )


def sets() -> list[str]:
    """The gold sets that the recipe reads."""
    return sorted({name for part in PARTS for name, _ in labels(part)} | {"cameo_class"})


def judge_of(rows: list[Row], size: int = 32) -> Callable[[Classifier], tuple[float, str]]:
    """How a classifier does on the validation parts: F1 of types by word and of sides; their mean is the score."""
    classes = [row for row in rows if row.example.text.kind == "class"]
    stretches = [cropped(row, CHOSEN) for row in rows if row.example.text.kind == "labelled"]
    words = [row for row in stretches if row is not None]

    def judge(network: Classifier) -> tuple[float, str]:
        network.eval()
        with torch.no_grad():
            types, actors, recipients = _words(network, words, size)
            macro = _classes(network, classes, size)
        told = f"types by word F1 {types:.4f}, actors {actors:.4f}, recipients {recipients:.4f}, class {macro:.4f}"
        return (2 * types + actors + recipients) / 4, told

    return judge


def _words(network: Classifier, rows: list[Row], size: int) -> tuple[float, float, float]:
    """F1 of (word, type) over labelled words, and of the heads of actors and of recipients of labelled events."""
    counts = torch.zeros(3, 3, dtype=torch.long)
    for begin in range(0, len(rows), size):
        batch = lay(rows[begin : begin + size])
        kinds, _, sides = network(*batch[:6])
        chance = torch.softmax(kinds.float(), -1)
        told = torch.where(chance[..., 0] < TOLD, chance[..., 1:].argmax(-1) + 1, 0)
        mine = batch.types >= 0
        counts[0] += torch.stack(
            [((told == batch.types) & (batch.types > 0))[mine].sum(), (told > 0)[mine].sum(), (batch.types > 0).sum()]
        )
        pairs = batch.asked[:, :, None] & batch.valid[:, None, :]
        read, gold = torch.sigmoid(sides.float())[pairs] >= SIDED, batch.sides[pairs] > 0
        for role in range(2):
            hit = (read & gold)[:, role].sum()
            counts[1 + role] += torch.stack([hit, read[:, role].sum(), gold[:, role].sum()])
    types, actors, recipients = (2 * hit / max(1, read + gold) for hit, read, gold in counts.tolist())
    return types, actors, recipients


def _classes(network: Classifier, rows: list[Row], size: int) -> float:
    """Macro-F1 of the class of the likeliest event of a sentence, the strongest where several are likely."""
    pairs: list[tuple[int, int]] = []
    for begin in range(0, len(rows), size):
        group = rows[begin : begin + size]
        batch = lay(group)
        kinds, _, _ = network(*batch[:6])
        chance = torch.softmax(kinds.float(), -1)
        open_ = _telling(batch)
        for b, row in enumerate(group):
            ranks = [
                _CLASS_OF[1 + int(chance[b, i, 1:].argmax())]
                for i in range(chance.shape[1])
                if open_[b, i] and float(chance[b, i, 0]) < TOLD
            ]
            assert row.example.text.answer is not None
            pairs.append((row.example.text.answer, max(ranks, default=0)))
    return macro_f1(pairs)


def _telling(batch: Batch) -> torch.Tensor:
    """The words that may tell an event: verbs, and what the lexicon lists; shape (batch, words)."""
    words = batch.told[:, :-1]
    return batch.valid & (torch.isin(words[..., 0], _VERBS) | (words[..., 3] > 1))


def macro_f1(pairs: list[tuple[int, int]]) -> float:
    """Macro-F1 of (gold, read) classes."""
    found = []
    for k in range(5):
        hit = sum(a == b == k for a, b in pairs)
        found.append(2 * hit / max(1, sum(a == k for a, _ in pairs) + sum(b == k for _, b in pairs)))
    return sum(found) / len(found)


def card(folder: Path, weights: Path, run: Recipe, told: str) -> str:
    """The card of the weights: what they are, what from, how, how good, and under which terms."""
    labels, written = (files("onrecord.evaluate") / name for name in ("event_labels.tsv", "written_events.jsonl"))
    lines = [
        "# Written by `onrecord-train events`; docs/accuracy.md has the figures of the whole reader.",
        f'what = "Whether a word tells an act of politics, of which of {len(TYPES)} types, and if it happened"',
        'network = "two layers and heads of its own on the four lower layers of attribution.onnx; eight-bit weights"',
        'licences = "labels: MIT; of the sets that they were made on: none stated, or their own; no text is in here"',
        f'written_sha256 = "{sha256(written.read_bytes()).hexdigest()}"',
        f'labels_sha256 = "{sha256(labels.read_bytes()).hexdigest()}"',
        f'weights_sha256 = "{sha256(weights.read_bytes()).hexdigest()}"',
        f'torch = "{torch.__version__}"',
        f'validation = "{told}"',
        *(f'{name} = "{sha256((folder / f"{name}.jsonl").read_bytes()).hexdigest()}"' for name in sets()),
    ]
    lines += ["", "[run]", *(f"{name} = {getattr(run, name)}" for name in run.__struct_fields__)]
    return "\n".join(lines) + "\n"
