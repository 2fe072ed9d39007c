"""The CRF: linear chains tag source, cue and content with B, I and O; the nearest of each are then linked.

The cue chain comes first, and the chains of source and content see its tags. All are trained on PolNeAR's train split
each time that the peers run; no weights are kept. A chain is one paragraph. Of contents inside one another the outer is
learnt: a chain of tags has no room for both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.evaluate.peers.attribution import Attribution, Range, merged
from onrecord.evaluate.peers.features import cue_lemmas, features, labels, ranges_of, with_cues
from onrecord.evaluate.peers.linking import Tagged, link
from onrecord.language import Parsed, Parser
from onrecord.model import Report

ROLES = ("source", "cue", "content")
SETTINGS = {"c1": 0.05, "c2": 0.5, "max_iterations": 80, "feature.minfreq": 3, "feature.possible_transitions": True}
"""Of L-BFGS, which draws no random number."""


class _Gold(NamedTuple):
    """A parsed text, and for each role its labelled spans as ranges of tokens."""

    parsed: Parsed
    ranges: Mapping[str, Sequence[Range]]


class _Chain:
    """One trained chain.

    Args:
        items: for each paragraph the features of its tokens, and their tags.

    Raises:
        ImportError: python-crfsuite is not installed.
    """

    def __init__(self, items: Iterable[tuple[list[list[str]], list[str]]]) -> None:
        import pycrfsuite

        trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
        for seen, tags in items:
            trainer.append(seen, tags)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "chain")
            trainer.train(str(path))
            self._model = path.read_bytes()  # the tagger points into it and keeps no copy
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def tags(self, seen: list[list[str]]) -> list[str]:
        """The likeliest tags of a paragraph."""
        return list(self._tagger.tag(seen))


class Crf:
    """Reads a text by chains trained on labelled rows.

    Args:
        rows: with `text` and `attributions`, as PolNeAR has them.
        parser: the parser to use.

    Raises:
        ImportError: python-crfsuite is not installed.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], parser: Parser | None = None) -> None:
        self._parser = parser or Parser()
        golds = [self._gold(row) for row in rows]
        self._lemmas = cue_lemmas((gold.parsed, _union(gold.ranges["cue"])) for gold in golds)
        self._cue = _Chain(self._items(golds, "cue"))
        # source and content learn on cues tagged as they will be: by a chain that has not seen the text
        halves = [(half, _Chain(self._items(rest, "cue"))) for half, rest in _halves(golds)]
        self._source, self._content = (
            _Chain(item for half, cue in halves for item in self._items(half, role, cue))
            for role in ("source", "content")
        )

    def _gold(self, row: Mapping[str, Any]) -> _Gold:
        parsed = self._parser.parse(Report("", row["text"]))
        return _Gold(parsed, {role: tokens_of(parsed, row["attributions"], role) for role in ROLES})

    def _items(
        self, golds: Iterable[_Gold], role: str, cue: _Chain | None = None
    ) -> Iterator[tuple[list[list[str]], list[str]]]:
        """What a chain learns from; `cue` tags the cues first, where the chain is to see them."""
        for gold in golds:
            for lo, hi in paragraphs(gold.parsed):
                seen = features(gold.parsed, lo, hi, self._lemmas)
                if cue is not None:
                    seen = with_cues(seen, cue.tags(seen))
                yield seen, labels(gold.ranges[role], lo, hi)

    def __call__(self, text: str) -> list[Attribution]:
        """The attributions of a text, in order of their contents."""
        parsed = self._parser.parse(Report("", text))
        out = []
        for lo, hi in paragraphs(parsed):
            for one in link(self._tagged(parsed, lo, hi), lambda i: parsed.tokens[i].sentence):
                content = tuple(_characters(parsed, piece) for piece in one.contents)
                source = one.source and _characters(parsed, one.source)
                out.append(Attribution(source, one.cue and _characters(parsed, one.cue), content))
        return out

    def _tagged(self, parsed: Parsed, lo: int, hi: int) -> Tagged:
        """The spans of one paragraph."""
        seen = features(parsed, lo, hi, self._lemmas)
        cues = self._cue.tags(seen)
        seen = with_cues(seen, cues)
        sources, contents = self._source.tags(seen), self._content.tags(seen)
        return Tagged(*(ranges_of(tags, lo) for tags in (sources, cues, contents)))


def paragraphs(parsed: Parsed) -> list[Range]:
    """The paragraphs as half-open ranges of tokens."""
    found = (parsed.token_range(p.start, p.end) for p in parsed.paragraphs)
    return [(lo, hi) for lo, hi in found if lo < hi]


def tokens_of(parsed: Parsed, given: Iterable[Mapping[str, Sequence[Sequence[int]]]], role: str) -> list[Range]:
    """The labelled spans of a role as half-open ranges of tokens."""
    found = (parsed.token_range(start, end) for one in given for start, end in one[role])
    return [(lo, hi) for lo, hi in found if lo < hi]


def _halves(golds: Sequence[_Gold]) -> list[tuple[Sequence[_Gold], Sequence[_Gold]]]:
    """Every second text beside the others, both ways round."""
    even, odd = golds[::2], golds[1::2]
    return [(even, odd), (odd, even)]


def _union(ranges: Iterable[Range]) -> set[int]:
    return {i for lo, hi in merged(ranges) for i in range(lo, hi)}


def _characters(parsed: Parsed, at: Range) -> Range:
    return parsed.tokens[at[0]].start, parsed.tokens[at[1] - 1].end
