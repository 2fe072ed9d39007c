"""Reprints: reports edited by a script, and looked for among all others of their set.

    python -m onrecord.evaluate.reprints --shared ../shared

200 reports of a set are edited, at 5, 10 and 20 per cent of their words, in two ways. `scattered`: so many words, each
as likely as any other, give way to words of other reports; the hardest, since no stretch is left whole. `editor`: words
replaced, taken out and put in, sentences dropped and exchanged, the lead rewritten, until so many words are touched.
`cut`: what is left of a report that is cut from below, to a half, a quarter, its first 40 or 20 words.

A text is found where it shares a band with its original and `is_reprint` holds. Two different reports of which that is
true are a false pair: of the originals with each other, and of the edited texts with all originals but their own.

`guardian_sdf`: 125 reports on one war; the constants were chosen on it. `polnear`: US politics, of which reports of 600
words and more are edited; the validation.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from onrecord.evaluate.corpora import Corpus, rows
from onrecord.record.reprints import bands, is_reprint, signature

FLOORS = {5: 0.98, 10: 0.95, 20: 0.85}
"""The least part found at each per cent of words, by either kind of edit."""
CUTS = {"half": 0.98, "quarter": 0.95, "40": 0.95, "20": 0.85}
"""The least part found of what is cut from below: to a part of its words, or to so many words."""
CEILING = 1.0
"""False pairs in 10,000 at most."""
SETS = {"guardian_sdf": 0, "polnear": 600}
"""The words that a report has at least to be edited."""
EDITED = 200
SAME = {
    "breitbart_2016-03-15_the-latest-kasich-scores-all-del": "breitbart_2016-03-15_the-latest-sanders-declares-revo",
    "nyt_2015-11-25_golf-courses-forced-to-reach-int": "nyt_2015-11-26_with-fewer-golfers-in-u-s-course",
    "nyt_2016-03-04_republicans-have-stake-in-a-deal": "nyt_2016-03-05_polls-suggest-possibility-of-dea",
    "nyt_2016-03-15_sanders-advances-agenda-via-side": "nyt_2016-03-16_via-legislative-side-doors-sande",
    "usa-today_2016-04-06_sanders-says-he-s-riding-momentu": "usa-today_2016-04-06_sanders-winning-streak-continues",
    "wash-post_2015-12-12_misinformation-enters-mainstream": "wash-post_2015-12-13_misinformation-enters-mainstream",
}
"""Pairs that are one text, read by eye: an article online and in print, two states of a rolling one."""
_PARTS = {"half": 2, "quarter": 4}
_SENTENCE = re.compile(r"(?<=[.!?”])\s+")
_KINDS = {"replace": 12, "delete": 6, "insert": 6, "drop": 1, "exchange": 1}
"""Edits of an editor and how often each is made."""
_COUNTED = ("pairs", "met", "false")
_RUN = 3
"""Words that are taken out or put in at once, at most."""

Pool = Sequence[str]
Edit = Callable[[str, float, random.Random, Pool], str]


def scattered(text: str, share: float, rng: random.Random, pool: Pool) -> str:
    """A share of the words, all equally likely, give way to words from a pool."""
    words = text.split()
    for at in rng.sample(range(len(words)), round(share * len(words))):
        words[at] = rng.choice(pool)
    return " ".join(words)


def editor(text: str, share: float, rng: random.Random, pool: Pool) -> str:
    """What editors do, until a share of the words is touched; every other lead is rewritten where that leaves room."""
    sentences = [words for one in _SENTENCE.split(text) if (words := one.split())]
    left = round(share * sum(map(len, sentences)))
    if rng.random() < 0.5 and len(sentences[0]) <= left:
        left -= len(sentences[0])
        sentences[0] = _rewritten(sentences[0], rng, pool)
    while left > 0 and sentences:
        kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
        left -= _words(kind, sentences, left, rng, pool) if _KINDS[kind] > 1 else _sentence(kind, sentences, left, rng)
        sentences = [words for words in sentences if words]
    return " ".join(" ".join(words) for words in sentences)


def _rewritten(lead: list[str], rng: random.Random, pool: Pool) -> list[str]:
    """A lead told otherwise: its names and long words in another order, and a few other words."""
    made = [word for word in lead if word[0].isupper() or len(word) > 6]
    made += [rng.choice(pool) for _ in range(len(lead) // 4 + 1)]
    rng.shuffle(made)
    return made


def _words(kind: str, sentences: list[list[str]], left: int, rng: random.Random, pool: Pool) -> int:
    """One edit of words, in place; how many were touched."""
    words = rng.choices(sentences, list(map(len, sentences)))[0]
    at, run = rng.randrange(len(words)), min(left, rng.randint(1, _RUN))
    if kind == "replace":
        words[at] = rng.choice(pool)
        return 1
    if kind == "insert":
        words[at:at] = [rng.choice(pool) for _ in range(run)]
        return run
    run = min(run, len(words) - at)
    del words[at : at + run]
    return run


def _sentence(kind: str, sentences: list[list[str]], left: int, rng: random.Random) -> int:
    """A sentence dropped, or exchanged with the one before; how many words were touched, 0 where it is too long."""
    at = rng.randrange(len(sentences))
    size = len(sentences[at])
    if size > left or (kind == "exchange" and at == 0):
        return 0
    if kind == "drop":
        sentences.pop(at)
    else:
        sentences[at - 1 : at + 1] = sentences[at], sentences[at - 1]
    return size


def cut(text: str, kind: str) -> str:
    """The head of a text: a part of its words, or so many."""
    words = text.split()
    return " ".join(words[: len(words) // _PARTS[kind] if kind in _PARTS else int(kind)])


class Shelf:
    """Reports by their bands, as a record keeps them, and what was taken for one text.

    Args:
        texts: by id.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._by_band: dict[int, set[str]] = defaultdict(set)
        for name, text in texts.items():
            for band in bands(signature(text)):
                self._by_band[band].add(name)
        self.tally: Counter[tuple[str, str]] = Counter()
        self.false: Counter[tuple[str, str]] = Counter()

    def finds(self, own: str, text: str) -> bool:
        """Whether a text is found to be the report `own`; with all other reports it makes pairs, which are counted."""
        near = {name for band in bands(signature(text)) for name in self._by_band.get(band, ())}
        taken = {name for name in near if is_reprint(text, self._texts[name])}
        others = {name for name in self._texts if name != own and name != SAME.get(own) and own != SAME.get(name)}
        kind = "edited"
        if text == self._texts[own]:
            kind, others = "original", {name for name in others if name > own}
        counts = (len(others), len(near & others), len(taken & others))
        self.tally.update({(kind, what): number for what, number in zip(_COUNTED, counts, strict=True)})
        self.false.update((own, name) for name in taken & others)
        return own in taken

    def rate(self, kind: str, what: str) -> float:
        """How many of 10,000 pairs of a kind share a band (`met`), or are `false`."""
        return 10_000 * self.tally[kind, what] / self.tally[kind, "pairs"]


