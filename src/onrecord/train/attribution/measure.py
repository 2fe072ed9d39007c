"""How proposals do on labelled reports: full attribution, as the corpus counts it, over the words of the parse."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.said.decode import Piece, Proposal
from onrecord.train.attribution.corpus import Example

Words = frozenset[int]
Triple = tuple[Words, Words, Words]
"""The words of source, cue and content of one attribution."""


def full_f1(found: Iterable[tuple[Example, list[Proposal]]]) -> float:
    """F1 of contents that share half of their words or more, with the source right."""
    hits = given = wanted = 0
    for example, read_ in found:
        gold, got = _gold(example), _got(example, read_)
        pairs = []
        for i, (source, _, content) in enumerate(gold):
            for j, (own, _, told) in enumerate(got):
                shared = len(content & told)
                if shared and 2 * shared >= len(content | told) and (bool(source & own) or not (source or own)):
                    pairs.append((-shared / len(content | told), i, j))
        seen: tuple[set[int], set[int]] = (set(), set())
        for _, i, j in sorted(pairs):
            if i not in seen[0] and j not in seen[1]:
                seen[0].add(i)
                seen[1].add(j)
        hits, given, wanted = hits + len(seen[0]), given + len(got), wanted + len(gold)
    return 2 * hits / max(given + wanted, 1)


def _got(example: Example, read_: list[Proposal]) -> list[Triple]:
    words = _words(example)
    found = []
    for p in read_:
        content = frozenset(i for c in p.contents for i in range(c.lo, c.hi) if words[i])
        if content:
            found.append((_span(p.source), _span(p.cue), content))
    return found


def _span(piece: Piece | None) -> Words:
    return frozenset(range(piece[0], piece[1])) if piece is not None else frozenset()


def _gold(example: Example) -> list[Triple]:
    """The attributions that the tags and arcs of an example spell."""
    words = _words(example)
    cues: dict[int, tuple[set[int], set[int], set[int]]] = {}
    last = -1
    for i, tag in enumerate(example.tags.tolist()):
        role, part = (tag - 1) // 4, (tag - 1) % 4
        if tag and role == 1:
            last = i if part in (0, 3) else last
            triple = cues.setdefault(last, (set(), set(), set()))
            triple[1].add(i)
    for i, tag in enumerate(example.tags.tolist()):
        role, target = (tag - 1) // 4, int(example.arcs[i])
        if tag and role == 2 and words[i] and target in cues:
            cues[target][2].add(i)
        elif tag and role == 1 and target >= 0:
            holder = next((c for c, t in cues.items() if i in t[1]), None)
            end = target + 1
            while end < len(example.tags) and example.tags[end] in (2, 3):
                end += 1
            if holder is not None:
                cues[holder][0].update(range(target, end))
    return [(frozenset(s), frozenset(c), frozenset(t)) for s, c, t in cues.values() if t]


def _words(example: Example) -> list[bool]:
    return [any(char.isalnum() for char in token.text) for token in example.parsed.tokens]