def measure(texts: Mapping[str, str], least: int) -> tuple[dict[str, float], Shelf]:
    """The part found by kind of edit and per cent, and the shelf with its false pairs.

    Args:
        texts: of a set, by id.
        least: the words that a report has to be edited.
    """
    pool = [word for text in texts.values() for word in text.split()]
    shelf = Shelf(texts)
    for name, text in texts.items():
        shelf.finds(name, text)
    long = [name for name, text in texts.items() if len(text.split()) >= least]
    random.Random("reports").shuffle(long)
    chosen = [long[number % len(long)] for number in range(EDITED)]
    found = {}
    edits: dict[str, Edit] = {"scattered": scattered, "editor": editor}
    for kind, edit in edits.items():
        for percent in FLOORS:
            made = [
                edit(texts[name], percent / 100, random.Random(f"{kind} {percent} {number}"), pool)
                for number, name in enumerate(chosen)
            ]
            found[f"{kind} {percent}"] = sum(map(shelf.finds, chosen, made)) / EDITED
    for kind in CUTS:
        found[f"cut {kind}"] = sum(shelf.finds(name, cut(texts[name], kind)) for name in chosen) / EDITED
    return found, shelf


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where one misses its bar."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.reprints", description=measure.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    options = parser.parse_args(arguments)
    floors = {f"{kind} {percent}": floor for kind in ("scattered", "editor") for percent, floor in FLOORS.items()}
    floors |= {f"cut {kind}": floor for kind, floor in CUTS.items()}
    missed = False
    for name, least in SETS.items():
        found = rows(Corpus(gold=f"gold/{name}.jsonl", scorer="", floors={}), options.shared)
        texts = {text: str(row["id"]) for row in found if (text := str(row["text"]))}
        parts, shelf = measure({report: text for text, report in texts.items()}, least)
        missed |= any(parts[key] < floor for key, floor in floors.items())
        print(f"{name}: {len(texts)} reports, {EDITED} of them edited")  # noqa: T201
        for key, floor in floors.items():
            print(f"  {key:12} found {parts[key]:.3f} (at least {floor:.2f})")  # noqa: T201
        for kind in ("original", "edited"):
            pairs, met, false = shelf.tally[kind, "pairs"], shelf.rate(kind, "met"), shelf.rate(kind, "false")
            missed |= false > CEILING
            print(  # noqa: T201
                f"  {kind}: {pairs:,} pairs of different reports; in 10,000 {met:.2f} share a band, "
                f"{false:.2f} are false (at most {CEILING:.0f})"
            )
        for (one, other), times in shelf.false.most_common(10):
            print(f"    false {times} times: {one}, {other}")  # noqa: T201
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
